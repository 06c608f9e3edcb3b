import { dayIn } from '../../src/kernel/time.ts'
import { voucherDeps } from '../../src/app/voucher-deps.ts'
import { benefitTable } from '../../src/modules/benefits/index.ts'
import { voucherRoutes } from '../../src/modules/ledger/index.ts'
import { entryTable, lineTable } from '../../src/modules/ledger/tables.ts'
import { systemActor, type Actor } from '../../src/platform/act/actor.ts'
import { insertRow, type RowChange } from '../../src/platform/act/rows.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { HttpAnswer } from '../../src/platform/http/answer.ts'
import { parties, type Company } from './company.ts'

type Given = {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
  readonly file?: string | Buffer
  readonly as?: string | Actor
}

/** Calls an operation on vouchers as somebody of the test company. */
export type VoucherCall = (id: string, given?: Given) => Promise<HttpAnswer>

/** Calls operations as the server does, after the contract has read the call. */
export function voucherCalls(company: Company): VoucherCall {
  const { world } = company
  return async (id, given = {}) => {
    const routes = voucherRoutes({ ...voucherDeps(world), door: world.door })
    const found = routes.find((route) => route.operation.id === id)
    if (!found) throw new Error(`no route ${id}`)
    const answer = await found.handle({
      params: found.operation.params.parse(given.params ?? {}),
      query: found.operation.query.parse(given.query ?? {}),
      body: found.operation.body.parse(given.body ?? {}),
      actor: typeof given.as === 'object' ? given.as : company.actor(given.as ?? 'finance'),
      key: `http-voucher-${company.world.newId('job')}`,
      at: world.now(),
      language: 'zh-CN',
      headers: {},
      address: '127.0.0.1',
      files: given.file === undefined ? [] : [{ name: '凭证号.csv', bytes: Buffer.from(given.file) }],
    })
    if (answer.kind === 'answer') found.operation.answer.parse(answer.body)
    return answer
  }
}

/** The body of a good answer. */
export function bodyOf<Body = Record<string, unknown>>(answer: HttpAnswer): Body {
  if (answer.kind !== 'answer') throw new Error(`no answer but ${JSON.stringify(answer)}`)
  return answer.body as Body
}

/** The code of a refusal, or else what kind of answer it is. */
export function codeOf(answer: HttpAnswer): string {
  return answer.kind === 'refused' ? answer.refusal.code : answer.kind
}

type Benefit = Parameters<typeof insertRow<typeof benefitTable.columns>>[1]

/** A benefit that was given and stands in the books, with what differs. */
export function givenBenefit(company: Company, n: number, given: Partial<Benefit>): RowChange {
  return insertRow(benefitTable, {
    id: `ben_voucher000${n}`,
    number: `BR-2026-000${n}`,
    book: 'own',
    direction: 'given',
    state: 'given',
    entity_id: company.founded.entities['suzhou'] ?? '',
    form: 'gift',
    title: '张伟的中秋礼盒',
    reason: 'test',
    requester_id: company.founded.people['sales'] ?? '',
    customer_id: parties.dealer,
    recipient_kind: 'person',
    recipient_id: parties.buyer,
    recipient_count: 1,
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    value_minor: 5_000n,
    value_currency: 'CNY',
    value_is_at_least: false,
    happened_on: '2026-11-03',
    recorded_at: company.world.now(),
    is_late: false,
    outcome: 'allow',
    decision_id: null,
    source: 'web',
    way: 'reimbursement',
    unit_id: null,
    released_minor: 0n,
    refunded_minor: 0n,
    ...given,
  })
}

/**
 * What the books need before a request can be completed: what is owed is paid, and finance records the number
 * of its voucher. The payment is booked as an order would have booked it.
 */
export async function closedInBooks(company: Company, requestId: string): Promise<void> {
  await paidInBooks(company, requestId)
  await numberedInBooks(company, requestId)
}

/** Books that everything owed for a request has been paid. */
export async function paidInBooks(company: Company, requestId: string): Promise<void> {
  const owed = await rowsAbout<{
    id: string
    entityId: string
    currency: string
    form: string
    minor: string
  }>(
    company,
    `select e.object_id as id, e.entity_id as "entityId", l.currency, l.form, -sum(l.minor) as minor
from ledger.entry e
join ledger.line l on l.entry_id = e.id
where l.account = 'payable'
  and e.object_id = (select benefit_id from requests.request where id = $1)
group by e.object_id, e.entity_id, l.currency, l.form
having sum(l.minor) <> 0`,
    requestId,
  )
  const on = dayIn('Asia/Shanghai', company.world.now())
  await company.store(
    owed.flatMap(({ id, minor, ...rest }) =>
      bookedPair(company, {
        ...rest,
        n: requestId,
        benefitId: id,
        document: { type: 'payment_order', id: `pay_${requestId}` },
        on,
        minor: BigInt(minor),
        accounts: ['payable', 'paid'],
      }),
    ),
  )
}

/** Finance records the statutory number of what a request booked. */
export async function numberedInBooks(company: Company, requestId: string): Promise<void> {
  const [row] = await rowsAbout<{ number: string; entity_id: string }>(
    company,
    `select b.number, b.entity_id
from benefits.benefit b
where b.id = (select benefit_id from requests.request where id = $1)`,
    requestId,
  )
  const on = dayIn('Asia/Shanghai', company.world.now())
  const answer = await voucherCalls(company)('ledger.record_voucher', {
    body: { entityId: row?.entity_id, reference: row?.number, number: `记-${requestId.slice(-6)}`, on },
  })
  if (answer.kind !== 'answer') throw new Error(`no number was recorded: ${JSON.stringify(answer)}`)
}

function rowsAbout<Row extends Record<string, unknown>>(company: Company, text: string, id: string) {
  return readOnly(company.world.pool, [systemActor], (tx) => tx.sql<Row>(text, [id]))
}

type Pair = {
  readonly entityId?: string
  readonly currency?: string
  readonly form?: string
  readonly n: number | string
  readonly benefitId: string
  readonly document: { readonly type: string; readonly id: string }
  readonly on: string
  readonly minor: bigint
  /** Debit and credit. */
  readonly accounts: readonly [string, string]
}

/** An entry of two lines that a document made for a benefit. */
export function bookedPair(company: Company, pair: Pair): RowChange[] {
  const { n, benefitId, document, on, minor, accounts, currency = 'CNY', form = 'gift' } = pair
  const { entityId = company.founded.entities['suzhou'] ?? '' } = pair
  const shared = { entity_id: entityId, booked_on: on, lines: 2 }
  const entry = insertRow(entryTable, {
    ...shared,
    id: `led_voucher${n}`,
    object_type: 'benefit',
    object_id: benefitId,
    document_type: document.type,
    document_id: document.id,
    document_on: on,
    recorded_at: company.world.now(),
  })
  const lines = accounts.map((account, i) =>
    insertRow(lineTable, {
      ...shared,
      id: `ledl_voucher${n}${i}`,
      entry_id: `led_voucher${n}`,
      position: i + 1,
      account,
      currency,
      form,
      minor: i === 0 ? minor : -minor,
    }),
  )
  return [entry, ...lines]
}
