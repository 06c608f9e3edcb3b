import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { act } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { PartyDeps } from './create-commands.ts'
import { createPerson } from './create-person.ts'
import { merge } from './merge-commands.ts'
import { joinHousehold } from './household-commands.ts'
import { relate } from './span-commands.ts'
import { endStaffTie, tieStaff, type TieBody } from './staff-ties.ts'
import { loadStaffNear } from './store-ties.ts'
import { withMerged } from './store.ts'

const today = '2026-11-25'
let company: Company
let deps: PartyDeps
let asking: string[] = []
let n = 0

beforeAll(async () => {
  company = await testCompany()
  deps = { newId: company.world.newId, dayAt: () => today, findAskers: async () => asking }
})

afterAll(() => company.close())

async function run<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body, who: string) {
  const call = { key: `ties-${n++}-key`, actor: company.actor(who), body, at: company.world.now() }
  const [outcome] = await act(company.world.door, command, [call])
  return outcome
}

async function done<Body, State, Answer>(
  command: Command<Body, State, Answer>,
  body: Body,
  who = 'compliance',
) {
  const outcome = await run(command, body, who)
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.answer
}

const staffId = (key: string) => company.founded.people[key] ?? ''

function tie(key: string, more: Partial<TieBody> = {}): TieBody {
  const base = { partyId: parties.buyer, tie: 'sibling' as const, fromOn: '2026-01-01', reason: '本人申报' }
  return { ...base, staffId: staffId(key), ...more }
}

const nearTo = (partyId: string, day = today) =>
  readOnly(company.world.pool, [company.actor('compliance')], async (tx) => {
    const near = await loadStaffNear(tx, await withMerged(tx, [partyId]))
    return near([partyId], day)
  })

describe('a member of staff who is close to a party', () => {
  test('declares it, once', async () => {
    expect(await run(tieStaff(deps), tie('head'), 'head')).toMatchObject({ kind: 'done' })
    expect(await run(tieStaff(deps), tie('head'), 'head')).toMatchObject({
      kind: 'refused',
      refusal: { code: 'parties.nothing_changes' },
    })
  })

  test.each([
    ['a colleague says it of another', 'sales', { tie: 'spouse' }, 'parties.needs_compliance'],
    ['family of an organisation', 'compliance', { partyId: parties.dealer }, 'parties.tie_does_not_fit'],
    ['a part of a person is owned', 'compliance', { tie: 'owner' }, 'parties.tie_does_not_fit'],
    ['a party that is not there', 'compliance', { partyId: 'party_nobody0000' }, 'parties.unknown'],
    ['staff that is not there', 'compliance', { staffId: 'per_nobody0000' }, 'access.not_in_organisation'],
    [
      'an end before the beginning',
      'compliance',
      { tie: 'child', untilOn: '2025-12-31' },
      'parties.ends_before_it_begins',
    ],
  ] as const)('is not recorded when %s', async (_, who, more, code) => {
    const outcome = await run(tieStaff(deps), { ...tie('finance'), ...more }, who)
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code } })
  })

  test('is near to the recipient from the first day to the last', async () => {
    await done(tieStaff(deps), tie('boss', { partyId: parties.official, untilOn: '2026-06-30' }))
    expect(await nearTo(parties.official, '2025-12-31')).toEqual([])
    expect(await nearTo(parties.official, '2026-01-01')).toEqual([staffId('boss')])
    expect(await nearTo(parties.official, '2026-06-30')).toEqual([staffId('boss')])
    expect(await nearTo(parties.official, '2026-07-01')).toEqual([])
  })

  test('is near to the household and the relatives of the person, and to a customer they own', async () => {
    const { partyId: mother } = await done(createPerson(deps), { name: '欧阳秀兰', country: 'CN' })
    const { partyId: lodger } = await done(createPerson(deps), { name: '司马文博', country: 'CN' })
    await done(tieStaff(deps), tie('finance', { partyId: mother, tie: 'in_law' }))
    await done(relate(deps), {
      personId: mother,
      otherId: parties.colleague,
      relation: 'parent',
      fromOn: '2020-01-01',
    })
    await done(joinHousehold(deps), { personId: lodger, withPersonId: mother, fromOn: '2020-01-01' })
    expect(await nearTo(parties.colleague)).toEqual([staffId('finance')])
    expect(await nearTo(lodger)).toEqual([staffId('finance')])
    await done(tieStaff(deps), tie('sales2', { partyId: parties.dealer, tie: 'owner' }))
    expect(await nearTo(parties.dealer)).toEqual([staffId('sales2')])
    expect(await nearTo(parties.bureau)).toEqual([])
  })

  test('stays near when the record is merged into another', async () => {
    const { partyId } = await done(createPerson(deps), { name: '上官若曦', country: 'CN' })
    await done(tieStaff(deps), tie('sales3', { partyId }))
    const { partyId: keptId } = await done(createPerson(deps), { name: '诸葛明远', country: 'CN' })
    await done(merge(deps), { keptId, goneId: partyId, reason: '同一人，姓名有误' })
    expect(await nearTo(keptId)).toEqual([staffId('sales3')])
    const again = await run(tieStaff(deps), tie('sales3', { partyId, tie: 'child' }), 'compliance')
    expect(again).toMatchObject({ kind: 'done' })
  })

  test('ends by the word of compliance, and not by their own', async () => {
    const body = tie('compliance', { partyId: parties.bureau, tie: 'officer' })
    const { tieId } = await done(tieStaff(deps), body)
    const end = { tieId, lastDay: today, reason: '关系已结束' }
    expect(await run(endStaffTie(deps), end, 'compliance')).toMatchObject({
      refusal: { code: 'parties.own_tie' },
    })
    expect(await run(endStaffTie(deps), end, 'sales')).toMatchObject({ kind: 'forbidden' })
    const owner = tie('head', { partyId: parties.bureau, tie: 'owner' })
    const { tieId: otherId } = await done(tieStaff(deps), owner)
    asking = [staffId('compliance')]
    expect(await run(endStaffTie(deps), { ...end, tieId: otherId }, 'compliance')).toMatchObject({
      refusal: { code: 'parties.of_own_request' },
    })
    asking = []
    await done(endStaffTie(deps), { ...end, tieId: otherId })
    expect(await nearTo(parties.bureau, '2026-11-26')).toEqual([staffId('compliance')])
    expect(await run(endStaffTie(deps), { ...end, tieId: otherId }, 'compliance')).toMatchObject({
      refusal: { code: 'parties.ended_already' },
    })
    expect(await run(endStaffTie(deps), { ...end, tieId: 'rel_nothing0000' }, 'compliance')).toMatchObject({
      refusal: { code: 'platform.not_found' },
    })
  })
})
