import { join } from 'node:path'
import { assetFolder } from '../../shared/web/asset-folder.ts'
import { officeFromEnvironment } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { makeAssets } from './assets.ts'

const office = officeFromEnvironment()
// The bundle is CommonJS: its own folder, where infra/bundle.ts lays the files beside it.
const readAsset = assetFolder(join(__dirname, 'files'))
export const handler = httpHandler(makeAssets({ office, readAsset }), office)
