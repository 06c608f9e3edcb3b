import { systemActor } from '../../src/platform/act/actor.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { Transaction } from '../../src/platform/db/transaction.ts'
import type { StaffedServer } from './staffed-server.ts'

/** Schemas whose rows belong to one legal entity each. */
const scoped = [
  'requests',
  'approvals',
  'ledger',
  'budgets',
  'programmes',
  'invoices',
  'payments',
  'coverage',
]

/** What direct SQL as the application's role saw. */
export type SqlSeen = {
  readonly tables: number
  /** Tables without an entity, or without row-level security. */
  readonly open: readonly string[]
  /** Rows of another entity that a person could read. */
  readonly foreignRows: number
  /** Rows that the same question finds without a border, so that the zero above says something. */
  readonly reachable: number
}

/**
 * Asks every entity-scoped table, as the application's role in a person's entity, for the rows of others.
 * Rounds about objects of the whole group (roles, policies, parties) belong to no entity.
 */
export async function sqlBorders(server: StaffedServer): Promise<SqlSeen> {
  const { pool } = server.company.world
  const near = server.actor('sales', 'near')
  const nearId = near.entityIds[0] ?? ''
  const tables = await readOnly(pool, [systemActor], (tx) => tx.sql<Table>(tablesSql, [scoped]))
  const bordered = tables.filter(({ has_entity }) => has_entity)
  const foreign = (tx: Transaction) =>
    bordered.reduce<Promise<number>>(async (sum, { name }) => {
      const [row] = await tx.sql<{ count: bigint }>(
        `select count(*) as count from ${name} where entity_id not in ($1, 'group')`,
        [nearId],
      )
      return (await sum) + Number(row?.count ?? 0)
    }, Promise.resolve(0))
  return {
    tables: bordered.length,
    open: tables.filter((table) => !table.has_entity || !table.has_border).map(({ name }) => name),
    foreignRows: await readOnly(pool, [near], foreign),
    reachable: await readOnly(pool, [systemActor], foreign),
  }
}

type Table = { readonly name: string; readonly has_entity: boolean; readonly has_border: boolean }

/** Lists of words (states, transitions) are the same for all entities: they have no version and no border. */
const tablesSql = `
  select c.oid::regclass::text as name,
    exists (select from pg_attribute where attrelid = c.oid and attname = 'entity_id' and not attisdropped)
      as has_entity,
    c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy where polrelid = c.oid)
      as has_border
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any ($1::text[])
    and c.relkind in ('r', 'p')
    and exists (select from pg_attribute where attrelid = c.oid and attname = 'version')
  order by name`
