import { en } from './en.ts'
import { id } from './id.ts'
import type { Wording } from './wording.ts'

export type Language = 'id' | 'en'
export const wordings: Readonly<Record<Language, Wording>> = { id, en }
