import { afterAll, beforeAll, expect, test } from 'vitest'
import { governedTables } from '../../src/app/governed.ts'
import { ownBook, registerBenefit } from '../../src/modules/benefits/index.ts'
import { requestTable } from '../../src/modules/requests/tables.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { insertRow, type RowChange } from '../../src/platform/act/rows.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { coupon } from '../setup/approval-round.ts'
import { parties, testCompany, type Company } from '../setup/company.ts'
import { requestCalls, type RequestCalls } from '../setup/request-calls.ts'
import { valueWithoutTrace } from '../setup/value-trace.ts'

let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  await giveVoucher()
  await calls.good('sales', 'requests.submit', { body: { proposal: coupon } })
  await calls.good('sales', 'requests.submit', { body: { proposal: received } })
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const received = {
  direction: 'received',
  customer: { partyId: parties.dealer },
  kindId: 'gift',
  amount: { currency: 'CNY', minor: '10000' },
  happensOn: '2026-11-24',
  reason: '来访时赠送，如实申报',
}

/** A voucher that is asked for, approved and given. */
async function giveVoucher(): Promise<void> {
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal: coupon } })
  const requestId = String(filed['requestId'])
  await calls.approve(requestId)
  const { version } = await calls.good('sales', 'requests.detail', { params: { requestId } })
  const body = { version, givenOn: '2026-11-25', fileIds: [] }
  await calls.good('sales', 'requests.give', { params: { requestId }, body })
}

const governedBy = (kinds: readonly string[]) =>
  governedTables.flatMap(({ name, columns }) =>
    Object.entries(columns).flatMap(([column, kind]) => (kinds.includes(kind) ? [`${name}.${column}`] : [])),
  )

/**
 * Modules in which an amount is what was planned, booked, invoiced, paid or spent, and nobody's benefit: each
 * row names the benefit behind it, stands on a list because there is none, or is a budget's plan.
 */
const aboutMoney: readonly string[] = ['budgets.', 'coverage.', 'invoices.', 'ledger.', 'payments.']

test('K21: an amount that somebody has stands in the register and its sum; no other table holds one', () => {
  // Limits of roles and deputies, sizes of files, what a request asks for beside its benefit, what was told
  // of its giving, from which the benefit is revalued, and what of its value was not spent.
  const amounts = governedBy(['bigint', 'bigint?'])
  expect(amounts.filter((column) => !aboutMoney.some((module) => column.startsWith(module)))).toEqual([
    'access.delegation.cap_minor',
    'access.role_grant.limit_minor',
    'benefits.benefit.value_minor',
    'benefits.benefit.released_minor',
    'benefits.benefit.refunded_minor',
    'benefits.line.minor',
    'requests.evidence.bytes',
    'requests.giving.value_minor',
    'requests.request.value_minor',
  ])
})

test('K21: what was given stands with its lines, the round that approved it, and its entries', async () => {
  expect(await valueWithoutTrace(company)).toEqual([])
  const states = await readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql<{ state: string }>('select state from benefits.benefit order by recorded_at, id'),
  )
  expect(states.map(({ state }) => state)).toEqual(expect.arrayContaining(['given', 'submitted']))
})

/** An operation that somebody might write beside the spine: what it stores is given here. */
const beside: readonly (readonly [name: string, changes: (id: string) => RowChange[], says: string])[] = [
  [
    'gives a benefit that no sum counts',
    (id) => registered(id).slice(0, 1),
    'is given with 20000 and counts 0',
  ],
  [
    'counts another amount than it gives',
    (id) => [...registered(id), ...registered(`${id}b`, id).slice(1)],
    'is given with 20000 and counts 40000',
  ],
  ['gives what nobody approved', (id) => [...registered(id), request(id, 'given')], 'nobody approved it'],
  [
    'files a request without the steps of its route',
    (id) => [...registered(id, id, 'submitted'), request(id, 'submitted')],
    'nobody is asked',
  ],
  [
    'moves a request and leaves its benefit behind',
    (id) => [...registered(id), request(id, 'completed')],
    'its benefit is another',
  ],
]

test.each(beside)('K21: an operation that %s is found', async (_, changes, says) => {
  const id = `planted${sequence++}0000000000`
  await company.store(changes(id))
  const found = await valueWithoutTrace(company)
  expect(found.filter((line) => line.includes(id) && line.includes(says))).toHaveLength(1)
})

test('K21: a line of the sum that no entry of the log holds is found', async () => {
  await company.database.pool('owner', 1).query(`insert into benefits.line
select (jsonb_populate_record(line, '{"id": "line_planted00000", "minor": 0}')).*
from benefits.line as line
limit 1`)
  expect(await valueWithoutTrace(company)).toContain('benefits.line line_planted00000 stands in no entry')
})

let sequence = 0

function registered(id: string, benefitId = id, state: 'given' | 'submitted' = 'given'): RowChange[] {
  const value = {
    direction: 'given',
    entity_id: company.founded.entities['suzhou'] ?? '',
    form: 'discount_coupon',
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    happened_on: '2026-11-25',
    recorded_at: company.world.now(),
  } as const
  const benefit = {
    ...value,
    id: benefitId,
    number: benefitId,
    book: ownBook,
    state,
    title: '代金券',
    reason: '老客户推荐',
    requester_id: company.founded.people['sales'] ?? '',
    customer_id: parties.dealer,
    recipient_kind: 'entity',
    recipient_id: parties.dealer,
    recipient_count: 1,
    value_minor: 20_000n,
    value_currency: 'CNY',
    value_is_at_least: false,
    is_late: false,
    outcome: 'escalate',
    decision_id: null,
    source: 'web',
    way: null,
  } as const
  return registerBenefit(benefit, [{ recipientId: parties.dealer }], { group: 'mingtai' }, [
    `line_${id}`,
    `rest_${id}`,
  ])
}

function request(id: string, state: 'submitted' | 'given' | 'completed'): RowChange {
  return insertRow(requestTable, {
    id: `request_${id}`,
    entity_id: company.founded.entities['suzhou'] ?? '',
    number: null,
    state,
    requester_id: company.founded.people['sales'] ?? '',
    benefit_id: id,
    customer_id: parties.dealer,
    person_id: null,
    form: 'discount_coupon',
    title: '代金券',
    reason: '老客户推荐',
    value_minor: 20_000n,
    value_currency: 'CNY',
    happened_on: '2026-11-25',
    application: '{}',
    outcome: 'escalate',
    level: null,
    decision_id: null,
    waiting_on: null,
    is_late: false,
    created_at: company.world.now(),
    submitted_at: company.world.now(),
    closed_at: null,
    changed_at: company.world.now(),
    ended_as: null,
  })
}
