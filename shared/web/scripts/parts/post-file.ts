/** A signed upload: where to, and the fields that come before the file. */
export type Ticket = { readonly url: string; readonly fields: Readonly<Record<string, string>> }

/**
 * stored: the bucket has it, under this tag · refused: it will not take it with this ticket ·
 * broken: no answer arrived · cancelled: the person stopped it.
 */
export type Outcome =
  | { readonly kind: 'stored'; readonly etag: string }
  | { readonly kind: 'refused' | 'broken' | 'cancelled' }

/** Milliseconds without any progress, after which a transfer counts as broken. */
const patience = 60_000

/**
 * Posts a file to the bucket as the plain form would, but for an answer that script can read
 * (XMLHttpRequest, since only that tells the progress). `progress` is told percents.
 */
export function postFile(
  { url, fields }: Ticket,
  file: Blob,
  signal: AbortSignal,
  progress: (percent: number) => void,
): Promise<Outcome> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  body.append('file', file, 'surat')
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    let timer = 0
    const wait = () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => request.abort(), patience)
    }
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      wait()
      progress(total > 0 ? Math.floor((100 * loaded) / total) : 0)
    })
    request.addEventListener('loadend', () => {
      window.clearTimeout(timer)
      resolve(signal.aborted ? { kind: 'cancelled' } : outcomeOf(request))
    })
    signal.addEventListener('abort', () => request.abort())
    request.open('POST', url)
    request.send(body)
    wait()
  })
}

/** Source of the answer's shape: S3 API reference, "POST Object", success_action_status 201. */
function outcomeOf({ status, responseText }: XMLHttpRequest): Outcome {
  const etag = tagIn(responseText)
  if (status === 201 && etag) return { kind: 'stored', etag }
  return { kind: status >= 400 && status < 500 ? 'refused' : 'broken' }
}

/** The object's tag in S3's XML, without its quotes. */
export function tagIn(xml: string): string | undefined {
  return /<ETag>(?:"|&quot;|&#34;)?([\w-]+)/.exec(xml)?.[1]
}
