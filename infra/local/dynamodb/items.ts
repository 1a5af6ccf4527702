/** Items in DynamoDB's own JSON, as they travel and as they are stored. */
type AttributeValue = {
  readonly S?: string
  readonly N?: string
  readonly B?: string
  readonly BOOL?: boolean
  readonly NULL?: boolean
  readonly SS?: readonly string[]
  readonly NS?: readonly string[]
  readonly BS?: readonly string[]
  readonly L?: readonly AttributeValue[]
  readonly M?: Item
}
export type Item = Readonly<Record<string, AttributeValue>>

/** The value with everything unordered put in order: map keys, and the members of sets. */
function ordered(value: AttributeValue): unknown {
  if (value.M) return { M: orderedItem(value.M) }
  if (value.L) return { L: value.L.map(ordered) }
  const set = value.SS ?? value.NS ?? value.BS
  return set ? { ...value, members: [...set].sort(), SS: 0, NS: 0, BS: 0 } : value
}

function orderedItem(item: Item): unknown {
  const names = Object.keys(item).sort()
  return names.map((name) => [name, ordered(item[name] ?? {})])
}

/** Whether two images of one item are the same to DynamoDB; absent images included. */
export function sameItem(one: Item | undefined, other: Item | undefined): boolean {
  if (!one || !other) return one === other
  return JSON.stringify(orderedItem(one)) === JSON.stringify(orderedItem(other))
}

/** The attributes named, where the item has them. */
export function pick(item: Item, names: readonly string[]): Item {
  const picked: Record<string, AttributeValue> = {}
  for (const name of names) {
    const value = item[name]
    if (value) picked[name] = value
  }
  return picked
}

const bytes = (text: string) => Buffer.byteLength(text)
const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0)

/** Numbers take about a byte for two significant digits, and one more, at most 21. */
function numberSize(digits: string): number {
  const significant = digits.replace(/^-?[0.]*|\./g, '').replace(/0+$/, '')
  return Math.min(21, 1 + Math.ceil(significant.length / 2) + (digits.startsWith('-') ? 1 : 0))
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return bytes(value.S)
  if (value.N !== undefined) return numberSize(value.N)
  if (value.B !== undefined) return Buffer.from(value.B, 'base64').length
  if (value.SS) return sum(value.SS.map(bytes))
  if (value.NS) return sum(value.NS.map(numberSize))
  if (value.BS) return sum(value.BS.map((member) => Buffer.from(member, 'base64').length))
  // Lists and maps cost 3 bytes, and 1 for each element.
  if (value.L) return 3 + sum(value.L.map((element) => 1 + valueSize(element)))
  if (value.M) return 3 + Object.keys(value.M).length + itemSize(value.M)
  return 1
}

/** Bytes of an item as DynamoDB counts them: UTF-8 names and values. Source: "DynamoDB item sizes and formats". */
export function itemSize(item: Item): number {
  return sum(Object.entries(item).map(([name, value]) => bytes(name) + valueSize(value)))
}
