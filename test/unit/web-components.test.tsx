import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { requestStatuses } from '../../shared/domain/vocabulary.ts'
import { BackLink } from '../../shared/web/components/back-link.tsx'
import { Button } from '../../shared/web/components/button.tsx'
import { Checkboxes, Radios } from '../../shared/web/components/choices.tsx'
import { Details } from '../../shared/web/components/details.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import { Fieldset } from '../../shared/web/components/fieldset.tsx'
import { FileUpload } from '../../shared/web/components/file-upload.tsx'
import { InsetText, NotificationBanner, WarningText } from '../../shared/web/components/notices.tsx'
import { Receipt } from '../../shared/web/components/receipt.tsx'
import { Select } from '../../shared/web/components/select.tsx'
import { DeadlineTag, StatusTag } from '../../shared/web/components/status-tag.tsx'
import { SummaryList } from '../../shared/web/components/summary-list.tsx'
import { Table } from '../../shared/web/components/table.tsx'
import {
  DateInput,
  Textarea,
  TextInput,
  TimeInput,
} from '../../shared/web/components/text-fields.tsx'
import { Timeline } from '../../shared/web/components/timeline.tsx'
import { wordings } from '../../shared/web/wording/index.ts'
import { deadlines } from '../../shared/web/wording/wording.ts'
import { expectedHtml, parts } from './govuk-fixtures.ts'

const nino = 'National Insurance number'
const ninoLow = 'National insurance number'
const ninoFormat =
  'It’s on your National Insurance card, benefit letter, payslip or P60. For example, ‘QQ 12 34 56 C’.'
const ninoError = 'Enter a National Insurance number in the correct format'
const changedName = 'Have you changed your name?'
const changedHint = 'This includes changing your last name or spelling your name differently.'
const yesNo = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
]
const nationalities = [
  { value: 'british', text: 'British' },
  { value: 'irish', text: 'Irish' },
  { value: 'other', text: 'Citizen of another country' },
]
const wasteHint = 'Nullam id dolor id nibh ultricies vehicula ut id elit.'
const wastes = [
  { value: 'animal', text: 'Waste from animal carcasses', hint: wasteHint },
  { value: 'mines', text: 'Waste from mines or quarries', hint: wasteHint },
  { value: 'farm', text: 'Farm or agricultural waste', hint: wasteHint },
]
const helpText =
  'We need to know your nationality so we can work out which elections you’re entitled to vote in. If you can’t provide your nationality, you’ll have to send copies of identity documents through the post.'

