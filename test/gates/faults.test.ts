import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

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
