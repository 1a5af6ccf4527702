/** In place of the SDK's tests for a browser's streams and files: Node's own alone are sent and read. */
const never = (): boolean => false

export const isReadableStream = never
export const isBlob = never
