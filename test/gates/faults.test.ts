import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { gateNames, scratchCopy } from './with-fault.ts'

const project = join(import.meta.dirname, '../..')
const faults = readdirSync(join(project, 'test/faults'))

/**
 * A fault that cannot be planted any more would prove nothing, and would be found out only by the long gates.
 */
test.each(faults)('the planted fault %s still fits the code', (name) => {
  const args = ['apply', '--check', '--whitespace=nowarn', join('test/faults', name)]
  const done = spawnSync('git', args, { cwd: project, encoding: 'utf8' })
  expect(done.stderr).toBe('')
})

/** A gate that breaks off there before its first figure says nothing about any fault. */
test(
  'every gate finds all that it reads in the copy that faults are planted in',
  { timeout: 120_000 },
  () => {
    const copy = scratchCopy()
    try {
      const files = gateNames().map((name) => pathToFileURL(join(copy, `test/gates/${name}.ts`)).href)
      const loading = `for (const file of ${JSON.stringify(files)}) (await import(file)).gate.run.call`
      const done = spawnSync(process.execPath, ['--input-type=module', '-e', loading], { encoding: 'utf8' })
      expect(done.stderr).toBe('')
      expect(files.length).toBeGreaterThan(4)
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  },
)
