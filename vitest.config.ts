import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

type Options = TestProjectInlineConfiguration['test']

/** One project per ring of tests: `npm test -- --project unit` runs one of them. */
const project = (name: string, more: Options = {}): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], ...more },
})

/** Tests that read or run the template need it synthesized. */
const synthesized: Options = { globalSetup: 'test/infra/synthesized.ts' }
const patient: Options = { testTimeout: 60_000, hookTimeout: 60_000 }

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Filled in by the bundler; outside a bundle an asset has its plain name.
  define: { ASSET_URLS: {} },
  test: {
    expect: { requireAssertions: true },
    silent: 'passed-only',
    // Loading the SDK anew for each file takes most of the time; tests share no state through modules.
    isolate: false,
    projects: [
      project('unit'),
      project('contract', { ...patient, isolate: true }),
      project('infra', { ...synthesized, ...patient }),
      project('local', { ...patient, isolate: true }),
      // After the others, two at a time: each has a host and a browser of its own.
      project('e2e', {
        ...synthesized,
        testTimeout: 120_000,
        hookTimeout: 120_000,
        isolate: true,
        maxWorkers: 2,
        // A busy machine can cut a page's own reload short; a real failure fails three times.
        retry: 2,
        sequence: { groupOrder: 1 },
      }),
    ],
  },
})
