import { voucherDeps } from '../../src/app/voucher-deps.ts'
import { benefitTable } from '../../src/modules/benefits/index.ts'
import { voucherRoutes } from '../../src/modules/ledger/index.ts'
import { entryTable, lineTable } from '../../src/modules/ledger/tables.ts'
import { insertRow, type RowChange } from '../../src/platform/act/rows.ts'
import type { HttpAnswer } from '../../src/platform/http/answer.ts'
import { parties, type Company } from './company.ts'

type Given = {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
  readonly file?: string | Buffer
  readonly as?: string
}

/** Calls an operation on vouchers as somebody of the test company. */
export type VoucherCall = (id: string, given?: Given) => Promise<HttpAnswer>

/** Calls operations as the server does, after the contract has read the call. */
export function voucherCalls(company: Company): VoucherCall {
  const { world } = company
  let calls = 0
  return async (id, given = {}) => {
    const routes = voucherRoutes({ ...voucherDeps(world), door: world.door })
    const found = routes.find((route) => route.operation.id === id)
    if (!found) throw new Error(`no route ${id}`)
    calls++
    const answer = await found.handle({
      params: found.operation.params.parse(given.params ?? {}),
      query: found.operation.query.parse(given.query ?? {}),
      body: found.operation.body.parse(given.body ?? {}),
      actor: company.actor(given.as ?? 'finance'),
      key: `http-voucher-${calls}`,
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
    ...given,
  })
}

type Pair = {
  readonly n: number
  readonly benefitId: string
  readonly document: { readonly type: string; readonly id: string }
  readonly on: string
  readonly minor: bigint
  /** Debit and credit. */
  readonly accounts: readonly [string, string]
}

/** An entry of two lines that a document made for a benefit. */
export function bookedPair(company: Company, pair: Pair): RowChange[] {
  const { n, benefitId, document, on, minor, accounts } = pair
  const shared = { entity_id: company.founded.entities['suzhou'] ?? '', booked_on: on, lines: 2 }
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
      currency: 'CNY',
      form: 'gift',
      minor: i === 0 ? minor : -minor,
    }),
  )
  return [entry, ...lines]
}
