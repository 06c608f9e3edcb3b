import process from 'node:process'
import type { Socket } from 'node:net'
import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg'
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
  /** Sends one statement and gives all that the driver says of it, for the write door. */
  readonly send: (query: QueryConfig) => Promise<QueryResult>
  /** True in a preview: nothing can be written, and `lock` is empty. */
  readonly isReadOnly: boolean
  /** Ends a select that loads rows to be changed: `for update`, or nothing in a preview. */
  readonly lock: 'for update' | ''
  /** The connection, for streams (COPY) only. */
  readonly client: PoolClient
  /**
   * Leaves statements to the end of the transaction: on a pipelined connection the commit leaves in one write
   * with them, and nothing takes effect when one of them fails. Nothing may be asked after this.
   */
  readonly leaveToCommit: (last: readonly QueryConfig[]) => void
}

/** When a transaction is open, when it is over, and who sends its last statements. */
type Span = {
  readonly begun: Promise<unknown>
  readonly isOver: () => boolean
  readonly leaveToCommit: Transaction['leaveToCommit']
}

/** The span of a transaction that somebody else opens and ends. */
const theirs: Span = {
  begun: Promise.resolve(),
  isOver: () => false,
  leaveToCommit: () => {
    throw new Error('this transaction is ended elsewhere')
  },
}

/**
 * Wraps a connection on which a transaction opens. On a pipelined connection the first queries are sent
 * behind `begun` without waiting for it; should it fail, they fail with it. What part of the work still asks
 * when another part has failed would take effect outside of the transaction: it is refused.
 */
export function transactionOn(client: PoolClient, isReadOnly: boolean, span: Span = theirs): Transaction {
  const sendNow = sender(client, span.begun)
  const send = async (query: QueryConfig) => {
    if (span.isOver()) throw new Error('a transaction was asked after its end')
    return sendNow(query)
  }
  return {
    isReadOnly,
    lock: isReadOnly ? '' : 'for update',
    client,
    leaveToCommit: span.leaveToCommit,
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

/** What a pooled connection has beside its type: whether it is pipelined, and the socket. */
type Wire = { readonly pipeline?: boolean; readonly connection?: { readonly stream?: Socket } }

/**
 * Sends queries. On a pipelined connection everything that is asked in one turn of the event loop leaves in
 * one write; on another each query waits for the transaction to be open.
 */
function sender(client: PoolClient, begun: Promise<unknown>): Transaction['send'] {
  const stream = pipelineOf(client)
  if (!stream) {
    return async (query) => {
      await begun
      return client.query(query)
    }
  }
  return async (query) => {
    gather(stream)
    const [, found] = await Promise.all([begun, client.query(query)])
    return found
  }
}

/**
 * Sends statements in this order, which the connection keeps; on a pipelined one they leave in one write with
 * what else is asked in this turn.
 */
export function sendAll(
  client: PoolClient,
  statements: readonly (QueryConfig | string)[],
): Promise<unknown>[] {
  const stream = pipelineOf(client)
  if (stream) gather(stream)
  return statements.map((statement) => client.query(statement))
}

/** The socket of a pipelined connection; undefined for another. */
function pipelineOf(client: PoolClient): Socket | undefined {
  const { pipeline, connection } = client as unknown as Wire
  return pipeline === true ? connection?.stream : undefined
}

const gathering = new WeakSet<Socket>()

function gather(stream: Socket): void {
  if (gathering.has(stream)) return
  gathering.add(stream)
  stream.cork()
  process.nextTick(() => {
    gathering.delete(stream)
    stream.uncork()
  })
}
