import type { LocalDate } from '../../../kernel/time.ts'
import type { TaxChargeRow } from '../tables.ts'
import type { Schedule, TaxedLine } from './schedule.ts'
import type { Bearing } from './withholding.ts'

/** What tax on a benefit has to stand in the books, in minor units of the entity's currency. */
export type Charge = {
  readonly benefitId: string
  readonly form: string
  readonly happenedOn: LocalDate
  /** Income tax withheld from the recipient (CN-IIT-01), or output tax of a deemed sale (CN-VAT-01). */
  readonly kind: 'withheld' | 'output_tax'
  /** Who bears what is withheld. */
  readonly bearing: Bearing | null
  readonly base: bigint
  readonly tax: bigint
}

/** A tax that stands in the books otherwise than it has to, or not at all. */
export type Due = { readonly row: TaxChargeRow | undefined; readonly charge: Charge }

/**
 * The taxes of a year on what was given up to a day; what is not booked here at all has none, and what a
 * payment withheld is booked by its order.
 */
export function chargesUpTo(
  { deemedSales, withheld }: Schedule,
  until: LocalDate,
  isBooked: (benefitId: string) => boolean,
): Charge[] {
  const charges = [
    ...withheld.flatMap((taxed) => (taxed.bearing ? [chargeOf(taxed, 'withheld', taxed.bearing)] : [])),
    ...deemedSales.map((taxed) => chargeOf(taxed, 'output_tax', null)),
  ]
  const due = charges.filter(
    ({ benefitId, happenedOn, tax }) => tax > 0n && happenedOn <= until && isBooked(benefitId),
  )
  const byKey = Map.groupBy(due, ({ benefitId, kind }) => keyOf(benefitId, kind))
  return [...byKey.values()].map(together)
}

/** One row of the books: a benefit and a kind of tax. */
function keyOf(benefitId: string, kind: string): string {
  return `${benefitId} ${kind}`
}

function chargeOf({ line, base, tax }: TaxedLine, kind: Charge['kind'], bearing: Bearing | null): Charge {
  const { benefitId, form, happenedOn } = line
  return { benefitId, form, happenedOn, kind, bearing, base, tax }
}

/** Several people may be paid for one benefit; its tax is one row, on the day of the last. */
function together(charges: readonly Charge[]): Charge {
  return charges.reduce((sum, each) => ({
    ...sum,
    base: sum.base + each.base,
    tax: sum.tax + each.tax,
    happenedOn: each.happenedOn > sum.happenedOn ? each.happenedOn : sum.happenedOn,
  }))
}

/**
 * Where the books have to change up to a day: taxes that do not stand there, that stand otherwise, and those
 * of benefits that were reversed since, which come to nothing. What stands on a later day holds more than is
 * known of up to this one, and is left alone.
 */
export function duesOf(rows: readonly TaxChargeRow[], charges: readonly Charge[], until: LocalDate): Due[] {
  const stands = new Map(rows.map((row) => [keyOf(row.benefit_id, row.kind), row]))
  const wanted = new Set(charges.map(({ benefitId, kind }) => keyOf(benefitId, kind)))
  const changed = charges
    .map((charge) => ({ row: stands.get(keyOf(charge.benefitId, charge.kind)), charge }))
    .filter(({ row, charge }) => !row || (row.happened_on <= until && !isSame(row, charge)))
  const gone = rows
    .filter(
      (row) => row.happened_on <= until && row.minor > 0n && !wanted.has(keyOf(row.benefit_id, row.kind)),
    )
    .map((row) => ({ row, charge: nothingOf(row) }))
  return [...changed, ...gone]
}

function isSame(row: TaxChargeRow, { base, tax, bearing, form }: Charge): boolean {
  const isAmount = row.base_minor === base && row.minor === tax
  return isAmount && row.bearing === bearing && row.form === form
}

function nothingOf(row: TaxChargeRow): Charge {
  return {
    benefitId: row.benefit_id,
    form: row.form,
    happenedOn: row.happened_on,
    // The database holds both lists.
    kind: row.kind as Charge['kind'],
    bearing: row.bearing as Bearing | null,
    base: 0n,
    tax: 0n,
  }
}
