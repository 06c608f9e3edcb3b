import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askDeps } from '../../../test/setup/ask-deps.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { customerDeals } from '../../contract/deals.ts'
import { act } from '../../platform/act/act.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { merge, newCustomer } from '../parties/index.ts'
import {
  checkAgreement,
  createAgreement,
  type AgreementBody,
  type AgreementDeps,
} from './agreement-commands.ts'
import { clauseInForce } from './domain.ts'
import { customerDealsOf } from './queries.ts'
import { loadDeals } from './store.ts'

const today = '2026-11-25'
let company: Company
let deps: AgreementDeps
let n = 0

beforeAll(async () => {
  company = await testCompany()
  const { newId, requests, rounds } = company.world
  deps = { newId, rounds, organisation: requests.organisation, dayAt: () => today }
})

afterAll(() => company.close())

async function outcomeOf<Body, State, Answer>(
  command: Command<Body, State, Answer>,
  body: Body,
  who: string | Actor = 'compliance',
) {
  const call = {
    key: `deals-${n++}-key`,
    actor: typeof who === 'string' ? company.actor(who) : who,
    body,
    at: company.world.now(),
  }
  const [outcome] = await act(company.world.door, command, [call])
  if (!outcome) throw new Error('the door gave no outcome')
  return outcome
}

async function done<Body, State, Answer>(
  command: Command<Body, State, Answer>,
  body: Body,
  who?: string | Actor,
) {
  const outcome = await outcomeOf(command, body, who)
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.answer
}

async function codeOf<Body, State, Answer>(
  command: Command<Body, State, Answer>,
  body: Body,
  who?: string | Actor,
) {
  const outcome = await outcomeOf(command, body, who)
  return 'refusal' in outcome ? outcome.refusal.code : outcome.kind
}

function agreement(more: Partial<AgreementBody> = {}): AgreementBody {
  return {
    entityId: company.founded.entities['suzhou'] ?? '',
    customerId: parties.dealer,
    number: `HT-2027-${n++}`,
    title: '年度经销协议',
    signedOn: '2026-12-20',
    fromOn: '2027-01-01',
    untilOn: '2027-12-31',
    document: '合同柜 A-17',
    clauses: [{ number: '6', form: 'rebate', text: '季度达量返利 2%', ratePercent: '2', isPublished: true }],
    ...more,
  }
}

const dealsOf = (customerId: string, day = today) =>
  readOnly(company.world.pool, [company.actor('sales')], async (tx) => {
    const organisation = await deps.organisation(tx)
    const found = await customerDealsOf(tx, { organisation, language: 'zh-CN', today: day }, customerId)
    return customerDeals.answer.parse(found)
  })

describe('an agreement', () => {
  test('is recorded with its clauses, which run as long as it does unless they say otherwise', async () => {
    const clause = { form: 'discount', text: '现款折扣', isPublished: true }
    const { agreementId } = await done(
      createAgreement(deps),
      agreement({
        clauses: [
          { ...clause, number: '1' },
          { ...clause, number: '2', fromOn: '2027-04-01', untilOn: '2027-06-30' },
        ],
      }),
      'finance',
    )
    const rows = await company.world.pool.query(
      'select number, from_on, until_on from deals.clause where agreement_id = $1 order by number',
      [agreementId],
    )
    expect(rows.rows).toEqual([
      { number: '1', from_on: '2027-01-01', until_on: '2027-12-31' },
      { number: '2', from_on: '2027-04-01', until_on: '2027-06-30' },
    ])
    const shown = async () => {
      const { agreements } = await dealsOf(parties.dealer, '2027-01-01')
      return agreements.find((each) => each.agreementId === agreementId)
    }
    expect(await shown()).toMatchObject({ entity: '苏州明台装备', isInForce: false })
    await done(checkAgreement(deps), { agreementId, answer: 'confirm' })
    expect(await shown()).toMatchObject({ isInForce: true })
  })

  test.each<[string, () => AgreementBody, string]>([
    ['a number on record', () => agreement({ number: 'HT-2026-0417' }), 'deals.number_taken'],
    ['a customer that nobody knows', () => agreement({ customerId: 'party_nobody000' }), 'parties.unknown'],
    ['an entity that is not ours', () => agreement({ entityId: 'ent_nobody' }), 'deals.entity_unknown'],
    ['days in the wrong order', () => agreement({ untilOn: '2026-12-31' }), 'deals.ends_before_it_begins'],
    [
      'a clause of one day more',
      () =>
        agreement({
          clauses: [{ number: '1', form: 'rebate', text: '返利', isPublished: true, untilOn: '2028-01-01' }],
        }),
      'deals.clause_outside',
    ],
  ])('is refused with %s', async (_, body, code) => {
    expect(await codeOf(createAgreement(deps), body(), 'finance')).toBe(code)
  })

  test('is not for sales to record', async () => {
    expect(await codeOf(createAgreement(deps), agreement(), 'sales')).toBe('access.role_needed')
  })

  test('of a merged customer is found under its survivor', async () => {
    const at = company.world.now()
    await company.store([
      newCustomer({ id: 'party_merged0000', name: '东莞立昌电子有限公司', created_at: at }),
    ])
    const { agreementId } = await done(createAgreement(deps), agreement({ customerId: 'party_merged0000' }))
    await done(merge(askDeps), { keptId: parties.dealer, goneId: 'party_merged0000', reason: '同一公司' })
    const { agreements } = await dealsOf(parties.dealer)
    expect(agreements.map((each) => each.agreementId)).toContain(agreementId)
  })
})

