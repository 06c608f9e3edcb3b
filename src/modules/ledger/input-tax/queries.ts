import { benefitForms } from '../../../contract/facts.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { benefitTexts } from '../../../texts/benefits.ts'
import { inputTaxTexts } from '../../../texts/input-tax.ts'
import { fill, type Language, type Sentence } from '../../../texts/text.ts'
import { firstDayOf, lastDayOf } from '../periods/months.ts'
import type { VoucherDeps } from '../vouchers/deps.ts'
import { shippedRule, type Judged } from './rules.ts'
import { loadCreditRules, loadInputTaxIn } from './store.ts'
import type { InputTaxRow } from './tables.ts'

/** How many invoices of a month a list shows; the sums have all. */
const shownMax = 500

type Asked = { readonly entityId: string; readonly period?: string | undefined }
type Reader = { readonly language: Language; readonly can: boolean; readonly today: LocalDate }

/** Which kinds credit input tax and on which basis, and what became of the tax of each invoice of a month. */
export async function inputTaxList(
  deps: Pick<VoucherDeps, 'benefitsOf'>,
  tx: Transaction,
  reader: Reader,
  { entityId, period }: Asked,
) {
  const own = await loadCreditRules(tx, [entityId])
  const span = period === undefined ? undefined : { from: firstDayOf(period), until: lastDayOf(period) }
  const rows = span ? await loadInputTaxIn(tx, { entityId, ...span }) : []
  const shown = rows.slice(0, shownMax)
  const benefits = await deps.benefitsOf(tx, [...new Set(shown.map((row) => row.benefit_id))].sort())
  const { language } = reader
  return {
    can: reader.can,
    rules: benefitForms.map((form) => {
      const found = own.find((row) => row.form === form)
      const { credits, law } = found ?? shippedRule(form, reader.today)
      return { form, word: formWord(form, language), credits, law, isOwn: found !== undefined }
    }),
    items: shown.map((row) => ({
      id: row.id,
      benefitId: row.benefit_id,
      number: benefits.get(row.benefit_id)?.number ?? row.benefit_id,
      invoiceNumber: row.invoice_number,
      on: row.booked_on,
      tax: toMoneyJson({ currency: row.currency, minor: row.tax_minor }),
      credited: toMoneyJson({ currency: row.currency, minor: row.minor }),
      // The database holds the list of reasons.
      says: fill(inputTaxTexts[`input_tax.${row.why as Judged['why']}`], language),
      law: row.law ?? '',
    })),
    count: rows.length,
    credited: toMoneyJson({ currency: 'CNY', minor: sumOf(rows, ({ minor }) => minor) }),
    notCredited: toMoneyJson({
      currency: 'CNY',
      minor: sumOf(rows, (row) => (row.minor === 0n && row.currency === 'CNY' ? row.tax_minor : 0n)),
    }),
  }
}

function sumOf(rows: readonly InputTaxRow[], of: (row: InputTaxRow) => bigint): bigint {
  return rows.reduce((sum, row) => sum + of(row), 0n)
}

function formWord(form: string, language: Language): string {
  const texts: Readonly<Record<string, Sentence>> = benefitTexts
  const word = texts[`form.${form}`]
  return word ? fill(word, language) : form
}
