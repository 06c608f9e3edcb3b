import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { commandEnvironment } from '../../test/setup/command-environment.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-seed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['nothing to seed', []],
  ['anything but the sample company', ['company']],
  ['no further entries at all', ['demo', '--benefits', '0']],
  ['half an entry', ['demo', '--benefits', '1.5']],
  ['one entry more than it takes', ['demo', '--benefits', '10000001']],
])('seed is refused %s with code 2, and makes no data folder', (_, args) => {
  const done = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), 'seed', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: commandEnvironment(),
  })
  expect({ code: done.status, out: done.stdout }).toEqual({ code: 2, out: '' })
  expect(done.stderr).toContain('aboveboard seed demo [--benefits N]')
  expect(existsSync(join(folder, 'data'))).toBe(false)
})
