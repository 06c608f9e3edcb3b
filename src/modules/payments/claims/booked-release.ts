import { changesOf, type RowChange } from '../../../platform/act/rows.ts'
import { pair, type Booking, type Posting } from '../../ledger/index.ts'
import { releaseTable, type ReleaseRow } from '../tables.ts'

/** What a release stands for in the books: that much is owed to nobody, and was never spent. */
function bookedAs(release: ReleaseRow): Posting[] {
  if (release.state !== 'released') return []
  const { entity_id: entityId, form, currency, minor } = release
  return pair({ entityId, form, currency: currency.trim(), minor }, { debit: 'payable', credit: 'expense' })
}

/**
 * What the changes of one decision mean for the books, as far as releases go. The register holds what is
 * released of a benefit, so that what stands behind the books is the benefit alone; a release is the document
 * of the change, on the day on which it is made or taken back.
 */
export function bookingsOfReleases(changes: readonly RowChange[]): Booking[] {
  return changesOf(releaseTable, changes).map(({ before, after }) => ({
    object: { type: 'benefit', id: after.benefit_id },
    document: { type: 'release', id: after.id },
    before: before ? bookedAs(before) : [],
    after: bookedAs(after),
  }))
}
