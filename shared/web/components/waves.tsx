const radii = [60, 110, 160, 210, 260, 310] as const

/** Decoration of the home page: the mark's arcs, wide and faint. */
export function Waves() {
  return (
    <svg class="waves" viewBox="0 0 640 400" aria-hidden="true" focusable="false">
      {radii.map((radius) => (
        <path
          key={radius}
          d={`M${320 - radius * 0.8} ${320 + radius * 0.35}A${radius} ${radius} 0 1 1 ${320 + radius * 0.8} ${320 + radius * 0.35}`}
        />
      ))}
      <path class="waves__mast" d="M320 320v80" />
      <circle cx="320" cy="312" r="24" />
    </svg>
  )
}
