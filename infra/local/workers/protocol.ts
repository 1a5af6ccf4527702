/** What the host and a worker thread say to each other. Payloads travel as JSON text, as in Lambda. */
export type Start = {
  /** File of the bundle, CommonJS. */
  readonly bundle: string
  /** Name of the export that answers. */
  readonly handler: string
  readonly functionName: string
  readonly arn: string
  readonly memoryMb: number
  /** The clock's offset in milliseconds, shared with the host. */
  readonly clock: SharedArrayBuffer
}

export type Invocation = {
  readonly requestId: string
  readonly event: string
  readonly timeoutMs: number
}

/** As the Lambda runtime reports a failure. */
export type Failure = {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace: readonly string[]
}

export type Report =
  | { readonly kind: 'log'; readonly requestId: string; readonly text: string }
  | { readonly kind: 'done'; readonly requestId: string; readonly result: string }
  | { readonly kind: 'failed'; readonly requestId: string; readonly failure: Failure }
  /** The bundle could not be loaded. */
  | { readonly kind: 'broken'; readonly failure: Failure }
