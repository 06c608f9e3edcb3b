import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askDeps } from '../../test/setup/ask-deps.ts'
import { parties, testCompany, type Company } from '../../test/setup/company.ts'
import type { Asked } from '../modules/facts/index.ts'
import { answerProfile, organisationNow, proposeProfile } from '../modules/access/index.ts'
import { checkAgreement, createAgreement, type AgreementBody } from '../modules/deals/index.ts'
import { createCustomer } from '../modules/parties/index.ts'
import { act } from '../platform/act/act.ts'
import type { Command } from '../platform/act/command.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { findDealRecords } from './deal-records.ts'
import { giverOn, resolveRecords } from './records.ts'

let company: Company
let n = 0

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

async function run<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body, who: string) {
  const call = { key: `records-${n++}-key`, actor: company.actor(who), body, at: company.world.now() }
  const [outcome] = await act(company.world.door, command, [call])
  return outcome
}

async function done<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body, who: string) {
  const outcome = await run(command, body, who)
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.answer
}

describe('the company that gives', () => {
  const entity = () => company.founded.entities['suzhou'] ?? ''
  const giver = async (day?: string) =>
    giverOn(await organisationNow(company.world.pool, company.world.organisations), entity(), day)
  const deps = () => ({
    newId: company.world.newId,
    organisation: company.world.organisations,
    rounds: company.world.rounds,
  })
  const listed = {
    fromOn: '2026-06-01',
    reason: '上市公告 2026-05-28',
    facts: { sector: 'device' as const, listedIn: ['US', 'HK'], codes: ['RDPAC' as const] },
  }

  test('has what its founding stated, for every day', async () => {
    expect(await giver('2020-01-01')).toEqual({
      seat: 'CN',
      group: 'group',
      sector: 'general',
      listedIn: [],
      nexus: [],
      codes: [],
      reporting: ['CAS'],
    })
  })

  test('of an entity that nobody described only the seat is known', async () => {
    const organisation = await organisationNow(company.world.pool, company.world.organisations)
    const bare = { ...organisation, profilesOf: new Map() }
    expect(giverOn(bare, entity(), '2026-11-25')).toEqual({ seat: 'CN', group: 'group' })
  })

  test('changes from a day on, once a second person has confirmed it', async () => {
    const entityId = entity()
    const { profileId } = await done(proposeProfile(deps()), { entityId, ...listed }, 'admin')
    expect(await giver('2026-11-25')).toMatchObject({ sector: 'general' })
    const confirm = { profileId, answer: 'confirm' as const }
    expect(await run(answerProfile(deps()), confirm, 'admin')).toMatchObject({
      refusal: { code: 'access.second_person_needed' },
    })
    await done(answerProfile(deps()), confirm, 'compliance')
    expect(await giver('2026-05-31')).toMatchObject({ sector: 'general', listedIn: [] })
    const now = await giver('2026-06-01')
    expect(now).toMatchObject({ sector: 'device', listedIn: ['HK', 'US'], codes: ['RDPAC'] })
    expect(now.nexus).toBeUndefined()
    expect(await giver()).toEqual(now)
    expect(await run(answerProfile(deps()), confirm, 'compliance')).toMatchObject({
      refusal: { code: 'access.profile_answered' },
    })
  })

  test.each([
    ['nothing at all', 'suzhou', {}, 'access.profile_empty'],
    ['an entity that is none', 'ent_nobody000', { sector: 'bank' as const }, 'access.not_in_organisation'],
  ])('cannot be described by %s', async (_, key, facts, code) => {
    const entityId = company.founded.entities[key] ?? key
    const body = { entityId, fromOn: '2026-11-25', reason: '年报', facts }
    expect(await run(proposeProfile(deps()), body, 'admin')).toMatchObject({ refusal: { code } })
  })

  test('a declined proposal changes nothing, and one that nobody made cannot be answered', async () => {
    const body = {
      entityId: entity(),
      fromOn: '2026-01-01',
      reason: '误填',
      facts: { sector: 'bank' as const },
    }
    const { profileId } = await done(proposeProfile(deps()), body, 'admin')
    await done(answerProfile(deps()), { profileId, answer: 'decline' }, 'compliance')
    expect(await giver('2026-02-01')).toMatchObject({ sector: 'general' })
    const nobodys = { profileId: 'fact_nobody000', answer: 'confirm' as const }
    expect(await run(answerProfile(deps()), nobodys, 'compliance')).toMatchObject({
      refusal: { code: 'access.not_in_organisation' },
    })
  })
})

