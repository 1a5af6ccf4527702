import type { Office } from '../../shared/contracts/office.ts'
import type { ReadAsset } from '../../shared/web/asset-folder.ts'
import type { WebAnswer, WebHandler } from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'

const types = new Map([
  ['css', 'text/css; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['woff2', 'font/woff2'],
])

/** The packed forms that lie beside a file, best first. */
const encodings = [
  { ending: 'br', name: 'br', asked: /\bbr\b/ },
  { ending: 'gz', name: 'gzip', asked: /\bgzip\b/ },
] as const

/** Static files. Their names hold their hash, so a browser keeps them for ever. */
export function makeAssets(deps: { office: Office; readAsset: ReadAsset }): WebHandler {
  return async (event) => {
    const file = event.pathParameters?.['file'] ?? ''
    const type = types.get(file.slice(file.lastIndexOf('.') + 1))
    const plain = type === undefined ? undefined : await deps.readAsset(file)
    if (type === undefined || plain === undefined) return problemPage('not-found', deps.office)
    const accepted = event.headers['accept-encoding'] ?? ''
    for (const encoding of encodings) {
      const packed = encoding.asked.test(accepted)
        ? await deps.readAsset(`${file}.${encoding.ending}`)
        : undefined
      if (packed) return answer(packed, type, encoding.name)
    }
    return answer(plain, type)
  }
}

const answer = (body: Buffer, type: string, encoding?: string): WebAnswer => ({
  statusCode: 200,
  headers: {
    'content-type': type,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
    ...(encoding && { 'content-encoding': encoding }),
  },
  body: body.toString('base64'),
  isBase64Encoded: true,
})
