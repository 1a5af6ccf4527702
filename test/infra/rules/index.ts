import { alarms } from './alarms.ts'
import { data } from './data.ts'
import { delivery } from './delivery.ts'
import { functions } from './functions.ts'
import { keys } from './keys.ts'
import { logs } from './logs.ts'
import { place } from './place.ts'
import { principals } from './principals.ts'
import { secrets } from './secrets.ts'
import { times } from './times.ts'
import { web } from './web.ts'
import { workflows } from './workflows.ts'

/** What every stage's template keeps, and the rule packs of nag.test.ts do not see. */
export const rules = {
  ...delivery,
  ...times,
  ...web,
  ...workflows,
  ...functions,
  ...data,
  ...keys,
  ...principals,
  ...logs,
  ...secrets,
  ...place,
  ...alarms,
}
