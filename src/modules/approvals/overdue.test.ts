import { describe, expect, test } from 'vitest'
import { rowAfter, updateRow } from '../../platform/act/rows.ts'
import { flowAfter, openFlow, type Flow } from './flow.ts'
import { chase, isToEscalate } from './overdue.ts'
import { flowTable, taskTable } from './tables.ts'

let n = 0
const newId = (kind: string) => `${kind}_${n++}`
const at = '2026-11-29T01:00:00.000Z'
const tomorrow = '2026-11-30T01:00:00.000Z'

/** A round whose first level asks these people, all overdue and reminded days ago. */
function overdueRound(people: readonly string[]): Flow {
  const opened = '2026-11-25T01:00:00.000Z'
  const changes = openFlow({
    entityId: 'ent_a',
    object: { type: 'request', id: 'req_1' },
    requesterId: 'sales',
    kind: 'rebate',
    route: [{ level: 'L1', role: 'finance', need: 'any', personIds: people }],
    at: opened,
    dueFrom: () => '2026-11-26T10:00:00.000Z',
    newId,
  })
  const [first] = changes
  if (!first) throw new Error('a round has a row of its own')
  const flow = flowAfter({ flow: rowAfter(flowTable, first), steps: [], tasks: [], copies: [] }, changes)
  const reminded = flow.tasks.map((task) => updateRow(taskTable, task, { reminded_at: opened }))
  return flowAfter(flow, reminded)
}

/** Who is asked in addition, and who gets which letter. */
function chased(flow: Flow, superiors: { readonly ask?: string; readonly tell?: string }) {
  const found = { ask: superiors.ask, tell: superiors.tell }
  const chasing = chase(
    flow,
    at,
    (round) => ({
      ...found,
      // As the rules of a transfer have it: nobody is asked twice.
      ask: round.tasks.some((task) => task.person_id === found.ask) ? undefined : found.ask,
    }),
    newId,
  )
  const after = flowAfter(flow, chasing.changes)
  return {
    asked: after.tasks.filter(({ source }) => source === 'escalation').map((task) => task.person_id),
    letters: chasing.notify.map(({ kind }) => kind),
    open: after.tasks.filter((task) => isToEscalate({ ...after, tasks: [task] }, tomorrow)).length,
  }
}

describe('an overdue task also asks somebody above', () => {
  test('once, although two are overdue below the same person', () => {
    expect(chased(overdueRound(['one', 'two']), { ask: 'boss', tell: 'boss' })).toEqual({
      asked: ['boss'],
      letters: ['escalation', 'reminder', 'told'],
      open: 1,
    })
  })

  test('and where nobody may be asked, the superior is told and both hear of it again the next day', () => {
    const flow = overdueRound(['one', 'two'])
    expect(chased(flow, { tell: 'boss' })).toEqual({
      asked: [],
      letters: ['reminder', 'told', 'reminder'],
      open: 2,
    })
    expect(chased(flow, {})).toMatchObject({ asked: [], letters: ['reminder', 'reminder'] })
  })
})
