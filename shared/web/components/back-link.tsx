export type BackLinkProps = { readonly href: string; readonly text?: string }

export function BackLink({ href, text }: BackLinkProps) {
  return (
    <a href={href} class="govuk-back-link">
      {text ?? 'Kembali'}
    </a>
  )
}
