import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

/**
 * What the SDK carries for other places than a function behind DynamoDB's JSON protocol, and what a
 * bundle has in its stead: docs/adr/0018-what-pages-carry.md. Paths are those of the module that is
 * left out, without ending; test/infra/trim.test.ts finds one that the SDK no longer has.
 */
export const replacements: Readonly<Record<string, string>> = {
  // Lambda has no home directory with profiles: settings come from the environment.
  '@smithy/core/dist-es/submodules/config/shared-ini-file-loader/loadSharedConfigFiles':
    'no-config-files',
  // Nothing that we call answers with an event stream.
  '@smithy/core/dist-es/submodules/event-streams/index': 'no-event-streams',
  // Only Timestream asks for its endpoints; the DynamoDB client carries its cache all the same.
  '@aws-sdk/middleware-endpoint-discovery/dist-es/index': 'no-endpoint-discovery',
  // Stands in for a Node built without crypto.
  '@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js': 'no-own-sha256',
  // Both ask for ReadableStream, whose mere name loads Node's web streams; no body here is one.
  '@smithy/core/dist-es/submodules/serde/util-stream/stream-type-check': 'no-web-streams',
  '@smithy/core/dist-es/submodules/retry/middleware-retry/isStreamingPayload/isStreamingPayload':
    'no-streaming-payload',
}

/** `@scope/package/path` of a module, without ending. */
const nameOf = (path: string): string =>
  path
    .replaceAll('\\', '/')
    .replace(/^.*\/node_modules\//, '')
    .replace(/\.js$/, '')

/** Bundles our stand-in wherever a module of {@link replacements} is asked for. */
export const trim: Plugin = {
  name: 'trim',
  setup(build) {
    const filter =
      /\/(loadSharedConfigFiles|event-streams|middleware-endpoint-discovery|Sha256Js|isStreamingPayload|stream-type-check)$/
    build.onResolve({ filter }, async ({ path, pluginData, ...asked }) => {
      if (pluginData === trim) return undefined
      const found = await build.resolve(path, { ...asked, pluginData: trim })
      const own = replacements[nameOf(found.path)]
      return own === undefined ? found : { path: join(import.meta.dirname, `${own}.ts`) }
    })
    // A client names its version to AWS, and carries its whole package.json for it.
    build.onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string }
      return { contents: JSON.stringify({ version }), loader: 'json' }
    })
  },
}
