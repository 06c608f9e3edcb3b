import type { IdKind } from '../../../kernel/id.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { insertRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { BookDeps } from '../book.ts'
import { bookedOn, dayOfDocument } from '../domain.ts'
import { monthOf } from '../periods/months.ts'
import { shareBooks } from '../store.ts'
import { loadLeft, loadVouchersOf, lockVouchers, type LeftDocument } from '../vouchers/store.ts'
import type { VoucherRow } from '../vouchers/tables.ts'
import { standingCredits } from './left.ts'
import { judgePart, type InvoicePart } from './rules.ts'
import { loadCreditRules, loadInputTaxOf, loadInputTaxOfLines } from './store.ts'
import { inputTaxTable, type InputTaxRow } from './tables.ts'

/** What one decision means for the input tax: parts of invoices behind claims that count now, or no more. */
export type InputTaxAsked = {
  readonly at: Instant
  readonly accepted: readonly InvoicePart[]
  /** Lines of claims whose acceptance was taken back. */
  readonly endedLines: readonly string[]
  /** Benefits that were reversed. */
  readonly endedBenefits: readonly string[]
}

/**
 * The rows of some decisions, a list for each. Tax that is credited joins the voucher of its benefit while
 * that is open: its month is not closed, it has left in no file, and it has no statutory number yet. Later it
 * has a voucher of its own, dated when it came up; so has the tax on an invoice in yuan over a benefit in
 * dollars, for the voucher of the benefit is in dollars.
 */
export async function inputTaxRows(
  deps: BookDeps,
  tx: Transaction,
  asked: readonly InputTaxAsked[],
): Promise<RowChange[][]> {
  const parts = asked.flatMap(({ accepted }) => accepted)
  const found = await standingTaxes(tx, asked)
  const entityIds = [...parts.map(({ entityId }) => entityId), ...found.map((row) => row.entity_id)]
  if (entityIds.length === 0) return asked.map(() => [])
  // Before rules, numbers and files are read: whoever sets a rule or takes a file holds this lock first too.
  await lockVouchers(tx, entityIds)
  // Whoever held the lock may have turned a part of it out.
  const standing = await standingTaxes(tx, asked)
  const rules = await loadCreditRules(tx, entityIds)
  const known = await knownOf(deps, tx, entityIds, [
    ...parts.map(({ benefitId }) => benefitId),
    ...standing.map((row) => row.benefit_id),
  ])
  return asked.map(({ at, accepted, endedLines, endedBenefits }) => [
    ...accepted.map((part) => {
      const { entityId, form } = part
      const own = rules.find((rule) => rule.entity_id === entityId && rule.form === form)
      return creditRow(deps.newId, known, { at, part, own })
    }),
    ...standing
      .filter((row) => endedLines.includes(row.line_id) || endedBenefits.includes(row.benefit_id))
      .map((row) => takenBack(deps.newId, known, { at, row })),
  ])
}

/** What is left of the credits that end now; one of which all was turned out ends as well. */
async function standingTaxes(tx: Transaction, asked: readonly InputTaxAsked[]): Promise<InputTaxRow[]> {
  const lines = await loadInputTaxOfLines(tx, [...new Set(asked.flatMap((each) => each.endedLines))].sort())
  const ids = [...new Set(asked.flatMap((each) => each.endedBenefits))].sort()
  const rows = [...lines, ...(await loadInputTaxOf(tx, ids))]
  return standingCredits([...new Map(rows.map((row) => [row.id, row])).values()])
}

/** What is known of the books where a tax comes up. */
type Known = {
  readonly closedUntil: (entityId: string) => LocalDate | undefined
  readonly today: (entityId: string, at: Instant) => LocalDate
  readonly numbers: readonly VoucherRow[]
  /** What stands in files that were made. */
  readonly left: readonly LeftDocument[]
}

async function knownOf(
  deps: BookDeps,
  tx: Transaction,
  entityIds: readonly string[],
  benefitIds: readonly string[],
): Promise<Known> {
  const closed = await shareBooks(tx, entityIds)
  const today = await deps.days(tx)
  const numbers: VoucherRow[] = []
  const left: LeftDocument[] = []
  const ids = [...new Set(benefitIds)].sort()
  for (const entityId of [...new Set(entityIds)].sort()) {
    numbers.push(...(await loadVouchersOf(tx, entityId, ids)))
    left.push(...(await loadLeft(tx, entityId, ids)))
  }
  return { closedUntil: (entityId) => closed.get(entityId), today, numbers, left }
}

type Place = Pick<InputTaxRow, 'document_type' | 'document_id' | 'booked_on'>

/** In which voucher a tax stands: that of its benefit while it is open, else one of its own. */
function placeOf(
  { closedUntil, today, numbers, left }: Known,
  of: { readonly id: string; readonly entityId: string; readonly benefitId: string },
  { at, on, isApart }: { readonly at: Instant; readonly on: LocalDate; readonly isApart?: boolean },
): Place {
  const { id, entityId, benefitId } = of
  const recordedOn = today(entityId, at)
  const documentOn = dayOfDocument(on, recordedOn)
  const day = bookedOn(documentOn, recordedOn, closedUntil(entityId))
  const isNumbered = numbers.some(
    (row) => row.document_id === benefitId && monthOf(row.voucher_date) >= monthOf(documentOn),
  )
  const hasLeft = left.some((row) => row.documentId === benefitId && row.period === monthOf(documentOn))
  return day === documentOn && !isNumbered && !hasLeft && isApart !== true
    ? { document_type: 'benefit', document_id: benefitId, booked_on: day }
    : {
        document_type: 'input_tax',
        document_id: id,
        booked_on: bookedOn(recordedOn, recordedOn, closedUntil(entityId)),
      }
}

type NewId = (kind: IdKind) => string

function creditRow(
  newId: NewId,
  known: Known,
  {
    at,
    part,
    own,
  }: { readonly at: Instant; readonly part: InvoicePart } & {
    readonly own: Parameters<typeof judgePart>[1]
  },
): RowChange {
  const id = newId('inputTax')
  const { entityId, benefitId } = part
  return insertRow(inputTaxTable, {
    id,
    entity_id: entityId,
    benefit_id: benefitId,
    ...placeOf(known, { id, entityId, benefitId }, { at, on: part.happenedOn, isApart: part.isElsewhere }),
    line_id: part.lineId,
    invoice_id: part.invoiceId,
    invoice_number: part.invoiceNumber,
    form: part.form,
    currency: part.currency,
    tax_minor: part.taxMinor,
    ...judgePart(part, own),
    recorded_at: at,
  })
}

/** What was credited and counts no more: in the same voucher while that is open, else in one of its own. */
function takenBack(
  newId: NewId,
  known: Known,
  { at, row }: { readonly at: Instant; readonly row: InputTaxRow },
): RowChange {
  const id = newId('inputTax')
  const { version: _, ...kept } = row
  const own = row.document_type === 'input_tax'
  const of = { id, entityId: row.entity_id, benefitId: own ? row.document_id : row.benefit_id }
  const place = placeOf(known, of, { at, on: row.booked_on })
  const isJoined = place.document_type === 'benefit'
  const document = isJoined ? { document_type: row.document_type, document_id: row.document_id } : {}
  return insertRow(inputTaxTable, {
    ...kept,
    ...place,
    ...document,
    id,
    minor: -row.minor,
    why: 'taken_back',
    recorded_at: at,
  })
}
