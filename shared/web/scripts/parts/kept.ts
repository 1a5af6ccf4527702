import type { Values } from './request-values.ts'

/** Where the browser keeps things; a part of `Storage`, so that any of its calls may fail. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The version of what is kept is part of the name: what an older page kept is never misread. */
const keptName = 'siaran.permohonan.1'
const sentName = 'siaran.permohonan.1.terkirim'
/** Milliseconds: a week, after which a shared computer should not hold it any more. */
const lifetime = 7 * 24 * 3600 * 1000

/** The browser's storage, or undefined where it is switched off. */
export function openShelf(): Shelf | undefined {
  return attempt(() => {
    const shelf = window.localStorage
    shelf.setItem(`${keptName}.coba`, '')
    shelf.removeItem(`${keptName}.coba`)
    return shelf
  })
}

/** Keeps what was typed; typing on means that the last sending did not succeed. */
export function keep(shelf: Shelf | undefined, values: Values, now: number): void {
  attempt(() => {
    shelf?.removeItem(sentName)
    if (values.every(([, value]) => value === '')) shelf?.removeItem(keptName)
    else shelf?.setItem(keptName, JSON.stringify({ at: now, values }))
  })
}

/** What was kept within the last week; anything else is thrown away. */
export function kept(shelf: Shelf | undefined, now: number): Values | undefined {
  return attempt(() => {
    const text = shelf?.getItem(keptName)
    if (!text) return undefined
    const { at, values } = JSON.parse(text) as { at?: unknown; values?: unknown }
    if (typeof at === 'number' && now - at < lifetime && isValues(values)) return values
    shelf?.removeItem(keptName)
    return undefined
  })
}

/** The form is on its way. */
export function markSent(shelf: Shelf | undefined): void {
  attempt(() => shelf?.setItem(sentName, 'ya'))
}

/** What was on its way has arrived: it need not be kept any longer. */
export function forgetSent(shelf: Shelf | undefined): void {
  attempt(() => {
    if (!shelf?.getItem(sentName)) return
    shelf.removeItem(keptName)
    shelf.removeItem(sentName)
  })
}

const isValues = (values: unknown): values is Values =>
  Array.isArray(values) &&
  values.every(
    (pair) => Array.isArray(pair) && pair.length === 2 && pair.every((x) => typeof x === 'string'),
  )

/** Storage may be full, forbidden or hold nonsense: the form works without it. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
