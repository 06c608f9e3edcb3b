import type { RowChange } from '../../platform/act/rows.ts'
import {
  changedBenefits,
  loadBenefits,
  ownBenefitsAfter,
  ownBook,
  spentOf,
  type BookedColumns,
} from '../benefits/index.ts'
import { pair, type Booking, type Opening, type Posting, type Standing } from '../ledger/index.ts'
import { requestTable } from './tables.ts'

/** The type of object under which the books hold a benefit. */
const benefitType = 'benefit'

/** Ways of giving that leave nothing to pay out: the invoice is lower, the goods or the hours were ours. */
const settledInKind: ReadonlySet<string> = new Set(['on_invoice', 'stock', 'service'])

/** What the books need to know of a benefit. */
type Booked = Omit<BookedColumns, 'id' | 'happened_on'>

/**
 * What a benefit stands for in the books. Asked for, it holds its amount; promised, it is a commitment;
 * given, it is spent, and owed to whoever paid for it, unless it was given in kind or on the invoice; what
 * was released of it, or came back, is neither. Only what we give stands there: what others gave, what we
 * received, and history that an import brought were never booked by this system.
 */
function bookedAs(benefit: Booked): Posting[] {
  const { entity_id: entityId, form, value_currency: currency } = benefit
  if (entityId === null || !isBooked(benefit)) return []
  const amount = { entityId, form, currency, minor: spentOf(benefit) }
  switch (benefit.state) {
    case 'submitted':
    case 'more_information':
      return pair(amount, { debit: 'hold', credit: 'control' })
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

/**
 * Of what was completed before there were ways nobody is owed anything: it was closed when its papers were
 * there. Whatever is paid or completed since says its way (`moveBenefit`, and a trigger), so that no entry
 * settles what was paid.
 */
function isInKind({ way, state }: Booked): boolean {
  return way === null ? state === 'completed' : settledInKind.has(way)
}

/** What the changes of one decision mean for the books, as far as benefits go. */
export function bookingsOfBenefits(changes: readonly RowChange[]): Booking[] {
  return changedBenefits(changes).map(({ before, after }) => {
    const { postings, documentOn } = standingOf(after)
    return {
      object: { type: benefitType, id: after.id },
      document: documentOf(after.id, changes),
      documentOn,
      // What is released or came back is booked by a document of its own, with a day of its own.
      before: before ? bookedAs({ ...before, ...notSpent(after) }) : [],
      after: postings,
    }
  })
}

function notSpent({ released_minor, refunded_minor }: BookedColumns) {
  return { released_minor, refunded_minor }
}

/** What stands for something was given or promised on a day; what ends, ends on the day it is recorded. */
function standingOf(benefit: BookedColumns): Standing {
  const postings = bookedAs(benefit)
  return { id: benefit.id, postings, documentOn: postings.length > 0 ? benefit.happened_on : undefined }
}

/** The register behind the books: all that we give. */
export const benefitsBehind: Opening = {
  objectType: benefitType,
  after: async (tx, id, max) => (await ownBenefitsAfter(tx, id, max)).map(standingOf),
  locked: async (tx, ids) => [...(await loadBenefits(tx, ids)).values()].map(standingOf),
  beside: [],
}

/** The request that brought the change; the benefit itself where no request changed with it. */
function documentOf(benefitId: string, changes: readonly RowChange[]): Booking['document'] {
  const request = changes.find(
    ({ table, row }) => table.name === requestTable.name && row['benefit_id'] === benefitId,
  )
  return request ? { type: 'request', id: request.row.id } : { type: benefitType, id: benefitId }
}
