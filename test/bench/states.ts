import {
  enter,
  type Filed,
  linkFor,
  reviewer,
  sendLetter,
  underReview,
} from '../e2e/support/cases.ts'
import { Device, filled, formIn, type Typed } from '../e2e/support/device.ts'
import { atMost, type Figure } from './figure.ts'
import { Recorder } from './recorder.ts'

/** The event lies behind every limit of these scenarios. */
const later = { eventDate: '2026-12-28' }

/** P43: states entered for a request, by what its reviewers do. The clock starts on a Monday, 09.00. */
export async function stateFigures(): Promise<readonly Figure[]> {
  const recorder = await Recorder.start('2026-11-23T09:00:00+07:00')
  try {
    const { host } = recorder
    const device = new Device(host)
    const until = (to: string) => host.advance({ to: `${to}:00+07:00` })
    const figure = (name: string, { reference }: Filed, most: number) =>
      atMost(name, recorder.statesEntered(reference), most, 'states', 0)
    const [inTime, reminded, called, returned, forgotten] = [
      await underReview(host, later),
      await underReview(host, later),
      await underReview(host, later),
      await underReview(host, later),
      await underReview(host, later),
    ]
    await decide(recorder, device, inTime, 'approve')
    await decide(recorder, device, returned, 'return')
    await sendLetter(host, returned)
    await decide(recorder, device, returned, 'approve')
    const waiting = recorder.statesEntered(forgotten.reference)
    await until('2026-11-23T11:30')
    const polled = recorder.statesEntered(forgotten.reference) - waiting
    await until('2026-11-24T14:00')
    await decide(recorder, device, reminded, 'approve')
    await until('2026-11-24T16:30')
    await decide(recorder, device, called, 'reject')
    await until('2026-11-27T09:00')
    const turns = recorder.machine.states
      .executions()
      .filter(({ name }) => name.includes(forgotten.reference))
      .flatMap(({ history }) => history)
      .filter(({ type }) => /TimedOut/.test(type)).length
    return [
      figure('Decided in time', inTime, 3),
      figure('Returned, corrected, decided in time: two rounds', returned, 6),
      figure('Decided after a reminder', reminded, 3 + 2),
      figure('Decided after reminder and escalation', called, 3 + 4),
      figure(`Not decided for days: ${turns} turns ran out`, forgotten, 3 + 2 * turns),
      atMost('While 2.5 h pass without a turn', polled, 0, 'states', 0),
    ]
  } finally {
    await recorder.close()
  }
}

const words = { approve: 'Setujui', return: 'Kembalikan', reject: 'Tolak' } as const

/** The reviewer decides from the newest e-mail, after a code where the device is not known yet. */
async function decide(
  { host }: Recorder,
  device: Device,
  { reference }: Filed,
  decision: keyof typeof words,
): Promise<void> {
  const link = await linkFor(host, reference, reviewer, words[decision])
  const page = device.cookies.has('__Host-perangkat')
    ? await device.open(link)
    : await enter(host, device, link, reviewer, { remember: 'yes' })
  const form = formIn(page, new URL(page.url).pathname)
  const typed: Typed = decision === 'approve' ? {} : { reason: 'Tanggal belum pasti.' }
  const body = new URLSearchParams(filled(form, typed))
  const { status } = await device.send(form.action, { method: 'POST', body })
  if (status !== 303) throw new Error(`The decision was answered ${status}.`)
  await host.settle()
}
