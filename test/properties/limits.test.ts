import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act } from '../../src/platform/act/act.ts'
import { groupCommit } from '../../src/platform/act/group-commit.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { decideCommand, submitCommand, type SubmitBody } from '../../src/modules/requests/index.ts'
import { almostFull } from '../setup/almost-full.ts'
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
  const [outcome] = await act(company.world.door, submitCommand(company.world.requests), [
    call(proposal, who),
  ])
  return outcome
}

/** What stands for a person in the one sum. */
async function linesOf(personId: string): Promise<{ sum: string; lines: number }> {
  const [row] = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
    tx.sql<{ sum: string; lines: number }>(
      'select sum(minor)::text as sum, count(*)::int as lines from benefits.line where recipient_id = $1',
      [personId],
    ),
  )
  return row ?? { sum: '', lines: 0 }
}

/** As often as K1 asks for. */
const rounds = 50

/** Days of their own, because two items of one day are one occasion with a limit of ¥50. */
const days = ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28']
const lastDay = '2026-11-30'

describe('limits', () => {
  test('K1: of 200 parallel requests on the last 1.00 of a limit exactly one passes, fifty times', async () => {
    const seen: string[] = []
    expect(await submitAlone(item('1', lastDay))).toMatchObject({ kind: 'done' })
    for (let round = 0; round < rounds; round++) {
      const personId = `party_limit${String(round).padStart(7, '0')}`
      await company.store(almostFull(company, personId, round))
      const submit = groupCommit(company.world.door, submitCommand(company.world.requests))
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, i) => {
          const proposal = item('100', lastDay, personId)
          // Four come alone, each in a transaction of its own, beside the sets of the group commit.
          return i % 50 === 0 ? submitAlone(proposal) : submit(call(proposal))
        }),
      )
      const codes = Map.groupBy(outcomes, (outcome) =>
        outcome?.kind === 'refused' ? outcome.refusal.code : (outcome?.kind ?? 'none'),
      )
      const told = [...codes].map(([code, of]) => `${of.length} ${code}`).toSorted()
      const { sum, lines } = await linesOf(personId)
      seen.push(`${told.join(', ')}; ${sum} in ${lines} lines`)
    }
    const right = '1 done, 199 requests.prohibited; 20000 in 2 lines'
    expect(seen.filter((round) => round !== right)).toEqual([])
    expect(seen).toHaveLength(rounds)
  }, 900_000)

  test('K2: a request in the same second as an approval counts what was approved', async () => {
    const filed = await submitAlone(item('5000', '2026-11-25', parties.colleague))
    if (filed?.kind !== 'done') throw new Error('the first item passes')
    const body = {
      requestId: filed.answer.requestId,
      version: 1,
      does: { verb: 'approve' as const, reason: '同意' },
    }
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
