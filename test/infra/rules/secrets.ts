import { shown } from '../template.ts'
import { each, noText, type Rule } from './rule.ts'

const patterns = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  // A signed token.
  /\beyJ[\w-]{10,}\.[\w-]{10,}\./,
  // CloudFormation would write the secret itself in its place.
  /\{\{resolve:(?:secretsmanager|ssm-secure):/,
]
const known = (text: string): boolean => patterns.some((pattern) => pattern.test(text))

/** Long, without a word in it: letters of both cases and digits in one run. */
const random = (text: string): boolean =>
  (text.match(/[\w+/=-]{24,}/g) ?? []).some((run) =>
    [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(run)),
  )

/** A value without the names of what it refers to. */
const written = (value: unknown): string => shown(value).replaceAll(/<[^>]*>/g, '')

const secretName = /SECRET|PASSWORD|TOKEN|CREDENTIAL|PRIVATE|API_?KEY/

/** Secrets are in Secrets Manager and nowhere else; others get their names. */
export const secrets = {
  'no text of the template is a secret': noText(known),
  'a secret is made by AWS': each(
    'AWS::SecretsManager::Secret',
    (secret) =>
      secret.at('SecretString') === undefined && secret.at('GenerateSecretString') !== undefined,
  ),
  'an environment holds no secret': each('AWS::Lambda::Function', (found) =>
    Object.entries(found.at('Environment.Variables') ?? {}).every(
      ([name, value]) =>
        !random(written(value)) && !(secretName.test(name) && typeof value === 'string'),
    ),
  ),
} satisfies Record<string, Rule>
