import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { customerDeals } from '../../contract/deals.ts'
import { act } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import {
  awardTender,
  closeTender,
  createEvent,
  createTender,
  setTenderRole,
  type EndDeps,
} from './commands.ts'
import { customerDealsOf, standingsOf } from './queries.ts'

const today = '2026-11-25'
const proof = { evidence: '公共资源交易中心公告 2026-118', reason: '结果已公示' }
let company: Company
let deps: EndDeps
let asking: string[] = []
let n = 0

beforeAll(async () => {
  company = await testCompany()
  const { newId, requests } = company.world
  deps = { newId, organisation: requests.organisation, dayAt: () => today, findAskers: async () => asking }
})

afterAll(() => company.close())

async function outcomeOf<Body, State, Answer>(
  command: Command<Body, State, Answer>,
  body: Body,
  who = 'compliance',
) {
  const call = { key: `deals-${n++}-key`, actor: company.actor(who), body, at: company.world.now() }
  const [outcome] = await act(company.world.door, command, [call])
  if (!outcome) throw new Error('the door gave no outcome')
  return outcome
}

async function done<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body, who?: string) {
  const outcome = await outcomeOf(command, body, who)
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.answer
}

async function codeOf<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body, who?: string) {
  const outcome = await outcomeOf(command, body, who)
  return 'refusal' in outcome ? outcome.refusal.code : outcome.kind
}

const dealsOf = (customerId: string, day = today) =>
  readOnly(company.world.pool, [company.actor('sales')], async (tx) => {
    const organisation = await deps.organisation(tx)
    const found = await customerDealsOf(tx, { organisation, language: 'zh-CN', today: day }, customerId)
    return customerDeals.answer.parse(found)
  })

const standingOf = (day: string) =>
  readOnly(company.world.pool, [company.actor('sales')], async (tx) => {
    const standings = await standingsOf(tx, [parties.bureau], day)
    return standings.get(parties.bureau)?.state
  })

describe('a tender', () => {
  test('names people who play a part in it, and not the customer itself', async () => {
    const body = {
      customerId: parties.bureau,
      matter: 'tender',
      title: '水泵采购',
      announcedOn: '2026-10-01',
      governmentProcurement: true,
      roles: [{ personId: parties.bureau, role: 'panel_member' }],
    }
    expect(await codeOf(createTender(deps), body, 'sales')).toBe('parties.unknown')
  })

  test('restrains from its first day to the end of objections; compliance records its end', async () => {
    const { tenderId } = await done(
      createTender(deps),
      {
        customerId: parties.bureau,
        matter: 'tender',
        title: '水泵采购',
        announcedOn: '2026-10-01',
        governmentProcurement: true,
        roles: [{ personId: parties.official, role: 'panel_member' }],
      },
      'sales',
    )
    expect(await Promise.all(['2026-09-30', '2026-10-01'].map(standingOf))).toEqual(['none', 'open'])
    const award = { tenderId, awardedOn: '2026-11-20', ...proof }
    expect(await codeOf(awardTender(deps), award, 'sales')).toBe('access.role_needed')
    expect(await codeOf(awardTender(deps), { tenderId, awardedOn: '2026-11-26', ...proof })).toBe(
      'deals.not_yet',
    )
    expect(await codeOf(awardTender(deps), { tenderId, awardedOn: '2026-09-30', ...proof })).toBe(
      'deals.ends_before_it_begins',
    )
    // Neither whoever asks for the customer nor whoever asks for one who plays a part in it.
    asking = [company.actor('compliance').personId]
    expect(await codeOf(awardTender(deps), award)).toBe('deals.of_own_request')
    expect(await codeOf(closeTender(deps), { tenderId, closedOn: '2026-11-20', ...proof })).toBe(
      'deals.of_own_request',
    )
    asking = [company.actor('sales').personId]
    await done(awardTender(deps), award)
    const { rows } = await company.world.pool.query<{ bytes: Buffer }>(
      `select bytes from audit.entry where operation = 'deals.award_tender' order by id desc limit 1`,
    )
    const entry = rows[0]?.bytes.toString() ?? ''
    expect([entry.includes(proof.evidence), entry.includes(proof.reason)]).toEqual([true, true])
    expect(await Promise.all(['2026-11-30', '2026-12-01'].map(standingOf))).toEqual([
      'objection_period',
      'awarded',
    ])
    expect(await codeOf(closeTender(deps), { tenderId, closedOn: '2026-11-21', ...proof })).toBe(
      'deals.tender_ended',
    )
    const { tenders } = await dealsOf(parties.bureau)
    expect(tenders).toMatchObject([
      { tenderId, word: '招标', state: 'objection_period', endedOn: '2026-11-20' },
    ])
  })

  test('has each role of a person once', async () => {
    const { tenderId } = await done(createTender(deps), {
      customerId: parties.dealer,
      matter: 'renewal',
      title: '续约谈判',
      announcedOn: '2026-11-01',
      governmentProcurement: false,
      roles: [],
    })
    const role = { tenderId, personId: parties.buyer, role: 'procurement_agent' }
    expect(await codeOf(setTenderRole(deps), role, 'sales')).toBe('done')
    expect(await codeOf(setTenderRole(deps), role, 'sales')).toBe('deals.role_held')
    expect(await codeOf(setTenderRole(deps), { ...role, personId: 'party_nobody000' })).toBe(
      'parties.unknown',
    )
    await done(closeTender(deps), { tenderId, closedOn: today, ...proof })
  })
})

test('an event may last one day and not end before it begins', async () => {
  const event = {
    title: '苏州国际机床展',
    country: 'CN',
    place: '苏州',
    fromOn: '2026-12-01',
    untilOn: '2026-12-01',
  }
  expect(await codeOf(createEvent(deps), event, 'sales')).toBe('done')
  expect(await codeOf(createEvent(deps), { ...event, untilOn: '2026-11-30' }, 'sales')).toBe(
    'deals.ends_before_it_begins',
  )
})
