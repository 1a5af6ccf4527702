import type { Fault } from '../calls.ts'
import type { ConsoleHost } from './host.ts'
import { json, Refusal, type Reply } from './reply.ts'
import { readObject } from './request.ts'
import { isRepresentable, parseDuration, parseInstant } from './time.ts'

type Seam = (host: ConsoleHost, body: string) => Reply | Promise<Reply>

const CLOCK = '{"advance":"PT2H"} or {"to":"2026-12-28T09:00:00+07:00"}'
const FAULT =
  '{"service":"dynamodb","action":"PutItem","nth":1,"when":"before"}, where nth counts from 1, ' +
  'when is before, after, throttle, timeout or conflict, and function and times are optional'
const SCANNER = '{"on":false}'
const DUPLICATES = '{"on":true,"seed":1}, where "again":"P1D" is optional'
const WHENS: readonly Fault['when'][] = ['before', 'after', 'throttle', 'timeout', 'conflict']

/** What tests and training use, by path below `/_local/` and method. All JSON. */
export const seams: Readonly<Record<string, Readonly<Record<string, Seam>>>> = {
  mail: { GET: (host) => json(host.mail.list()) },
  clock: {
    GET: (host) => json(now(host)),
    POST: async (host, body) => {
      await moveClock(host, targetOf(host.clock.now(), readObject(body, CLOCK)))
      return json(now(host))
    },
  },
  settle: {
    POST: async (host) => {
      await host.settled()
      return json(now(host))
    },
  },
  dump: { GET: dump },
  calls: { GET: (host) => json(host.calls.list()) },
  executions: { GET: (host) => json(host.states.executions()) },
  faults: {
    GET: (host) => json(host.calls.planted()),
    DELETE: (host) => {
      host.calls.forgetFaults()
      return json([])
    },
    POST: (host, body) => {
      const fault = faultOf(readObject(body, FAULT))
      host.calls.plant(fault)
      return json(fault)
    },
  },
  duplicates: {
    POST: (host, body) => {
      const { on, seed = 1, again } = readObject(body, DUPLICATES)
      if (typeof on !== 'boolean' || !Number.isInteger(seed)) throw shape(DUPLICATES)
      const againAfter = typeof again === 'string' ? parseDuration(again) : undefined
      if (again !== undefined && againAfter === undefined) throw shape(DUPLICATES)
      host.setDuplicates({ on, seed: Number(seed), ...(againAfter && { againAfter }) })
      return json({ on, seed, again })
    },
  },
  scanner: {
    GET: (host) => json({ on: host.malware.on }),
    POST: (host, body) => {
      const { on } = readObject(body, SCANNER)
      if (typeof on !== 'boolean') throw shape(SCANNER)
      host.malware.set(on)
      return json({ on })
    },
  },
  logs: { GET: (host) => json(host.logs()) },
  'dead-letters': { GET: (host) => json(host.queues.list()) },
}

const now = (host: ConsoleHost) => ({ now: new Date(host.clock.now()).toISOString() })

const shape = (like: string) => new Refusal(400, `The body must be JSON like ${like}.`)

/** Moves forward and resolves when all that fell due has run. @throws Refusal when `to` lies behind */
export async function moveClock(host: ConsoleHost, to: number): Promise<void> {
  const present = host.clock.now()
  if (to < present) {
    throw new Refusal(
      400,
      `The clock only moves forward: it is ${new Date(present).toISOString()}, ` +
        `${new Date(to).toISOString()} is past.`,
    )
  }
  await host.clock.advance(to)
}

function targetOf(present: number, { advance, to }: Record<string, unknown>): number {
  const target =
    typeof advance === 'string' && to === undefined
      ? present + (parseDuration(advance) ?? Number.NaN)
      : typeof to === 'string' && advance === undefined
        ? parseInstant(to)
        : undefined
  if (target === undefined || Number.isNaN(target)) throw shape(CLOCK)
  if (!isRepresentable(target)) throw new Refusal(400, 'The clock ends with the year 9999.')
  return target
}

function faultOf(body: Record<string, unknown>): Fault {
  const { service, action, nth, times, when } = body
  const caller = body['function']
  const known = WHENS.find((each) => each === when)
  if (typeof service !== 'string' || service === '') throw shape(FAULT)
  if (typeof action !== 'string' || action === '') throw shape(FAULT)
  if (!isCount(nth) || !known) throw shape(FAULT)
  if (caller !== undefined && typeof caller !== 'string') throw shape(FAULT)
  if (times !== undefined && !isCount(times)) throw shape(FAULT)
  const narrowed = { ...(caller && { function: caller }), ...(times && { times }) }
  return { service, action, nth, when: known, ...narrowed }
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 1

/** Every item and object version, one JSON per line; equal states give equal bytes. */
async function dump(host: ConsoleHost): Promise<Reply> {
  const lines = await dumpLines(host)
  return {
    status: 200,
    headers: { 'content-type': 'application/x-ndjson; charset=utf-8' },
    body: lines.map((line) => `${line}\n`).join(''),
  }
}

export async function dumpLines(host: ConsoleHost): Promise<string[]> {
  const entries = [...(await host.dynamodb.dump()), ...(await host.s3.dump())]
  return entries.map((entry) => JSON.stringify(entry, inOrder)).sort()
}

/** A replacer that writes the members of every object in the order of their names. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
