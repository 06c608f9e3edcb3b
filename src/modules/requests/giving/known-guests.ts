import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadCustomers } from '../../parties/index.ts'
import type { Situation } from '../situation.ts'
import type { Attendee } from './guests.ts'
import type { KnownGuest } from './left-out.ts'

/**
 * Those on record whom a sign-in is said to be, by identifier: their name, and the names of whatever they
 * work for and of the customer. Nothing is read where no sign-in is named for somebody on record.
 */
export async function loadKnownGuests(
  tx: Transaction,
  filed: readonly { readonly attendees: readonly Attendee[] }[],
  situations: readonly Pick<Situation, 'parties'>[],
): Promise<Map<string, KnownGuest>> {
  const signed = filed.flatMap(({ attendees }) =>
    attendees.flatMap(({ personId, signInId }) => (signInId === undefined ? [] : (personId ?? []))),
  )
  if (signed.length === 0) return new Map()
  const wanted = new Set(signed)
  const parties = situations.flatMap(({ parties: { person, customer } }) =>
    person && wanted.has(person.id) ? [{ person, customer }] : [],
  )
  const ids = parties.flatMap(({ person, customer }) => [...person.employerIds, customer?.id ?? []].flat())
  const customers = await loadCustomers(tx, [...new Set(ids)])
  return new Map(
    parties.map(({ person, customer }) => {
      const orgIds = [...person.employerIds, ...(customer ? [customer.id] : [])]
      const employers = orgIds.flatMap((id) => {
        const row = customers.get(id)
        return row ? [row.name, row.short_name, row.latin_name].flatMap((name) => name ?? []) : []
      })
      return [person.id, { name: person.name, employers }]
    }),
  )
}
