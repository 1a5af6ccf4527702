/**
 * One cold start, in a process of its own: loads the bundle as Lambda does, answers one request, and
 * prints how long both took (ms). Without a bundle it does nothing: what Node itself costs.
 */
const { readFileSync } = require('node:fs')
const { performance } = require('node:perf_hooks')

const [, , bundle, request] = process.argv
if (bundle) void measure(bundle, JSON.parse(readFileSync(request, 'utf8')))

async function measure(file, event) {
  const begin = performance.now()
  const { handler } = file.endsWith('.mjs') ? await import(file) : require(file)
  const answer = await handler(event, {})
  const took = performance.now() - begin
  process.stdout.write(JSON.stringify({ took, status: answer.statusCode }))
  process.exit(0)
}
