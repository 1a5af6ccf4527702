import type { ComponentChildren } from 'preact'

type Children = { readonly children: ComponentChildren }

/** One sentence that must not be missed. */
export function WarningText({ children }: Children) {
  return (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">Peringatan</span> {children}
      </strong>
    </div>
  )
}

/** Something that stands out from the text around it. */
export function InsetText({ children }: Children) {
  return <div class="govuk-inset-text">{children}</div>
}

export type NotificationBannerProps = Children & {
  readonly title?: string
  /** success: what the reader just did has worked; it is then read out at once. */
  readonly kind?: 'information' | 'success'
}

/** News about the page as a whole, above its heading. */
export function NotificationBanner({ title, kind, children }: NotificationBannerProps) {
  const success = kind === 'success'
  return (
    <div
      class={
        success
          ? 'govuk-notification-banner govuk-notification-banner--success'
          : 'govuk-notification-banner'
      }
      role={success ? 'alert' : 'region'}
      aria-labelledby="govuk-notification-banner-title"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="govuk-notification-banner-title">
          {title ?? (success ? 'Berhasil' : 'Penting')}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        {typeof children === 'string' ? (
          <p class="govuk-notification-banner__heading">{children}</p>
        ) : (
          children
        )}
      </div>
    </div>
  )
}
