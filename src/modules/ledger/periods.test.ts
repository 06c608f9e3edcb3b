import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../../test/setup/api-calls.ts'
import { lunch } from '../../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { booksBehind } from '../../app/booking.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { updateRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { benefitTable, type BenefitRow } from '../benefits/index.ts'
import { proveBooks } from './index.ts'

let company: Company
let calls: RequestCalls
let api: ApiCalls
let entityId: string
/** Lunches that were given in October, before it was closed. */
const lunches: string[] = []

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  api = apiCalls(company.world)
  entityId = company.founded.entities['suzhou'] ?? ''
  company.clock.set('2026-10-20T02:00:00.000Z')
  for (let n = 0; n < 6; n++) lunches.push(await givenLunch())
  company.clock.set('2026-11-25T02:00:00.000Z')
}, 60_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

/** A lunch that was given today; gives its benefit. */
async function givenLunch(): Promise<string> {
  const happensOn = company.world.now().slice(0, 10)
  const { requestId } = await calls.good('sales', 'requests.submit', {
    body: { proposal: { ...lunch, happensOn } },
  })
  const params = { requestId: String(requestId) }
  await calls.approve(params.requestId)
  const fileIds = [await calls.upload('sales', 'agenda', `agenda-${params.requestId}.txt`)]
  const { version } = await calls.good('sales', 'requests.detail', { params })
  await calls.good('sales', 'requests.give', { params, body: { version, givenOn: happensOn, fileIds } })
  const [row] = await query<{ benefit_id: string }>('select benefit_id from requests.request where id = $1', [
    params.requestId,
  ])
  return row?.benefit_id ?? ''
}

async function query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  return readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql<Row & Record<string, unknown>>(sql, values),
  )
}

const person = (key: string) => company.founded.people[key] ?? ''

type Verb = 'close' | 'reopen'

const proposal = (month: string, verb: Verb = 'close') => ({
  body: { entityId, month, verb, reason: '当月单据已核对完毕' },
})

async function proposed(month: string, verb?: Verb): Promise<string> {
  const answer = await api.good(person('finance'), 'ledger.propose_period', proposal(month, verb))
  return String(answer['periodChangeId'])
}

const answering = (periodChangeId: string, answer: 'confirm' | 'decline' = 'confirm', reason?: string) => ({
  params: { periodChangeId },
  body: { answer, ...(reason === undefined ? {} : { reason }) },
})

async function changed(month: string, verb?: Verb): Promise<void> {
  await api.good(person('boss'), 'ledger.answer_period', answering(await proposed(month, verb)))
}

const balanceOf = (from: string, until = from) =>
  api.good(person('finance'), 'ledger.trial_balance', { query: { entityId, from, until } })

/** The value of a benefit is another, as a late invoice says; stored as the product itself does. */
async function revalued(benefitId: string, by: bigint): Promise<void> {
  const [row] = await query<BenefitRow>('select * from benefits.benefit where id = $1', [benefitId])
  if (!row) throw new Error('the lunch stands in the register')
  const amounts = {
    value_minor: BigInt(row.value_minor),
    released_minor: BigInt(row.released_minor),
    refunded_minor: BigInt(row.refunded_minor),
  }
  const benefit = { ...row, ...amounts }
  await company.store([updateRow(benefitTable, benefit, { value_minor: benefit.value_minor + by })])
}

const proof = () =>
  readOnly(company.world.pool, [systemActor], (tx) => proveBooks(tx, booksBehind, () => true))

const cny = (minor: string) => ({ currency: 'CNY', minor })

