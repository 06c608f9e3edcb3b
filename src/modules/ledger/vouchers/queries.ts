import { toMoneyJson } from '../../../kernel/money.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { benefitTexts } from '../../../texts/benefits.ts'
import { fill, type Language, type Sentence } from '../../../texts/text.ts'
import { voucherTexts } from '../../../texts/vouchers.ts'
import { nameOf, type Organisation } from '../../access/index.ts'
import { keyOf, shippedChart } from './chart.ts'
import type { VoucherDeps } from './deps.ts'
import { fileNameOf, vouchersOf, type ExportBody } from './export.ts'
import type { FileKind } from './file.ts'
import type { Voucher } from './make.ts'
import { loadChart, loadExports, loadVouchersOf } from './store.ts'

/** How many vouchers a list shows; the file has them all. */
const shownMax = 500

type Asked = Pick<ExportBody, 'entityId' | 'period' | 'selection'>

/** The vouchers of a month with the numbers that came back for them. */
export async function voucherList(deps: VoucherDeps, tx: Transaction, language: Language, asked: Asked) {
  const vouchers = await vouchersOf(deps, tx, asked)
  const shown = vouchers.slice(0, shownMax)
  const ids = [...new Set(shown.map(({ benefitId }) => benefitId))].sort()
  const numbers = Map.groupBy(
    await loadVouchersOf(tx, asked.entityId, ids),
    (row) => `${row.benefit_id} ${row.document_id}`,
  )
  const items = shown.map((voucher) => ({
    reference: voucher.reference,
    benefitId: voucher.benefitId,
    on: voucher.on,
    form: formWord(voucher, language),
    occasion: fill(voucherTexts[`vouchers.occasion.${voucher.occasion}`], language),
    total: toMoneyJson({ currency: voucher.currency, minor: totalOf(voucher) }),
    numbers: (numbers.get(`${voucher.benefitId} ${voucher.documentId}`) ?? []).map((row) => ({
      voucherId: row.id,
      number: row.number,
      on: row.voucher_date,
    })),
  }))
  return { items, count: vouchers.length }
}

function totalOf({ postings }: Voucher): bigint {
  return postings.reduce((sum, { debit }) => sum + debit, 0n)
}

function formWord({ form }: Voucher, language: Language): string {
  const texts: Readonly<Record<string, Sentence>> = benefitTexts
  const word = texts[`form.${form}`]
  return word ? fill(word, language) : form
}

type Reader = { readonly organisation: Organisation; readonly language: Language }

function staffWord({ organisation, language }: Reader, personId: string): string {
  const person = organisation.people.get(personId)
  return person ? nameOf(person, language) : personId
}

/** The files of a month. */
export async function exportList(
  tx: Transaction,
  reader: Reader,
  { entityId, period }: Pick<Asked, 'entityId' | 'period'>,
) {
  const code = reader.organisation.entities.get(entityId)?.code ?? ''
  const rows = await loadExports(tx, entityId, period)
  return {
    items: rows.map((row) => ({
      exportId: row.id,
      fileName: fileNameOf({ ...row, code, kind: row.kind as FileKind }),
      selection: row.selection,
      vouchers: row.vouchers,
      digest: row.digest,
      reason: row.reason,
      by: staffWord(reader, row.exported_by),
      at: row.exported_at,
    })),
  }
}

/** The chart as it serves now: the entity's own lines in place of the shipped ones. */
export async function chartList(tx: Transaction, entityId: string) {
  const own = await loadChart(tx, entityId)
  const lines = new Map<
    string,
    { account: string; about: string; code: string; name: string; isOwn: boolean }
  >(shippedChart.map((line) => [keyOf(line), { ...line, isOwn: false }]))
  for (const { account, about, code, name } of own) {
    lines.set(`${account}:${about}`, { account, about, code, name, isOwn: true })
  }
  return { items: [...lines.values()] }
}
