import { Stack } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import type { HouseAlarms } from './house-alarms.ts'
import { watchAll } from './monitoring-alarms.ts'
import { MonitoringDashboard } from './monitoring-dashboard.ts'
import { subjectsOf } from './monitoring-subjects.ts'

/** Who is called when people are about to suffer, and the page that shows how the service does. */
export class Monitoring extends Construct {
  /** The dashboard's address. */
  readonly page: string

  /** Made last: it watches what it finds in the stack. */
  constructor(scope: Construct, id: string, alarms: HouseAlarms) {
    super(scope, id)
    const { region, stackName } = Stack.of(this)
    const subjects = subjectsOf(Stack.of(this))
    watchAll(alarms, subjects)
    new MonitoringDashboard(this, 'Dashboard', subjects, alarms.all)
    this.page = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${stackName}`
  }
}
