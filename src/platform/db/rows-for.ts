import type { Transaction } from './transaction.ts'

/** Which rows: those whose `column` holds one of `values`, in the order of `order`, which is a column too. */
export type RowsBy<Row> = {
  readonly column: keyof Row & string
  readonly values: readonly string[]
  readonly order?: keyof Row & string
  /**
   * Locks the rows that are to be changed, or holds them against change (`shared`) beside others who do the
   * same; a preview locks nothing.
   */
  readonly isLocked?: boolean | 'shared'
}

/**
 * Reads whole rows of one module's tables by one column. Each such read is prepared once per connection, so
 * that the paths that everybody waits for neither build nor plan a query; for no values it asks nothing. A
 * foreign module's table does not compile.
 */
export function rowsFor<Tables extends object>() {
  return async <Table extends keyof Tables & string>(
    tx: Transaction,
    table: Table,
    by: RowsBy<Tables[Table]>,
  ): Promise<Tables[Table][]> => {
    if (by.values.length === 0) return []
    const order = by.order === undefined ? '' : ` order by ${by.order}`
    const lock = tx.isReadOnly ? '' : lockOf(by.isLocked)
    const text = `select * from ${table} where ${by.column} = any($1::text[])${order}${lock}`
    const name = `${table} ${by.column}${by.order === undefined ? '' : ` ${by.order}`}${lock}`
    return (await tx.sql(text, [by.values], name)) as Tables[Table][]
  }
}

function lockOf(isLocked: boolean | 'shared' | undefined): string {
  if (isLocked === 'shared') return ' for share'
  return isLocked === true ? ' for update' : ''
}
