import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { ResourceSchema, Week } from '../../shared/contracts/resource-schema.ts'
import { staffRoles } from '../../shared/domain/vocabulary.ts'
import type { StageOffice } from './install.ts'

const Person = z.object({
  id: z.string(),
  name: z.string(),
  position: z.string(),
  email: z.email(),
  roles: z.array(z.enum(staffRoles)),
  superior: z.optional(z.string()),
})
const Calendar = z.object({
  timeZone: z.string(),
  week: Week,
  holidays: z.record(z.string(), z.string()),
  special: z.optional(
    z.array(z.object({ from: z.string(), to: z.string(), name: z.string(), week: Week })),
  ),
  decreedYears: z.optional(z.array(z.number())),
})
const Stage = z.object({
  people: z.array(Person),
  resources: z.array(ResourceSchema),
  calendar: Calendar,
  receiptRule: z.enum(['day-zero', 'next-working-day']),
})

/** Reads what the stage brings from stage.json, which the deployment puts beside the code. */
export const stageFile = (folder: string) => async (): Promise<StageOffice> =>
  Stage.parse(JSON.parse(await readFile(join(folder, 'stage.json'), 'utf8')))