describe('the terms of a customer beside those of its peers', () => {
  const ids: string[] = []
  const day = '2026-11-26'
  const dealDeps = () => ({
    newId: company.world.newId,
    rounds: company.world.rounds,
    organisation: company.world.requests.organisation,
    dayAt: () => day,
  })
  const names = [
    '昆山甲辰阀门有限公司',
    '太仓乙巳轴承有限公司',
    '常熟丙午泵业有限公司',
    '张家港丁未管件有限公司',
  ]

  async function withTerms(
    name: string,
    grade: string | undefined,
    rate: string | undefined,
    isPublished = true,
  ): Promise<string> {
    const party = { ...askDeps, newId: company.world.newId, dayAt: () => day }
    const customer = { name, type: 'company' as const, country: 'CN', grade, role: 'dealer' }
    const { partyId } = await done(createCustomer(party), customer, 'compliance')
    const body: AgreementBody = {
      entityId: company.founded.entities['suzhou'] ?? '',
      customerId: partyId,
      number: `HT-${partyId}`,
      title: '框架协议',
      signedOn: '2025-12-20',
      fromOn: '2026-01-01',
      document: '合同柜 2025-12',
      clauses: [{ number: '4', form: 'rebate', text: '达量返利', ratePercent: rate, isPublished }],
    }
    const { agreementId } = await done(createAgreement(dealDeps()), body, 'compliance')
    await done(checkAgreement(dealDeps()), { agreementId, answer: 'confirm' }, 'finance')
    ids.push(partyId)
    return partyId
  }

  const programmeOf = (customerId: string) =>
    readOnly(company.world.pool, [company.actor('sales')], async (tx) => {
      const asked = { form: 'rebate', happensOn: day, customerId } as Asked
      const [record] = await findDealRecords(tx, [asked])
      return record?.programme
    })

  test('a clause gives a right to benefits of its entity, and names who checked it', async () => {
    const customerId = await withTerms('江阴戊申法兰有限公司', 'C', '1')
    const recordFor = (entity: string) =>
      readOnly(company.world.pool, [company.actor('sales')], async (tx) => {
        const entityId = company.founded.entities[entity]
        const asked = { form: 'rebate', happensOn: day, customerId, entityId } as Asked
        const [record] = await findDealRecords(tx, [asked])
        return [record?.hasClause, record?.clauseCheckedBy]
      })
    expect(await recordFor('suzhou')).toEqual([true, company.founded.people['finance']])
    expect(await recordFor('shanghai')).toEqual([false, undefined])
  })

  test('the same rate for the same grade leaves no gap; who has another rate is named', async () => {
    const [one = '', other = '', special = '', none = ''] = [
      await withTerms(names[0] ?? '', 'A', '3'),
      await withTerms(names[1] ?? '', 'A', '3'),
      await withTerms(names[2] ?? '', 'A', '4.5', false),
      await withTerms(names[3] ?? '', 'B', undefined, false),
    ]
    expect(await programmeOf(one)).toMatchObject({ kind: 'rebate', ratePercent: '3', peers: [] })
    expect((await programmeOf(special))?.peers).toEqual([
      { orgId: [one, other].toSorted()[0], equalTerms: true, ratePercent: '3' },
    ])
    const open = await programmeOf(none)
    expect(open?.peers).toBeUndefined()
    expect(open?.discretionary).toBeUndefined()
    expect((await programmeOf(one))?.discretionary).toBe(false)
  })
})

test('the record of a customer is that of the day, with the account that is paid', async () => {
  const wanted = {
    customer: { partyId: parties.dealer },
    recipient: undefined,
    day: '2026-11-26',
    at: company.world.now(),
    actor: company.actor('sales'),
  }
  const [found] = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
    resolveRecords(tx, [wanted], company.world.newId),
  )
  expect(found?.customer).toMatchObject({
    ownership: 'private',
    account: { isVerified: true, nameMatches: true, checkedBy: company.founded.people['finance'] },
  })
})