describe('the trial balance', () => {
  test('has opening, debit, credit and closing, and drills to the document in two calls', async () => {
    const october = await balanceOf('2026-10')
    expect(october).toMatchObject({ isBalanced: true, from: '2026-10-01', until: '2026-10-31' })
    expect(october['rows']).toContainEqual({
      account: 'expense',
      name: 'Expense',
      currency: 'CNY',
      opening: cny('0'),
      debit: cny('108000'),
      credit: cny('0'),
      closing: cny('108000'),
    })
    const november = await balanceOf('2026-11')
    expect(november['rows']).toContainEqual(
      expect.objectContaining({ account: 'payable', opening: cny('-108000'), closing: cny('-108000') }),
    )
    const wanted = { entityId, account: 'expense', currency: 'CNY', from: '2026-10', limit: '4' }
    const page = await api.good(person('finance'), 'ledger.entries', { query: wanted })
    const rest = await api.good(person('finance'), 'ledger.entries', {
      query: { ...wanted, cursor: page['next'] },
    })
    const items = [...list(page['items']), ...list(rest['items'])]
    expect(items).toHaveLength(6)
    expect(rest['next']).toBeUndefined()
    expect(new Set(items.map(({ entryId }) => entryId)).size).toBe(6)
    const [first] = items
    const requestId = String(record(first?.['document'])['id'])
    expect(first).toMatchObject({
      amount: cny('18000'),
      bookedOn: '2026-10-20',
      isLate: false,
      document: { kind: 'request', stage: 'given', opens: { page: 'request', requestId } },
      benefit: { requestId },
    })
    const detail = await calls.good('finance', 'requests.detail', { params: { requestId } })
    expect(record(first?.['document'])['says']).toBe(`Request ${String(detail['number'])}, given`)
  })

  test('is for those who oversee the entity', async () => {
    const query = { entityId, from: '2026-10' }
    expect(await api.codeOf(person('sales'), 'ledger.trial_balance', { query })).toBe('access.role_needed')
    expect(await api.codeOf(person('boss'), 'ledger.trial_balance', { query })).toBe('done')
  })

  test('agrees with the register, and a difference is named', async () => {
    const check = () => api.good(person('finance'), 'ledger.check', { query: { entityId } })
    expect(await check()).toMatchObject({ agrees: true, apart: [], broken: [] })
    const owner = company.database.pool('owner', 1)
    const add = (by: number) =>
      owner.query(`update benefits.benefit set value_minor = value_minor + ${by} where id = $1`, [lunches[0]])
    await add(1)
    expect(await check()).toMatchObject({
      agrees: false,
      apart: [
        { objectId: lunches[0], account: 'expense', register: cny('18001'), books: cny('18000') },
        { objectId: lunches[0], account: 'payable', register: cny('-18001'), books: cny('-18000') },
      ],
    })
    expect(await api.codeOf(person('finance'), 'ledger.propose_period', proposal('2026-10'))).toBe(
      'ledger.month_blocked',
    )
    const { next } = await api.good(person('finance'), 'ledger.periods', { query: { entityId } })
    expect(next).toMatchObject({
      month: '2026-10',
      isOver: true,
      canClose: false,
      checks: expect.arrayContaining([
        expect.objectContaining({ code: 'books_apart', count: 2, isDone: false, isBlocking: true }),
      ]),
    })
    await add(-1)
  })
})

describe('a month', () => {
  const refused = (month: string, verb: Verb, code: string) =>
    [`${verb} ${month}`, month, verb, code] as const
  test.each([
    refused('2026-11', 'close', 'ledger.month_not_over'),
    refused('2027-03', 'close', 'ledger.month_not_over'),
    refused('2026-10', 'reopen', 'ledger.month_open'),
  ])('cannot be changed before its time: %s', async (_, month, verb, code) => {
    expect(await api.codeOf(person('finance'), 'ledger.propose_period', proposal(month, verb))).toBe(code)
  })

  test('is closed by two people, the second another of finance or the general manager', async () => {
    const id = await proposed('2026-10')
    const codeOf = (key: string) => api.codeOf(person(key), 'ledger.answer_period', answering(id))
    expect(await codeOf('finance')).toBe('ledger.month_takes_two')
    expect(await codeOf('compliance')).toBe('access.role_needed')
    expect(await api.codeOf(person('finance'), 'ledger.propose_period', proposal('2026-10'))).toBe(
      'ledger.month_waits',
    )
    const answer = (given: 'confirm' | 'decline', reason?: string) =>
      api.codeOf(person('boss'), 'ledger.answer_period', answering(id, given, reason))
    expect(await answer('decline')).toBe('approvals.reason_needed')
    expect(await answer('decline', '还有发票在途')).toBe('done')
    expect(await answer('confirm')).toBe('ledger.month_answered')
    expect((await balanceOf('2026-10'))['closedUntil']).toBeUndefined()
  })

  test('waits in the inbox of the second person in words, and is confirmed there', async () => {
    const id = await proposed('2026-10')
    const inbox = await calls.good('boss', 'approvals.inbox', {})
    const rows = list(inbox['groups']).flatMap((group) => list(group['rows']))
    const waiting = rows.find((item) => JSON.stringify(item).includes('2026-10 结账'))
    expect(waiting).toBeDefined()
    const approvalId = String(waiting?.['approvalId'])
    const detail = await calls.good('boss', 'approvals.detail', { params: { approvalId } })
    const body = { version: detail['version'] }
    expect(await calls.codeOf('boss', 'approvals.approve', { params: { approvalId }, body })).toBe('done')
    const [row] = await query<{ state: string }>('select state from ledger.period_change where id = $1', [id])
    expect(row?.state).toBe('confirmed')
    expect(await balanceOf('2026-10')).toMatchObject({ closedUntil: '2026-10-31' })
    const months = await api.good(person('finance'), 'ledger.periods', { query: { entityId } })
    expect(months).toMatchObject({
      closedUntil: '2026-10-31',
      months: [
        { month: '2026-11', state: 'running', entries: 0 },
        { month: '2026-10', state: 'closed', entries: 18 },
      ],
      next: { month: '2026-11', isOver: false, canClose: false, checks: [] },
      can: { propose: true },
    })
  })

  test('is closed once and in order, and opened from the last one on', async () => {
    const codeOf = (month: string, verb: Verb) =>
      api.codeOf(person('finance'), 'ledger.propose_period', proposal(month, verb))
    expect(await codeOf('2026-10', 'close')).toBe('ledger.month_closed')
    expect(await codeOf('2026-09', 'reopen')).toBe('ledger.month_not_last')
    await changed('2026-10', 'reopen')
    expect(await balanceOf('2026-10')).toMatchObject({ closedUntil: '2026-09-30' })
    company.clock.set('2026-12-02T02:00:00.000Z')
    expect(await codeOf('2026-11', 'close')).toBe('ledger.month_not_next')
    company.clock.set('2026-11-25T02:00:00.000Z')
    await changed('2026-10')
    expect(await balanceOf('2026-10')).toMatchObject({ closedUntil: '2026-10-31' })
  })
})

