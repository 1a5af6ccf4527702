import { randomInt } from 'node:crypto'

/** AWS::SecretsManager::Secret GenerateSecretString. */
export type GenerationRules = {
  readonly SecretStringTemplate?: string
  readonly GenerateStringKey?: string
  readonly PasswordLength?: number
  readonly ExcludeCharacters?: string
  readonly ExcludeLowercase?: boolean
  readonly ExcludeUppercase?: boolean
  readonly ExcludeNumbers?: boolean
  readonly ExcludePunctuation?: boolean
  readonly IncludeSpace?: boolean
  readonly RequireEachIncludedType?: boolean
}

/** A random value by the rules of the template; each included type of character occurs in it. */
export function generate(name: string, rules: GenerationRules): string {
  const kinds = [
    rules.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    rules.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    rules.ExcludeNumbers ? '' : '0123456789',
    rules.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    rules.IncludeSpace ? ' ' : '',
  ]
    .map((kind) => Array.from(kind).filter((each) => !rules.ExcludeCharacters?.includes(each)))
    .filter((kind) => kind.length > 0)
  const all = kinds.flat()
  if (all.length === 0) throw new Error(`The secret ${name} excludes every character.`)
  for (;;) {
    const length = rules.PasswordLength ?? 32
    const password = Array.from({ length }, () => all[randomInt(all.length)] ?? '')
    const hasEach = kinds.every((kind) => kind.some((each) => password.includes(each)))
    if (hasEach || rules.RequireEachIncludedType === false || length < kinds.length) {
      return password.join('')
    }
  }
}
