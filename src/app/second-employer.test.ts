import { describe, expect, test } from 'vitest'
import { houseCompany, itemOf, submit, type House } from '../../test/properties/house-company.ts'
import { houseRule } from '../../test/properties/house-pack.ts'
import { parties, testCompany, type Company } from '../../test/setup/company.ts'
import { factLine, loadHistoryAsOf } from '../modules/benefits/index.ts'
import {
  createCustomer,
  createPerson,
  merge,
  setEmployment,
  type EmploymentBody,
} from '../modules/parties/index.ts'
import { loadDecision, loadPackRows, replayDecision } from '../modules/policy/index.ts'
import { findAskers } from '../modules/requests/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import type { Command } from '../platform/act/command.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { resolveRecords } from './records.ts'

const today = '2026-11-25'
let n = 0

async function done<Body, State, Answer>(
  { world, actor }: Company,
  command: Command<Body, State, Answer>,
  body: Body,
  who?: string,
) {
  const by = who === undefined ? systemActor : actor(who)
  const call = { key: `second-${n++}-key`, actor: by, body, at: world.now() }
  const [outcome] = await act(world.door, command, [call])
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.answer
}

const depsOf = ({ world }: Company) => ({ newId: world.newId, dayAt: () => today, findAskers })

/** A salesperson writes that somebody works for a further employer too. */
const alsoAt = (company: Company, personId: string, customerId: string, fromOn = today) =>
  done(company, setEmployment(depsOf(company)), { personId, customerId, fromOn }, 'sales')

describe('what is known of somebody who works for two', { timeout: 120_000 }, () => {
  const firm = (company: Company, name: string, ownership: 'private' | 'state_controlled') => {
    const body = { name, type: 'company' as const, ownership, publicPurchaser: false, country: 'CN' }
    return done(company, createCustomer(depsOf(company)), body)
  }

  const buyerAt = (company: Company, name: string, employment: EmploymentBody) =>
    done(
      company,
      createPerson(depsOf(company)),
      {
        name,
        country: 'CN',
        employment,
        classification: { class: 'private_staff', source: 'self', fromOn: employment.fromOn },
      },
      'sales',
    )

  async function recordOf(company: Company, personId: string, customerId: string) {
    const actor = company.actor('sales')
    const wanted = {
      customer: { partyId: customerId },
      recipient: { to: 'person' as const, partyId: personId },
      day: today,
      at: company.world.now(),
      actor,
    }
    const [found] = await readOnly(company.world.pool, [actor], (tx) =>
      resolveRecords(tx, [wanted], company.world.newId),
    )
    return found?.person
  }

  test('is the strictest of both, and unknown where the second says nothing', async () => {
    const company = await testCompany()
    const { partyId: state } = await firm(company, '黑龙江雪原重型机床有限公司', 'state_controlled')
    const { partyId: other } = await firm(company, '海南椰风海洋工程有限公司', 'private')
    const { partyId: placed } = await buyerAt(company, '欧阳冰', {
      customerId: state,
      decidesOnUs: true,
      managementDuty: true,
      nominatedBy: 'state_shareholder',
      fromOn: '2020-01-01',
    })
    const before = await recordOf(company, placed, other)
    await alsoAt(company, placed, other)
    const after = await recordOf(company, placed, other)
    expect(after).toEqual({ ...before, employerIds: [state, other] })
    expect(after).toMatchObject({
      class: 'unknown',
      decidesOnUs: true,
      managementDuty: true,
      nominatedBy: 'state_shareholder',
      employerId: state,
    })
    const known = await recordOf(company, parties.colleague, parties.dealer)
    expect(known).toMatchObject({ managementDuty: false })
    await alsoAt(company, parties.colleague, other, '2019-01-01')
    expect((await recordOf(company, parties.colleague, parties.dealer))?.managementDuty).toBeUndefined()
    await company.close()
  })
})

