import type { Office } from '../../shared/contracts/office.ts'
import { formatDate, monthNames, weekdayNames } from '../../shared/domain/dates.ts'
import type { PublicEvent } from '../../shared/domain/schedule.ts'
import { weekdayOf } from '../../shared/domain/zone.ts'
import { Page } from '../../shared/web/layout.tsx'
import { wordings } from '../../shared/web/wording/index.ts'
import { daysOf, type ScheduleView, type Span } from './schedule-span.ts'

/** What is shown of an event whose applicant asked not to show its name. */
export const untitled = 'Kegiatan internal'

export type SchedulePageProps = {
  readonly office: Office
  readonly siteOrigin: string
  readonly span: Span
  readonly events: readonly PublicEvent[]
}

/** The public schedule of a month or a week, as days side by side or as a list. */
export const schedulePage = (props: SchedulePageProps) => (
  <Page
    title={`Jadwal kegiatan ${periodOf(props.span)}`}
    office={props.office}
    section="schedule"
    width="wide"
  >
    <div class="schedule">
      <h1 class="govuk-heading-xl">Jadwal kegiatan</h1>
      <Views {...props.span} />
      <div class="schedule__bar">
        <h2 class="govuk-heading-l">{periodOf(props.span)}</h2>
        <Moves {...props.span} />
      </div>
      <Days {...props} />
      <Subscribe siteOrigin={props.siteOrigin} />
    </div>
  </Page>
)

const viewNames: Readonly<Record<ScheduleView, string>> = {
  bulan: 'Bulan',
  minggu: 'Minggu',
  daftar: 'Daftar',
}

/** `November 2026`, or the days of the week: `23–29 November 2026`. */
function periodOf({ view, from, to }: Span): string {
  if (view !== 'minggu') return monthOf(from)
  const sameMonth = from.slice(0, 7) === to.slice(0, 7)
  const start = sameMonth ? dayOf(from) : dateOf(from, from.slice(0, 4) !== to.slice(0, 4))
  return `${start}${sameMonth ? '–' : ' – '}${dateOf(to, true)}`
}

const dayOf = (date: string): number => Number(date.slice(8))
const nameOfMonth = (date: string): string => monthNames[Number(date.slice(5, 7)) - 1] ?? ''
const monthOf = (date: string): string => `${nameOfMonth(date)} ${date.slice(0, 4)}`
const dateOf = (date: string, withYear: boolean): string =>
  `${dayOf(date)} ${withYear ? monthOf(date) : nameOfMonth(date)}`

/** Where a view of a date is; the plain address where it is what everybody sees first. */
const addressOf = (view: ScheduleView, date?: string): string => {
  const query = new URLSearchParams({
    ...(view === 'bulan' ? {} : { tampilan: view }),
    ...(date === undefined ? {} : { mulai: date }),
  }).toString()
  return query === '' ? '/jadwal' : `/jadwal?${query}`
}

function Views({ view, from, to, today }: Span) {
  // From a month to its week of today, where it has one.
  const date = from <= today && today <= to ? undefined : from
  return (
    <nav class="schedule__views no-print" aria-label="Tampilan jadwal">
      <ul>
        {(Object.keys(viewNames) as ScheduleView[]).map((name) => (
          <li key={name}>
            <a href={addressOf(name, date)} aria-current={name === view ? 'true' : undefined}>
              {viewNames[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Moves({ view, from, to, today, previous, next }: Span) {
  const unit = view === 'minggu' ? 'Minggu' : 'Bulan'
  const here = from <= today && today <= to
  return (
    <nav class="schedule__moves no-print" aria-label="Waktu jadwal">
      <ul>
        {previous ? <Move to={addressOf(view, previous)} text={`${unit} sebelumnya`} /> : undefined}
        {here ? undefined : <Move to={addressOf(view)} text={`${unit} ini`} />}
        {next ? <Move to={addressOf(view, next)} text={`${unit} berikutnya`} /> : undefined}
      </ul>
    </nav>
  )
}

/** Robots need not walk through all months. */
const Move = ({ to, text }: { readonly to: string; readonly text: string }) => (
  <li>
    <a class="govuk-link" href={to} rel="nofollow">
      {text}
    </a>
  </li>
)

function Days({ span, events }: SchedulePageProps) {
  const days = daysOf(span).map((date) => ({
    date,
    events: events.filter((event) => event.date === date),
  }))
  const shown = span.view === 'daftar' ? days.filter((day) => day.events.length > 0) : days
  const empty = days.every((day) => day.events.length === 0)
  return (
    <>
      {empty ? <p class="govuk-body">Belum ada kegiatan terjadwal pada waktu ini.</p> : undefined}
      {span.view === 'daftar' ? undefined : <WeekdayRow />}
      {shown.length === 0 ? undefined : (
        <ol class={`days days--${span.view}`}>
          {shown.map((day) => (
            <Day key={day.date} {...day} {...span} />
          ))}
        </ol>
      )}
    </>
  )
}

/** Over the columns, for the eye: each day says its own name too. */
const WeekdayRow = () => (
  <div class="weekdays" aria-hidden="true">
    {[1, 2, 3, 4, 5, 6, 0].map((day) => (
      <span key={day}>{weekdayNames[day]}</span>
    ))}
  </div>
)

type DayProps = Pick<Span, 'view' | 'from' | 'today'> & {
  readonly date: string
  readonly events: readonly PublicEvent[]
}

function Day({ date, events, view, from, today }: DayProps) {
  const classes = [
    'day',
    ...(view === 'bulan' && date === from ? [`day--column-${weekdayOf(date)}`] : []),
    ...(events.length === 0 ? ['day--free'] : []),
    ...(date === today ? ['day--today'] : []),
  ]
  return (
    <li class={classes.join(' ')}>
      <h3 class="day__name">
        <time dateTime={date}>
          <span class="day__whole">{formatDate(date)}</span>
          <span class="day__number" aria-hidden="true">
            {dayOf(date)}
          </span>
        </time>
        {date === today ? <span class="day__today"> Hari ini</span> : undefined}
      </h3>
      {events.length === 0 ? (
        <p class="day__empty">Tidak ada kegiatan</p>
      ) : (
        <ul class="day__events">
          {events.map((event) => (
            <Event key={event.uid} {...event} />
          ))}
        </ul>
      )}
    </li>
  )
}

function Event({ title, startTime, endTime, agency, venue, service, streamUrl }: PublicEvent) {
  const clock = (time: string): string => time.replace(':', '.')
  return (
    <li class="event">
      <p class="event__time">
        {clock(startTime)}–{clock(endTime)}
      </p>
      <p class="event__title">{title ?? untitled}</p>
      <p class="event__fact">{agency}</p>
      <p class="event__fact">{venue}</p>
      <p class="event__fact event__fact--more">{wordings.id.services[service]}</p>
      {streamUrl ? <p class="event__fact event__fact--more">Siaran: {streamUrl}</p> : undefined}
    </li>
  )
}

const Subscribe = ({ siteOrigin }: { readonly siteOrigin: string }) => (
  <p class="govuk-body schedule__feed no-print">
    Waktu dalam WIB. Untuk melihat jadwal ini di Google Calendar, Outlook, atau kalender ponsel,
    langgan alamat <a class="govuk-link" href="/jadwal.ics">{`${siteOrigin}/jadwal.ics`}</a>.
  </p>
)
