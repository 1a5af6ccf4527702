import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { stageApp } from '../../infra/assembly.ts'
import { stackNameOf } from '../../infra/names.ts'
import { stageNamed, stageNames } from '../../infra/stages.ts'
import { breakages } from './rules/breakages.ts'
import { rules } from './rules/index.ts'
import type { Rule } from './rules/rule.ts'
import { root, Template } from './template.ts'

const folder = mkdtempSync(join(tmpdir(), 'siaran-rules-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function templateOf(name: string): Template {
  const stage = stageNamed(name)
  const out = join(folder, name)
  stageApp(stage, join(root, 'dist'), out).synth()
  return new Template(join(out, `${stackNameOf(stage)}.template.json`))
}

describe.each(stageNames)('in stage %s', (name) => {
  const template = templateOf(name)

  describe.each(Object.entries<Rule>(rules))('%s', (sentence, rule) => {
    it('is kept', () => {
      expect(rule(template)).toEqual([])
    })

    const broken = Object.entries(breakages[sentence as keyof typeof rules])
    it.each(broken)('is seen to be broken by: %s', (_, breakage) => {
      const json = structuredClone(template.json)
      const wrong = breakage(json)
      const found = rule(new Template(json))
      expect(found.map((finding) => finding.split(':')[0])).toContain(wrong)
    })
  })
})
