import { benefitForms } from '../../../contract/facts.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { benefitTexts } from '../../../texts/benefits.ts'
import { inputTaxTexts } from '../../../texts/input-tax.ts'
import { fill, type Language, type Sentence } from '../../../texts/text.ts'
import { turnOutGroundTexts } from '../../../texts/turn-out-grounds.ts'
import { firstDayOf, lastDayOf } from '../periods/months.ts'
import { nameOf } from '../../access/index.ts'
import type { InputTaxDeps, TurnOutGround } from './deps.ts'
import { proposals, stillCredited, type Proposal } from './left.ts'
import { shippedRule, type Judged } from './rules.ts'
import {
  findTakenBack,
  findTurnOuts,
  loadCreditRules,
  loadInputTaxIn,
  loadInputTaxOfInvoices,
  loadInputTaxOfLines,
} from './store.ts'
import type { InputTaxOutRow, InputTaxRow } from './tables.ts'

/** How many invoices of a month a list shows; the sums have all. */
const shownMax = 500

type Asked = { readonly entityId: string; readonly period?: string | undefined }
type Reader = {
  readonly language: Language
  readonly can: boolean
  /** Whether they may turn out, and take such a document back, and who they are: nobody does both. */
  readonly canTurnOut: boolean
  readonly personId: string
  readonly today: LocalDate
}
type ReadDeps = Pick<InputTaxDeps, 'organisation' | 'benefitsOf' | 'invoiceFaults'>

/** Which kinds credit input tax and on which basis, and what became of the tax of each invoice of a month. */
export async function inputTaxList(
  deps: ReadDeps,
  tx: Transaction,
  reader: Reader,
  { entityId, period }: Asked,
) {
  const own = await loadCreditRules(tx, [entityId])
  const span = period === undefined ? undefined : { from: firstDayOf(period), until: lastDayOf(period) }
  const rows = span ? await loadInputTaxIn(tx, { entityId, ...span }) : []
  const shown = rows.slice(0, shownMax)
  const proposed = await proposedFor(deps, tx, entityId)
  const ids = [...shown, ...proposed.map(({ credit }) => credit)].map((row) => row.benefit_id)
  const benefits = await deps.benefitsOf(tx, [...new Set(ids)].sort())
  const numberOf = (row: InputTaxRow) => benefits.get(row.benefit_id)?.number ?? row.benefit_id
  const left = await leftOf(tx, shown)
  const outs = await outsOf(deps, tx, reader, shown)
  const { language } = reader
  return {
    can: reader.can,
    canTurnOut: reader.canTurnOut,
    rules: benefitForms.map((form) => {
      const found = own.find((row) => row.form === form)
      const { credits, law } = found ?? shippedRule(form, reader.today)
      return { form, word: formWord(form, language), credits, law, isOwn: found !== undefined }
    }),
    items: shown.map((row) => ({
      id: row.id,
      benefitId: row.benefit_id,
      number: numberOf(row),
      invoiceNumber: row.invoice_number,
      on: row.booked_on,
      tax: toMoneyJson({ currency: row.currency, minor: row.tax_minor }),
      credited: toMoneyJson({ currency: row.currency, minor: row.minor }),
      // The database holds the list of reasons.
      says: fill(inputTaxTexts[`input_tax.${row.why as Judged['why']}`], language, {
        ground: outs.get(row.document_id)?.word ?? '',
      }),
      law: row.law ?? '',
      left: toMoneyJson({ currency: row.currency, minor: left.get(row.id) ?? 0n }),
      ...outJson(outs.get(row.document_id)),
    })),
    count: rows.length,
    credited: toMoneyJson({ currency: 'CNY', minor: sumOf(rows, (row) => (isTurned(row) ? 0n : row.minor)) }),
    turnedOut: toMoneyJson({
      currency: 'CNY',
      minor: -sumOf(rows, (row) => (isTurned(row) ? row.minor : 0n)),
    }),
    notCredited: toMoneyJson({
      currency: 'CNY',
      minor: sumOf(rows, (row) => (isNotCredited(row) && row.currency === 'CNY' ? row.tax_minor : 0n)),
    }),
    proposals: proposed.slice(0, shownMax).map((each) => proposalJson(each, numberOf(each.credit), language)),
  }
}

