import { officeFromEnvironment } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { makePages } from './pages.ts'

const office = officeFromEnvironment()
export const handler = httpHandler(makePages({ office }), office)
