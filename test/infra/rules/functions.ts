import { each, noText, type Rule } from './rule.ts'

/** What runs is known, the same everywhere, and of our own making. */
export const functions = {
  'a function runs on Node 24': each(
    'AWS::Lambda::Function',
    (found) => found.at('Runtime') === 'nodejs24.x',
  ),
  'a function runs on arm64': each(
    'AWS::Lambda::Function',
    (found) => String(found.at('Architectures')) === 'arm64',
  ),
  'nothing is made by a custom resource': ({ resources }) =>
    resources
      .filter(({ type }) => /^Custom::|^AWS::CloudFormation::CustomResource$/.test(type))
      .map(({ id }) => id),
  'no function is fetched from another account': noText(
    (text, type) => type === 'AWS::Lambda::Function' && /:layer:/.test(text),
  ),
} satisfies Record<string, Rule>
