import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Host, startHost } from '../../infra/local/host.ts'
import { Seams } from './seams.ts'

/** What every kind of torture is told. */
export type Torture = {
  /** Repeats a run exactly, but for what the machine's own timing changes. */
  readonly seed: number
  /** Runs at most so many, chosen by the seed; all where absent. */
  readonly most?: number
  /** Only faults whose name holds this: a fault that was found, seen again. */
  readonly match?: string
  /** Hears of each run. */
  readonly progress: (line: string) => void
  /** Hears at once of what is wrong. */
  readonly found: (fault: string) => void
}

/** What a kind of torture came to. */
export type Verdict = {
  readonly runs: number
  /** What was counted besides, in the reader's words. */
  readonly counts: Readonly<Record<string, number>>
  /** What is wrong, each in a sentence with what it takes to see it again. */
  readonly faults: readonly string[]
}

/** The folder that synthesis wrote. */
export const assembly = (): string => resolve(process.env['CDK_OUTDIR'] ?? 'cdk.out')

/** A Monday on which the office opens. */
export const monday = '2026-11-23T09:00:00+07:00'

/** A fresh host in this process, ended and removed when `work` is done. */
export async function withHost<T>(work: (seams: Seams, host: Host) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'siaran-torture-'))
  const host = await startHost({ out: assembly(), folder, port: 0, at: monday })
  try {
    return await work(new Seams(host.siteOrigin), host)
  } finally {
    await host.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** So many of a list, chosen by `random` (numbers from 0 to 1), in the list's order. */
export function chosen<T>(list: readonly T[], most: number | undefined, random: () => number): T[] {
  if (most === undefined || most >= list.length) return [...list]
  const ranked = list.map((entry, at) => ({ entry, at, rank: random() }))
  const kept = ranked.sort((one, other) => one.rank - other.rank).slice(0, most)
  return kept.sort((one, other) => one.at - other.at).map(({ entry }) => entry)
}

/** An error with what caused it: `fetch failed` alone says nothing. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message} (${messageOf(error.cause)})`
}
