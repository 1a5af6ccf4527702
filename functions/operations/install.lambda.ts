import { DynamoOffice } from '../../shared/aws/office.ts'
import { setting } from '../../shared/web/environment.ts'
import { eventHandler } from '../../shared/web/pipelines.ts'
import { makeInstall } from './install.ts'
import { stageFile } from './stage-file.ts'

const office = new DynamoOffice(setting('OFFICE_TABLE'))

export const handler = eventHandler(makeInstall({ office, stage: stageFile(__dirname) }))
