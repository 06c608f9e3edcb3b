import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { housePack } from '../../test/properties/house-pack.ts'
import { askDeps } from '../../test/setup/ask-deps.ts'
import { parties, testCompany, type Company } from '../../test/setup/company.ts'
import { ordinary } from '../../test/setup/circumstances.ts'
import { factLine, loadHistoryAsOf } from '../modules/benefits/index.ts'
import { merge, splitParty } from '../modules/parties/index.ts'
import { adoptShippedCommand, loadDecision, loadPackRows, replayDecision } from '../modules/policy/index.ts'
import { moveCommand, submitCommand } from '../modules/requests/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'

let company: Company

beforeEach(async () => {
  company = await testCompany()
})

afterEach(() => company.close())

const lunch = {
  customer: { partyId: parties.dealer },
  recipient: { to: 'person' as const, partyId: parties.buyer },
  kindId: 'working_meal',
  amount: { currency: 'CNY', minor: '12000' },
  happensOn: '2026-11-26',
  reasonChip: 'exchange',
  reason: '新产品技术交流工作餐',
  facts: {
    ...ordinary('working_meal'),
    'benefit.meal.kind': 'lunch',
    'benefit.meal.guests': 2,
    'benefit.meal.hosts': 1,
  },
}

/** Something for another customer: only what one person gives connects it with the lunches. */
const official = {
  customer: { partyId: parties.bureau },
  recipient: { to: 'organisation' as const },
  kindId: 'discount',
  amount: { currency: 'CNY', minor: '12000' },
  reasonChip: 'contract',
  reason: '按合同折扣',
  facts: ordinary('discount'),
}

async function adoptHouseLimits() {
  const body = { packs: [housePack({ giver: 'CNY 100000.00' })] }
  const call = { key: 'replay-house-key', actor: systemActor, body, at: company.world.now() }
  expect(await act(company.world.door, adoptShippedCommand, [call])).toMatchObject([{ kind: 'done' }])
}

async function file(n: number, recipient: { to: 'person'; partyId: string } = lunch.recipient) {
  const proposal = { ...lunch, recipient, happensOn: `2026-11-${String(26 + n)}` }
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
      const { at } = stored
      const replayed = await replayDecision(rows, stored, async (benefits, asOf) =>
        (await loadHistoryAsOf(tx, benefits, { at, asOf })).map(factLine),
      )
      found.push({ length, same: replayed.same })
    }
    return found
  })
}

describe('a stored decision', () => {
  test(
    'is taken again byte for byte, also after other benefits and a withdrawal changed the ' + 'sums',
    async () => {
      const first = await file(0)
      await file(1)
      await file(2)
      const at = new Date(Date.parse(company.world.now()) + 600_000).toISOString()
      const body = { requestId: first, version: 1, verb: 'withdraw' as const, text: '改期', fileIds: [] }
      const call = { key: 'replay-withdraw-key', actor: company.actor('sales'), body, at }
      const command = moveCommand(company.world.requests, 'withdraw')
      expect(await act(company.world.door, command, [call])).toMatchObject([{ kind: 'done' }])
      const replayed = await replayAll()
      // Each lunch is two lines: one of the guest with a name, one of the guest without.
      expect(replayed.map(({ length }) => length)).toEqual([0, 2, 4])
      expect(replayed.every(({ same }) => same)).toBe(true)
    },
  )

  test(
    'that was filed in one set with others is taken again byte for byte, guests and givers ' + 'counted',
    async () => {
      await adoptHouseLimits()
      const proposals = [
        { ...lunch, quantity: 3, facts: { ...lunch.facts, 'benefit.meal.guests': 3 } },
        {
          ...lunch,
          happensOn: '2026-11-27',
          recipient: { to: 'person' as const, partyId: parties.colleague },
        },
        { ...official, happensOn: '2026-11-28' },
      ]
      const calls = proposals.map((proposal, i) => ({
        key: `replay-set-${String(i)}-key`,
        actor: company.actor('sales'),
        body: { proposal },
        at: new Date(Date.parse(company.world.now()) + (2 - i) * 1_000).toISOString(),
      }))
      const outcomes = await act(company.world.door, submitCommand(company.world.requests), calls)
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(['done', 'done', 'done'])
      const replayed = await replayAll()
      expect(replayed.map(({ length }) => length).toSorted()).toEqual([0, 2, 4])
      expect(replayed.map(({ same }) => same)).toEqual([true, true, true])
    },
  )

  test(
    'that counted what a merged party had received is taken again, also after the merge was ' + 'undone',
    async () => {
      const { door, now } = company.world
      const colleague = { to: 'person' as const, partyId: parties.colleague }
      await file(0, colleague)
      const reason = '同一人'
      const asked = { actor: company.actor('compliance'), at: now() }
      const merging = { keptId: parties.buyer, goneId: parties.colleague, reason }
      const merged = await act(door, merge(askDeps), [{ ...asked, key: 'replay-merge-key', body: merging }])
      expect(merged).toMatchObject([{ kind: 'done' }])
      await file(1)
      expect(await replayAll()).toEqual([
        { length: 0, same: true },
        { length: 2, same: true },
      ])
      const splitting = { partyId: parties.colleague, reason: '两个人' }
      const split = await act(door, splitParty(askDeps), [
        { ...asked, key: 'replay-split-key', body: splitting },
      ])
      expect(split).toMatchObject([{ kind: 'done' }])
      expect((await replayAll()).map(({ same }) => same)).toEqual([true, true])
    },
  )
})
