import { insertRow, rowAfter, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { BenefitRow } from '../benefits/index.ts'
import { wayOf } from './orders/domain.ts'
import { payableTable, type PayableRow } from './tables.ts'

/** How the counts of a benefit change; what is absent stays. */
export type Counted = {
  readonly claimed?: bigint
  readonly accepted?: bigint
  readonly ordered?: bigint
  readonly paid?: bigint
  readonly released?: bigint
  readonly refunded?: bigint
}

/** The counts of benefits as a set of calls goes on; each change is put in for the next item of the set. */
export type Payables = Map<string, PayableRow>

/** What nobody claimed yet, and nobody said will not be claimed. */
export function restOf(benefit: Pick<BenefitRow, 'value_minor'>, counted: PayableRow | undefined): bigint {
  return benefit.value_minor - (counted?.claimed_minor ?? 0n) - (counted?.released_minor ?? 0n)
}

/** True once nothing of a benefit is owed any more: what was paid and what was released are all of it. */
export function isAllPaid(
  benefit: Pick<BenefitRow, 'value_minor'>,
  counted: Pick<PayableRow, 'paid_minor' | 'released_minor'>,
): boolean {
  return counted.paid_minor > 0n && counted.paid_minor + counted.released_minor === benefit.value_minor
}

/**
 * Counts what was claimed, accepted, ordered, paid, released or came back. The database refuses a count that
 * goes above what is payable, whoever writes it. To a company account the whole benefit is payable; otherwise
 * what was accepted.
 */
export function count(
  payables: Payables,
  benefit: Pick<BenefitRow, 'id' | 'entity_id' | 'way' | 'value_minor' | 'value_currency'>,
  requestId: string,
  { claimed = 0n, accepted = 0n, ordered = 0n, paid = 0n, released = 0n, refunded = 0n }: Counted,
): RowChange {
  const isWhole = wayOf(benefit) === 'company_account'
  const known = payables.get(benefit.id)
  const payable = isWhole ? benefit.value_minor : (known?.payable_minor ?? 0n) + accepted
  const counts = {
    claimed_minor: (known?.claimed_minor ?? 0n) + claimed,
    payable_minor: payable,
    ordered_minor: (known?.ordered_minor ?? 0n) + ordered,
    paid_minor: (known?.paid_minor ?? 0n) + paid,
    released_minor: (known?.released_minor ?? 0n) + released,
    refunded_minor: (known?.refunded_minor ?? 0n) + refunded,
  }
  const change = known
    ? updateRow(payableTable, known, counts)
    : insertRow(payableTable, {
        id: benefit.id,
        entity_id: benefit.entity_id ?? '',
        request_id: requestId,
        currency: benefit.value_currency.trim(),
        ...counts,
      })
  payables.set(benefit.id, rowAfter(payableTable, change))
  return change
}