describe('the sum of an employer', { timeout: 120_000 }, () => {
  const filed = async (house: House, to: number, minor: string, day: string, who = 'sales') => {
    const outcome = await submit(house.company, itemOf(house, { to, minor }, day), who)
    return outcome?.kind === 'refused' ? outcome.refusal.params['rule'] : outcome?.kind
  }

  test('is not left by a second employer, and counts what those of two got there', async () => {
    const house = await houseCompany('organisation')
    const { company, people } = house
    const [first, second, , elsewhere, last] = people
    if (!first || !second || !elsewhere || !last) throw new Error('the house has its buyers')
    expect(await filed(house, 1, '5000', '2026-11-25')).toBe('done')
    expect(await filed(house, 2, '4000', '2026-11-25')).toBe('done')
    // Only now somebody writes that the first buyer works for the other firm as well, and for long.
    await alsoAt(company, first.id, elsewhere.employer, '2019-01-01')
    expect(await filed(house, 0, '1001', '2026-11-26')).toBe(houseRule('organisation'))
    expect(await filed(house, 0, '1000', '2026-11-26')).toBe('done')
    // It counts at the other firm too: that of its own people alone would leave room for the whole.
    expect(await filed(house, 3, '5000', '2026-11-27')).toBe('done')
    expect(await filed(house, 3, '4001', '2026-11-28')).toBe(houseRule('organisation'))
    expect(await filed(house, 3, '4000', '2026-11-28')).toBe('done')
    // What stands under the first firm counts for the further one of whoever got it.
    await alsoAt(company, second.id, last.employer, '2026-01-01')
    expect(await filed(house, 4, '5000', '2026-11-28', 'sales3')).toBe('done')
    expect(await filed(house, 4, '1', '2026-11-29', 'sales3')).toBe(houseRule('organisation'))
    await replaysAll(company)
    // Told late, it is weighed with what was decided since for the people of the further employer.
    expect(await filed(house, 1, '1', '2026-11-24')).toBe('done')
    expect(await alerted(company)).toContain(last.id)
    await company.close()
  })
})

test('what somebody got counts for the employer of a merged record too', { timeout: 120_000 }, async () => {
  const house = await houseCompany('organisation')
  const { company, people } = house
  const [, first, , colleague, last] = people
  if (!first || !colleague || !last) throw new Error('the house has its buyers')
  const filed = async (to: number, minor: string, day: string) => {
    const outcome = await submit(company, itemOf(house, { to, minor }, day), 'sales')
    return outcome?.kind === 'refused' ? outcome.refusal.params['rule'] : outcome?.kind
  }
  expect(await filed(1, '5000', '2026-11-25')).toBe('done')
  // Merged once and again: the two that worked lie two steps from one another.
  const between = await done(company, createPerson(depsOf(company)), { name: '南宫雪', country: 'CN' })
  const reason = '同一人'
  await done(
    company,
    merge(depsOf(company)),
    { keptId: between.partyId, goneId: first.id, reason },
    'compliance',
  )
  await done(
    company,
    merge(depsOf(company)),
    { keptId: last.id, goneId: between.partyId, reason },
    'compliance',
  )
  await alsoAt(company, colleague.id, last.employer)
  expect(await filed(3, '5000', '2026-11-26')).toBe('done')
  expect(await filed(3, '1', '2026-11-27')).toBe(houseRule('organisation'))
  await company.close()
})

/** Who had what is now over a limit. */
async function alerted(company: Company): Promise<string[]> {
  const { rows } = await company.world.pool.query<{ recipient_id: string }>(
    `select recipient_id from benefits.benefit where id in (select benefit_id from benefits.alert)`,
  )
  return rows.map((row) => row.recipient_id)
}

/** Every decision is the same when it is taken again, also once it is known who works where. */
async function replaysAll(company: Company): Promise<void> {
  await readOnly(company.database.pool('auditor', 2), [], async (tx) => {
    const packs = await loadPackRows(tx)
    const rows = await tx.sql<{ decision_id: string }>(
      `select decision_id from benefits.benefit where decision_id is not null and state <> 'refused'`,
    )
    expect(rows.length).toBeGreaterThan(2)
    for (const row of rows) {
      const stored = await loadDecision(tx, row.decision_id)
      if (!stored) throw new Error('the decision is on record')
      const replayed = await replayDecision(packs, stored, async (benefits, asOf) =>
        (await loadHistoryAsOf(tx, benefits, { at: stored.at, asOf })).map(factLine),
      )
      expect(replayed.same).toBe(true)
    }
  })
}
