import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import { sqlFor } from '../../platform/db/sql-for.ts'
import type { AgreementRow, ClauseRow, EventRow, TenderRoleRow, TenderRow, ThirdPartyRow } from './tables.ts'

type Tables = {
  'deals.agreement': AgreementRow
  'deals.clause': ClauseRow
  'deals.tender': TenderRow
  'deals.tender_role': TenderRoleRow
  'deals.event': EventRow
  'deals.third_party': ThirdPartyRow
}

const db = sqlFor<Tables>()
const rowsBy = rowsFor<Tables>()

/** What the register of deals holds for some customers, people and events. */
export type DealRows = {
  readonly agreements: readonly AgreementRow[]
  readonly clauses: readonly ClauseRow[]
  readonly tenders: readonly TenderRow[]
  readonly roles: readonly TenderRoleRow[]
  readonly events: readonly EventRow[]
  readonly thirdParties: readonly ThirdPartyRow[]
}

/**
 * The agreements, clauses, tenders, roles and events that may matter to a set of benefits. A tender in which
 * one of the people plays a part is among them, whoever it is with.
 */
export async function loadDeals(
  tx: Transaction,
  wanted: { customerIds: readonly string[]; personIds: readonly string[]; eventIds: readonly string[] },
): Promise<DealRows> {
  const { customerIds, personIds, eventIds } = wanted
  const byCustomer = { column: 'customer_id', values: customerIds, order: 'id' } as const
  const [agreements, clauses, tenders, roles, events, thirdParties] = await Promise.all([
    rowsBy(tx, 'deals.agreement', byCustomer),
    loadClauses(tx, customerIds),
    rowsBy(tx, 'deals.tender', byCustomer),
    rowsBy(tx, 'deals.tender_role', { column: 'person_id', values: personIds }),
    rowsBy(tx, 'deals.event', { column: 'id', values: eventIds }),
    rowsBy(tx, 'deals.third_party', byCustomer),
  ])
  const known = new Set(tenders.map((tender) => tender.id))
  const elsewhere = new Set(roles.map((role) => role.tender_id).filter((id) => !known.has(id)))
  const more = await rowsBy(tx, 'deals.tender', { column: 'id', values: [...elsewhere].sort() })
  return { agreements, clauses, tenders: [...tenders, ...more], roles, events, thirdParties }
}

/** The clauses of all agreements with these customers. */
async function loadClauses(tx: Transaction, customerIds: readonly string[]): Promise<ClauseRow[]> {
  if (customerIds.length === 0) return []
  return tx.sql<ClauseRow>(
    `select *
from deals.clause
where agreement_id = any(array(select id from deals.agreement where customer_id = any($1::text[])))
order by id`,
    [customerIds],
    'deals_clauses',
  )
}

/** Which of some deals and events are on record, and whose the deals are. */
export type DealRefs = {
  readonly customerOf: ReadonlyMap<string, string>
  /** The days of each event. */
  readonly events: ReadonlyMap<string, Pick<EventRow, 'from_on' | 'until_on'>>
}

/** Looks deals and events up by the ids that somebody named; a deal is an agreement or an open matter. */
export async function findRefs(
  tx: Transaction,
  named: { readonly dealIds: readonly string[]; readonly eventIds: readonly string[] },
): Promise<DealRefs> {
  const [deals, events] = await Promise.all([
    named.dealIds.length === 0
      ? []
      : tx.sql<{ id: string; customer_id: string }>(
          `select id, customer_id
from deals.agreement
where id = any($1::text[])
union all
select id, customer_id
from deals.tender
where id = any($1::text[])`,
          [named.dealIds],
          'deals_named',
        ),
    rowsBy(tx, 'deals.event', { column: 'id', values: named.eventIds }),
  ])
  return {
    customerOf: new Map(deals.map((row) => [row.id, row.customer_id])),
    events: new Map(events.map((row) => [row.id, row])),
  }
}

/** Those of these agreement numbers that are on record. */
export async function findNumbers(tx: Transaction, numbers: readonly string[]): Promise<string[]> {
  const rows = await tx.run(
    db
      .selectFrom('deals.agreement')
      .select('number')
      .where('number', 'in', [...numbers, ''])
      .where('state', 'not in', ['declined', 'withdrawn', 'lapsed']),
  )
  return rows.map((row) => row.number)
}

/** Agreements by id, locked when they are to be changed. */
export async function loadAgreements(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, AgreementRow>> {
  const query = db
    .selectFrom('deals.agreement')
    .selectAll()
    .where('id', 'in', [...ids, ''])
    .orderBy('id')
  const rows = await tx.run(tx.isReadOnly ? query : query.forUpdate())
  return new Map(rows.map((row) => [row.id, row]))
}

/** The clauses of these agreements, in the order of their numbers. */
export async function findClauses(tx: Transaction, agreementIds: readonly string[]): Promise<ClauseRow[]> {
  return rowsBy(tx, 'deals.clause', { column: 'agreement_id', values: agreementIds, order: 'number' })
}

/** Tenders with their roles. */
export type TenderRows = { readonly tenders: readonly TenderRow[]; readonly roles: readonly TenderRoleRow[] }

/** Tenders by id with their roles, locked when they are to be changed. */
export async function loadTenders(tx: Transaction, ids: readonly string[]): Promise<TenderRows> {
  const query = db
    .selectFrom('deals.tender')
    .selectAll()
    .where('id', 'in', [...ids, ''])
    .orderBy('id')
  return {
    tenders: await tx.run(tx.isReadOnly ? query : query.forUpdate()),
    roles: await tx.run(
      db
        .selectFrom('deals.tender_role')
        .selectAll()
        .where('tender_id', 'in', [...ids, '']),
    ),
  }
}

/** A list of events that may have been cut; `isWhole` says whether these are all. */
export type SomeEvents = { readonly rows: readonly EventRow[]; readonly isWhole: boolean }

const eventsMax = 100

/** Events that are not over on a day, the next first; at most a hundred. */
export async function loadEventsFrom(tx: Transaction, day: LocalDate): Promise<SomeEvents> {
  return cut(await tx.run(eventsInOrder.where('until_on', '>=', day)))
}

/** Events that take place on a day; at most a hundred. */
export async function loadEventsOn(tx: Transaction, day: LocalDate): Promise<SomeEvents> {
  return cut(await tx.run(eventsInOrder.where('from_on', '<=', day).where('until_on', '>=', day)))
}

const eventsInOrder = db
  .selectFrom('deals.event')
  .selectAll()
  .orderBy('from_on')
  .orderBy('id')
  .limit(eventsMax + 1)

function cut(rows: readonly EventRow[]): SomeEvents {
  return { rows: rows.slice(0, eventsMax), isWhole: rows.length <= eventsMax }
}

/** Records of third parties by id, locked when they are to be changed. */
export async function loadThirdParties(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, ThirdPartyRow>> {
  const query = db
    .selectFrom('deals.third_party')
    .selectAll()
    .where('id', 'in', [...ids, ''])
    .orderBy('id')
  const rows = await tx.run(tx.isReadOnly ? query : query.forUpdate())
  return new Map(rows.map((row) => [row.id, row]))
}

/** The records of these third parties, in every entity that the transaction sees, the latest first. */
export async function findThirdParties(
  tx: Transaction,
  customerIds: readonly string[],
): Promise<ThirdPartyRow[]> {
  const rows = await rowsBy(tx, 'deals.third_party', {
    column: 'customer_id',
    values: customerIds,
    order: 'id',
  })
  return rows.toSorted((a, b) => b.recorded_at.localeCompare(a.recorded_at))
}
