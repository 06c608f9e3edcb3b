import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../kernel/refusal.ts'
import { rowAfter } from '../../platform/act/rows.ts'
import { addSigner, approve, findTask, returnToStep, type Decided, type Deciding } from './domain.ts'
import { flowAfter, openFlow, type Flow, type PlannedStep } from './flow.ts'
import { flowTable } from './tables.ts'

let n = 0
let second = 0
const newId = (kind: string) => `${kind}_${n++}`
const dueFrom = () => '2026-11-26T10:00:00.000Z'

/** A round for `sales`, whose levels are decided by these people. */
function roundOf(...levels: readonly string[][]): Flow {
  const route = levels.map((personIds, i): PlannedStep => ({
    level: `L${i + 1}`,
    role: 'finance',
    need: 'any',
    personIds,
  }))
  const about = { entityId: 'ent_a', object: { type: 'request', id: 'req_1' }, requesterId: 'sales' }
  const changes = openFlow({ ...about, kind: 'rebate', route, at: now(), dueFrom, newId })
  const [first] = changes
  if (!first) throw new Error('a round has a row of its own')
  return flowAfter({ flow: rowAfter(flowTable, first), steps: [], tasks: [], copies: [] }, changes)
}

function now(): string {
  return new Date(Date.UTC(2026, 10, 25, 1, 0, second++)).toISOString()
}

function by(personId: string, deputyFor: readonly string[] = []): Deciding {
  return { personId, deputyFor, at: now(), reason: '已核对' }
}

function after(flow: Flow, decided: Decided | ReturnType<typeof findTask>): Flow {
  if (!('changes' in decided)) throw new Error(`not decided: ${JSON.stringify(decided)}`)
  return flowAfter(flow, decided.changes)
}

function codeOf(answer: Decided | ReturnType<typeof findTask>): string {
  return isRefusal(answer) ? answer.code : 'done'
}

describe('nobody signs twice in one round', () => {
  test('a deputy who is asked at a later level does not decide for somebody else before', () => {
    const flow = roundOf(['head'], ['finance'])
    expect(codeOf(approve(flow, by('finance', ['head']), dueFrom))).toBe('approvals.asked_yourself')
    expect(codeOf(approve(flow, by('other', ['head']), dueFrom))).toBe('done')
  })

  test('whoever signed one level does not sign the next, although it is their own task', () => {
    const both = roundOf(['finance', 'compliance'], ['compliance', 'deputy'])
    const flow = after(both, approve(both, by('compliance'), dueFrom))
    expect(codeOf(approve(flow, by('compliance'), dueFrom))).toBe('approvals.already_signed')
    expect(codeOf(findTask(flow, by('compliance')))).toBe('done')
    expect(codeOf(approve(flow, by('deputy'), dueFrom))).toBe('done')
  })

  test('a signature that a return called off may be given again at that level', () => {
    const start = roundOf(['head'], ['finance'])
    const second = after(start, approve(start, by('head'), dueFrom))
    const back = after(second, returnToStep(second, by('finance'), 1, dueFrom, newId))
    const again = after(back, approve(back, by('head'), dueFrom))
    expect(codeOf(approve(again, by('finance'), dueFrom))).toBe('done')
  })

  test('in a level where all must agree, nobody agrees for two', () => {
    const start = roundOf(['head'])
    const adding = { personId: 'chair', place: 'after' as const, objection: undefined }
    const flow = after(start, addSigner(start, by('head'), adding, dueFrom, newId))
    expect(codeOf(approve(flow, by('chair', ['head']), dueFrom))).toBe('approvals.asked_yourself')
    const signed = after(flow, approve(flow, by('head'), dueFrom))
    expect(codeOf(approve(signed, by('head', ['chair']), dueFrom))).toBe('approvals.already_acted')
  })
})
