import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askDeps } from '../../../test/setup/ask-deps.ts'
import { companyOn, parties, type Company } from '../../../test/setup/company-on.ts'
import { freshDatabase } from '../../../test/setup/fresh-database.ts'
import { classed, newGuest } from '../../../test/setup/guest.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { smallPolicy } from '../../../test/setup/small-policy.ts'
import { act } from '../../platform/act/act.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { classify } from '../parties/span-commands.ts'
import { tenderTable } from '../deals/tables.ts'
import { weighAgainCommand } from './index.ts'

let company: Company
let calls: RequestCalls
let guests = 0

beforeAll(async () => {
  company = await companyOn(await freshDatabase(), smallPolicy)
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const read = (sql: string, values: readonly unknown[] = []) =>
  readOnly(company.world.pool, [systemActor], (tx) => tx.sql(sql, [...values]))

const attempts = async () =>
  Number((await read('select count(*)::int as count from requests.attempt'))[0]?.['count'])

const detailOf = (requestId: string, who = 'sales') =>
  calls.good(who, 'requests.detail', { params: { requestId } })

/** A coupon for somebody of whom nobody knows what they are. */
async function held(more: Record<string, unknown> = {}, by = 'sales') {
  const personId = await newGuest(company, guests++)
  const proposal = {
    customer: { partyId: parties.dealer },
    recipient: { to: 'person', partyId: personId },
    kindId: 'coupon',
    amount: { currency: 'CNY', minor: '1500' },
    happensOn: '2026-11-26',
    reasonChip: 'referral',
    reason: '老客户代金券',
    ...more,
  }
  const filed = await calls.good(by, 'requests.submit', { body: { proposal } })
  const requestId = String(filed['requestId'])
  expect(filed).toMatchObject({ effect: 'hold', state: { state: 'more_information' } })
  return { requestId, personId, version: Number((await detailOf(requestId, by))['version']), proposal }
}

async function weighAgain(requestId: string, version: number): Promise<string> {
  const command = weighAgainCommand(company.world.requests)
  const at = company.world.now()
  const body = { requestId, version }
  const call = { key: `held-${requestId}`, actor: systemActor, at, body }
  const [outcome] = await act(company.world.door, command, [call])
  return outcome?.kind === 'done' ? outcome.answer.state : JSON.stringify(outcome)
}

describe('a held request whose fact is on record by now', () => {
  test('is registered at once where the matrix asks nobody, and waits for nobody', async () => {
    const { requestId, personId, version } = await held()
    await company.store([classed(personId, 'consumer')])
    expect(await weighAgain(requestId, version)).toBe('approved')
    expect(await detailOf(requestId)).toMatchObject({
      state: { state: 'approved' },
      waitingFor: '',
      can: { give: { can: true } },
    })
  })

  test('stays held where its applicant said in the moment of filing who that is, and says so', async () => {
    const { world } = company
    const { requestId, personId, version, proposal } = await held({}, 'compliance')
    // Neither saw the other: whoever says who somebody is is asked for what they have filed, and had not yet.
    const deps = { ...askDeps, findAskers: async () => [], newId: world.newId }
    const evidence = { kind: 'purchase_record' as const, reference: '购买凭证' }
    const said = { class: 'consumer' as const, source: 'document' as const, evidence, fromOn: '2026-11-25' }
    const actor = company.actor('compliance')
    const call = { key: 'at-once', actor, body: { personId, ...said }, at: world.now() }
    expect(await act(world.door, classify(deps), [call])).toMatchObject([{ kind: 'done' }])
    expect(await weighAgain(requestId, version)).toContain('approvals.applicant_loosened')
    expect(await detailOf(requestId, 'compliance')).toMatchObject({
      state: { state: 'more_information' },
      waitingFor: expect.stringMatching(/^申请人于 2026-11-25 .*由另一位同事申请。$/),
    })
    expect(await calls.good('sales', 'requests.submit', { body: { proposal } })).toMatchObject({
      state: { state: 'approved' },
    })
  })
})

describe('compliance answers for somebody else', () => {
  const answer = (requestId: string, version: number, proposal: Record<string, unknown>) => ({
    params: { requestId },
    body: { version, text: '已核对', proposal },
  })

  test('with facts of the parties, from the draft that the screen reads', async () => {
    const { requestId, version } = await held()
    const draft = await calls.good('compliance', 'requests.draft', { params: { requestId } })
    const proposal = { ...(draft['proposal'] as object), facts: { 'recipient.class': 'consumer' } }
    // What is only said relaxes nothing: it stays held until it is on record.
    expect(
      await calls.good('compliance', 'requests.answer', answer(requestId, version, proposal)),
    ).toMatchObject({ state: { state: 'more_information' } })
    expect(await calls.codeOf('sales2', 'requests.draft', { params: { requestId } })).toBe(
      'platform.not_found',
    )
  })

  test('and writes neither the amount, nor the recipient, nor the papers', async () => {
    const { requestId, version } = await held()
    const draft = await calls.good('compliance', 'requests.draft', { params: { requestId } })
    const proposal = draft['proposal'] as Record<string, unknown>
    const paper = await calls.upload('compliance', 'agenda')
    for (const more of [
      { amount: { currency: 'CNY', minor: '2' } },
      { recipient: { to: 'person', partyId: parties.colleague } },
      { reason: '另一个理由' },
      { fileIds: [paper] },
      { facts: { 'benefit.flags.alcohol': true } },
    ]) {
      const given = answer(requestId, version, { ...proposal, ...more })
      expect(await calls.codeOf('compliance', 'requests.answer', given)).toBe(
        'requests.answer_is_the_applicants',
      )
    }
    expect(await detailOf(requestId)).toMatchObject({ version, reason: '老客户代金券' })
  })
})

describe('what was declared late', () => {
  const item = async (happensOn: string) => ({
    customer: { partyId: parties.dealer },
    recipient: { to: 'person', partyId: await newGuest(company, guests++, 'private_staff') },
    kindId: 'logo_item',
    amount: { currency: 'CNY', minor: '1000' },
    happensOn,
    reasonChip: 'fair',
    reason: '展会宣传品',
    fileIds: [await calls.upload('sales', 'distributionList')],
  })

  test('is not told smaller, nor of somebody else: that would be a reversal by one person', async () => {
    const proposal = await item('2026-11-20')
    const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
    const requestId = String(filed['requestId'])
    const change = (version: number, more: Record<string, unknown>) => ({
      params: { requestId },
      body: { version, text: '更正', proposal: { ...proposal, ...more } },
    })
    for (const more of [
      { amount: { currency: 'CNY', minor: '1' } },
      { recipient: { to: 'person', partyId: parties.colleague } },
      { happensOn: '2026-11-21' },
    ]) {
      expect(await calls.codeOf('sales', 'requests.change', change(1, more))).toBe('requests.given_stands')
    }
    expect(
      await calls.good('sales', 'requests.change', change(1, { amount: { currency: 'CNY', minor: '1100' } })),
    ).toMatchObject({ state: { state: 'submitted' } })
    // Told as it was, it enters the register whatever the verdict: that is no attempt.
    expect(
      await calls.good('sales', 'requests.change', change(2, { amount: { currency: 'CNY', minor: '9900' } })),
    ).toMatchObject({ state: { state: 'given' } })
    expect(await read('select outcome, is_late from requests.request where id = $1', [requestId])).toEqual([
      { outcome: 'prohibit', is_late: true },
    ])
  })

  test('is previewed as what it is: honesty is no refused attempt', async () => {
    const before = await attempts()
    const late = { ...(await item('2026-11-20')), amount: { currency: 'CNY', minor: '5001' } }
    expect(await calls.good('sales', 'requests.preview', { body: late })).toMatchObject({
      verdict: { outcome: 'prohibit' },
      isRecorded: false,
      submit: { effect: 'register_only' },
    })
    expect(await attempts()).toBe(before)
    const early = { ...late, happensOn: '2026-11-26' }
    expect(await calls.good('sales', 'requests.preview', { body: early })).toMatchObject({ isRecorded: true })
    expect(await attempts()).toBe(Number(before) + 1)
  })

  test('and held, it enters the register when it turns out to be forbidden, and is no attempt', async () => {
    const { recipient: _, ...late } = await item('2026-11-20')
    const { requestId, personId, version } = await held(late)
    await company.store([
      classed(personId, 'private_staff'),
      insertRow(tenderTable, {
        id: 'tnd_open000000',
        customer_id: parties.dealer,
        matter: 'tender',
        title: '压缩机组招标',
        announced_on: '2026-11-10',
        awarded_on: null,
        closed_on: null,
        government_procurement: false,
      }),
    ])
    const before = await attempts()
    expect(await weighAgain(requestId, version)).toBe('given')
    expect(await attempts()).toBe(before)
    expect(await read('select outcome, waiting_on from requests.request where id = $1', [requestId])).toEqual(
      [{ outcome: 'prohibit', waiting_on: null }],
    )
  })
})
