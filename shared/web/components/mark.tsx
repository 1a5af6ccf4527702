/** The service's mark: a mast that sends, in two arcs. The same drawing is ../favicon.svg. */
export function Mark() {
  return (
    <svg
      class="mark"
      viewBox="0 0 40 40"
      width="40"
      height="40"
      aria-hidden="true"
      focusable="false"
    >
      <rect class="mark__ground" width="40" height="40" rx="11" />
      <g class="mark__lines">
        <path d="M20 19v12" />
        <path d="M14 23.5a8 8 0 1 1 12 0" />
        <path d="M9.5 27a14 14 0 1 1 21 0" />
      </g>
      <circle class="mark__dot" cx="20" cy="18" r="3" />
    </svg>
  )
}
