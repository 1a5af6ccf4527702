import type { ComponentChildren } from 'preact'

export type DeskProps = {
  /** What is read first. */
  readonly children: ComponentChildren
  /** What is done or followed beside it, in sight all the time. */
  readonly aside?: ComponentChildren
  /** What is read last. */
  readonly more: ComponentChildren
}

/** A case on a wide screen, in two columns; on a phone its parts follow each other in this order. */
export function Desk({ children, aside, more }: DeskProps) {
  return (
    <div class="desk">
      <div>{children}</div>
      {aside ? (
        <div class="desk__aside">
          <section class="card">{aside}</section>
        </div>
      ) : undefined}
      <div>{more}</div>
    </div>
  )
}
