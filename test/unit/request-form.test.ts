import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkRequestForm,
  type RequestField,
  requestFields,
} from '../../shared/contracts/request-form.ts'
import { today, typedRequest } from './typed-request.ts'

type Change = Readonly<Record<string, string | readonly string[] | undefined>>

const check = (change: Change = {}) => {
  const posted = Object.entries({ ...typedRequest, ...change }).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, value] as const],
  )
  return checkRequestForm(Object.fromEntries(posted), today)
}

/** The form's value of one field, or the fields that are wrong. */
const outcome = (change: Change, field: RequestField) => {
  const checked = check(change)
  return checked.ok ? checked.form[field] : checked.errors.map((error) => error.field)
}

const long = (length: number) => 'a'.repeat(length)

describe('the request form', () => {
  it('takes a complete form, each value in the shape that the case keeps', () => {
    expect(check()).toEqual({
      ok: true,
      form: {
        ...typedRequest,
        nip: '199001012015032013',
        agenda: 'Pembukaan\nPaparan',
        whatsapp: '+6281234567890',
        participants: 1641,
        contactPhone: '+622818902091',
        letterPhone: '+6281234567890',
      },
    })
  })

  it('asks for every field that must be given, in the order of the form, once each', () => {
    const checked = checkRequestForm({}, today)
    const optional = [
      'nip',
      'agenda',
      'untitled',
      'hostLink',
      'equipment',
      'rehearsalDate',
      'rehearsalTime',
      'visibility',
      'contactName',
      'contactPhone',
      'letterSubject',
    ]
    expect(checked.ok ? [] : checked.errors.map(({ field }) => field)).toEqual(
      requestFields.filter((field) => !optional.includes(field)),
    )
  })

  it('says of each wrong field in Indonesian what to do', () => {
    const checked = checkRequestForm({}, today)
    for (const { message } of checked.ok ? [] : checked.errors) {
      expect(message).toMatch(/^(?:Isi|Pilih|Nyatakan) .+\.$/)
    }
  })

  it('takes a form in which everything optional is empty', () => {
    const empty = { nip: '', agenda: ' ', rehearsalDate: '', rehearsalTime: '', contactName: '' }
    const more = { contactPhone: '', letterSubject: '', equipment: undefined }
    const checked = check({ ...empty, ...more })
    expect(checked.ok && checked.form).toMatchObject({ nip: undefined, equipment: [] })
  })
})

