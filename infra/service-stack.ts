import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { fallback, routes } from '../shared/web/routes.ts'
import { CaseStorage } from './constructs/case-storage.ts'
import { HouseAlarms } from './constructs/house-alarms.ts'
import { type House, HouseFunction } from './constructs/house-function.ts'
import { HouseLogs } from './constructs/house-logs.ts'
import { Keyring } from './constructs/keyring.ts'
import { LetterStorage } from './constructs/letter-storage.ts'
import { Monitoring } from './constructs/monitoring.ts'
import { Notifications } from './constructs/notifications.ts'
import { PublicSite } from './constructs/public-site.ts'
import { RequestIntake } from './constructs/request-intake.ts'
import { ReviewWorkflow } from './constructs/review-workflow.ts'
import { Schedules } from './constructs/schedules.ts'
import { StaffSite } from './constructs/staff-site.ts'
import { WebApi } from './constructs/web-api.ts'
import { stackNameOf } from './names.ts'
import type { Stage } from './stage.ts'

type Told = {
  readonly web: WebApi
  readonly notifications: Notifications
  readonly alarms: HouseAlarms
  readonly monitoring: Monitoring
}

/** The whole service of one stage. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, stage: Stage, bundles: string) {
    super(scope, stackNameOf(stage), {
      env: { region: stage.region },
      description: `Siaran, stage ${stage.name}`,
      analyticsReporting: false,
      terminationProtection: true,
    })
    const logs = new HouseLogs(this, 'Logs', stage.retention.logDays)
    const alarms = new HouseAlarms(this, 'Alarms', stage.alarms?.emails ?? [])
    const house: House = { stage, bundles, logs, alarms }
    const requests = new CaseStorage(this, 'Requests', { variable: 'REQUESTS_TABLE', cases: true })
    const office = new CaseStorage(this, 'Office', { variable: 'OFFICE_TABLE', cases: false })
    const keyring = new Keyring(this, 'Keys', house)
    const web = new WebApi(this, 'Web', house)
    const siteOrigin = web.origin
    const letters = new LetterStorage(this, 'Letters', {
      siteOrigin,
      incomingDays: stage.retention.incomingDays,
    })
    const shared = { siteOrigin, requests, office, letters, keyring }
    const site = new PublicSite(this, 'Site', house, shared)
    const intake = new RequestIntake(this, 'Intake', house, shared)
    const reviews = new ReviewWorkflow(this, 'Reviews', house, shared)
    const notifications = new Notifications(this, 'Notifications', house, shared)
    new Schedules(this, 'Schedules', house, { requests, office, reviews, intake })
    this.#install(house, office)
    const staff = new StaffSite(this, 'Staff', house, shared)
    const pages = [site, intake, reviews, staff].flatMap(({ functions }) => functions)
    web.open(routes, fallback, pages)
    const monitoring = new Monitoring(this, 'Monitoring', alarms)
    this.#tell({ web, notifications, alarms, monitoring })
  }

  /** People and calendar of the stage come in with its code: docs/adr/0005-stage-in-install-asset.md. */
  #install(house: House, office: CaseStorage): void {
    const install = new HouseFunction(this, house, 'operations/install', {
      harmIfFailing: 'A new stage has no staff and no calendar, so nobody is asked to review',
      invokedBy: 'caller',
      timeout: 60,
    })
    office.grant(install, 'PutItem')
    new CfnOutput(this, 'InstallFunction', { value: install.lambda.functionName })
  }

  /** What an engineer needs after a deployment: README, docs/runbook.md. */
  #tell({ web, notifications, alarms, monitoring }: Told): void {
    const say = (name: string, value: string, description: string): CfnOutput =>
      new CfnOutput(this, name, { value, description })
    say('SiteAddress', web.origin, 'Where the service is')
    if (web.target) {
      say('DomainTarget', web.target.name, "What the domain's DNS record must point to")
      say('DomainTargetZone', web.target.zone, 'The hosted zone of that name, for an alias record')
    }
    for (const [index, { name, value }] of notifications.dkimRecords.entries()) {
      say(`DkimRecord${index + 1}`, `${name} CNAME ${value}`, 'For the DNS of the mail domain')
    }
    say('AlarmTopic', alarms.topicArn, 'Tells of alarms')
    say('Dashboard', monitoring.page, 'How the service does')
  }
}
