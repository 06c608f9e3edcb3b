import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  about,
  coupon,
  lunch,
  on,
  openRound,
  rebate,
  roundOf,
  type Round,
} from '../../../test/setup/approval-round.ts'
import { parties, testCompany, testNow, type Company } from '../../../test/setup/company.ts'
import { newGuest } from '../../../test/setup/guest.ts'
import { requestCalls, type Called, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { act } from '../../platform/act/act.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { updateRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { agreementTable, type AgreementRow } from '../deals/tables.ts'
import { answerReversalCommand, findAskers } from './index.ts'

let company: Company
let calls: RequestCalls
let guests = 0

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const someone = async () => ({ to: 'person', partyId: await newGuest(company, guests++, 'private_staff') })

/** A lunch that is declared late, with its papers; compliance decides it in the end. */
async function lateLunch() {
  const papers = ['agenda', 'attendeeList']
  const uploads = papers.map((paper) => calls.upload('sales', paper, `${paper}-${guests}.txt`))
  const fileIds = await Promise.all(uploads)
  return { ...lunch, recipient: await someone(), happensOn: '2026-11-20', fileIds }
}

/** The refusal of a call; anything else throws. */
async function refusalOf(who: string, id: string, given: Called) {
  const answer = await calls.call(who, id, given)
  if (answer.kind !== 'refused') throw new Error(`${id}: ${JSON.stringify(answer)}`)
  return answer.refusal
}

function rowsOf<Row extends object>(sql: string, ...values: readonly string[]): Promise<Row[]> {
  return readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql<Row & Record<string, unknown>>(sql, values),
  )
}

describe('a request that is not whole', () => {
  test.each([
    ['customer', { ...lunch, customer: undefined }],
    ['amount', { ...lunch, amount: undefined }],
  ])('names the entry that is missing: %s', async (entry, proposal) => {
    const refusal = await refusalOf('sales', 'requests.submit', { body: { proposal } })
    expect(refusal).toMatchObject({
      code: 'requests.incomplete',
      params: { entry },
      pointer: `/body/proposal/${entry}`,
    })
  })

  test('of a kind that nobody knows is refused', async () => {
    const proposal = { ...lunch, kindId: 'nothing_known' }
    const refusal = await refusalOf('sales', 'requests.submit', { body: { proposal } })
    expect(refusal).toMatchObject({ code: 'requests.unknown_kind', pointer: '/body/proposal/kindId' })
  })

  test('for a reason that its kind does not have is refused', async () => {
    const proposal = { ...lunch, reason: undefined, reasonChip: 'nonsense' }
    const refusal = await refusalOf('sales', 'requests.submit', { body: { proposal } })
    expect(refusal).toMatchObject({ code: 'requests.unknown_reason', pointer: '/body/proposal/reasonChip' })
  })
})

test('whoever tried to file what is forbidden asks for a benefit for that party', async () => {
  const proposal = { ...lunch, customer: { partyId: parties.bureau }, kindId: 'gift', reasonChip: 'festival' }
  const recipient = { to: 'person', partyId: parties.official }
  const body = { proposal: { ...proposal, recipient } }
  expect(await calls.codeOf('sales2', 'requests.submit', { body })).toBe('requests.prohibited')
  const askersSince = (day: string) =>
    readOnly(company.world.pool, [systemActor], (tx) => findAskers(tx, [parties.official], day))
  expect(await askersSince('2026-11-01')).toEqual([company.founded.people['sales2']])
  expect(await askersSince('2026-12-01')).toEqual([])
  // An attempt at 07:00 in Shanghai is one of that day, though in UTC it was the day before.
  company.clock.set('2026-12-04T23:00:00.000Z')
  const later = { proposal: { ...body.proposal, happensOn: '2026-12-10' } }
  expect(await calls.codeOf('sales3', 'requests.submit', { body: later })).toBe('requests.prohibited')
  company.clock.set(testNow)
  expect(await askersSince('2026-12-05')).toEqual([company.founded.people['sales3']])
  expect(await askersSince('2026-12-06')).toEqual([])
})