describe('K14: a late invoice in a closed month', () => {
  /** Everything that the books hold of October and before, row by row. */
  const frozen = () =>
    query<{ rows: string; digest: string }>(
      `select count(*)::text as rows,
  md5(string_agg(to_jsonb(line)::text || to_jsonb(entry)::text, ',' order by line.id)) as digest
from ledger.entry as entry
join ledger.line as line on line.entry_id = entry.id
where entry.booked_on <= '2026-10-31'`,
    )

  const k14 =
    'K14: a late invoice in a closed month writes difference entries only, rebuilds nothing, and ' +
    'others keep working'

  test(k14, async () => {
    const before = await frozen()
    const october = await balanceOf('2026-10')
    const [late = '', ...others] = lunches
    // Others go on giving, and their late invoices come in at the same time.
    const [fresh] = await Promise.all([
      givenLunch(),
      revalued(late, 1_000n),
      ...others.map((id, i) => revalued(id, BigInt(-100 * (i + 1)))),
    ])
    expect(await frozen()).toEqual(before)
    expect(await balanceOf('2026-10')).toEqual(october)
    const entries = await query<{ booked_on: string; document_on: string; account: string; minor: string }>(
      `select entry.booked_on, entry.document_on, line.account, line.minor
from ledger.entry as entry
join ledger.line as line on line.entry_id = entry.id
where entry.object_id = $1
and entry.booked_on > '2026-10-31'
order by line.position`,
      [late],
    )
    const days = { booked_on: '2026-11-25', document_on: '2026-10-20' }
    expect(entries).toEqual([
      { ...days, account: 'expense', minor: '1000' },
      { ...days, account: 'payable', minor: '-1000' },
    ])
    expect(fresh).not.toBe('')
    expect(await proof()).toMatchObject({ apart: [], broken: [] })
    const { months } = await api.good(person('finance'), 'ledger.periods', { query: { entityId } })
    expect(list(months)[0]).toMatchObject({ month: '2026-11', late: 6 })
  })

  test('closed while others book, it takes their entries or leaves them to the next month', async () => {
    await changed('2026-10', 'reopen')
    const closing = await proposed('2026-10')
    const booked = Promise.all(lunches.map((id) => revalued(id, 7n)))
    const closed = api.good(person('boss'), 'ledger.answer_period', answering(closing))
    await Promise.all([booked, closed])
    await revalued(lunches[0] ?? '', 7n)
    const sevens = await query<{ booked_on: string }>(
      `select booked_on from ledger.line where account = 'expense' and minor = 7 order by booked_on`,
    )
    expect(sevens).toHaveLength(7)
    expect(new Set(sevens.map((row) => row.booked_on))).toSatisfy((days: Set<string>) =>
      [...days].every((day) => day === '2026-10-20' || day === '2026-11-25'),
    )
    expect(sevens.at(-1)?.booked_on).toBe('2026-11-25')
    expect(await proof()).toMatchObject({ apart: [], broken: [] })
  })
})

function list(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new Error('not a list')
  return value.map(record)
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Error('not an object')
  return value as Record<string, unknown>
}