/** [component, name of govuk's fixture, ours with the same options] */
const same: readonly (readonly [string, string, VNode])[] = [
  ['button', 'default', <Button>Save and continue</Button>],
  ['button', 'link', <Button href="/">Link button</Button>],
  ['button', 'disabled', <Button disabled>Disabled button</Button>],
  [
    'button',
    'secondary',
    <Button name="secondary" look="secondary">
      Secondary button
    </Button>,
  ],
  [
    'button',
    'warning',
    <Button name="Warning" look="warning">
      Warning button
    </Button>,
  ],
  ['input', 'default', <TextInput name="test-name" label={nino} />],
  [
    'input',
    'with hint text',
    <TextInput id="input-with-hint-text" name="test-name-2" label={ninoLow} hint={ninoFormat} />,
  ],
  [
    'input',
    'with error message',
    <TextInput id="input-with-error-message" name="test-name-3" label={nino} error={ninoError} />,
  ],
  ['input', 'value', <TextInput name="with-value" label="With value" value="QQ 12 34 56 C" />],
  [
    'input',
    'with width-5 class',
    <TextInput
      id="input-width-5"
      name="test-width-5"
      label={ninoLow}
      hint={ninoFormat}
      width={5}
    />,
  ],
  [
    'input',
    'with extra letter spacing',
    <TextInput
      name="input-with-extra-letter-spacing"
      label={ninoLow}
      width={30}
      spaced
      value="QQ 12 34 56 C"
    />,
  ],
  [
    'input',
    'with autocomplete attribute',
    <TextInput
      id="input-with-autocomplete-attribute"
      name="postcode"
      label="Postcode"
      autocomplete="postal-code"
    />,
  ],
  [
    'select',
    'with hint text and error message',
    <Select
      name="select-2"
      label="Label text goes here"
      hint="Hint text goes here"
      error="Error message goes here"
      items={['1', '2', '3'].map((value) => ({ value, text: `GOV.UK frontend option ${value}` }))}
    />,
  ],
  ['textarea', 'default', <Textarea name="more-detail" label="Can you provide more detail?" />],
  [
    'textarea',
    'with error message',
    <Textarea
      name="no-ni-reason"
      label="Why can’t you provide a National Insurance number?"
      error="You must provide an explanation"
    />,
  ],
  ['radios', 'default', <Radios name="example-default" label={changedName} items={yesNo} />],
  [
    'radios',
    'inline',
    <Radios
      name="example"
      label={changedName}
      hint={changedHint}
      items={yesNo}
      value="no"
      inline
    />,
  ],
  [
    'radios',
    'with hint and error message',
    <Radios
      name="example-error-message-hint"
      label={changedName}
      hint={changedHint}
      error="Please select an option"
      items={yesNo}
    />,
  ],
  [
    'checkboxes',
    'default',
    <Checkboxes name="nationality" label="What is your nationality?" items={nationalities} />,
  ],
  [
    'checkboxes',
    'with error message',
    <Checkboxes
      name="waste"
      label="Which types of waste do you transport regularly?"
      error="Please select an option"
      items={wastes}
    />,
  ],
  [
    'file-upload',
    'with error message and hint',
    <FileUpload
      name="file-upload-3"
      label="Upload a file"
      hint="Your photo may be in your Pictures, Photos, Downloads or Desktop folder. Or in an app like iPhoto."
      error="Error message goes here"
    />,
  ],
  [
    'fieldset',
    'as page heading l',
    <Fieldset legend="What is your address?" legendSize="l" headingLevel={1} />,
  ],
  [
    'fieldset',
    'with describedBy',
    <Fieldset legend="Which option?" describedBy="test-target-element" />,
  ],
  ['file-upload', 'default', <FileUpload name="file-upload-1" label="Upload a file" />],
  ['details', 'default', <Details summary="Help with nationality">{helpText}</Details>],
  ['back-link', 'with custom text and link', <BackLink href="/home" text="Back to home" />],
  [
    'inset-text',
    'default',
    <InsetText>
      It can take up to 8 weeks to register a lasting power of attorney if there are no mistakes in
      the application.
    </InsetText>,
  ],
  [
    'warning-text',
    'default',
    <WarningText>You can be fined up to £5,000 if you don’t register.</WarningText>,
  ],
  [
    'notification-banner',
    'default',
    <NotificationBanner>This publication was withdrawn on 7 March 2014.</NotificationBanner>,
  ],
  [
    'notification-banner',
    'with type as success',
    <NotificationBanner kind="success">Email sent to example@email.com</NotificationBanner>,
  ],
]

describe('components on govuk-frontend markup', () => {
  it.each(same)('renders %s (%s) as govuk-frontend does', (component, name, ours) => {
    expect(parts(renderToString(ours))).toEqual(expectedHtml(component, name))
  })

  it('gives the error summary the same content, and the focus without script', () => {
    const html = renderToString(
      <ErrorSummary
        errors={[
          { message: 'Invalid username or password' },
          { field: 'example-error-1', message: 'Agree to the terms of service to log in' },
        ]}
      />,
    )
    expect(parts(html).slice(1)).toEqual(
      expectedHtml('error-summary', 'mixed with and without links').slice(1),
    )
    expect(html).toMatch(/^<div class="govuk-error-summary" tabindex="-1" autofocus/)
    expect(renderToString(<ErrorSummary errors={[]} />)).toBe('')
  })
})

