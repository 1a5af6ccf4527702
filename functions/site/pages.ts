import type { VNode } from 'preact'
import type { Office } from '../../shared/contracts/office.ts'
import { page, type WebHandler } from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'
import { homePage } from './home.page.tsx'
import { privacyPage } from './privacy.page.tsx'
import { standardPage } from './standard.page.tsx'

const pages: ReadonlyMap<string, (office: Office) => VNode> = new Map([
  ['/', homePage],
  ['/standar-pelayanan', standardPage],
  ['/privasi', privacyPage],
])

/** The pages that are the same for everyone. */
export function makePages(deps: { office: Office }): WebHandler {
  return async (event) => {
    const content = pages.get(event.rawPath)
    return content ? page(content(deps.office)) : problemPage('not-found', deps.office)
  }
}
