import type { Socket } from 'node:net'
import process from 'node:process'
import type { PoolClient, QueryConfig, QueryResultRow } from 'pg'
import type { CompiledQuery } from 'kysely'
import { sendAtOnce, type Answer, type Asked } from './sent-at-once.ts'

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
  /** Sends one statement and tells how many rows it changed as well, for the write door. */
  readonly send: (query: QueryConfig) => Promise<Answer>
  /** True in a preview: nothing can be written, and `lock` is empty. */
  readonly isReadOnly: boolean
  /** Ends a select that loads rows to be changed: `for update`, or nothing in a preview. */
  readonly lock: 'for update' | ''
  /** The connection, for streams (COPY) only. */
  readonly client: PoolClient
}

/**
 * Wraps a connection and opens a transaction on it, unless one is open. On a pipelined connection the first
 * queries are sent behind `opening` without waiting for it; should it fail, they fail with it.
 */
export function transactionOn(client: PoolClient, isReadOnly: boolean, opening?: string): Transaction {
  const sendNow = sender(client)
  const begun = opening === undefined ? undefined : opened(client, opening)
  // Heard with the first query; without this line a fault of the work itself would leave it unheard.
  begun?.catch(() => undefined)
  const send = async (query: QueryConfig) => {
    if (!isPipelined(client)) await begun
    const [found] = await Promise.all([sendNow(query), begun])
    return found
  }
  return {
    isReadOnly,
    lock: isReadOnly ? '' : 'for update',
    client,
    send,
    run: async <Row>(query: Query<Row>) => {
      const compiled = 'compile' in query ? query.compile() : query
      const found = await send({ text: compiled.sql, values: [...compiled.parameters] })
      return found.rows as Row[]
    },
    sql: async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = [], name?: string) => {
      const named = name === undefined ? { text } : { name, text }
      const found = await send({ ...named, values: [...values] })
      return found.rows as Row[]
    },
  }
}

/**
 * Sends queries. On a pipelined connection everything that is asked in one turn of the event loop leaves in
 * one write; on another each query waits for the transaction to be open.
 */
function sender(client: PoolClient): Transaction['send'] {
  if (!isPipelined(client)) return (query) => client.query(query)
  let asked: Asked[] = []
  const sendAll = () => {
    const all = asked
    asked = []
    sendAtOnce(client, all)
  }
  return (query) =>
    new Promise((resolve, reject) => {
      if (asked.length === 0) process.nextTick(sendAll)
      asked.push({ query, resolve, reject })
    })
}

/**
 * Opens a transaction. The opening stands before whatever else goes to the connection, its end and a stream
 * too, also where nothing is asked; what is asked in the same turn leaves in one write with it.
 */
function opened(client: PoolClient, opening: string): Promise<unknown> {
  if (!isPipelined(client)) return client.query(opening)
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection
  stream.cork()
  // One turn later than the first query, which is sent in the next.
  process.nextTick(() => process.nextTick(() => stream.uncork()))
  return client.query(opening)
}

function isPipelined(client: PoolClient): boolean {
  return (client as unknown as { readonly pipeline?: boolean }).pipeline === true
}
