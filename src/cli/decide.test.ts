import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { commandEnvironment } from '../../test/setup/command-environment.ts'
import { decisionJson } from '../contract/decision.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-decide-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(content: string, ...more: string[]) {
  const file = join(folder, 'facts.json')
  writeFileSync(file, content)
  const args = [join(import.meta.dirname, 'main.ts'), 'decide', '--facts', file, ...more]
  const done = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: commandEnvironment(),
  })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

const cash = {
  asOf: '2026-11-23',
  benefit: { form: 'cash', value: { currency: 'CNY', minor: '100' } },
  recipient: { kind: 'person', class: 'public_official' },
}

describe('decide --facts', () => {
  test('one object in, one decision out', () => {
    const { code, out } = run(JSON.stringify(cash), '--json')
    const decision: unknown = JSON.parse(out)
    expect(code).toBe(0)
    expect(decisionJson.parse(decision).outcome).toBe('prohibit')
    expect(decision).not.toHaveProperty('record')
  })

  test('a list in, a list out, with the decision record where it was asked for, byte for byte the same', () => {
    const first = run(JSON.stringify([cash, cash]), '--json', '--explain')
    const list: unknown = JSON.parse(first.out)
    expect(list).toEqual([expect.objectContaining({ record: expect.anything() }), expect.anything()])
    expect(run(JSON.stringify([cash, cash]), '--json', '--explain').out).toBe(first.out)
  })

  test('for a person: the verdict in words, with the clause', () => {
    const { out } = run(JSON.stringify(cash))
    expect(out).toContain('Forbidden by policy')
    expect(out).toContain('State Council Order No. 20, Art. 2-4')
  })

  test.each([
    [
      'a fact of the wrong shape',
      '[{"asOf":"2026-11-23"},{"asOf":"2026-11-23","benefit":{"form":"gfit"}}]',
      '/1/benefit/form: It must be one of: discount,',
    ],
    [
      'a percentage as a number',
      '{"asOf":"2026-11-23","thirdParty":{"feePercent":12.5}}',
      '/thirdParty/feePercent: This must be a text',
    ],
    [
      'money as a number',
      '{"asOf":"2026-11-23","benefit":{"value":{"currency":"CNY","minor":41}}}',
      '/benefit/value/minor',
    ],
    ['no JSON', 'asOf', 'no JSON'],
  ])('%s is told with its place, and nothing is decided', (_name, content, place) => {
    const { code, out, err } = run(content, '--json')
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(place)
  })

  test('a folder without packs is told', () => {
    const { code, err } = run(JSON.stringify(cash), '--pack', join(folder, 'none'))
    expect(code).toBe(2)
    expect(err).toContain('cannot be read')
  })
})
