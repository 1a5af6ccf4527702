import { malwareScan } from '../../shared/aws/letter-scan.ts'
import { S3Letters } from '../../shared/aws/letters.ts'
import { DynamoOffice } from '../../shared/aws/office.ts'
import { DynamoRequests } from '../../shared/aws/requests.ts'
import { setting } from '../../shared/web/environment.ts'
import { eventHandler } from '../../shared/web/pipelines.ts'
import { makeAcceptLetter } from './accept-letter.ts'

const store = new DynamoRequests(setting('REQUESTS_TABLE'))
const letters = new S3Letters(setting('LETTERS_BUCKET'), setting('INSPECT_FUNCTION'))
const scan = malwareScan(setting('MALWARE_SCAN'))
const office = new DynamoOffice(setting('OFFICE_TABLE'))

export const handler = eventHandler(
  makeAcceptLetter({ store, letters, scan, office, now: () => new Date() }),
)
