import { describe, expect, test } from 'vitest'
import { rowAfter, updateRow } from '../../platform/act/rows.ts'
import { flowAfter, openFlow, type Flow } from './flow.ts'
import { chase } from './overdue.ts'
import { flowTable, taskTable } from './tables.ts'

let n = 0
const newId = (kind: string) => `${kind}_${n++}`
const at = '2026-11-29T01:00:00.000Z'

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

function added(flow: Flow, superior: string | undefined): (string | undefined)[] {
  return chase(flow, at, () => superior, newId)
    .changes.filter((change) => change.old === undefined)
    .map((change) => rowAfter(taskTable, change).person_id)
}

describe('an overdue task also asks the person above', () => {
  test('once, although two are overdue below the same person', () => {
    expect(added(overdueRound(['one', 'two']), 'boss')).toEqual(['boss'])
  })

  test.each([
    ['who filed it', 'sales'],
    ['who is asked already', 'two'],
    ['when there is nobody', undefined],
  ])('never one %s', (_, superior) => {
    expect(added(overdueRound(['one', 'two']), superior)).toEqual([])
  })

  test('never one who has decided in this round for somebody else', () => {
    const flow = overdueRound(['one', 'two'])
    const [first] = flow.tasks
    if (!first) throw new Error('two are asked')
    const decided = { state: 'transferred', decided_by: 'boss', decided_at: at }
    expect(added(flowAfter(flow, [updateRow(taskTable, first, decided)]), 'boss')).toEqual([])
  })
})