describe('a clause as evidence', () => {
  const clauseFor = (customerId: string, entityId = company.founded.entities['suzhou']) =>
    readOnly(company.world.pool, [company.actor('sales')], async (tx) => {
      const rows = await loadDeals(tx, { customerIds: [customerId], personIds: [], eventIds: [] })
      return clauseInForce(rows, { customerId, form: 'rebate', day: '2027-05-01', entityId })
    })
  const check = (agreementId: string, answer: 'confirm' | 'decline' = 'confirm') => ({ agreementId, answer })

  async function newCustomerId(): Promise<string> {
    const id = `party_clause${String(n++).padStart(6, '0')}`
    await company.store([
      newCustomer({ id, name: `张家港条款${n}有限公司`, created_at: company.world.now() }),
    ])
    return id
  }

  test('counts once a second person has checked the agreement, and for its entity only', async () => {
    const customerId = await newCustomerId()
    const { agreementId } = await done(createAgreement(deps), agreement({ customerId }), 'finance')
    expect(await clauseFor(customerId)).toBeUndefined()
    expect(await codeOf(checkAgreement(deps), check(agreementId), 'finance')).toBe('deals.own_agreement')
    expect(await clauseFor(customerId)).toBeUndefined()
    await done(checkAgreement(deps), check(agreementId))
    expect((await clauseFor(customerId))?.agreement).toMatchObject({
      checked_by: company.founded.people['compliance'],
    })
    expect(await clauseFor(customerId, company.founded.entities['shanghai'])).toBeUndefined()
    expect(await codeOf(checkAgreement(deps), check(agreementId))).toBe('deals.agreement_checked')
  })

  test('never counts when the check failed; the number may be recorded again', async () => {
    const customerId = await newCustomerId()
    const body = agreement({ customerId })
    const { agreementId } = await done(createAgreement(deps), body, 'finance')
    await done(checkAgreement(deps), { ...check(agreementId, 'decline'), reason: '与原件不符' })
    expect(await clauseFor(customerId)).toBeUndefined()
    expect(await codeOf(createAgreement(deps), body, 'finance')).toBe('done')
    expect(await codeOf(createAgreement(deps), body, 'finance')).toBe('deals.number_taken')
  })

  test('is recorded and checked by those who serve the entity', async () => {
    const shanghai = company.founded.entities['shanghai'] ?? ''
    const far = company.actor('finance', [shanghai])
    expect(await codeOf(createAgreement(deps), agreement(), far)).toBe('access.other_entity')
    const { agreementId } = await done(createAgreement(deps), agreement())
    expect(await codeOf(checkAgreement(deps), check(agreementId), far)).toBe('access.other_entity')
    expect(await codeOf(checkAgreement(deps), check('agr_nowhere000'))).toBe('platform.not_found')
    const stale = { ...company.actor('finance'), hasFreshFactor: false }
    expect(await codeOf(checkAgreement(deps), check(agreementId), stale)).toBe('access.fresh_factor_needed')
    expect(await codeOf(checkAgreement(deps), check(agreementId), 'sales')).toBe('access.role_needed')
  })
})
