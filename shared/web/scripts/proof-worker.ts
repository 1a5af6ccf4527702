import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'

/** A worker that is sent a challenge (shared/web/proof.ts) and answers the key found, '' for none. */
addEventListener('message', ({ data }: MessageEvent<Challenge>) => {
  void solveChallenge({ challenge: data, deriveKey })
    .then((solution) => solution?.derivedKey ?? '')
    .catch(() => '')
    .then((key) => postMessage(key))
})
