import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { AttendeeRow, GivingRow } from './tables.ts'

type Tables = { 'requests.giving': GivingRow; 'requests.attendee': AttendeeRow }

const rowsBy = rowsFor<Tables>()

/** The giving of each request that counts: the last one that was recorded. */
export async function loadGivings(
  tx: Transaction,
  requestIds: readonly string[],
): Promise<Map<string, GivingRow>> {
  const by = { column: 'request_id', values: requestIds, order: 'ordinal' } as const
  const rows = await rowsBy(tx, 'requests.giving', by)
  return new Map(
    rows.map((row) => [
      row.request_id,
      { ...row, value_minor: BigInt(row.value_minor), value_currency: row.value_currency.trim() },
    ]),
  )
}

/** Who was there, by giving. */
export async function loadAttendees(
  tx: Transaction,
  givingIds: readonly string[],
): Promise<Map<string, AttendeeRow[]>> {
  const by = { column: 'giving_id', values: givingIds, order: 'id' } as const
  return Map.groupBy(await rowsBy(tx, 'requests.attendee', by), (row) => row.giving_id)
}

/** Another giving that counts, at which somebody of a list was: its day, its place and how many came. */
type OtherGiving = {
  readonly givingId: string
  readonly requestId: string
  readonly on: LocalDate
  readonly place: string | null
  readonly guests: number
}

/** A person on record at another giving. */
export type Elsewhere = OtherGiving & { readonly personId: string }

/** Somebody typed by name at another giving, with the company beside the name, and the customer. */
export type TypedElsewhere = OtherGiving & {
  readonly name: string
  readonly employer: string | null
  readonly customerId: string | null
}

/** The days within which other givings are looked for, and the request that is none of them. */
type Within = { readonly from: LocalDate; readonly until: LocalDate; readonly exceptRequestId: string }

const givingColumns = `attendee.giving_id as "givingId", attendee.request_id as "requestId",
  giving.given_on as on, giving.place,
  (select count(*)::int from requests.attendee as other
   where other.giving_id = giving.id and other.side = 'guest') as guests`

/** The givings that count, of attendees within so many days; the first parameter says whom. */
const countingGivings = `from requests.attendee as attendee
join requests.giving as giving on giving.id = attendee.giving_id
join requests.request as request on request.id = attendee.request_id
where attendee.given_on between $2 and $3
  and attendee.request_id <> $4
  and request.state not in ('declined', 'reversed')
  and not exists (
    select from requests.giving as later
    where later.request_id = giving.request_id and later.ordinal > giving.ordinal)`

/**
 * Where else these people on record were within so many days, by the givings that count. Nobody sees more
 * than their entities: what a sister company gave stays unknown here.
 */
export async function findElsewhere(
  tx: Transaction,
  asked: Within & { readonly personIds: readonly string[] },
): Promise<Elsewhere[]> {
  if (asked.personIds.length === 0) return []
  return tx.sql<Elsewhere>(
    `select ${givingColumns}, attendee.person_id as "personId"
${countingGivings}
  and attendee.person_id = any($1::text[])
order by giving.given_on, attendee.giving_id, attendee.person_id`,
    [asked.personIds, asked.from, asked.until, asked.exceptRequestId],
    'requests_attendees_elsewhere',
  )
}

/** Where else guests of these folded names were typed, within the same borders; whose company it was, too. */
export async function findTypedElsewhere(
  tx: Transaction,
  asked: Within & { readonly nameKeys: readonly string[] },
): Promise<TypedElsewhere[]> {
  if (asked.nameKeys.length === 0) return []
  return tx.sql<TypedElsewhere>(
    `select ${givingColumns}, attendee.name, attendee.employer, request.customer_id as "customerId"
${countingGivings}
  and attendee.name_key = any($1::text[])
order by giving.given_on, attendee.giving_id, attendee.id`,
    [asked.nameKeys, asked.from, asked.until, asked.exceptRequestId],
    'requests_typed_elsewhere',
  )
}