/** How many credits of an entity have an invoice that is void, false or red-lettered by now. */
export async function countDoubtful(
  deps: Pick<InputTaxDeps, 'invoiceFaults'>,
  tx: Transaction,
  entityId: string,
): Promise<number> {
  return (await proposedFor(deps, tx, entityId)).length
}

async function proposedFor(
  deps: Pick<InputTaxDeps, 'invoiceFaults'>,
  tx: Transaction,
  entityId: string,
): Promise<Proposal[]> {
  const faults = await deps.invoiceFaults(tx, entityId)
  const ids = faults.map(({ invoiceId }) => invoiceId)
  const rows = ids.length === 0 ? [] : await loadInputTaxOfInvoices(tx, ids)
  return proposals(
    rows.filter((row) => row.entity_id === entityId),
    faults,
  )
}

function proposalJson({ credit, fault, minor }: Proposal, number: string, language: Language) {
  const { currency } = credit
  return {
    inputTaxId: credit.id,
    benefitId: credit.benefit_id,
    number,
    invoiceNumber: credit.invoice_number,
    on: credit.booked_on,
    ground: fault.ground,
    says: groundWord(fault.ground, language),
    amount: toMoneyJson({ currency, minor }),
    left: toMoneyJson({ currency, minor: credit.minor }),
  }
}

/** What is left of the credits among some rows, by row. */
async function leftOf(tx: Transaction, rows: readonly InputTaxRow[]): Promise<ReadonlyMap<string, bigint>> {
  const lineIds = rows.filter((row) => row.why === 'credited').map((row) => row.line_id)
  const all = await loadInputTaxOfLines(tx, [...new Set(lineIds)].sort())
  return new Map(stillCredited(all).map((row) => [row.id, row.minor]))
}

type Out = {
  readonly row: InputTaxOutRow
  readonly word: string
  readonly by: string
  readonly canTakeBack: boolean
}

/** The documents behind some rows, by identifier; who made one does not take it back. */
async function outsOf(
  deps: ReadDeps,
  tx: Transaction,
  { language, canTurnOut, personId }: Reader,
  rows: readonly InputTaxRow[],
): Promise<ReadonlyMap<string, Out>> {
  const ids = [...new Set(rows.filter(isTurned).map((row) => row.document_id))].sort()
  if (ids.length === 0) return new Map()
  const [made, back] = [await findTurnOuts(tx, ids), await findTakenBack(tx, ids)]
  const { people } = await deps.organisation(tx)
  return new Map(
    made.map((row): [string, Out] => {
      const person = people.get(row.made_by)
      const stands = row.takes_back === null && !back.some((each) => each.takes_back === row.id)
      return [
        row.id,
        {
          row,
          // The database holds the list of grounds.
          word: groundWord(row.ground as TurnOutGround, language),
          by: person ? nameOf(person, language) : row.made_by,
          canTakeBack: stands && canTurnOut && row.made_by !== personId,
        },
      ]
    }),
  )
}

function outJson(out: Out | undefined) {
  if (!out) return {}
  const { row, by, canTakeBack } = out
  return { out: { outId: row.id, reason: row.reason, by, canTakeBack } }
}

function groundWord(ground: TurnOutGround, language: Language): string {
  return fill(turnOutGroundTexts[ground], language)
}

function isTurned(row: InputTaxRow): boolean {
  return row.document_type === 'input_tax_out'
}

function isNotCredited({ minor, why }: InputTaxRow): boolean {
  return minor === 0n && why !== 'taken_back'
}

function sumOf(rows: readonly InputTaxRow[], of: (row: InputTaxRow) => bigint): bigint {
  return rows.reduce((sum, row) => sum + of(row), 0n)
}

function formWord(form: string, language: Language): string {
  const texts: Readonly<Record<string, Sentence>> = benefitTexts
  const word = texts[`form.${form}`]
  return word ? fill(word, language) : form
}