describe('what a control says', () => {
  it('keeps what was typed and chosen', () => {
    const html = renderToString(
      <>
        <Textarea name="agenda" label="Agenda" value={'baris <1>\nbaris 2'} />
        <Select name="kind" label="Jenis" items={yesNo} value="no" />
        <Radios name="one" label="Satu" items={yesNo} value="yes" />
        <Checkboxes name="many" label="Banyak" items={yesNo} values={['yes', 'no']} />
      </>,
    )
    expect(html).toContain('baris &lt;1>\nbaris 2</textarea>')
    expect(html).toMatch(/<option value="no" selected>/)
    expect(html.match(/ checked/g)).toHaveLength(3)
  })

  it('keeps a first line break that was typed in a textarea', () => {
    const html = renderToString(<Textarea name="agenda" label="Agenda" value={'\n\nlater'} />)
    expect(html).toContain('>\n\n\nlater</textarea>')
  })

  it('asks dates and times with the browser’s own fields', () => {
    expect(renderToString(<DateInput name="day" label="Tanggal" value="2026-11-23" />)).toMatch(
      /type="date".*value="2026-11-23"/,
    )
    expect(renderToString(<TimeInput name="time" label="Waktu" value="09:00" />)).toMatch(
      /type="time".*value="09:00"/,
    )
  })

  it('puts the questions of a choice right after it', () => {
    const question = <TextInput name="link" label="Tautan" />
    const items = [{ value: 'other', text: 'Lain', conditional: question }, ...yesNo]
    const html = renderToString(<Radios name="host" label="Tautan rapat" items={items} />)
    expect(html).toMatch(/<\/div><div class="govuk-radios__conditional" id="conditional-host">/)
  })

  it('marks what may be left out', () => {
    expect(renderToString(<TextInput name="nip" label="NIP" optional />)).toContain('(opsional)')
  })
})

describe('what shows the state of a case', () => {
  it.each(requestStatuses)('says %s in a word with an icon', (status) => {
    const html = renderToString(<StatusTag status={status} />)
    expect(html).toContain('<svg')
    expect(html).toContain(`${wordings.id.statuses[status]}</strong>`)
    expect(renderToString(<StatusTag status={status} language="en" />)).toContain(
      wordings.en.statuses[status],
    )
  })

  it.each(deadlines)('says %s in a word with an icon', (deadline) => {
    const html = renderToString(<DeadlineTag deadline={deadline} />)
    expect(html).toContain('<svg')
    expect(html).toContain(`${wordings.id.deadlines[deadline]}</strong>`)
  })

  it('tells the time line in order, and which step is the present one', () => {
    const html = renderToString(
      <Timeline
        steps={[
          { title: 'Formulir terkirim', at: '2026-11-23T09:00:00+07:00' },
          { title: 'Sedang dikaji', state: 'current', text: 'oleh <b>pengkaji</b>' },
          { title: 'Jawaban', at: '2026-11-24T16:00:00+07:00', state: 'ahead' },
        ]}
      />,
    )
    const words = html.replace(/<[^>]+>/g, '')
    expect(words).toContain('Senin, 23 November 2026 pukul 09.00 WIB')
    expect(html).toMatch(/aria-current="step".*Sedang dikaji/)
    expect(html.match(/aria-current/g)).toHaveLength(1)
    expect(html).toContain('oleh &lt;b>pengkaji')
  })

  it('makes the promised date the largest thing on a receipt', () => {
    const html = renderToString(
      <Receipt
        title="Kami terima"
        promise={{ label: 'Kami menjawab paling lambat', at: '2026-11-24T16:00:00+07:00' }}
        facts={[{ label: 'Kode Pelacakan', value: '4F9K', code: true }]}
      />,
    )
    expect(html).toMatch(/receipt__date">Selasa, <span class="nowrap">24 November 2026</)
    expect(html).toContain('pukul 16.00 WIB')
    expect(html).toContain('<dd class="code">4F9K</dd>')
  })

  it('says on a receipt why there is no date yet', () => {
    const pending = 'Batas waktu menunggu penetapan kalender.'
    const html = renderToString(<Receipt title="Kami terima" promise={{ pending }} />)
    expect(html).toContain(pending)
    expect(html).not.toContain('receipt__date')
  })

  it('shows facts as terms and values, with the term in the name of each link', () => {
    const html = renderToString(
      <SummaryList
        rows={[
          { key: 'Tempat', value: 'Pendopo', action: { href: '/x', text: 'Ubah' } },
          { key: 'Peserta', value: '1.641' },
        ]}
      />,
    )
    expect(html).toContain('Ubah<span class="govuk-visually-hidden"> Tempat</span>')
    expect(html).toContain('govuk-summary-list__row--no-actions')
  })

  it('names the rows and columns of a table, and lets it scroll by keyboard', () => {
    const html = renderToString(
      <Table
        caption="Hari"
        head={['Hari', 'Sebab']}
        rows={[['Senin', 'ke-0']]}
        firstCellIsHeader
      />,
    )
    expect(html).toContain('<th scope="row" class="govuk-table__header">Senin</th>')
    expect(html).toMatch(/<section class="scroll" tabindex="0" aria-label="Hari">/)
  })
})
