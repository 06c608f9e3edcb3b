import { changesOf, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { changedBenefits } from '../../benefits/index.ts'
import { pair, type Booking, type Posting } from '../../ledger/index.ts'
import { findRefunds } from '../store.ts'
import { refundTable, type RefundRow } from '../tables.ts'

/** What came back into the house: the payment that left stands, and this much of it is there again. */
function cameBack(refund: RefundRow): Posting[] {
  if (refund.state !== 'recorded') return []
  const closed = closedOf(refund)
  if (closed === undefined) return pair(amountOf(refund), { debit: 'paid', credit: 'payable' })
  // What was spent stands in the currency that was paid; what the register takes off stands in its own.
  return [
    ...pair(amountOf(refund), { debit: 'paid', credit: 'expense' }),
    ...pair(closed, { debit: 'expense', credit: 'payable' }),
  ]
}

/** What came back of a benefit in another currency than the one that was paid. */
function closedOf({ entity_id: entityId, form, closes_currency: currency, closes_minor: minor }: RefundRow) {
  return currency === null || minor === null ? undefined : { entityId, form, currency, minor }
}

/**
 * What a refund changes in the books by itself: what came back, and what was not spent by it. A benefit that
 * is paid in parts may be only promised still; then the promise is less.
 */
function bookedAs(refund: RefundRow, benefitState: string): Posting[] {
  if (refund.state !== 'recorded') return []
  const isPromised = benefitState === 'approved'
  const ofBenefit = closedOf(refund) ?? amountOf(refund)
  const notSpent = isPromised
    ? pair(ofBenefit, { debit: 'control', credit: 'commitment' })
    : pair(ofBenefit, { debit: 'payable', credit: 'expense' })
  return [...cameBack(refund), ...notSpent]
}

function amountOf({ entity_id: entityId, form, currency, minor }: RefundRow) {
  return { entityId, form, currency: currency.trim(), minor }
}

/**
 * What the changes of one decision mean for the books, as far as refunds go: a document of its own, on the
 * day on which the bank shows the money; what is taken back, on the day on which it is.
 */
export function bookingsOfRefunds(changes: readonly RowChange[]): Booking[] {
  const benefits = new Map(changedBenefits(changes).map(({ after }) => [after.id, after]))
  return changesOf(refundTable, changes).map(({ before, after }) => {
    const benefit = benefits.get(after.benefit_id)
    if (!benefit) throw new Error('a refund changes what was spent for its benefit')
    return {
      object: { type: 'benefit', id: after.benefit_id },
      document: { type: 'refund', id: after.id },
      documentOn: after.state === 'recorded' ? after.booked_on : undefined,
      before: before ? bookedAs(before, benefit.state) : [],
      after: bookedAs(after, benefit.state),
    }
  })
}

/** What came back of payments of some benefits stands for in the books, by benefit; beside what was paid. */
export async function refundedBeside(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Posting[]>> {
  const refunds = await findRefunds(tx, 'benefit_id', benefitIds)
  const byBenefit = Map.groupBy(refunds, (refund) => refund.benefit_id)
  return new Map([...byBenefit].map(([id, own]) => [id, own.flatMap(cameBack)]))
}
