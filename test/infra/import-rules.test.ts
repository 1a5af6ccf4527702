import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { root } from './template.ts'

/** A file in a ring, an import that its rule forbids there, and one that it allows. */
const rings: readonly [file: string, forbidden: string, allowed: string][] = [
  ['shared/domain/a.ts', 'zod/mini', 'temporal-polyfill'],
  ['shared/contracts/a.ts', '../aws/keys.ts', '../domain/vocabulary.ts'],
  ['shared/web/a.ts', '@aws-sdk/client-s3', '../contracts/ports.ts'],
  ['shared/aws/a.ts', '../web/layout.tsx', '@aws-sdk/client-s3'],
  ['shared/providers/a.ts', '@aws-sdk/client-s3', '../contracts/ports.ts'],
  ['shared/providers/b.ts', '../web/layout.tsx', '../domain/vocabulary.ts'],
  ['functions/reviews/a.ts', '../../shared/providers/zoom.ts', '../../shared/providers/ports.ts'],
  ['functions/requests/a.ts', '../../shared/aws/keys.ts', '../../shared/web/routes.ts'],
  ['functions/requests/b.ts', '../reviews/ask.ts', '../../shared/domain/request.ts'],
  ['functions/requests/c.page.tsx', '@aws-sdk/client-s3', '../../shared/web/layout.tsx'],
  ['functions/requests/d.lambda.ts', '../reviews/ask.ts', '../../shared/aws/keys.ts'],
  ['infra/constructs/a.ts', '../../functions/requests/submit.ts', 'aws-cdk-lib'],
  ['infra/b.ts', './local/host.ts', '../shared/web/routes.ts'],
  ['infra/local/a.ts', '../../shared/web/routes.ts', 'croner'],
  ['infra/local/b/c.ts', 'aws-cdk-lib', '../clock.ts'],
]

/** Lints a copy of the rules over files that import one thing each; gives the files reported. */
function reported(source: (ring: (typeof rings)[number]) => string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'siaran-rules-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  const rules = JSON.parse(readFileSync(join(folder, '.oxlintrc.json'), 'utf8'))
  // The rules on imports need no types; without them the whole run takes a tenth of a second.
  rules.options = { typeAware: false }
  writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(rules))
  for (const ring of rings) {
    mkdirSync(dirname(join(folder, ring[0])), { recursive: true })
    writeFileSync(
      join(folder, ring[0]),
      `import { a } from '${source(ring)}'\nexport const b = a\n`,
    )
  }
  const { stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', '.'],
    { cwd: folder, encoding: 'utf8' },
  )
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: readonly { readonly code: string; readonly filename: string }[]
  }
  return diagnostics
    .filter(({ code }) => code.includes('no-restricted-imports'))
    .map(({ filename }) => filename.replaceAll('\\', '/').replace(/^\.\//, ''))
    .sort()
}

describe('the import rules', () => {
  it('report an import that crosses the rings', () => {
    expect(reported(([, forbidden]) => forbidden)).toEqual(rings.map(([file]) => file).sort())
  })

  it('let through what a ring may use', () => {
    expect(reported(([, , allowed]) => allowed)).toEqual([])
  })
})
