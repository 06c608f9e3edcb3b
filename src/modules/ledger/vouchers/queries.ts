import { toMoneyJson } from '../../../kernel/money.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { benefitTexts } from '../../../texts/benefits.ts'
import { fill, type Language, type Sentence } from '../../../texts/text.ts'
import { voucherTexts } from '../../../texts/vouchers.ts'
import { nameOf, type Organisation } from '../../access/index.ts'
import { keyOf, shippedChart } from './chart.ts'
import type { VoucherDeps } from './deps.ts'
import { fileNameOf, type FileKind } from './file.ts'
import { leftBefore } from './left.ts'
import type { Voucher } from './make.ts'
import { vouchersOf, type MonthAsked, type MonthVoucher } from './of-month.ts'
import { loadChart, loadExports } from './store.ts'

/** How many vouchers a list shows; the file has them all. */
const shownMax = 500

/** The vouchers of a month, each with its number, and the files in which some left. */
export async function voucherList(deps: VoucherDeps, tx: Transaction, language: Language, asked: MonthAsked) {
  const vouchers = await vouchersOf(deps, tx, asked)
  const code = (await deps.organisation(tx)).entities.get(asked.entityId)?.code ?? ''
  const left = await leftBefore(tx, { entityId: asked.entityId, code }, vouchers)
  const leftAt = new Map(left.map(({ exportId, at }) => [exportId, at]))
  const items = vouchers.slice(0, shownMax).map((voucher) => {
    const { piece } = voucher
    const at = leftAt.get(piece.exportId ?? '')
    return { ...voucherJson(voucher, language), ...(at !== undefined && { leftAt: at }) }
  })
  return { items, count: vouchers.length, left }
}

function voucherJson(voucher: MonthVoucher, language: Language) {
  const { number } = voucher.piece
  return {
    reference: voucher.reference,
    benefitId: voucher.benefitId,
    on: voucher.on,
    form: formWord(voucher, language),
    occasion: occasionWord(voucher, language),
    total: toMoneyJson({ currency: voucher.currency, minor: totalOf(voucher) }),
    isSupplement: voucher.isSupplement,
    isNumbered: number !== undefined,
    numbers: number ? [{ voucherId: number.id, number: number.number, on: number.voucher_date }] : [],
  }
}

function occasionWord({ occasion, isSupplement }: Voucher, language: Language): string {
  const what = fill(voucherTexts[`vouchers.occasion.${occasion}`], language)
  return isSupplement ? fill(voucherTexts['vouchers.supplement'], language, { what }) : what
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
  { entityId, period }: Pick<MonthAsked, 'entityId' | 'period'>,
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
