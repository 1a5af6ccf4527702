import type { Calls } from './calls.ts'
import type { Clock } from './clock.ts'
import { createConsole } from './console.ts'
import type { Duplicates } from './duplicates.ts'
import type { DynamoDB } from './dynamodb.ts'
import { type Folder, takeFolder } from './host/folder.ts'
import { type Machine, openMachine } from './host/machine.ts'
import { Site } from './host/site.ts'
import type { Log, LogOptions } from './log.ts'
import type { Mail } from './mail.ts'
import type { MalwareProtection } from './malware.ts'
import type { Queues } from './queues.ts'
import type { S3 } from './s3.ts'
import type { Scheduler } from './scheduler.ts'
import type { StepFunctions } from './states.ts'
import { readStack, type Stack } from './template.ts'
import type { Work } from './work.ts'

export type FunctionSummary = {
  /** Physical name, as the template gives it. */
  readonly name: string
  readonly logicalId: string
  readonly description: string
  readonly memoryMb: number
  readonly timeoutSeconds: number
}

/** One line that a function wrote (console or process.stdout); `line` is the text as written. */
export type LogLine = {
  readonly at: string
  readonly function: string
  readonly requestId: string
  readonly line: string
}

/** The running host, as the console, the seams and the tests see it. */
export type Host = {
  /** `http://127.0.0.1:PORT`, the site. */
  readonly siteOrigin: string
  /** `http://localhost:PORT`, under which the console lives at `/_local/`. */
  readonly consoleOrigin: string
  /** The data folder. */
  readonly folder: string
  readonly stack: {
    readonly name: string
    readonly region: string
    readonly account: string
    /** How many resources of each CloudFormation type the template holds. */
    readonly resources: Readonly<Record<string, number>>
    readonly outputs: Readonly<Record<string, string>>
  }
  readonly clock: Clock
  readonly work: Work
  readonly calls: Calls
  readonly mail: Mail
  readonly states: StepFunctions
  readonly scheduler: Scheduler
  readonly malware: MalwareProtection
  readonly s3: S3
  readonly dynamodb: DynamoDB
  readonly queues: Queues
  readonly log: Log
  readonly functions: readonly FunctionSummary[]
  /** Whether every asynchronous delivery comes twice and shuffled, and once more later. */
  readonly duplicates: () => Duplicates
  readonly setDuplicates: (duplicates: Duplicates) => void
  /** Resolves when nothing is in flight. */
  readonly settled: () => Promise<void>
  /** What the functions logged, oldest first; the latest 10,000 lines. */
  readonly logs: () => readonly LogLine[]
  /** Invokes a function and waits; throws when the function fails. */
  readonly invoke: (name: string, payload: unknown) => Promise<unknown>
  readonly close: () => Promise<void>
}

export type HostOptions = {
  /** The folder that synthesis wrote (cdk.out). */
  readonly out: string
  /** Of the site; S3 takes the next one. 0 takes any two. */
  readonly port: number
  /** The data folder. */
  readonly folder: string
  /** Instant that the clock shows at the first start of the folder; the real time if absent. */
  readonly at?: string | undefined
  /** Empties the data folder first. */
  readonly fresh?: boolean
  readonly verbose?: boolean
  /** Where the log goes; nowhere if absent. */
  readonly log?: Pick<LogOptions, 'write' | 'colour'>
}

/**
 * Runs the synthesized stack on this machine.
 * @throws Error with a sentence that says what to do: a port in use, a missing template, a resource
 *   that the host does not know, a damaged data folder, a failing install function
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const site = await Site.open(options.port)
  const closers = [() => site.close()]
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    const stack = readStack(options.out, site.siteOrigin)
    const folder = await takeFolder(options.folder, site.port, options.fresh ?? false)
    closers.push(async () => folder.release())
    const s3Port = options.port === 0 ? 0 : options.port + 1
    const log = { write: () => undefined, colour: false, verbose: options.verbose ?? false }
    const logOptions = { ...log, ...options.log }
    const machine = await openMachine({
      stack,
      folder,
      site,
      s3Port,
      logOptions,
      closers,
      offset: startOffset(options.at, folder.offset),
    })
    await install(stack, folder, machine)
    await machine.begin()
    const host = { ...machine.parts, close }
    site.serve(machine.gateway, createConsole(host))
    return host
  } catch (error) {
    await close()
    throw error
  }
}

/** The clock's offset in milliseconds: as the folder left it, or so that it shows `at` now. */
function startOffset(at: string | undefined, kept: number | undefined): number {
  if (kept !== undefined) return kept
  if (at === undefined) return 0
  const instant = /(?:Z|[+-]\d\d:\d\d)$/.test(at) ? Date.parse(at) : Number.NaN
  if (!Number.isNaN(instant)) return instant - Date.now()
  throw new Error(`"${at}" is no instant. Write it like 2026-11-23T09:00:00+07:00.`)
}

/** At the first start of a folder the template's install function brings what the service needs. */
async function install(stack: Stack, folder: Folder, { parts }: Machine): Promise<void> {
  const name = stack.outputs['InstallFunction']
  if (folder.installed || name === undefined) return
  try {
    await parts.invoke(name, {})
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`The install function ${name} failed: ${reason}`, { cause })
  }
  folder.markInstalled()
}
