import { Duration } from 'aws-cdk-lib'
import { ofFunction } from './function-metrics.ts'
import type { HouseAlarms } from './house-alarms.ts'
import {
  ofApi,
  ofMachine,
  ofMail,
  ofRule,
  ofSchedules,
  ofTable,
  orZero,
  reputation,
  throttles,
} from './monitoring-metrics.ts'
import type { Monitored } from './monitoring-subjects.ts'

/** Alarms for what stands between the functions; each function has brought its own. */
export function watchAll(alarms: HouseAlarms, monitored: Monitored): void {
  watchSweep(alarms, monitored)
  watchWeb(alarms, monitored)
  watchMail(alarms, monitored)
  watchReviews(alarms, monitored)
  watchTables(alarms, monitored)
}

function watchSweep(alarms: HouseAlarms, { sweep, lag, groups }: Monitored): void {
  const chapter = 'operations-sweep'
  alarms.watch('sweep-absent', {
    metric: orZero(ofFunction(sweep, 'Invocations', { minutes: 15 })),
    harm: 'Nobody looks after requests that got stuck: what a stream missed stays undone',
    chapter,
    below: 1,
    // Due every 15 minutes: it rings 30 to 45 minutes after the last run.
    periods: 2,
  })
  alarms.watch('sweep-lag', {
    metric: lag.with({ period: Duration.minutes(15) }),
    harm: 'Requests wait to be looked at: e-mails stay unsent and lost reviews stand still',
    chapter,
    // Seconds: passed over by two runs.
    from: 45 * 60,
  })
  for (const group of groups) {
    alarms.watch('schedule-refused', {
      metric: ofSchedules(group, 'TargetErrorCount'),
      harm: 'The sweep is called and does not start: stuck requests stay stuck',
      chapter,
    })
  }
}

function watchWeb(alarms: HouseAlarms, { apis }: Monitored): void {
  const chapter = 'web-api'
  for (const api of apis) {
    alarms.watch('api-5xx', {
      metric: ofApi(api, '5xx'),
      harm: 'Visitors get an error page: requests and decisions cannot be sent',
      chapter,
      from: 3,
    })
    alarms.watch('api-4xx', {
      metric: ofApi(api, '4xx', 15),
      harm: 'Links in our pages or e-mails lead nowhere, or somebody guesses codes of applicants',
      chapter,
      // An office answers tens a day; robots alone ask for some dozens of missing pages.
      from: 300,
    })
  }
  alarms.watch('throttled', {
    metric: throttles(),
    harm: 'Visitors are turned away and e-mails wait, because too much runs at once',
    chapter: 'throttled',
  })
}

/** Not RenderingFailure: that is of SES's templates, which are not used. */
function watchMail(alarms: HouseAlarms, { mail }: Monitored): void {
  const chapter = 'bounced-mail-the-sender-and-the-ses-sandbox'
  for (const set of mail) {
    alarms.watch('mail-bounced', {
      metric: ofMail(set, 'Bounce', 15),
      harm: 'Somebody did not get an e-mail on which their request depends',
      chapter,
    })
    alarms.watch('mail-rejected', {
      metric: ofMail(set, 'Reject', 15),
      harm: 'SES refused to send an e-mail as harmful, and its recipient knows nothing of it',
      chapter,
    })
  }
  // SES puts a sender under review from 5 % and 0.1 %, and stops it from 10 % and 0.5 %.
  alarms.watch('mail-bounce-rate', {
    metric: reputation('BounceRate'),
    harm: 'SES is about to stop all e-mail of the account: nobody would be asked or answered',
    chapter,
    from: 0.05,
  })
  alarms.watch('mail-complaint-rate', {
    metric: reputation('ComplaintRate'),
    harm: 'Recipients call our e-mails spam, and SES is about to stop all e-mail of the account',
    chapter,
    from: 0.001,
  })
}

function watchReviews(alarms: HouseAlarms, { machines, rules }: Monitored): void {
  for (const machine of machines) {
    for (const end of ['Failed', 'TimedOut', 'Aborted']) {
      alarms.watch(`review-executions-${dashes(end)}`, {
        metric: ofMachine(machine, `Executions${end}`),
        harm: 'A request under review is not reminded of until the sweep takes it up again',
        chapter: 'an-execution-that-was-lost',
      })
    }
  }
  for (const [id, rule] of rules) {
    alarms.watch(`${dashes(id)}-undelivered`, {
      metric: ofRule(rule, 'FailedInvocations'),
      harm: 'A letter was uploaded and nobody looks at it: its applicant waits in vain',
      chapter: 'dead-letters-and-how-to-replay-them',
    })
  }
}

function watchTables(alarms: HouseAlarms, { tables }: Monitored): void {
  for (const [id, table] of tables) {
    for (const metric of ['SystemErrors', 'ThrottledRequests'] as const) {
      alarms.watch(`${dashes(id)}-table-${dashes(metric)}`, {
        metric: ofTable(table, metric),
        harm: 'Forms, decisions and e-mails fail or are slow, for their data cannot be reached',
        chapter: 'tables',
        // In 15 minutes; each call is tried three times.
        from: 5,
      })
    }
  }
}

const dashes = (name: string): string =>
  name.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()
