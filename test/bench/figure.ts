/** One measured figure; `met` is absent where nothing is promised. */
export type Figure = {
  readonly name: string
  readonly value: string
  readonly goal?: string
  readonly met?: boolean
}

export function line({ name, value, goal, met }: Figure): string {
  const verdict = met === undefined ? '' : met ? 'met' : 'MISSED'
  return `${name.padEnd(44)} ${value.padStart(34)}   ${(goal ?? '').padEnd(28)} ${verdict}`.trimEnd()
}

/** A figure that must not exceed `most`, in the unit of `value`. */
export const atMost = (
  name: string,
  value: number,
  most: number,
  unit: string,
  digits: number = value < 10 ? 1 : 0,
): Figure => ({
  name,
  value: `${value.toFixed(digits)} ${unit}`,
  goal: `≤ ${most} ${unit}`,
  met: value <= most,
})

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
