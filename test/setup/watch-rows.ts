import { join, relative } from 'node:path'
import { afterAll, afterEach, expect, vi, type RunnerTask, type RunnerTestFile } from 'vitest'
import { elsewhere } from '../gates/rows-elsewhere.ts'

// Runs before every test file. In a file that is named for status rows it listens at the write door and at
// the routes, changes nothing, and fails the file when an operation did not answer as the row says.

type Routes = typeof import('../../src/platform/http/route.ts')
type Answered = Awaited<ReturnType<ReturnType<Routes['route']>['handle']>>

const project = join(import.meta.dirname, '../..')
const file = relative(project, expect.getState().testPath ?? '')
const rows = elsewhere[file] ?? []
const seen = new Set<string>()

if (rows.length > 0) {
  listenAtTheDoor()
  listenAtTheRoutes()
  let ran: RunnerTestFile | undefined
  afterEach(({ task }) => void (ran = task.file))
  afterAll(() => {
    // A run of chosen tests, or one that failed, shows less than the file holds.
    if (ran?.tasks.every(isWholeAndGood)) expect(rows.filter((row) => !seen.has(row))).toEqual([])
  })
}

function listenAtTheDoor(): void {
  vi.doMock('../../src/platform/act/act.ts', async (original) => {
    const door = await original<typeof import('../../src/platform/act/act.ts')>()
    const { fromOutcome } = await import('../../src/platform/http/answer.ts')
    const act: typeof door.act = async (...args) => {
      const outcomes = await door.act(...args)
      for (const outcome of outcomes) note(args[1].operation, fromOutcome(outcome))
      return outcomes
    }
    const actAlone: typeof door.actAlone = async (...args) => {
      const outcome = await door.actAlone(...args)
      note(args[1].operation, fromOutcome(outcome))
      return outcome
    }
    return { ...door, act, actAlone }
  })
}

function listenAtTheRoutes(): void {
  vi.doMock('../../src/platform/http/route.ts', async (original) => {
    const routes = await original<Routes>()
    const route: Routes['route'] = (operation, handle) =>
      routes.route(operation, async (call) => {
        const answered = await handle(call)
        note(operation.id, answered, operation.refusals)
        return answered
      })
    return { ...routes, route }
  })
}

/**
 * The row of a refusal is 409, or one of the operation's own codes with another status, as those of sign-in
 * have. A key that is still running says nothing about the operation.
 */
function note(operation: string, answered: Answered, codes: readonly string[] = []): void {
  if (answered.kind !== 'refused') seen.add(`${operation}: good`)
  else if (codes.includes(answered.refusal.code)) seen.add(`${operation}: 409`)
  else if (answered.refusal.code !== 'platform.in_progress') seen.add(`${operation}: ${answered.status}`)
}

function isWholeAndGood(task: RunnerTask): boolean {
  if (task.type === 'suite') return task.tasks.every(isWholeAndGood)
  return task.mode === 'run' && task.result?.state === 'pass'
}
