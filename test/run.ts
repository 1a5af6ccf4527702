import type { Reporter, TestModule } from 'vitest/node'
import { parseCLI, startVitest } from 'vitest/node'

/** Counts tests, and files that could not be loaded, over the whole run. */
class Count implements Reporter {
  passed = 0
  failed = 0

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    this.failed += unhandled.length
    for (const testModule of modules) {
      const tests = [...testModule.children.allTests()].map((test) => test.result().state)
      this.passed += tests.filter((state) => state === 'passed').length
      const failed = tests.filter((state) => state === 'failed').length
      this.failed += failed === 0 && !testModule.ok() ? 1 : failed
    }
  }
}

/** `npm test [-- vitest's arguments]`: runs all tests and ends with the line `N passed, N failed`. */
const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)])
const count = new Count()
const vitest = await startVitest('test', filter, {
  ...options,
  watch: false,
  reporters: ['default', count],
})
await vitest.close()
if (count.failed > 0 || count.passed === 0) process.exitCode = 1
console.log(`${count.passed} passed, ${count.failed} failed`)
