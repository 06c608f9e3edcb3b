import type { FreshDatabase } from './fresh-database.ts'

/** Why an operation was done each time, as its entries in the log keep it. */
export async function loggedReasons(
  database: Pick<FreshDatabase, 'pool'>,
  operation: string,
): Promise<unknown[]> {
  const { rows } = await database.pool('owner', 1).query<{
    bytes: string
  }>('select bytes from audit.entry where operation = $1 and not is_refused order by id', [operation])
  return rows.map(({ bytes }) => (JSON.parse(bytes) as { reason?: string }).reason)
}
