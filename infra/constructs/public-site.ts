import { Construct } from 'constructs'
import type { CaseStorage } from './case-storage.ts'
import { type House, HouseFunction } from './house-function.ts'
import type { Keyring } from './keyring.ts'

export type PublicSiteProps = {
  readonly siteOrigin: string
  readonly requests: CaseStorage
  readonly office: CaseStorage
  readonly keyring: Keyring
}

/** What anyone can read: the pages about the service, the site's files, and one's own case. */
export class PublicSite extends Construct {
  readonly functions: readonly HouseFunction[]

  constructor(scope: Construct, id: string, house: House, props: PublicSiteProps) {
    super(scope, id)
    const page = (name: string, harmIfFailing: string): HouseFunction =>
      new HouseFunction(this, house, name, {
        harmIfFailing,
        invokedBy: 'caller',
        timeout: 10,
        environment: { OFFICE: JSON.stringify(house.stage.office) },
      })
    const track = page(
      'cases/track',
      'Applicants cannot see how their request stands, nor which date was promised',
    )
    track.environment('SITE_ORIGIN', props.siteOrigin)
    props.requests.grant(track, 'GetItem', 'Query')
    props.office.grant(track, 'GetItem', 'UpdateItem')
    props.keyring.grantRead(track)
    const survey = page('cases/survey', 'Applicants cannot say how satisfied they were')
    survey.environment('SITE_ORIGIN', props.siteOrigin)
    props.requests.grant(survey, 'Query', 'PutItem', 'UpdateItem')
    props.keyring.grantRead(survey)
    const schedule = page('site/schedule', 'Nobody can see which events take place and when')
    schedule.environment('SITE_ORIGIN', props.siteOrigin)
    props.requests.grantSchedule(schedule)
    this.functions = [
      page('site/pages', 'Nobody can read what the service offers or find the request form'),
      page('site/assets', 'Every page comes without its look and its script'),
      page('site/not-found', 'A mistyped address gets a bare error in place of a way back'),
      track,
      survey,
      schedule,
    ]
  }
}
