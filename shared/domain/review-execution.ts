/** The name of a round's execution. Step Functions keeps a name for 90 days, so each attempt has its own. */
export const executionName = (reference: string, round: number, attempt: number): string =>
  `${reference}-${round}-${attempt}`
