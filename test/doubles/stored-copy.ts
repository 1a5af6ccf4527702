/** What a store gives back of what it was given: a copy, without what is undefined. */
export const copy = <T>(value: T): T =>
  value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T)
