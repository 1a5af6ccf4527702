import { resolve } from 'node:path'
import { readStack } from '../../infra/local/template.ts'
import { depthOf, type OrderedCall, type Recorder, type Recording } from './recorder.ts'

/** What the local host cannot count; docs/numbers.md says where each comes from. */
export const assumed = {
  /** A working day's requests, and its 5-minute windows (8.5 h) in which cached keys are read anew. */
  requestsADay: 1000,
  windowsADay: 102,
  /** Milliseconds billed: own work at 512 MB, each call that waits for the one before, cold starts' share. */
  ownWork: 15,
  dependentCall: 10,
  coldShare: 12,
  /** Bytes that Lambda writes for each invocation (start and report), the HTTP API for each request. */
  platformLines: 640,
  accessLine: 250,
  /** A scanned letter, bytes. */
  letter: 500_000,
} as const

/** CloudWatch counts so many bytes more for each line. */
const lineOverhead = 26

/** Billed time, by the order of calls that was counted and what is assumed of each. */
export function gbSeconds({ machine }: Recorder, { calls, invocations }: Recording): number {
  const memory = new Map(machine.functions.map(({ name, memoryMb }) => [name, memoryMb]))
  const byParent = Map.groupBy(calls, ({ parent }) => parent)
  const own = invocations.map(({ function: name, requestId }) => {
    const depth = depthOf(byParent.get(requestId) ?? [])
    const ms = assumed.ownWork + assumed.coldShare + depth * assumed.dependentCall
    return ((memory.get(name) ?? 0) / 1024) * (ms / 1000)
  })
  return own.reduce((sum, each) => sum + each, 0)
}

/**
 * A sweep that finds nothing due reads the calendar and the four shards; such sweeps go on without
 * requests.
 */
const isIdleSweep = (name: string, calls: readonly OrderedCall[]): boolean =>
  name.endsWith('sweep') && calls.length <= 5

/** An upload that only waits for its scan is not inspected yet. */
const isScan = (name: string, calls: readonly OrderedCall[]): boolean =>
  name.endsWith('accept-letter') && calls.every(({ action }) => action !== 'Invoke')

/** A recording's invocations with their calls: what a request needs, and what its scan adds. */
export function shares(recording: Recording): { request: Recording; scan: Recording } {
  const byParent = Map.groupBy(recording.calls, ({ parent }) => parent)
  const ofKind = (kind: typeof isScan) =>
    new Set(
      recording.invocations
        .filter(({ function: name, requestId }) => kind(name, byParent.get(requestId) ?? []))
        .map(({ requestId }) => requestId),
    )
  const [idle, scans] = [ofKind(isIdleSweep), ofKind(isScan)]
  const only = (keep: (id: string | undefined) => boolean): Recording => ({
    ...recording,
    calls: recording.calls.filter(({ parent }) => keep(parent)),
    invocations: recording.invocations.filter(({ requestId }) => keep(requestId)),
  })
  return {
    request: only((id) => id === undefined || (!idle.has(id) && !scans.has(id))),
    scan: { ...only((id) => id !== undefined && scans.has(id)), lines: [], states: 0 },
  }
}

/** Log lines: those of functions as counted, those of the platform where the template lets it write. */
export function logBytes({ machine }: Recorder, { invocations, lines }: Recording): number {
  const stack = readStack(resolve(process.env['CDK_OUTDIR'] ?? 'cdk.out'), machine.siteOrigin)
  const functions = stack.of('AWS::Lambda::Function')
  const silent = functions.filter(({ properties }) => {
    const { SystemLogLevel = 'INFO' } = (properties['LoggingConfig'] ?? {}) as LoggingConfig
    return SystemLogLevel === 'WARN'
  })
  const names = new Set(silent.map(({ name }) => name))
  const told = invocations.filter(({ function: name }) => !names.has(name)).length
  const web = invocations.filter((invocation) => invocation.web).length
  const written = lines.reduce((sum, { bytes }) => sum + bytes + lineOverhead, 0)
  return (
    written +
    told * (assumed.platformLines + 2 * lineOverhead) +
    web * (assumed.accessLine + lineOverhead)
  )
}

type LoggingConfig = { readonly SystemLogLevel?: string }

/**
 * Who asks KMS at least once in each window: a role for each encrypted resource that it uses, Secrets
 * Manager for its readers, CloudWatch Logs for each group that is written to.
 */
export function keyUses({ calls, lines }: Recording): number {
  const keyed = calls.filter(({ kms, service }) => kms.length > 0 || service === 'secretsmanager')
  const uses = keyed.map((call) => `${call.function} ${call.resource.split('/')[0]}`)
  const accessLog = 1
  return new Set(uses).size + new Set(lines.map((line) => line.function)).size + accessLog
}

/** At most: what was sent to be written, before an item replaces its own older version. */
export const storedBytes = (calls: readonly OrderedCall[]): number =>
  calls
    .filter(({ service, writeUnits }) => service === 'dynamodb' && writeUnits > 0)
    .reduce((sum, { requestBytes }) => sum + requestBytes, 0)
