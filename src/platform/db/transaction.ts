import type { PoolClient, QueryResultRow } from 'pg'
import type { CompiledQuery } from 'kysely'

/** A query that Kysely built, or can build. */
export type Query<Row> = CompiledQuery<Row> | { compile(): CompiledQuery<Row> }

/** One database transaction. Everything that reads or writes inside a command goes through it. */
export type Transaction = {
  /** Runs a query built by `sqlFor`. */
  readonly run: <Row>(query: Query<Row>) => Promise<Row[]>
  /** Runs SQL text; a `name` makes it a prepared statement, for hot paths. */
  readonly sql: <Row extends QueryResultRow>(
    text: string,
    values?: readonly unknown[],
    name?: string,
  ) => Promise<Row[]>
  /** True in a preview: nothing can be written, and `lock` is empty. */
  readonly isReadOnly: boolean
  /** Ends a select that loads rows to be changed: `for update`, or nothing in a preview. */
  readonly lock: 'for update' | ''
  /** The connection, for streams (COPY) only. */
  readonly client: PoolClient
}

/** Wraps a connection on which a transaction is open. */
export function transactionOn(client: PoolClient, isReadOnly: boolean): Transaction {
  return {
    isReadOnly,
    lock: isReadOnly ? '' : 'for update',
    client,
    run: async <Row>(query: Query<Row>) => {
      const compiled = 'compile' in query ? query.compile() : query
      const found = await client.query({ text: compiled.sql, values: [...compiled.parameters] })
      return found.rows as Row[]
    },
    sql: async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = [], name?: string) => {
      const query = name === undefined ? { text } : { name, text }
      const found = await client.query<Row>({ ...query, values: [...values] })
      return found.rows
    },
  }
}
