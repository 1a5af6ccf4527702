import * as z from 'zod/mini'
import type { Held } from '../domain/request-facts.ts'
import { choice, optionallyParsed, optionalText, parseCount, parseLink } from './fields.ts'

const fields = z.object({
  held: choice(['yes', 'no'], 'Pilih apakah kegiatan terlaksana.'),
  attendance: optionallyParsed(parseCount, 'Isi jumlah hadir dengan angka, misalnya 120.'),
  streamUrl: optionallyParsed(
    parseLink,
    'Isi tautan rekaman secara lengkap, misalnya https://youtu.be/abc.',
    500,
  ),
  note: optionalText(1000),
})

export type HeldField = keyof typeof fields.shape
export type HeldError = { readonly field: HeldField; readonly message: string }

/** Checks what staff say of an event that is over; of one that was not held only the note counts. */
export function checkHeld(
  form: URLSearchParams,
):
  | { readonly ok: true; readonly act: 'confirm-held' | 'confirm-not-held'; readonly held: Held }
  | { readonly ok: false; readonly errors: readonly HeldError[] } {
  const names = Object.keys(fields.shape) as readonly HeldField[]
  const result = fields.safeParse(
    Object.fromEntries(names.map((name) => [name, form.get(name) ?? ''])),
  )
  if (result.success) {
    const { held, ...said } = result.data
    return held === 'yes'
      ? { ok: true, act: 'confirm-held', held: said }
      : { ok: true, act: 'confirm-not-held', held: { note: said.note } }
  }
  const errors = names.flatMap((field) => {
    const issue = result.error.issues.find(({ path }) => path[0] === field)
    return issue ? [{ field, message: issue.message }] : []
  })
  return { ok: false, errors }
}
