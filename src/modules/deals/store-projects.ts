import type { Transaction } from '../../platform/db/transaction.ts'

/** An event, an open matter or an agreement of which a benefit may be a part. */
export type Project = { readonly id: string; readonly title: string }

/** Events, open matters and agreements by their identifiers or their whole titles. */
export function findProjects(tx: Transaction, texts: readonly string[]): Promise<Project[]> {
  return tx.sql<Project>(
    `select id, title from deals.event where id = any($1::text[]) or title = any($1::text[])
union all
select id, title from deals.tender where id = any($1::text[]) or title = any($1::text[])
union all
select id, title from deals.agreement where id = any($1::text[]) or title = any($1::text[])
order by id`,
    [texts],
    'deals_projects',
  )
}
