import { idOf } from '../template.ts'
import { each, type Rule } from './rule.ts'

/** Lines are encrypted and end; a group that AWS makes on its own has neither key nor end. */
export const logs = {
  'a log group is kept for days that someone named': each(
    'AWS::Logs::LogGroup',
    (group) => Number(group.at('RetentionInDays')) > 0,
  ),
  'a log group is encrypted with a key of ours': each('AWS::Logs::LogGroup', (group, template) =>
    template.of('AWS::KMS::Key').some(({ id }) => id === idOf(group.at('KmsKeyId'))),
  ),
  'a function writes to a log group of the template': each(
    'AWS::Lambda::Function',
    (found, template) =>
      template
        .of('AWS::Logs::LogGroup')
        .some(({ id }) => id === idOf(found.at('LoggingConfig.LogGroup'))),
  ),
} satisfies Record<string, Rule>
