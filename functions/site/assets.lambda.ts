import { join } from 'node:path'
import { assetFolder } from '../../shared/web/asset-folder.ts'
import { officeFromEnvironment, setting } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { makeAssets } from './assets.ts'

const office = officeFromEnvironment()
const readAsset = assetFolder(join(setting('LAMBDA_TASK_ROOT'), 'files'))
export const handler = httpHandler(makeAssets({ office, readAsset }), office)
