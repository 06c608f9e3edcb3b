import type { Transaction } from '../../platform/db/transaction.ts'
import { survivorOf, type Mergeable } from './merging.ts'

/** Parties that were merged into one another, seen as the one that each stands for. */
export type Families = {
  /** Every identifier whose benefits, classes and work count for one of those that were asked for. */
  readonly members: readonly string[]
  /** The party that an identifier stands for after all merges; itself when it was never merged. */
  readonly survivorOf: (id: string) => string
}

const mergedIntoSql = `select id, merged_into from parties.customer where merged_into = any($1::text[])
union all
select id, merged_into from parties.customer where id = any($1::text[]) and merged_into is not null
union all
select id, merged_into from parties.person where merged_into = any($1::text[])
union all
select id, merged_into from parties.person where id = any($1::text[]) and merged_into is not null`

const familySql = `with recursive family (id) as (
  select unnest($1::text[])
  union
  select next.id
  from family
  join lateral (
    select merged_into as id from parties.customer where id = family.id and merged_into is not null
    union all
    select id from parties.customer where merged_into = family.id
    union all
    select merged_into from parties.person where id = family.id and merged_into is not null
    union all
    select id from parties.person where merged_into = family.id
  ) as next on true
)
select id, merged_into from parties.customer where id in (select id from family)
union all
select id, merged_into from parties.person where id in (select id from family)`

/**
 * Follows merges both ways: a merge is a pointer, so whoever sums or reads history asks for all members and
 * reads their lines as the survivor's. Customers and people alike.
 */
export async function withMerged(tx: Transaction, ids: readonly string[]): Promise<Families> {
  const asked = [...new Set(ids)]
  if (asked.length === 0) return { members: [], survivorOf: (id) => id }
  // Merges are rare: whether there is one at all is a far smaller question than the whole family.
  const merges = await tx.sql<Mergeable>(mergedIntoSql, [asked], 'parties_merges')
  const rows = merges.length === 0 ? [] : await tx.sql<Mergeable>(familySql, [asked], 'parties_families')
  const known = new Map(rows.map((row) => [row.id, row]))
  return {
    members: [...new Set([...asked, ...known.keys()])].sort(),
    survivorOf: (id) => survivorOf(known, id),
  }
}

/** Of families that were read before those of some members; asked for anew where one is not among them. */
export async function familiesAmong(
  tx: Transaction,
  known: Families | undefined,
  ids: readonly string[],
): Promise<Families> {
  if (!known || !ids.every((id) => known.members.includes(id))) return withMerged(tx, ids)
  const own = new Set(ids.map(known.survivorOf))
  return { ...known, members: known.members.filter((id) => own.has(known.survivorOf(id))) }
}

/** Families that were read before, with those of further parties, of whom only the unknown are asked for. */
export async function withFurther(
  tx: Transaction,
  known: Families,
  ids: readonly string[],
): Promise<Families> {
  const further = await withMerged(
    tx,
    ids.filter((id) => !known.members.includes(id)),
  )
  return {
    members: [...new Set([...known.members, ...further.members])],
    survivorOf: (id) => further.survivorOf(known.survivorOf(id)),
  }
}
