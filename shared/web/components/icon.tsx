/** Line drawings on a 20 × 20 grid; always beside a word, so hidden from screen readers. */
const shapes = {
  upload: 'M10 13V4m0 0L6.5 7.5M10 4l3.5 3.5M4 13v3h12v-3',
  inbox: 'M3 11l2.5-6h9L17 11v5H3v-5zm0 0h4a3 3 0 006 0h4',
  search: 'M9 15A6 6 0 109 3a6 6 0 000 12zm4.3-1.7L17 17',
  pencil: 'M4 16l.8-3.4L13 4.4l2.6 2.6-8.2 8.2L4 16zm7.5-10l2.6 2.6',
  check: 'M4 10.5l4 4 8-9',
  link: 'M8.5 11.5a3 3 0 004.2 0l2.5-2.5A3 3 0 0011 4.8l-1 1M11.5 8.5a3 3 0 00-4.2 0L4.8 11A3 3 0 009 15.2l1-1',
  calendar: 'M4 5h12v11H4V5zm0 4h12M7 3v3m6-3v3m-6 7l2 1.5 4-3.5',
  flag: 'M5 17V4h9l-1.5 3.5L14 11H5',
  cross: 'M5 5l10 10M15 5L5 15',
  minus: 'M10 17a7 7 0 100-14 7 7 0 000 14zM6.5 10h7',
  hourglass: 'M6 3h8M6 17h8M7 3c0 4 6 4 6 7s-6 3-6 7m6 0c0-2-1-3-3-4M13 3c0 2-1 3-3 4',
  clock: 'M10 17a7 7 0 100-14 7 7 0 000 14zm0-11v4l3 2',
  alarm: 'M10 3.5L18 16.5H2L10 3.5zM10 8.5v3.5m0 2v.5',
  phone:
    'M6 3l2 4-1.5 1.5a9 9 0 005 5L13 12l4 2v2c0 1-1 1.5-2 1.4C9 17 3 11 2.6 5 2.5 4 3 3 4 3h2z',
  chat: 'M4 16l1-3a6.5 6.5 0 113 2.5L4 16z',
  mail: 'M3 5h14v10H3V5zm0 .5l7 5.5 7-5.5',
  person: 'M10 9a3 3 0 100-6 3 3 0 000 6zm-6 8a6 6 0 0112 0',
  document: 'M5 3h7l3 3v11H5V3zm7 0v3h3M8 10h4m-4 3h4',
} as const
export type IconName = keyof typeof shapes

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 20 20"
      width="20"
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shapes[name]} />
    </svg>
  )
}
