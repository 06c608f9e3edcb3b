import { addDays } from '../../../kernel/time.ts'
import { changesOf, type RowChange } from '../../../platform/act/rows.ts'
import { pair, type Booking, type Posting } from '../domain.ts'
import { lastDayOf } from '../periods/months.ts'
import { accrualTable, type AccrualRow } from '../tables.ts'

type Columns = Pick<AccrualRow, 'entity_id' | 'form' | 'currency' | 'minor'>

/** What an accrual stands for on the last day of its month: expense that is owed to nobody by name yet. */
function accruedAs({ entity_id: entityId, form, currency, minor }: Columns): Posting[] {
  return pair({ entityId, form, currency, minor }, { debit: 'expense', credit: 'accrual' })
}

/** The same taken back. */
function reversedAs({ entity_id: entityId, form, currency, minor }: Columns): Posting[] {
  return pair({ entityId, form, currency, minor }, { debit: 'accrual', credit: 'expense' })
}

/**
 * What changed accruals mean for the books: each is booked twice, on the last day of its month and, taken
 * back, on the first day of the next one. Over all months it comes to nothing, so what a benefit stands for
 * in the end is what the register says, and whoever records it as given needs to know of no accrual.
 */
export function bookingsOfAccruals(changes: readonly RowChange[]): Booking[] {
  return changesOf(accrualTable, changes).flatMap(({ before, after }): Booking[] => {
    const until = lastDayOf(after.month)
    const object = { type: 'benefit', id: after.benefit_id }
    return [
      {
        object,
        document: { type: 'accrual', id: after.id },
        documentOn: until,
        before: before ? accruedAs(before) : [],
        after: accruedAs(after),
      },
      {
        object,
        document: { type: 'accrual_reversal', id: after.reversal_id },
        documentOn: addDays(until, 1),
        before: before ? reversedAs(before) : [],
        after: reversedAs(after),
      },
    ]
  })
}
