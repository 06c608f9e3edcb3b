import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'

const mergedWith = (known: string) => `join lateral (
    select merged_into as id from parties.customer where id = ${known}.id and merged_into is not null
    union all
    select id from parties.customer where merged_into = ${known}.id
    union all
    select merged_into from parties.person where id = ${known}.id and merged_into is not null
    union all
    select id from parties.person where merged_into = ${known}.id
  ) as next on true`

const reachSql = `with recursive own (id) as (
  select unnest($1::text[])
  union
  select next.id
  from own
  ${mergedWith('own')}
), near (id) as (
  select id from own
  union
  select person_id
  from parties.employment
  where customer_id in (select id from own) and (until_on is null or until_on >= $2)
  union
  select customer_id
  from parties.employment
  where person_id in (select id from own) and (until_on is null or until_on >= $2)
  union
  select other.person_id
  from parties.household_member as one
  join parties.household_member as other on other.household_id = one.household_id
  where one.person_id in (select id from own)
  and (one.until_on is null or one.until_on >= $2)
  and (other.until_on is null or other.until_on >= $2)
  union
  select other_id
  from parties.relation
  where person_id in (select id from own) and (until_on is null or until_on >= $2)
  union
  select person_id
  from parties.relation
  where other_id in (select id from own) and (until_on is null or until_on >= $2)
), reach (id) as (
  select id from near
  union
  select next.id
  from reach
  ${mergedWith('reach')}
)
select id from reach order by id`

/**
 * Everybody for whom it matters what is on record of some parties: themselves, the people of a customer, the
 * employers, the household and the relatives of a person, as of a day or later, and whoever was merged with
 * any of them. Who asks for a benefit for one of these changes nothing in their favour, and whoever did asks
 * for none.
 */
export async function loadReach(
  tx: Transaction,
  partyIds: readonly string[],
  since: LocalDate,
): Promise<readonly string[]> {
  if (partyIds.length === 0) return []
  const rows = await tx.sql<{ id: string }>(reachSql, [[...new Set(partyIds)], since], 'parties_reach')
  return rows.map(({ id }) => id)
}
