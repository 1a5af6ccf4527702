/** One thing that the office's engineer can do from a terminal. */
export type Command = {
  /** What it does, in one line for the list. */
  readonly summary: string
  /** How to call it, without `npm run office --`. */
  readonly usage: string
  /**
   * @param args what stands after the command's name
   * @param print one line for the reader
   * @throws Error with a sentence that says what to do
   */
  readonly run: (args: readonly string[], print: (line: string) => void) => Promise<void>
}
