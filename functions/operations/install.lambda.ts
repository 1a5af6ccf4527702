import { DynamoOffice } from '../../shared/aws/office.ts'
import { DynamoResources } from '../../shared/aws/resources.ts'
import { setting } from '../../shared/web/environment.ts'
import { eventHandler } from '../../shared/web/pipelines.ts'
import { makeInstall } from './install.ts'
import { stageFile } from './stage-file.ts'

const office = new DynamoOffice(setting('OFFICE_TABLE'))
const capacity = new DynamoResources(setting('OFFICE_TABLE'))

export const handler = eventHandler(makeInstall({ office, capacity, stage: stageFile(__dirname) }))
