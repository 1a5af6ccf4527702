import { Duration, Stack } from 'aws-cdk-lib'
import { type Alarm, AlarmStatusWidget, Dashboard, TextWidget } from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'
import { rowsOf } from './monitoring-rows.ts'
import type { Monitored } from './monitoring-subjects.ts'

/**
 * One page for the head of a section: in Indonesian, one row for each thing that the service does,
 * each with the question that its row answers.
 */
export class MonitoringDashboard extends Construct {
  constructor(scope: Construct, id: string, monitored: Monitored, alarms: readonly Alarm[]) {
    super(scope, id)
    const name = Stack.of(this).stackName
    new Dashboard(this, 'Page', {
      dashboardName: name,
      defaultInterval: Duration.days(7),
      widgets: [
        [
          new TextWidget({
            markdown: `# Siaran (${name}): keadaan layanan\nTujuh hari terakhir. Bila ada alarm yang menyala, hubungi petugas teknis; langkahnya ada di *runbook*.`,
            width: 24,
            height: 2,
          }),
        ],
        [
          new AlarmStatusWidget({
            title: 'Alarm (merah = menyala)',
            alarms: [...alarms],
            width: 24,
            height: 6,
          }),
        ],
        ...rowsOf(monitored),
      ],
    })
  }
}
