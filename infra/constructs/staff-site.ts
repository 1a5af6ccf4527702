import { Construct } from 'constructs'
import type { CaseStorage } from './case-storage.ts'
import { type House, HouseFunction } from './house-function.ts'
import type { Keyring } from './keyring.ts'

export type StaffSiteProps = {
  readonly siteOrigin: string
  readonly requests: CaseStorage
  readonly office: CaseStorage
  readonly keyring: Keyring
}

/** What signed-in staff see and do, and the door to it. */
export class StaffSite extends Construct {
  readonly functions: readonly HouseFunction[]

  constructor(scope: Construct, id: string, house: House, props: StaffSiteProps) {
    super(scope, id)
    const page = (name: string, harmIfFailing: string): HouseFunction => {
      const made = new HouseFunction(this, house, name, {
        harmIfFailing,
        invokedBy: 'caller',
        timeout: 15,
        environment: {
          OFFICE: JSON.stringify(house.stage.office),
          SITE_ORIGIN: props.siteOrigin,
        },
      })
      // Session, device and person of whoever asks, in one batch.
      props.office.grant(made, 'BatchGetItem')
      props.keyring.grantRead(made)
      return made
    }
    const signIn = page(
      'staff/sign-in',
      'Staff cannot get into the staff site or end a lost device',
    )
    props.office.grant(signIn, 'Query', 'PutItem', 'UpdateItem')
    const desk = page('staff/desk', 'Staff do not see what waits for them')
    const held = page('staff/held', 'Staff cannot record whether an event was held')
    props.requests.grant(held, 'Query', 'PutItem', 'UpdateItem')
    props.office.grant(held, 'Query')
    const resources = page(
      'staff/resources',
      'Administrators cannot change accounts, channels, rooms or technical staff',
    )
    props.office.grant(resources, 'Query', 'PutItem')
    props.requests.grantSchedule(resources)
    this.functions = [signIn, desk, held, resources]
  }
}
