import { find } from './find.ts'

/** Milliseconds that sending waits for the work; without it the server asks to confirm. */
const patience = 8000

/** Whether the form has its proof of work, and a promise of it, kept with or without one. */
export type Proof = { readonly isThere: () => boolean; readonly ready: () => Promise<void> }

/**
 * Does the work that the form asks for while people type: in a worker, which is loaded at the first
 * key, so that the page itself stays light and at hand.
 */
export function proveByWork(form: HTMLFormElement): Proof {
  const field = find<HTMLInputElement>('input[name=proof]', form)
  const { challenge = '', solver = '' } = form.dataset
  let work: Promise<void> | undefined
  const prove = async (): Promise<void> => {
    field.value = await solve(solver, challenge)
  }
  const start = (): Promise<void> => {
    work ??= prove()
    return work
  }
  form.addEventListener('input', () => void start(), { once: true })
  const timeUp = () => new Promise<void>((resolve) => window.setTimeout(resolve, patience))
  return {
    isThere: () => field.value !== '',
    ready: () => Promise.race([start(), timeUp()]),
  }
}

/** The key that solves the challenge; '' where workers or Web Crypto are missing. */
function solve(solver: string, challenge: string): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const worker = new Worker(solver)
    worker.addEventListener('error', reject)
    worker.addEventListener('message', ({ data }: MessageEvent<string>) => {
      worker.terminate()
      resolve(data)
    })
    worker.postMessage(JSON.parse(challenge), [])
  }).catch(() => '')
}
