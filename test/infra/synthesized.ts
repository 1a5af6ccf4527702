import { synthesizeOnce } from '../../infra/synthesis.ts'

/** Before the tests that read or run the template: makes it, unless it is up to date. */
export default async function setup(): Promise<void> {
  await synthesizeOnce('local')
}
