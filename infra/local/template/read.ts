import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A template as synthesized, with where its assets lie. */
export type Synthesized = {
  readonly stack: string
  readonly region: string
  readonly template: RawTemplate
  /** The folder of a function's code, from the object key that the template names. */
  readonly asset: (objectKey: string) => string
}

export type RawResource = {
  readonly Type: string
  readonly Condition?: string
  readonly Properties?: Readonly<Record<string, unknown>>
}

export type RawTemplate = {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: string | number }>>
  readonly Conditions?: Readonly<Record<string, unknown>>
  readonly Mappings?: Readonly<Record<string, Record<string, Record<string, unknown>>>>
  readonly Resources: Readonly<Record<string, RawResource>>
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: unknown; readonly Condition?: string }>
  >
}

type Artifact = {
  readonly type: string
  readonly environment?: string
  readonly properties?: { readonly templateFile?: string; readonly stackName?: string }
}

type AssetManifest = {
  readonly files?: Readonly<Record<string, { readonly source?: { readonly path?: string } }>>
}

/**
 * Reads the one stack of a cloud assembly.
 * @param out the folder that synthesis wrote (cdk.out)
 * @throws Error with a sentence that says what to do when the folder or a file of it is missing
 */
export function readAssembly(out: string): Synthesized {
  const { artifacts } = json(join(out, 'manifest.json')) as { artifacts: Record<string, Artifact> }
  const stacks = Object.entries(artifacts).filter(
    ([, { type }]) => type === 'aws:cloudformation:stack',
  )
  const [found] = stacks
  if (!found || stacks.length > 1) {
    throw new Error(`${out} holds ${stacks.length} stacks; the local host runs exactly one.`)
  }
  const [id, { properties, environment }] = found
  // `aws://unknown-account/ap-southeast-3`; an unknown region is the design's default.
  const region = environment?.split('/').at(-1) ?? 'unknown-region'
  const stack = properties?.stackName ?? id
  return {
    stack,
    region: region === 'unknown-region' ? 'ap-southeast-3' : region,
    template: json(join(out, properties?.templateFile ?? `${id}.template.json`)) as RawTemplate,
    asset: assets(out, id),
  }
}

function assets(out: string, stack: string): (objectKey: string) => string {
  const file = join(out, `${stack}.assets.json`)
  const { files = {} } = existsSync(file) ? (json(file) as AssetManifest) : {}
  return (objectKey) => {
    const hash = objectKey.replace(/^.*\//, '').replace(/\.[a-z]+$/, '')
    return join(out, files[hash]?.source?.path ?? `asset.${hash}`)
  }
}

function json(file: string): unknown {
  if (!existsSync(file)) {
    throw new Error(`${file} is missing. Run "npm run synth" first, then start again.`)
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new Error(`${file} is not JSON. Run "npm run synth" to write it anew.`, { cause })
  }
}
