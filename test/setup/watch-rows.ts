import { join, relative } from 'node:path'
import { afterAll, afterEach, expect, type RunnerTask, type RunnerTestFile } from 'vitest'
import { elsewhere } from '../gates/rows-elsewhere.ts'
import { rowsSeen } from './heard/rows-seen.ts'

// Runs before every test file that is named for status rows. What listens at the write door and at the routes
// (`heard/listening.ts`) tells it the rows, and it fails the file when an operation did not answer so.

const project = join(import.meta.dirname, '../..')
const file = relative(project, expect.getState().testPath ?? '')
const rows = elsewhere[file] ?? []
rowsSeen.clear()

let ran: RunnerTestFile | undefined
afterEach(({ task }) => void (ran = task.file))
afterAll(() => {
  // A run of chosen tests, or one that failed, shows less than the file holds.
  if (ran?.tasks.every(isWholeAndGood)) expect(rows.filter((row) => !rowsSeen.has(row))).toEqual([])
})

function isWholeAndGood(task: RunnerTask): boolean {
  if (task.type === 'suite') return task.tasks.every(isWholeAndGood)
  return task.mode === 'run' && task.result?.state === 'pass'
}
