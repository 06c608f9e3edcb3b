import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import { loadCustomers, withMerged } from './store.ts'
import type { CustomerRow, FormerNameRow, PersonDetailRow } from './tables.ts'

type Tables = { 'parties.customer': CustomerRow; 'parties.former_name': FormerNameRow }

const rowsBy = rowsFor<Tables>()

/** The keys of a query, and those by which the likeliest of its hits come first. */
export type KeysOf = { readonly search: readonly string[]; readonly rank: readonly string[] }

/**
 * As many hits are scored: where more share a key by chance, such as the people of one large employer, the
 * likeliest are among them, and each of those is looked at before a name is new.
 */
const hitsMax = 1_000

/** How many keys a row shares with the query: where many share one by chance, the likeliest come first. */
function sharedKeys(column: string): string {
  return `(select count(*) from unnest(string_to_array(${column}, ' ')) as key where key = any($2::text[]))`
}

/**
 * Organisations that share a blocking key or a code with what was typed; the caller scores them. Merged ones
 * are among them, because the name that they had still means the party that they are now.
 */
export async function findCustomersByKeys(tx: Transaction, keys: KeysOf): Promise<CustomerRow[]> {
  return tx.sql<CustomerRow>(
    `select *
from parties.customer
where string_to_array(name_keys, ' ') && $1::text[]
order by ${sharedKeys('name_keys')} desc, id
limit ${hitsMax}`,
    [keys.search, keys.rank],
    'parties_customers_by_keys',
  )
}

/** People who share a blocking key with what was typed, merged ones too; the caller scores them. */
export async function findPeopleByKeys(tx: Transaction, keys: KeysOf): Promise<PersonDetailRow[]> {
  return tx.sql<PersonDetailRow>(
    `select detail.*
from parties.person_detail as detail
where string_to_array(detail.name_keys, ' ') && $1::text[]
order by ${sharedKeys('detail.name_keys')} desc, detail.id
limit ${hitsMax}`,
    [keys.search, keys.rank],
    'parties_people_by_keys',
  )
}

/** What customers were called before their records were corrected, oldest first, by customer. */
export async function loadFormerNames(
  tx: Transaction,
  customerIds: readonly string[],
): Promise<Map<string, FormerNameRow[]>> {
  const by = { column: 'customer_id', values: customerIds, order: 'changed_at' } as const
  return Map.groupBy(await rowsBy(tx, 'parties.former_name', by), (row) => row.customer_id)
}

/**
 * The living customers that stand for the holders of these credit codes. Of a merged holder that is its
 * survivor: the code is taken, whoever carries it now.
 */
export async function loadCodeHolders(
  tx: Transaction,
  codes: readonly string[],
): Promise<Map<string, CustomerRow>> {
  const held = await rowsBy(tx, 'parties.customer', { column: 'credit_code', values: codes })
  const rows = await loadCustomers(
    tx,
    held.map((row) => row.id),
  )
  const { survivorOf } = await withMerged(
    tx,
    held.map((row) => row.id),
  )
  const holders = new Map<string, CustomerRow>()
  // Where a living record and a merged one hold the code, the living one is written last and stays.
  for (const row of held.toSorted(
    (a, b) => Number(a.merged_into === null) - Number(b.merged_into === null),
  )) {
    const holder = rows.get(survivorOf(row.id))
    if (holder && row.credit_code !== null) holders.set(row.credit_code, holder)
  }
  return holders
}

/** The living customers that hold one of these codes in their own record; a split asks for no other. */
export async function loadLivingHolders(
  tx: Transaction,
  codes: readonly string[],
): Promise<Map<string, CustomerRow>> {
  const held = await rowsBy(tx, 'parties.customer', { column: 'credit_code', values: codes })
  return new Map(
    held.filter((row) => row.merged_into === null).map((row) => [row.credit_code ?? '', row] as const),
  )
}

const customersNamedSql = `select id
from parties.customer
where name ilike $1 or short_name ilike $1 or latin_name ilike $1
order by length(name), id
limit $2`

const formerlyNamedSql = `select customer_id as id
from parties.former_name
where value ilike $1
group by customer_id
order by min(length(value)), customer_id
limit $2`

const peopleNamedSql = `select detail.id
from parties.person_detail as detail
where detail.name ilike $1 or detail.latin_name ilike $1
order by length(detail.name), detail.id
limit $2`

/**
 * Parties whose name, now, formerly or before a merge, contains a text that was typed in part; each as its
 * survivor, at most `limit` of each kind; `isWhole` is false where more of a kind have it.
 */
export async function findByName(
  tx: Transaction,
  text: string,
  kind: 'organisation' | 'person' | 'any',
  limit: number,
): Promise<{ readonly ids: string[]; readonly isWhole: boolean }> {
  const pattern = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const queries = [
    ...(kind === 'person' ? [] : [customersNamedSql, formerlyNamedSql]),
    ...(kind === 'organisation' ? [] : [peopleNamedSql]),
  ]
  const ids: string[] = []
  let isWhole = true
  for (const query of queries) {
    const rows = await tx.sql<{ id: string }>(query, [pattern, limit + 1])
    isWhole &&= rows.length <= limit
    ids.push(...rows.slice(0, limit).map((row) => row.id))
  }
  const { survivorOf } = await withMerged(tx, ids)
  return { ids: [...new Set(ids.map(survivorOf))], isWhole }
}
