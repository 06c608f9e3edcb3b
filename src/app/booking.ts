import type { IdKind } from '../kernel/id.ts'
import { dayAt, organisationIn, type OrganisationCache } from '../modules/access/index.ts'
import { bookEntries, type Booking } from '../modules/ledger/index.ts'
import { bookingsOfBenefits } from '../modules/requests/index.ts'
import type { BookPort } from '../platform/act/ports.ts'
import type { RowChange } from '../platform/act/rows.ts'

/** What the books are kept with. */
export type BookingDeps = {
  readonly newId: (kind: IdKind) => string
  readonly organisations: OrganisationCache
}

/** Whatever means something for the books; each reads its own tables among the changes of one decision. */
const booked: readonly ((changes: readonly RowChange[]) => Booking[])[] = [bookingsOfBenefits]

/** Keeps the books: no command writes them, whatever it changes. */
export function bookingPort(deps: BookingDeps): BookPort {
  const ledger = {
    newId: deps.newId,
    days: async (tx: Parameters<typeof organisationIn>[0]) => {
      const organisation = await organisationIn(tx, deps.organisations)
      return (entityId: string, at: string) => dayAt(organisation, entityId, at)
    },
  }
  return (tx, decided) => {
    const toBook = decided.map(({ changes, at }) => ({
      at,
      bookings: booked
        .flatMap((of) => of(changes))
        .filter(({ before, after }) => before.length + after.length > 0),
    }))
    return toBook.some(({ bookings }) => bookings.length > 0) ? bookEntries(ledger, tx, toBook) : undefined
  }
}
