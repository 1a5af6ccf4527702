import { SecretVersions } from '../../shared/aws/key-versions.ts'
import { setting } from '../../shared/web/environment.ts'
import { eventHandler } from '../../shared/web/pipelines.ts'
import { makeRotateKeys, randomKey } from './rotate-keys.ts'

const versions = new SecretVersions(setting('KEYS_SECRET'))

export const handler = eventHandler(makeRotateKeys({ versions, newKey: randomKey }))
