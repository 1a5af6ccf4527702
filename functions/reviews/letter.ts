import type { LetterDownloads } from '../../shared/contracts/letters.ts'
import type { RequestStore } from '../../shared/contracts/ports.ts'
import { letterExtension } from '../../shared/domain/letter.ts'
import { act } from '../../shared/domain/request.ts'
import { formOf, seeOther, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'
import { fromOwnPage } from '../../shared/web/same-origin.ts'
import { isOwnRequest } from './own-request.page.tsx'
import type { DecidePorts } from './ports.ts'
import { type VisitPorts, visitId, visitorOf } from './visitor.ts'

export type LetterPorts = VisitPorts &
  Pick<DecidePorts, 'office' | 'siteOrigin'> & {
    readonly letters: LetterDownloads
    readonly store: Pick<RequestStore, 'save'>
  }

/**
 * POST …/surat: the bound person downloads the letter. The pinned copy is checked, the download is
 * written into the history, and a link of one minute answers.
 */
export function makeReviewLetter(ports: LetterPorts) {
  return async (event: WebEvent): Promise<WebAnswer> => {
    if (!fromOwnPage(event, formOf(event), ports.siteOrigin)) {
      return problemPage('foreign-post', ports.office)
    }
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const visitor = await visitorOf(ports, event)
      // Whose session is over is asked for a code there, and comes back to the letter.
      if (visitor.kind === 'unverified') return seeOther(`/keputusan/${visitId(visitor.link.id)}`)
      if (visitor.kind !== 'person' || isOwnRequest(visitor)) {
        return problemPage('no-link', ports.office)
      }
      const { stored, person } = visitor
      const file = stored.case.letterFile
      if (!file || !(await ports.letters.intact(file))) return problemPage('gone', ports.office)
      const command = { act: 'download-letter', by: person.id } as const
      const acted = act(stored.case, command, ports.now().toISOString())
      if (!acted.ok) return problemPage('no-link', ports.office)
      if ((await ports.store.save(stored, acted.value.case, acted.value.events)) === 'saved') {
        const name = `Surat-${stored.case.reference}.${letterExtension(file.type)}`
        return seeOther(await ports.letters.downloadUrl(file, name))
      }
    }
    return problemPage('busy', ports.office)
  }
}
