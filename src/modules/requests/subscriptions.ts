import type { LoggedColumns, LoggedRow } from '../../kernel/entry.ts'
import type { FeedEntry } from '../../platform/feed.ts'

/** What an entry of the log touched: parties, one of our entities and all it gives, requests, or all. */
export type Touched = {
  readonly partyIds: readonly string[]
  readonly entityIds: readonly string[]
  readonly requestIds: readonly string[]
  /** True where it is no matter of single parties: the policy, an exchange rate, who may approve. */
  readonly isForAll: boolean
}

/** The tables whose rows say something about a party that a decision may wait for. */
const aboutParties = ['parties.', 'deals.']

/** The tables on which every decision rests. */
const aboutAll = ['policy.pack', 'policy.rate']

/** The tables that say who can approve, which a request of which nothing is missing may wait for. */
const aboutStaff = ['access.person', 'access.role_grant', 'access.manager', 'access.unit']

/**
 * Reads what may let a held request go on; undefined for an entry that changed nobody's facts. A request
 * that has just been held counts too: its facts may have been put on record while it was decided.
 */
export function touchedBy(entry: FeedEntry): Touched | undefined {
  const about = entry.rows.filter(({ table }) => aboutParties.some((prefix) => table.startsWith(prefix)))
  const partyIds = about.flatMap((row) => [row.id, ...named(row.new), ...named(row.old)])
  const entityIds = entry.rows
    .filter(({ table }) => table === 'access.entity_profile')
    .flatMap((row) => [columnOf(row.new, 'entity_id'), columnOf(row.old, 'entity_id')].flat())
  const requestIds = entry.rows
    .filter(({ table, new: row }) => table === 'requests.request' && row?.['state'] === 'more_information')
    .map((row) => row.id)
  const isParty = (id: string) => id.startsWith('party_')
  const touched = {
    partyIds: unique(partyIds.filter(isParty)),
    entityIds: unique(entityIds),
    requestIds: unique(requestIds),
    isForAll: entry.rows.some((row) => aboutAll.includes(row.table) || isOfStaff(row)),
  }
  const isNothing = [touched.partyIds, touched.entityIds, touched.requestIds].every((ids) => ids.length === 0)
  return isNothing && !touched.isForAll ? undefined : touched
}

/** A role that is proposed gives nobody a standing yet. */
function isOfStaff({ table, new: row }: LoggedRow): boolean {
  return aboutStaff.includes(table) && row?.['state'] !== 'proposed'
}

/** What an approver made of a request, for whoever asked for it. */
export type Verdict = {
  readonly requestId: string
  readonly verdict: 'approved' | 'rejected' | 'more_information'
  readonly at: string
}

const verdicts: readonly unknown[] = ['approved', 'rejected', 'more_information']

/** The requests that an approver's entry brought to an end or gave back to the applicant. */
export function verdictsIn(entry: FeedEntry): Verdict[] {
  if (!entry.operation.startsWith('approvals.')) return []
  return entry.rows
    .filter(({ table, old, new: row }) => {
      const isRequest = table === 'requests.request'
      return isRequest && verdicts.includes(row?.['state']) && row?.['state'] !== old?.['state']
    })
    .map(({ id, new: row }) => ({
      requestId: id,
      verdict: row?.['state'] as Verdict['verdict'],
      at: entry.at,
    }))
}

function named(columns: LoggedColumns | undefined): string[] {
  return ['customer_id', 'person_id', 'other_id', 'party_id', 'merged_into'].flatMap((name) =>
    columnOf(columns, name),
  )
}

function columnOf(columns: LoggedColumns | undefined, name: string): string[] {
  const value = columns?.[name]
  return typeof value === 'string' ? [value] : []
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort()
}
