import type { ComponentChildren } from 'preact'
import { classes } from './classes.ts'
import { Moment } from './moment.tsx'

export type TimelineStep = {
  readonly title: string
  /** When it happened or will happen: ISO 8601 with offset. */
  readonly at?: string
  readonly text?: ComponentChildren
  /** done (default) · current: where the case stands · ahead: promised, not yet happened. */
  readonly state?: 'done' | 'current' | 'ahead'
}

const spoken = { done: undefined, current: 'Saat ini: ', ahead: 'Berikutnya: ' } as const

/** What happened to a case and what comes next, from top to bottom. */
export function Timeline({ steps }: { readonly steps: readonly TimelineStep[] }) {
  return (
    <ol class="timeline">
      {steps.map((step) => {
        const state = step.state ?? 'done'
        return (
          <li
            key={`${step.at} ${step.title}`}
            class={classes('timeline__step', `timeline__step--${state}`)}
            aria-current={state === 'current' ? 'step' : undefined}
          >
            <h3 class="timeline__title">
              {spoken[state] ? (
                <span class="govuk-visually-hidden">{spoken[state]}</span>
              ) : undefined}
              {step.title}
            </h3>
            {step.at ? (
              <p class="timeline__moment">
                <Moment at={step.at} />
              </p>
            ) : undefined}
            {step.text ? <div class="timeline__text">{step.text}</div> : undefined}
          </li>
        )
      })}
    </ol>
  )
}
