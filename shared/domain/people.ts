type Placed = { readonly id: string; readonly superior?: string | undefined }

/** Whether a person's superiors are known and end at somebody without one: no circle. */
export function reachesTop(person: Placed, people: readonly Placed[]): boolean {
  const seen = new Set<string>()
  let at: Placed | undefined = person
  while (at && !seen.has(at.id)) {
    seen.add(at.id)
    const { superior }: Placed = at
    if (superior === undefined) return true
    at = people.find(({ id }) => id === superior)
  }
  return false
}

/** Whether each has an address of their own, whatever its case. */
export const addressesDiffer = (people: readonly { readonly email: string }[]): boolean =>
  new Set(people.map(({ email }) => email.toLowerCase())).size === people.length
