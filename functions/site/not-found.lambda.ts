import { officeFromEnvironment } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { makeNotFound } from './not-found.ts'

const office = officeFromEnvironment()
export const handler = httpHandler(makeNotFound({ office }), office)
