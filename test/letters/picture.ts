/** A sheet with lines of writing and a round blue stamp, as colours of square cells. */
export const picture = { columns: 60, rows: 80, cell: 8 } as const

export type Colour = readonly [red: number, green: number, blue: number]

export function colourAt(column: number, row: number): Colour {
  const distance = Math.hypot(column - 40, row - 58)
  if (distance > 8 && distance < 11) return [40, 70, 190]
  const margin = column < 8 || column > 52
  if (!margin && row > 8 && row < 46 && row % 4 === 0 && (column * 7 + row) % 11 > 2) {
    return [60, 60, 66]
  }
  return [246, 244, 238]
}
