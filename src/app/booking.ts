import type { IdKind } from '../kernel/id.ts'
import { dayAt, organisationIn, type OrganisationCache } from '../modules/access/index.ts'
import {
  bookEntries,
  bookingsOfAccruals,
  type BookDeps,
  type Booking,
  type Opening,
} from '../modules/ledger/index.ts'
import {
  bookingsOfOrders,
  bookingsOfRefunds,
  bookingsOfReleases,
  bookingsOfTaxes,
  chargedBeside,
  paidBeside,
  refundedBeside,
} from '../modules/payments/index.ts'
import { benefitsBehind, bookingsOfBenefits } from '../modules/requests/index.ts'
import type { BookPort } from '../platform/act/ports.ts'
import type { RowChange } from '../platform/act/rows.ts'

/** What the books are kept with. */
export type BookingDeps = {
  readonly newId: (kind: IdKind) => string
  readonly organisations: OrganisationCache
}

/** Whatever means something for the books; each reads its own tables among the changes of one decision. */
const booked: readonly ((changes: readonly RowChange[]) => Booking[])[] = [
  bookingsOfBenefits,
  bookingsOfOrders,
  bookingsOfReleases,
  bookingsOfRefunds,
  bookingsOfTaxes,
  bookingsOfAccruals,
]

/** The registers that stand behind the books: what the books hold is compared with all of them. */
export const booksBehind: readonly Opening[] = [
  { ...benefitsBehind, beside: [paidBeside, refundedBeside, chargedBeside] },
]

/** Legal days by the zone of each entity. */
export function bookDeps({ newId, organisations }: BookingDeps): BookDeps {
  return {
    newId,
    days: async (tx) => {
      const organisation = await organisationIn(tx, organisations)
      return (entityId, at) => dayAt(organisation, entityId, at)
    },
  }
}

/** Keeps the books: no command writes them, whatever it changes. */
export function bookingPort(deps: BookingDeps): BookPort {
  const ledger = bookDeps(deps)
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
