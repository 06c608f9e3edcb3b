import type { IdKind } from '../../kernel/id.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { bookedOn, dayOfDocument, difference, type Booking, type Posting } from './domain.ts'
import { shareBooks } from './store.ts'
import { entryTable, lineTable } from './tables.ts'

/** What booking needs beside the transaction. */
export type BookDeps = {
  readonly newId: (kind: IdKind) => string
  /** Gives the legal day on which a moment falls for an entity. */
  readonly days: (tx: Transaction) => Promise<DayOf>
}

type DayOf = (entityId: string, at: Instant) => LocalDate

/** What the changes of one decision mean for the books, and when it is recorded. */
export type ToBook = { readonly bookings: readonly Booking[]; readonly at: Instant }

/**
 * The entries of some decisions, a list for each, in their order: one entry for each entity of which a
 * booking changes what its object stands for. From here on no month of these entities is closed before the
 * transaction ends.
 */
export async function bookEntries(
  deps: BookDeps,
  tx: Transaction,
  decisions: readonly ToBook[],
): Promise<RowChange[][]> {
  const parts = decisions.map(({ bookings }) => bookings.flatMap(partsOf))
  const entityIds = parts.flat().map(({ entityId }) => entityId)
  if (entityIds.length === 0) return decisions.map(() => [])
  const [closed, dayOf] = await Promise.all([shareBooks(tx, entityIds), deps.days(tx)])
  return parts.map((those, i) => {
    const at = decisions[i]?.at ?? ''
    return those.flatMap((part) => {
      const { booking, entityId } = part
      const recordedOn = dayOf(entityId, at)
      const documentOn = dayOfDocument(booking.documentOn, recordedOn)
      const day = bookedOn(documentOn, recordedOn, closed.get(entityId))
      return entryOf(deps.newId, part, { at, documentOn, day })
    })
  })
}

/** The part of a booking that falls on one entity; each entity's books balance by themselves. */
type Part = { readonly booking: Booking; readonly entityId: string; readonly postings: readonly Posting[] }

function partsOf(booking: Booking): Part[] {
  const postings = difference(booking.before, booking.after)
  const entityIds = [...new Set(postings.map(({ entityId }) => entityId))]
  return entityIds.map((entityId) => ({
    booking,
    entityId,
    postings: postings.filter((posting) => posting.entityId === entityId),
  }))
}

type Days = { readonly at: Instant; readonly documentOn: LocalDate; readonly day: LocalDate }

function entryOf(
  newId: BookDeps['newId'],
  { booking, entityId, postings }: Part,
  { at, documentOn, day }: Days,
): RowChange[] {
  const shared = { entity_id: entityId, booked_on: day, lines: postings.length }
  const id = newId('ledgerEntry')
  const entry = insertRow(entryTable, {
    ...shared,
    id,
    object_type: booking.object.type,
    object_id: booking.object.id,
    document_type: booking.document.type,
    document_id: booking.document.id,
    document_on: documentOn,
    recorded_at: at,
  })
  const lines = postings.map(({ account, currency, form, minor }, i) =>
    insertRow(lineTable, {
      ...shared,
      id: newId('ledgerLine'),
      entry_id: id,
      position: i + 1,
      account,
      currency,
      form,
      minor,
    }),
  )
  return [entry, ...lines]
}
