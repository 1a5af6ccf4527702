import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Resources = Readonly<Record<string, unknown>>

/** A cloud assembly as synthesis writes it, in a temporary folder. */
export type Assembly = {
  readonly out: string
  /** A data folder beside it. */
  readonly folder: string
  /** Adds the code of a function; `source` is CommonJS that sets `exports.handler`. */
  readonly code: (name: string, source: string) => { S3Bucket: string; S3Key: string }
  readonly write: (resources: Resources, more?: Record<string, unknown>) => void
  readonly remove: () => void
}

export function createAssembly(): Assembly {
  const root = mkdtempSync(join(tmpdir(), 'siaran-host-'))
  const out = join(root, 'cdk.out')
  mkdirSync(out)
  const artifact = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/ap-southeast-3',
    properties: { templateFile: 'Demo.template.json' },
  }
  const put = (name: string, value: unknown) =>
    writeFileSync(join(out, name), JSON.stringify(value))
  return {
    out,
    folder: join(root, 'data'),
    code: (name, source) => {
      mkdirSync(join(out, `asset.${name}`))
      writeFileSync(join(out, `asset.${name}`, 'index.cjs'), source)
      return { S3Bucket: 'assets', S3Key: `${name}.zip` }
    },
    write: (Resources, more = {}) => {
      put('manifest.json', { version: '1', artifacts: { Demo: artifact } })
      put('Demo.template.json', { Resources, ...more })
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
