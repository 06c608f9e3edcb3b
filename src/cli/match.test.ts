import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { commandEnvironment } from '../../test/setup/command-environment.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-match-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function match(csv: string, ...more: string[]) {
  const file = join(folder, 'pairs.csv')
  writeFileSync(file, csv)
  const args = [join(import.meta.dirname, 'main.ts'), 'match', '--pairs', file, ...more]
  const done = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: commandEnvironment(),
  })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

describe('match --pairs', () => {
  test('answers one JSON line a pair, in the order of the file', () => {
    const { code, out } = match(
      'query,entry,schema\n王工,王伟,person\n"wang, wei",王伟,Person\n恒泰,苏州恒泰机械有限公司,organisation\n',
      '--json',
    )
    const lines = out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(code).toBe(0)
    expect(lines).toEqual([
      { query: '王工', entry: '王伟', score: expect.any(Number), match: false },
      { query: 'wang, wei', entry: '王伟', score: expect.any(Number), match: true },
      { query: '恒泰', entry: '苏州恒泰机械有限公司', score: expect.any(Number), match: true },
    ])
  })

  test('finds the columns by their names and leaves others alone', () => {
    const { out } = match('note,schema,entry,query\nx,Company,Siemens AG,Siemens\n', '--json')
    expect(JSON.parse(out)).toMatchObject({ query: 'Siemens', entry: 'Siemens AG', match: true })
  })

  test('says why, to a person', () => {
    expect(match('query,entry,schema\n恒泰,苏州恒泰机械有限公司,organisation\n').out).toContain('short form')
  })

  test.each([
    ['a column is missing', 'query,entry\na,b\n', 'schema'],
    ['a kind is neither of the two', 'query,entry,schema\na,b,person\na,b,planet\n', 'Row 3'],
    ['the file is no CSV', 'query,entry,schema\n"a,b,person\n', 'no CSV'],
  ])('answers nothing and code 2 where %s', (_, csv, word) => {
    const { code, out, err } = match(csv, '--json')
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(word)
  })
})
