import type { Office } from '../../shared/contracts/office.ts'
import type { WebHandler } from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'

/** Answers every address and method that no route names. */
export const makeNotFound =
  (deps: { office: Office }): WebHandler =>
  async () =>
    problemPage('not-found', deps.office)
