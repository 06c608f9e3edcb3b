import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act } from '../../src/platform/act/act.ts'
import { groupCommit } from '../../src/platform/act/group-commit.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { decideCommand, submitCommand, type SubmitBody } from '../../src/modules/requests/index.ts'
import { parties, testCompany, type Company } from '../setup/company.ts'
import { ordinary } from '../setup/circumstances.ts'

let company: Company
let n = 0

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

/** An advertising item for a person; the company pack allows ¥50 each and ¥200 a person and calendar year. */
function item(minor: string, happensOn: string, personId: string = parties.buyer): SubmitBody['proposal'] {
  return {
    customer: { partyId: parties.dealer },
    recipient: { to: 'person', partyId: personId },
    kindId: 'logo_item',
    amount: { currency: 'CNY', minor },
    happensOn,
    reasonChip: 'fair',
    reason: '展会宣传品',
    facts: ordinary('logo_item'),
  }
}

function call(proposal: SubmitBody['proposal'], who = 'sales') {
  return { key: `limits-${n++}-key`, actor: company.actor(who), body: { proposal }, at: company.world.now() }
}

async function submitAlone(proposal: SubmitBody['proposal'], who = 'sales') {
  const [outcome] = await act(company.world.door, submitCommand(company.world.requests), [call(proposal, who)])
  return outcome
}

function sumOf(personId: string): Promise<string | undefined> {
  return readOnly(company.world.pool, [company.actor('sales')], async (tx) => {
    const rows = await tx.sql<{ sum: string }>(
      'select sum(minor)::text as sum from benefits.line where recipient_id = $1',
      [personId],
    )
    return rows[0]?.sum
  })
}

/** Days of their own, because two items of one day are one occasion with a limit of ¥50. */
const days = ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28']
const lastDay = '2026-11-30'

describe('limits', () => {
  test('K1: of 200 parallel requests on the last 1.00 of a limit exactly one passes', async () => {
    for (const day of days.slice(0, 4)) expect(await submitAlone(item('4975', day))).toMatchObject({ kind: 'done' })
    const submit = groupCommit(company.world.door, submitCommand(company.world.requests))
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? submitAlone(item('100', lastDay)) : submit(call(item('100', lastDay))))),
    )
    const kinds = Object.groupBy(outcomes, (outcome) => outcome?.kind ?? 'none')
    expect({ done: kinds.done?.length, refused: kinds.refused?.length }).toEqual({ done: 1, refused: 199 })
    expect(await sumOf(parties.buyer)).toBe('20000')
  })

  test('K2: a request in the same second as an approval counts what was approved', async () => {
    const filed = await submitAlone(item('5000', '2026-11-25', parties.colleague))
    if (filed?.kind !== 'done') throw new Error('the first item passes')
    const body = { requestId: filed.answer.requestId, version: 1, does: { verb: 'approve' as const, reason: '同意' } }
    const decide = decideCommand(company.world.requests, 'approvals.approve')
    const approval = { key: `limits-${n++}-key`, actor: company.actor('head'), body, at: company.world.now() }
    expect(await act(company.world.door, decide, [approval])).toMatchObject([{ kind: 'done' }])
    for (const day of days.slice(1, 4)) {
      expect(await submitAlone(item('5000', day, parties.colleague))).toMatchObject({ kind: 'done' })
    }
    expect(await submitAlone(item('1', lastDay, parties.colleague))).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requests.prohibited' },
    })
  })
})
