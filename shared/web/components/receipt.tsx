import type { ComponentChildren } from 'preact'
import { formatMoment, officeZone } from '../../domain/dates.ts'
import { Icon, type IconName } from './icon.tsx'

/** good: received or granted · turn: the applicant has to act · over: closed otherwise. */
type Seal = 'good' | 'turn' | 'over'

const seals: Readonly<Record<Seal, IconName>> = { good: 'check', turn: 'pencil', over: 'minus' }

export type ReceiptProps = {
  /** The page's h1: what has happened. */
  readonly title: string
  readonly seal?: Seal
  /**
   * What the office promises: `at` (ISO 8601 with offset) is the largest thing on the receipt;
   * `pending` says why there is no date yet.
   */
  readonly promise?: { readonly label: string; readonly at: string } | { readonly pending: string }
  readonly facts?: readonly {
    readonly label: string
    readonly value: string
    /** A reference or code, read sign by sign. */
    readonly code?: boolean
  }[]
  readonly children?: ComponentChildren
}

/** The proof in the applicant's hand; prints on one sheet. */
export function Receipt({ title, seal = 'good', promise, facts = [], children }: ReceiptProps) {
  return (
    <section class="receipt">
      <h1 class="receipt__title">
        <span class={`receipt__seal receipt__seal--${seal}`}>
          <Icon name={seals[seal]} />
        </span>
        {title}
      </h1>
      {promise ? <PromisedDate promise={promise} /> : undefined}
      {facts.length > 0 ? (
        <dl class="receipt__facts">
          {facts.map((fact) => (
            <div key={fact.label}>
              <dt>{fact.label}</dt>
              <dd class={fact.code ? 'code' : undefined}>{fact.value}</dd>
            </div>
          ))}
        </dl>
      ) : undefined}
      {children}
    </section>
  )
}

function PromisedDate({ promise }: { readonly promise: NonNullable<ReceiptProps['promise']> }) {
  if ('pending' in promise) return <p class="receipt__pending">{promise.pending}</p>
  // Selasa, | 24 November 2026 | 16.00 WIB: a narrow screen breaks after the weekday.
  const [, day, date, time] =
    /^(\S+) (.+) pukul (.+)$/.exec(formatMoment(promise.at, officeZone)) ?? []
  return (
    <p class="receipt__promise">
      <span class="receipt__label">{promise.label}</span>
      <time dateTime={promise.at}>
        <span class="receipt__date">
          {day} <span class="nowrap">{date}</span>
        </span>{' '}
        <span class="receipt__time">pukul {time}</span>
      </time>
    </p>
  )
}
