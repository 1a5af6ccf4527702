/** In place of the SDK's SHA-256 in JavaScript: Lambda's Node has the native one. */
export const Sha256Js = undefined
