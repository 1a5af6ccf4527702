/** Fields that may hold personal data: a log line never carries them, whoever passes them. */
const personal = new Set([
  'name',
  'email',
  'to',
  'address',
  'phone',
  'whatsapp',
  'nip',
  'person',
  'contact',
  'signatory',
  'subject',
  'text',
  'html',
  'body',
  'token',
  'reason',
  'code',
])

/** Message text of a foreign error, without what looks like an address or a number of a person. */
const scrub = (text: string): string =>
  text
    .replace(/[^\s"'<>]+@[^\s"'<>]+/g, '(alamat)')
    .replace(/\d[\d\s.-]{6,}\d/g, '(angka)')
    .slice(0, 500)

function write(level: 'info' | 'warn' | 'error', event: string, fields: object): void {
  const safe = Object.entries(fields).filter(([key]) => !personal.has(key))
  // Lambda takes a JSON line without level and timestamp for one of level INFO.
  const timestamp = new Date().toISOString()
  const line = JSON.stringify({ timestamp, level, event, ...Object.fromEntries(safe) })
  process.stdout.write(`${line}\n`)
}

/** JSON lines: a stable event code and its fields; personal fields are dropped by name. */
export const log = {
  info: (event: string, fields: object = {}): void => write('info', event, fields),
  warn: (event: string, fields: object = {}): void => write('warn', event, fields),
  /** A broken world: logged once, at the edge, with its cause. */
  error: (event: string, error: unknown, fields: object = {}): void => {
    const { name, message, stack, cause } =
      error instanceof Error
        ? error
        : { name: 'Unknown', message: String(error), stack: '', cause: undefined }
    const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
    write('error', event, {
      ...fields,
      error: name,
      message: undefined,
      what: scrub(message),
      at: frames.slice(0, 8),
      cause: cause instanceof Error ? `${cause.name}: ${scrub(cause.message)}` : undefined,
    })
  },
}
