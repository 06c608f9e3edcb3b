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

/** The vendor of a benefit: a party on record, or a name that was typed. */
type GivenVendor = { readonly benefitId: string } & (
  { readonly vendorId: string; readonly name: null } | { readonly vendorId: null; readonly name: string }
)

/** The vendors that the givings that count name, of those benefits whose giving names one. */
export function vendorsOfGivings(tx: Transaction, benefitIds: readonly string[]): Promise<GivenVendor[]> {
  return tx.sql<GivenVendor>(
    `select "benefitId", "vendorId", name
from (
  select distinct on (request.id) request.benefit_id as "benefitId",
    giving.vendor_id as "vendorId",
    case when giving.vendor_id is null then giving.vendor_name end as name
  from requests.request as request
  join requests.giving as giving on giving.request_id = request.id
  where request.benefit_id = any($1::text[])
  order by request.id, giving.ordinal desc
) as latest
where "vendorId" is not null or name is not null
order by "benefitId"`,
    [benefitIds],
    'requests_vendors_of_givings',
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

/** Somebody of a list at another giving that counts: on record, or typed with the company beside the name. */
export type Elsewhere = {
  readonly givingId: string
  readonly requestId: string
  readonly personId: string | null
  readonly name: string | null
  readonly employer: string | null
  /** Whose giving it was. */
  readonly customerId: string | null
  readonly on: LocalDate
  readonly place: string | null
  readonly guests: number
}

/**
 * Where else people on record, and people typed by these folded names, were within these days, by the givings
 * that count. Nobody sees more than their entities: what a sister company gave stays unknown here.
 */
export async function findElsewhere(
  tx: Transaction,
  asked: {
    readonly personIds: readonly string[]
    readonly nameKeys: readonly string[]
    readonly from: LocalDate
    readonly until: LocalDate
    readonly exceptRequestId: string
  },
): Promise<Elsewhere[]> {
  if (asked.personIds.length + asked.nameKeys.length === 0) return []
  return tx.sql<Elsewhere>(
    `select attendee.giving_id as "givingId", attendee.request_id as "requestId",
  attendee.person_id as "personId", attendee.name, attendee.employer,
  request.customer_id as "customerId", giving.given_on as on, giving.place,
  (select count(*)::int from requests.attendee as other
   where other.giving_id = giving.id and other.side = 'guest') as guests
from requests.attendee as attendee
join requests.giving as giving on giving.id = attendee.giving_id
join requests.request as request on request.id = attendee.request_id
where (attendee.person_id = any($1::text[]) or attendee.name_key = any($2::text[]))
  and attendee.given_on between $3 and $4
  and attendee.request_id <> $5
  and request.state not in ('declined', 'reversed')
  and not exists (
    select from requests.giving as later
    where later.request_id = giving.request_id and later.ordinal > giving.ordinal)
order by giving.given_on, attendee.giving_id, attendee.id`,
    [asked.personIds, asked.nameKeys, asked.from, asked.until, asked.exceptRequestId],
    'requests_elsewhere',
  )
}

/**
 * How many other requests of the entity name this invoice in the giving that counts: one deduction may be
 * shown for two benefits.
 */
export async function countNaming(
  tx: Transaction,
  asked: { readonly entityId: string; readonly number: string; readonly exceptRequestId: string },
): Promise<number> {
  const [row] = await tx.sql<{ count: number }>(
    `select count(distinct giving.request_id)::int as count
from requests.giving as giving
join requests.request as request on request.id = giving.request_id
where giving.entity_id = $1
  and giving.invoice_number = $2
  and giving.request_id <> $3
  and request.state not in ('declined', 'reversed')
  and not exists (
    select from requests.giving as later
    where later.request_id = giving.request_id and later.ordinal > giving.ordinal)`,
    [asked.entityId, asked.number, asked.exceptRequestId],
    'requests_naming_invoice',
  )
  return row?.count ?? 0
}
