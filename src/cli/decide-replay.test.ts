import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../test/setup/company.ts'
import { loadHistoryAsOf } from '../modules/benefits/index.ts'
import { loadDecision, loadPackRows, replayDecision } from '../modules/policy/index.ts'
import { factLine, moveCommand, submitCommand } from '../modules/requests/index.ts'
import { act } from '../platform/act/act.ts'
import { readOnly } from '../platform/db/in-transaction.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

const lunch = {
  customer: { partyId: parties.dealer },
  recipient: { to: 'person' as const, partyId: parties.buyer },
  kindId: 'working_meal',
  amount: { currency: 'CNY', minor: '12000' },
  happensOn: '2026-11-26',
  reasonChip: 'exchange',
  reason: '新产品技术交流工作餐',
  facts: { 'benefit.meal.kind': 'lunch', 'benefit.meal.guests': 2, 'benefit.meal.hosts': 1 },
}

async function file(n: number) {
  const proposal = { ...lunch, happensOn: `2026-11-${String(26 + n)}` }
  const at = new Date(Date.parse(company.world.now()) + n * 60_000).toISOString()
  const call = { key: `replay-${String(n)}-key`, actor: company.actor('sales'), body: { proposal }, at }
  const [outcome] = await act(company.world.door, submitCommand(company.world.requests), [call])
  return outcome?.kind === 'done' ? outcome.answer.requestId : ''
}

async function replayAll() {
  return readOnly(company.database.pool('auditor', 2), [], async (tx) => {
    const ids = await tx.sql<{ id: string; length: number }>(
      `select id, json_array_length(record::json -> 'history') as length from policy.decision order by at`,
    )
    const rows = await loadPackRows(tx)
    const found = []
    for (const { id, length } of ids) {
      const stored = await loadDecision(tx, id)
      if (!stored) throw new Error('a decision that was listed is there')
      const replayed = await replayDecision(rows, stored, async (benefits) =>
        (await loadHistoryAsOf(tx, benefits, stored.at)).map(factLine),
      )
      found.push({ length, same: replayed.same })
    }
    return found
  })
}

describe('a stored decision', () => {
  test('is taken again byte for byte, also after other benefits and a withdrawal changed the sums', async () => {
    const first = await file(0)
    await file(1)
    await file(2)
    const at = new Date(Date.parse(company.world.now()) + 600_000).toISOString()
    const body = { requestId: first, version: 1, verb: 'withdraw' as const, text: '改期', fileIds: [] }
    const call = { key: 'replay-withdraw-key', actor: company.actor('sales'), body, at }
    const command = moveCommand(company.world.requests, 'withdraw')
    expect(await act(company.world.door, command, [call])).toMatchObject([{ kind: 'done' }])
    const replayed = await replayAll()
    expect(replayed.map(({ length }) => length)).toEqual([0, 1, 2])
    expect(replayed.every(({ same }) => same)).toBe(true)
  })
})
