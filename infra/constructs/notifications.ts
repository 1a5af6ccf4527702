import { Stack } from 'aws-cdk-lib'
import {
  CloudWatchDimensionSource,
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  type DkimRecord,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import { onlyRecorded } from '../../shared/domain/notices.ts'
import type { CaseStorage } from './case-storage.ts'
import { type House, HouseFunction } from './house-function.ts'
import type { Keyring } from './keyring.ts'

export type NotificationsProps = {
  readonly siteOrigin: string
  readonly requests: CaseStorage
  readonly office: CaseStorage
  readonly keyring: Keyring
}

/** E-mail goes out from the record of what happened, one message to one person. */
export class Notifications extends Construct {
  readonly #identity: EmailIdentity
  readonly #configuration: ConfigurationSet

  constructor(scope: Construct, id: string, house: House, props: NotificationsProps) {
    super(scope, id)
    const { mail, office } = house.stage
    this.#identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(mail.domain),
    })
    this.#configuration = new ConfigurationSet(this, 'Configuration', {
      configurationSetName: Stack.of(this).stackName,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      // Nobody counts who opened or clicked what: SES would rewrite our links for it.
      vdmOptions: { engagementMetrics: false, optimizedSharedDelivery: false },
    })
    // Free counts are those of the whole account; what is opened or clicked is not counted.
    this.#configuration.addEventDestination('Counts', {
      destination: EventDestination.cloudWatchDimensions([
        {
          source: CloudWatchDimensionSource.MESSAGE_TAG,
          name: 'ses:configuration-set',
          defaultValue: 'none',
        },
      ]),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    })
    const dispatch = new HouseFunction(this, house, 'notifications/dispatch', {
      harmIfFailing: 'E-mails stay unsent: reviewers are not asked and applicants not answered',
      invokedBy: 'stream',
      // Ten records, some with a message to each reviewer.
      timeout: 60,
      environment: { OFFICE: JSON.stringify(office), SITE_ORIGIN: props.siteOrigin },
    })
    props.requests.grant(dispatch, 'Query', 'PutItem')
    props.requests.addReader(dispatch, [
      { event: 'INSERT', sk: 'EVENT#', passedOver: onlyRecorded },
      // The sweep marks a case of which somebody has not been told.
      { event: 'MODIFY', sk: 'STATE', marked: 'untold' },
    ])
    props.office.grant(dispatch, 'Query', 'UpdateItem')
    props.office.addReader(dispatch, [{ event: 'INSERT', sk: 'CODE' }])
    props.keyring.grantRead(dispatch)
    this.#grantSend(dispatch, mail.sender)
  }

  /** What the mail domain's DNS must hold, so that SES may sign for it. */
  get dkimRecords(): readonly DkimRecord[] {
    return this.#identity.dkimRecords
  }

  /** Sending with a configuration set is authorised on the set as well. */
  #grantSend(to: HouseFunction, sender: string): void {
    to.environment('MAIL_SENDER', sender)
    to.environment('MAIL_CONFIGURATION_SET', this.#configuration.configurationSetName)
    to.allow(
      ['ses:SendRawEmail'],
      [
        this.#identity.emailIdentityArn,
        Stack.of(this).formatArn({
          service: 'ses',
          resource: 'configuration-set',
          resourceName: this.#configuration.configurationSetName,
        }),
      ],
      { StringEquals: { 'ses:FromAddress': sender } },
    )
  }
}