/** [field, typed, what becomes of it] */
const right: readonly (readonly [RequestField, string, unknown])[] = [
  ['applicantName', '  Sri \t Lestari\n', 'Sri   Lestari'],
  ['applicantName', long(100), long(100)],
  ['applicantName', '<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['applicantName', 'Sri\u202Eiratsel\u0000', 'Sri iratsel'],
  ['nip', '199001012015142013', '199001012015142013'],
  ['email', ' Sri.Lestari+vc@Bappeda.Example.ID ', 'Sri.Lestari+vc@bappeda.example.id'],
  ['whatsapp', '62812.3456.7890', '+6281234567890'],
  ['whatsapp', '+62 812-345-678', '+62812345678'],
  ['eventDate', '23/11/2026', '2026-11-23'],
  ['eventDate', '2-12-2026', '2026-12-02'],
  ['startTime', '9.00', '09:00'],
  ['participants', '150', 150],
  ['participants', '12 500', 12500],
  ['participants', '100000', 100000],
  [
    'hostLink',
    'https://meet.example.id/ruang?kata=sandi',
    'https://meet.example.id/ruang?kata=sandi',
  ],
  ['letterNumber', '005/380/418.62/2021', '005/380/418.62/2021'],
  ['letterPhone', '0281 8902091', '+622818902091'],
]

const wrong: readonly (readonly [RequestField, string])[] = [
  ['applicantName', long(101)],
  ['applicantName', ' \u200B '],
  ['applicantKind', 'camat'],
  ['agencyName', long(151)],
  ['nip', '19900101201503201'],
  ['email', 'sri.lestari'],
  ['email', 'sri@bappeda'],
  ['email', 'sri@a.example.id,budi@b.example.id'],
  ['email', 'sri@bappeda.example.id\nBcc: budi@b.example.id'],
  ['whatsapp', '0281 8902091'],
  ['whatsapp', '+1 555 010 0100'],
  ['eventDate', '2026-02-30'],
  ['eventDate', 'besok'],
  ['startTime', '24:00'],
  ['endTime', 'selesai'],
  ['participants', '0'],
  ['participants', '1.64'],
  ['participants', '100001'],
  ['participants', '-5'],
  ['service', ''],
  ['host', 'zoom'],
  ['hostLink', 'javascript:alert(1)'],
  ['hostLink', 'https://nama:sandi@zoom.us/j/1'],
  ['hostLink', 'zoom.us/j/1'],
  ['hostLink', `https://zoom.us/${long(490)}`],
  ['recording', 'mungkin'],
  ['visibility', 'private'],
  ['contactPhone', '123'],
  ['letterNumber', long(61)],
  ['letterDate', '20 November'],
  ['endorsement', 'cap'],
  ['letterPhone', 'sama'],
  ['truthful', 'no'],
  ['privacyRead', 'on'],
]

describe('a field of the request form', () => {
  it.each(right)('%s takes %j as %j', (field, typed, value) => {
    const near = field === 'eventDate' ? { rehearsalDate: '', rehearsalTime: '' } : {}
    expect(outcome({ ...near, [field]: typed }, field)).toEqual(value)
  })

  it.each(wrong)('%s refuses %j, and only it', (field, typed) => {
    expect(outcome({ [field]: typed }, field)).toEqual([field])
  })

  it('refuses equipment that is not in the list', () => {
    expect(outcome({ equipment: ['camera', 'drone'] }, 'equipment')).toEqual(['equipment'])
  })
})

/** [what is refused, what was typed, at which field] */
const between: readonly (readonly [string, Change, readonly RequestField[]])[] = [
  [
    'an event that is over',
    { eventDate: '2026-11-22', rehearsalDate: '', rehearsalTime: '' },
    ['eventDate'],
  ],
  ['an event years ahead', { eventDate: '2029-01-01' }, ['eventDate']],
  ['an event that ends as it starts', { startTime: '9.00', endTime: '09:00' }, ['endTime']],
  ['a foreign host without a link', { hostLink: '  ' }, ['hostLink']],
  ['a stream without an audience', { service: 'streaming', visibility: undefined }, ['visibility']],
  ['a rehearsal without a date', { rehearsalDate: '' }, ['rehearsalDate']],
  ['a rehearsal after the event', { rehearsalDate: '2026-12-03' }, ['rehearsalDate']],
  ['a telephone of nobody', { contactName: '' }, ['contactName']],
  ['a letter of tomorrow', { letterDate: '2026-11-24' }, ['letterDate']],
]

describe('rules between the fields', () => {
  it.each(between)('refuse %s', (_, change, fields) => {
    const checked = check(change)
    expect(checked.ok ? [] : checked.errors.map(({ field }) => field)).toEqual(fields)
  })

  it('take an event of today, a rehearsal on its day and a letter of today', () => {
    const now = { eventDate: today, rehearsalDate: today, letterDate: today }
    expect(check(now).ok).toBe(true)
  })

  it('leave out what other answers make moot, however wrong it is', () => {
    const moot = { host: 'office', hostLink: 'zoom', service: 'video-conference', visibility: 'x' }
    const checked = check(moot)
    expect(checked.ok && checked.form).toMatchObject({ hostLink: undefined, visibility: undefined })
  })

  it('report what is wrong by itself and what is wrong together at once', () => {
    expect(outcome({ email: '', rehearsalDate: '2026-12-03' }, 'email')).toEqual([
      'email',
      'rehearsalDate',
    ])
  })
})

describe('whatever is typed', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(...Object.values(typedRequest).flat()),
  )
  const posted = fc
    .tuple(fc.dictionary(fc.constantFrom(...requestFields), text), fc.array(text))
    .map(([lines, equipment]) => ({ ...lines, equipment }))

  it('is answered with a form or with errors at known fields, never with a failure', () => {
    fc.assert(
      fc.property(posted, (values) => {
        const checked = checkRequestForm(values, today)
        const fields = checked.ok ? [] : checked.errors.map(({ field }) => field)
        expect(checked.ok).toBe(fields.length === 0)
        expect(requestFields).toEqual(expect.arrayContaining(fields))
      }),
      { numRuns: 300 },
    )
  })

  const limits = {
    applicantName: 100,
    applicantPosition: 100,
    agencyName: 150,
    nip: 18,
    email: 254,
    whatsapp: 16,
    eventName: 200,
    venue: 200,
    contactName: 100,
    contactPhone: 16,
    letterNumber: 60,
    letterSubject: 200,
    signatoryName: 100,
    signatoryPosition: 100,
    letterPhone: 16,
  }

  it('is kept within its limits, without line breaks and invisible characters', () => {
    const field = fc.constantFrom(...(Object.keys(limits) as (keyof typeof limits)[]))
    fc.assert(
      fc.property(field, fc.string({ unit: 'binary', maxLength: 300 }), (field, typed) => {
        const checked = check({ [field]: typed })
        const value = checked.ok ? (checked.form[field] ?? '') : ''
        expect(value.length).toBeLessThanOrEqual(limits[field])
        expect(value).not.toMatch(/[\n\r\u0000\u202E\u200B]/)
      }),
      { numRuns: 500 },
    )
  })

  it('gives a link no longer than its field takes, escapes included', () => {
    const tail = fc.string({ unit: fc.constantFrom('é', '字', 'a', '/', '?'), maxLength: 200 })
    fc.assert(
      fc.property(tail, (tail) => {
        const checked = check({ hostLink: `https://example.id/${tail}` })
        const link = checked.ok ? (checked.form.hostLink ?? '') : ''
        expect(link.length).toBeLessThanOrEqual(500)
      }),
      { numRuns: 200 },
    )
  })
})
