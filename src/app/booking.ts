import type { IdKind } from '../kernel/id.ts'
import { dayAt, organisationIn, type OrganisationCache } from '../modules/access/index.ts'
import {
  bookEntries,
  bookingsOfAccruals,
  inputTaxRows,
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
  inputTaxAsked,
  paidBeside,
  refundedBeside,
  touchesInputTax,
} from '../modules/payments/index.ts'
import { benefitsBehind, bookingsOfBenefits } from '../modules/requests/index.ts'
import type { BookPort, Decided } from '../platform/act/ports.ts'
import type { RowChange } from '../platform/act/rows.ts'
import type { Transaction } from '../platform/db/transaction.ts'

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

/** What stands in the books for benefits beside their register. */
export const besideBenefits = [paidBeside, refundedBeside, chargedBeside] as const

/** The registers that stand behind the books: what the books hold is compared with all of them. */
export const booksBehind: readonly Opening[] = [{ ...benefitsBehind, beside: besideBenefits }]

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
    const isBooked = toBook.some(({ bookings }) => bookings.length > 0)
    const isTaxed = decided.some(({ changes }) => touchesInputTax(changes))
    if (!isTaxed) return isBooked ? bookEntries(ledger, tx, toBook) : undefined
    return withInputTax(ledger, tx, decided, isBooked ? bookEntries(ledger, tx, toBook) : undefined)
  }
}

/** The rows of the books, and beside them what invoices mean for the input tax of vouchers. */
async function withInputTax(
  ledger: BookDeps,
  tx: Transaction,
  decided: readonly Decided[],
  booking: Promise<RowChange[][]> | undefined,
): Promise<RowChange[][]> {
  const entries = await booking
  const asked = []
  for (const { changes, at } of decided) asked.push({ at, ...(await inputTaxAsked(tx, changes)) })
  const taxes = await inputTaxRows(ledger, tx, asked)
  return decided.map((_, i) => [...(entries?.[i] ?? []), ...(taxes[i] ?? [])])
}
