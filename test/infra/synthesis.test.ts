import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { synthesize } from '../../infra/assembly.ts'
import { stageNamed } from '../../infra/stages.ts'
import { contentHash, synthesizeOnce } from '../../infra/synthesis.ts'
import { root } from './template.ts'

const template = join(root, 'cdk.out/Siaran.template.json')

describe('synthesis', () => {
  it('does nothing where nothing changed', async () => {
    const before = statSync(template).mtimeMs
    const { fresh } = await synthesizeOnce('local')
    expect(fresh).toBe(false)
    expect(statSync(template).mtimeMs).toBe(before)
  })

  it('is another for another stage', () => {
    expect(contentHash('local')).toBe(contentHash('local'))
    expect(contentHash('example')).not.toBe(contentHash('local'))
  })

  it('gives the same template for the same code, in whatever folder', async () => {
    const out = mkdtempSync(join(tmpdir(), 'siaran-synthesis-'))
    try {
      await synthesize(stageNamed('local'), join(root, 'dist'), out)
      const again = readFileSync(join(out, 'Siaran.template.json'), 'utf8')
      expect(again).toBe(readFileSync(template, 'utf8'))
    } finally {
      rmSync(out, { recursive: true, force: true })
    }
  })

  it('refuses a stage that nobody defined with a sentence', () => {
    const run = () =>
      execFileSync(process.execPath, ['infra/synth.ts', '--stage', 'produksi'], {
        cwd: root,
        stdio: 'pipe',
      })
    expect(run).toThrow(/There is no stage "produksi"/)
  })
})