describe('an approver', () => {
  test('sends something back to a step before their own', async () => {
    const round = await openRound(calls)
    const item = await calls.good('head', 'requests.detail', { params: { requestId: round.requestId } })
    const [own] = item['route'] as readonly { readonly stepId: string }[]
    const back = on(round, { field: 'amount', text: '请核对金额', toStepId: own?.stepId })
    expect(await calls.codeOf('head', 'approvals.return', back)).toBe('approvals.no_such_step')
  })

  test('gives a reason for what needs judgement', async () => {
    const round = await openRound(calls, await lateLunch())
    const sign = (said: object) => calls.codeOf('head', 'approvals.approve', on(round, said))
    expect(await sign({})).toBe('approvals.reason_needed')
    expect(await sign({ reason: '属实' })).toBe('done')
  })

  test('is told of the level that has to decide where the sums have grown, and it is asked', async () => {
    const of = { ...coupon, amount: { currency: 'CNY', minor: '150000' } }
    const first = await openRound(calls, of)
    await openRound(calls, of)
    const refusal = await refusalOf('head', 'approvals.approve', on(first, { reason: '同意' }))
    expect(refusal).toMatchObject({ code: 'requests.level_raised', params: { level: 'L2' } })
    const item = await calls.good('head', 'requests.detail', { params: { requestId: first.requestId } })
    expect(item['route']).toMatchObject([{ level: 'L1' }, { level: 'L2' }])
  })

  test('approves nothing that lacks a fact by now', async () => {
    const round = await openRound(calls, { ...rebate, happensOn: '2026-11-27' })
    const [agreement] = await rowsOf<AgreementRow>(`select * from deals.agreement where id = 'agr_frame000'`)
    if (!agreement) throw new Error('the dealer has its agreement')
    await company.store([updateRow(agreementTable, agreement, { state: 'inactive' })])
    const refusal = await refusalOf('head', 'approvals.approve', on(round, { reason: '同意' }))
    expect(refusal).toMatchObject({ code: 'requests.now_incomplete' })
    expect(refusal.params).toMatchObject({ missing: expect.stringContaining('docs.contractClause') })
  })
})

describe('a reversal', () => {
  /** Records as given what was approved by now. */
  async function given({ requestId }: Round): Promise<Round> {
    const approved = await roundOf(calls, requestId)
    await calls.good('sales', 'requests.give', about(approved, { givenOn: '2026-11-20', fileIds: [] }))
    return roundOf(calls, requestId)
  }

  const asked = async (round: Round) =>
    about(round, { text: '客户退回', fileIds: [await calls.upload('sales', 'returnReceipt')] })

  test('is answered once', async () => {
    const filed = await openRound(calls, await lateLunch())
    await calls.approve(filed.requestId)
    await calls.good('sales', 'requests.reverse', await asked(await given(filed)))
    const [row] = await rowsOf<{ id: string }>(
      'select id from requests.reversal where request_id = $1',
      filed.requestId,
    )
    await calls.confirmReversal(filed.requestId)
    const { door, now, requests } = company.world
    const body = { reversalId: row?.id ?? '', isConfirmed: false, reason: '收据不符' }
    const call = { key: 'answered-twice', actor: company.actor('boss'), body, at: now() }
    expect(await act(door, answerReversalCommand(requests), [call])).toMatchObject([
      { kind: 'refused', refusal: { code: 'requests.reversal_answered' } },
    ])
  })

  test('is not asked for where everybody who could confirm it had a part in it', async () => {
    const round = await openRound(calls, await lateLunch())
    const sign = (who: string) => calls.good(who, 'approvals.approve', on(round, { reason: '属实' }))
    await sign('head')
    await sign('finance')
    const boss = { personId: company.founded.people['boss'], place: 'before', text: '请先签' }
    await calls.good('compliance', 'approvals.add_signer', on(round, boss))
    await sign('boss')
    await sign('compliance')
    const standing = await given(round)
    expect(await calls.codeOf('sales', 'requests.reverse', await asked(standing))).toBe(
      'requests.nobody_to_reverse',
    )
  })
})
