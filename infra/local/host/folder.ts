import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { damaged } from '../journal.ts'

type Lock = { readonly pid: number; readonly port: number }

/** The data folder of one running host. */
export type Folder = {
  readonly path: string
  /** The clock's offset from real time in milliseconds, if the folder was used before. */
  readonly offset: number | undefined
  readonly keepOffset: (offset: number) => void
  /** Whether the install function has run here. */
  readonly installed: boolean
  readonly markInstalled: () => void
  readonly release: () => void
}

/**
 * Takes a data folder for this host.
 * @param port of the site: together with the process it tells a running host from one that was killed
 * @param fresh empties the folder first
 * @throws Error with a sentence when another host uses the folder, or when it is damaged
 */
export async function takeFolder(path: string, port: number, fresh: boolean): Promise<Folder> {
  const lock = join(path, 'host.lock')
  await refuseTaken(path, lock)
  if (fresh) empty(path)
  mkdirSync(join(path, 'logs'), { recursive: true })
  writeFileSync(lock, JSON.stringify({ pid: process.pid, port } satisfies Lock))
  const clock = join(path, 'clock.json')
  const marker = join(path, 'installed')
  return {
    path,
    offset: readOffset(clock),
    keepOffset: (offset) => writeFileSync(clock, JSON.stringify({ offset })),
    installed: existsSync(marker),
    markInstalled: () => writeFileSync(marker, ''),
    release: () => rmSync(lock, { force: true }),
  }
}

function empty(path: string): void {
  const strange =
    existsSync(path) && readdirSync(path).length > 0 && !existsSync(join(path, 'logs'))
  if (strange) {
    throw new Error(`${path} holds something else than a local host's data: it is not emptied.`)
  }
  rmSync(path, { recursive: true, force: true })
}

async function refuseTaken(path: string, lock: string): Promise<void> {
  let taken = readLock(lock)
  // A host that was just killed may take a moment to let go.
  for (let tries = 0; taken && isAlive(taken.pid) && (await answers(taken.port)); tries += 1) {
    if (tries === 10) {
      throw new Error(
        `${path} is in use by the local host on port ${taken.port}. ` +
          'Stop that one, or choose another folder with --data.',
      )
    }
    await delay(100)
    taken = readLock(lock)
  }
}

function readLock(file: string): Lock | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Lock
  } catch {
    // No lock, or one that a kill left half written: nobody holds the folder.
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Whether something listens: process numbers are used again, a port is held by who runs. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.on('connect', () => end(true))
    socket.on('error', () => end(false))
  })
}

function readOffset(file: string): number | undefined {
  if (!existsSync(file)) return undefined
  try {
    const { offset } = JSON.parse(readFileSync(file, 'utf8')) as { offset: unknown }
    if (typeof offset === 'number' && Number.isFinite(offset)) return offset
  } catch {
    // Answered below: what is no JSON holds no offset either.
  }
  throw damaged(file)
}
