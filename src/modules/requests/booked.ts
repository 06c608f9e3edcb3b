import type { RowChange } from '../../platform/act/rows.ts'
import { changedBenefits, ownBook, type BenefitRow } from '../benefits/index.ts'
import { pair, type Booking, type Posting } from '../ledger/index.ts'
import { requestTable } from './tables.ts'

/** Ways of giving that leave nothing to pay out: the invoice is lower, the goods or the hours were ours. */
const settledInKind: ReadonlySet<string> = new Set(['on_invoice', 'stock', 'service'])

/** What the books need to know of a benefit. */
type Booked = Pick<
  BenefitRow,
  'book' | 'direction' | 'state' | 'entity_id' | 'form' | 'way' | 'value_minor' | 'value_currency' | 'source'
>

/**
 * What a benefit stands for in the books. Promised, it is a commitment; given, it is spent, and owed to
 * whoever paid for it, unless it was given in kind or on the invoice. Only what we give stands there: what
 * others gave, what we received, and history that an import brought were never booked by this system.
 */
function bookedAs(benefit: Booked): Posting[] {
  const { entity_id: entityId, form, value_minor: minor, value_currency: currency } = benefit
  if (entityId === null || !isBooked(benefit)) return []
  const amount = { entityId, form, currency, minor }
  switch (benefit.state) {
    case 'approved':
      return pair(amount, { debit: 'commitment', credit: 'control' })
    case 'given':
    case 'paid':
    case 'completed':
      return pair(amount, { debit: 'expense', credit: isInKind(benefit) ? 'settled' : 'payable' })
    default:
      return []
  }
}

function isBooked({ book, direction, source }: Booked): boolean {
  return book === ownBook && direction === 'given' && !source.startsWith('import')
}

function isInKind({ way }: Booked): boolean {
  return way !== null && settledInKind.has(way)
}

/** What the changes of one decision mean for the books, as far as benefits go. */
export function bookingsOfBenefits(changes: readonly RowChange[]): Booking[] {
  return changedBenefits(changes).map(({ before, after }) => {
    const now = bookedAs(after)
    return {
      object: { type: 'benefit', id: after.id },
      document: documentOf(after.id, changes),
      // What stands for something was given or promised on a day; what ends, ends on the day it is recorded.
      documentOn: now.length > 0 ? after.happened_on : undefined,
      before: before ? bookedAs(before) : [],
      after: now,
    }
  })
}

/** The request that brought the change; the benefit itself where no request changed with it. */
function documentOf(benefitId: string, changes: readonly RowChange[]): Booking['document'] {
  const request = changes.find(
    ({ table, row }) => table.name === requestTable.name && row['benefit_id'] === benefitId,
  )
  return request ? { type: 'request', id: request.row.id } : { type: 'benefit', id: benefitId }
}
