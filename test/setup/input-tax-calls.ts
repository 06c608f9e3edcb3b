import { voucherDeps } from '../../src/app/voucher-deps.ts'
import { benefitTable, loadBenefits } from '../../src/modules/benefits/index.ts'
import { loadInvoices } from '../../src/modules/invoices/index.ts'
import { invoiceTable, type InvoiceRow } from '../../src/modules/invoices/tables.ts'
import { vouchersOf } from '../../src/modules/ledger/vouchers/of-month.ts'
import { voucherFile } from '../../src/modules/ledger/vouchers/file.ts'
import { insertRow, updateRow } from '../../src/platform/act/rows.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { Company } from './company.ts'
import type { PaymentCalls } from './payment-calls.ts'
import { bodyOf, voucherCalls } from './voucher-calls.ts'

type Change = Parameters<typeof updateRow<typeof benefitTable.columns>>[2]

/** An invoice of the list of input tax, as far as tests look at it. */
export type TaxItem = {
  readonly id: string
  readonly number: string
  readonly invoiceNumber: string
  readonly credited: { readonly minor: string }
  readonly left: { readonly minor: string }
  readonly says: string
  readonly out?: { readonly outId: string; readonly canTakeBack: boolean }
}

/** What of a month is listed, as far as tests look at it. */
export type TaxList = {
  readonly items: readonly TaxItem[]
  readonly credited: { readonly minor: string }
  readonly turnedOut: { readonly minor: string }
  readonly notCredited: { readonly minor: string }
  readonly proposals: readonly {
    readonly inputTaxId: string
    readonly number: string
    readonly ground: string
    readonly amount: { readonly minor: string }
  }[]
}

let invoices = 0

const benefitBehind = `select b.id, b.number
from benefits.benefit b
join requests.request r on r.benefit_id = b.id
where r.id = $1`

/** Benefits for publicity with special invoices, their claims, and the vouchers that come of them. */
export function inputTaxCalls(company: Company, calls: PaymentCalls, period = '2026-11') {
  const { pool } = company.world
  const entityId = company.founded.entities['suzhou'] ?? ''
  const call = voucherCalls(company)
  const reading = <Found>(query: Parameters<typeof readOnly<Found>>[2]) =>
    readOnly(pool, [company.actor('finance')], query)
  const rowsOf = <Row extends Record<string, unknown>>(text: string, values: readonly unknown[] = []) =>
    reading((tx) => tx.sql<Row>(text, values))
  const changed = async (benefitId: string, change: Change) => {
    const found = await reading((tx) => loadBenefits(tx, [benefitId]))
    await company.store([...found.values()].map((each) => updateRow(benefitTable, each, change)))
  }
  return {
    entityId,
    call,
    rowsOf,
    changed,
    givenPublicity: async (change: Change = {}, giving = () => calls.givenLunch()) => {
      const requestId = await giving()
      const [row] = await rowsOf<{ id: string; number: string }>(benefitBehind, [requestId])
      if (!row) throw new Error('what was given is in the register')
      await changed(row.id, { form: 'logo_item', decision_id: null, ...change })
      return { requestId, benefitId: row.id, number: row.number }
    },
    invoiceOf: async (change: InvoiceChange = {}) => {
      const row = invoiceRow(company, entityId, change)
      await company.store([insertRow(invoiceTable, row)])
      return row.id
    },
    /** A red letter over a part of an invoice. */
    redLetter: async (invoiceId: string, minor: bigint) => {
      const found = (await reading((tx) => loadInvoices(tx, [invoiceId]))).get(invoiceId)?.invoice
      if (!found) throw new Error('a red letter is over an invoice that is there')
      await company.store(lettersOver(company, found, minor))
    },
    filed: async (requestId: string, invoiceId: string, minor = '9000', more = {}) => {
      const body = {
        ...more,
        lines: [{ requestId, minor, invoiceId }],
        fileIds: [await calls.upload('sales', 'receipt', `票${requestId}${minor}.txt`)],
      }
      return String((await calls.good('sales', 'payments.file_claim', { body }))['claimId'])
    },
    checked: async (claimId: string, version: number, verdict = 'accept') => {
      const body = { version, verdict, reason: '原件已核对' }
      await calls.good(calls.checker, 'payments.check_claim', { params: { claimId }, body })
    },
    listed: async () => bodyOf<TaxList>(await call('ledger.input_tax', { query: { entityId, period } })),
    postings: async (number: string): Promise<string[]> => {
      const asked = { entityId, period, selection: 'all' } as const
      const vouchers = await reading((tx) => vouchersOf(voucherDeps(company.world), tx, asked))
      const entity = { code: 'SZ', name: '苏州' }
      const bytes = await voucherFile({ layout: 'general', kind: 'csv', entity, vouchers })
      return postingsIn(bytes.toString('utf8'), number)
    },
  }
}

/** The lines of the vouchers of a benefit, as `code debit credit`, with the reference before each voucher. */
function postingsIn(text: string, number: string): string[] {
  return text
    .split('\r\n')
    .map((line) => line.split(','))
    .filter((cells) => cells[5]?.startsWith(number))
    .map((cells) =>
      [cells[5]?.split('/')[1]?.slice(0, 3) ?? '', cells[9], cells[12], cells[13]].join(' ').trim(),
    )
}

function lettersOver(company: Company, found: InvoiceRow, minor: bigint) {
  const row = invoiceRow(company, found.entity_id, {})
  const letter = { net_minor: -minor, tax_minor: 0n, total_minor: -minor, refers_to: found.key }
  return [
    insertRow(invoiceTable, { ...row, ...letter }),
    updateRow(invoiceTable, found, { reversed_minor: found.reversed_minor + minor }),
  ]
}

type InvoiceChange = {
  readonly items?: string | readonly string[]
  readonly kind?: string | null
  readonly tax?: bigint
}

function invoiceRow({ founded }: Company, entityId: string, change: InvoiceChange) {
  const { items = '*广告服务*广告费', kind = 'special', tax = 509n } = change
  const number = `2431200000000000010${(invoices += 1)}`
  return {
    id: `inv_special000000${invoices}`,
    entity_id: entityId,
    key: number,
    code: null,
    number,
    kind,
    seller_name: '苏州新视野广告有限公司',
    seller_tax: null,
    buyer_name: '苏州明台装备',
    buyer_tax: null,
    currency: 'CNY',
    net_minor: 9_000n - tax,
    tax_minor: tax,
    total_minor: 9_000n,
    issued_on: '2026-11-25',
    items: JSON.stringify([items].flat()),
    discount: null,
    refers_to: null,
    sources: JSON.stringify({}),
    file_digest: 'a'.repeat(64),
    check_state: 'unchecked',
    used_minor: 0n,
    reversed_minor: 0n,
    recorded_by: founded.people['sales'] ?? '',
    recorded_at: '2026-11-25T01:00:00.000Z',
  }
}
