/** Joins the class names that apply: classes('a', wrong && 'b') */
export const classes = (...names: readonly (string | false | undefined)[]): string =>
  names.filter(Boolean).join(' ')

/** Extra attributes of a control (data-*, maxlength …); never style or an event handler. */
export type Attributes = Readonly<Record<string, string | number | boolean>>
