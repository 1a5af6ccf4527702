import type {
  Failure,
  FailureReason,
  Made,
  MeetingProvider,
  StreamProvider,
  WantedMeeting,
  WantedStream,
} from '../../../shared/providers/ports.ts'
import { sentenceFor } from '../../../shared/providers/sentences.ts'

/** Things of one kind on several hosts, one for each reference; fails as told. */
class MemoryProvider<Wanted extends { readonly reference: string; readonly startsAt: string }> {
  /** What is held: host and reference, as `host/reference`. */
  readonly held = new Map<string, Wanted & { readonly id: string }>()
  readonly wanted: Wanted[] = []
  readonly failures: Failure[] = []
  /** Runs within the next act: what happens meanwhile. */
  meanwhile: (() => Promise<unknown>) | undefined
  readonly #provider: 'zoom' | 'youtube'

  constructor(provider: 'zoom' | 'youtube') {
    this.#provider = provider
  }

  fail(outcome: Failure['outcome'], reason: FailureReason): void {
    const provider = this.#provider
    this.failures.push({ outcome, provider, reason, sentence: sentenceFor(provider, reason) })
  }

  async remove({ host, reference, keep }: Made) {
    await this.#turn()
    const failure = this.failures.shift()
    if (failure) return failure
    const known = this.held.get(`${host}/${reference}`)
    if (known && known.id === keep) return { outcome: 'not-found' as const }
    const found = this.held.delete(`${host}/${reference}`)
    return { outcome: found ? ('removed' as const) : ('not-found' as const) }
  }

  async list(host: string) {
    await this.#turn()
    const items = [...this.held].flatMap(([key, { id, reference, startsAt }]) =>
      key === `${host}/${reference}` ? [{ id, reference, startsAt }] : [],
    )
    return { outcome: 'listed' as const, items }
  }

  protected async keep(host: string, wanted: Wanted) {
    this.wanted.push(wanted)
    await this.#turn()
    const failure = this.failures.shift()
    if (failure) return failure
    const key = `${host}/${wanted.reference}`
    const known = this.held.get(key)
    const kept = { ...wanted, id: known?.id ?? String(this.held.size + 1) }
    this.held.set(key, kept)
    return { outcome: known ? ('found' as const) : ('made' as const), kept }
  }

  protected holds(host: string, id: string): boolean {
    return [...this.held].some(([key, kept]) => key.startsWith(`${host}/`) && kept.id === id)
  }

  async #turn(): Promise<void> {
    const happens = this.meanwhile
    this.meanwhile = undefined
    await happens?.()
  }
}

export class MemoryMeetings extends MemoryProvider<WantedMeeting> implements MeetingProvider {
  async ensure(wanted: WantedMeeting) {
    const result = await this.keep(wanted.account, wanted)
    if (!('kept' in result)) return result
    const { id, passcode } = result.kept
    const meeting = { id, joinUrl: `https://zoom.example/j/${id}`, passcode }
    return { outcome: result.outcome, meeting }
  }

  async move(id: string, wanted: WantedMeeting) {
    if (!this.holds(wanted.account, id)) return { outcome: 'not-found' as const }
    const moved = await this.ensure(wanted)
    return 'meeting' in moved ? { ...moved, outcome: 'moved' as const } : moved
  }
}

export class MemoryStreams extends MemoryProvider<WantedStream> implements StreamProvider {
  async ensure(wanted: WantedStream) {
    const result = await this.keep(wanted.channel, wanted)
    if (!('kept' in result)) return result
    const { id } = result.kept
    const stream = { id, watchUrl: `https://youtube.example/watch?v=${id}` }
    const ingestion = { url: 'rtmps://youtube.example/live2', key: 'kunci-rahasia' }
    return { outcome: result.outcome, stream, ingestion }
  }

  async move(id: string, wanted: WantedStream) {
    if (!this.holds(wanted.channel, id)) return { outcome: 'not-found' as const }
    const moved = await this.ensure(wanted)
    return 'stream' in moved ? { outcome: 'moved' as const, stream: moved.stream } : moved
  }
}
