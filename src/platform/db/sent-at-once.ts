import type { Socket } from 'node:net'
import { Query, type FieldDef, type PoolClient, type QueryConfig, type QueryResultRow } from 'pg'

/** What a statement gives: its rows, and how many it returned or changed. */
export type Answer = { readonly rows: QueryResultRow[]; readonly rowCount: number | null }

/** A statement and who waits for its answer. */
export type Asked = {
  readonly query: QueryConfig
  readonly resolve: (answer: Answer) => void
  readonly reject: (fault: unknown) => void
}

/** The connection, as the driver's queries use it. */
type Wire = {
  readonly stream: Socket
  readonly parsedStatements: Readonly<Record<string, string>>
  readonly bind: (config: object) => void
  readonly execute: (config: object) => void
  readonly sync: () => void
}

/** The columns of a prepared statement; the server refuses to run one whose columns have changed. */
type Shape = readonly { readonly name: string; readonly parse: (text: string) => unknown }[]

const shapesOf = new WeakMap<Wire, Map<string, Shape>>()

/**
 * Sends statements in one write, in their order. Prepared ones that stand together are answered in one as
 * well: the server holds its answers back until the end of their group, where it would send one for each,
 * and does not describe again what it described before.
 */
export function sendAtOnce(client: PoolClient, asked: readonly Asked[]): void {
  const { connection: wire } = client as unknown as { readonly connection: Wire }
  const shapes = shapesOf.get(wire) ?? new Map<string, Shape>()
  shapesOf.set(wire, shapes)
  let group: Prepared[] = []
  const sendGroup = () => {
    if (group.length > 0) client.query(new Group(group))
    group = []
  }
  wire.stream.cork()
  for (const each of asked) {
    const { name, text } = each.query
    const shape = name === undefined || wire.parsedStatements[name] !== text ? undefined : shapes.get(name)
    if (shape) group.push({ ...each, shape })
    else {
      sendGroup()
      sendFirst(client, each, shapes)
    }
  }
  sendGroup()
  wire.stream.uncork()
}

/** Sends a statement for the first time on its connection, or one that has no name, as the driver does. */
function sendFirst(client: PoolClient, { query, resolve, reject }: Asked, shapes: Map<string, Shape>): void {
  client.query(query).then((result) => {
    if (query.name !== undefined) shapes.set(query.name, shapeOf(client, result.fields))
    resolve(result)
  }, reject)
}

function shapeOf(client: PoolClient, fields: readonly FieldDef[]): Shape {
  return fields.map(({ name, dataTypeID }) => ({ name, parse: client.getTypeParser(dataTypeID) }))
}

type Prepared = Asked & { readonly shape: Shape }

/** A query of the driver; how it writes itself stands beside its public type. */
type Written = { readonly prepare: (wire: object) => void }

/** One query to the driver's client: it writes all statements, and hands their answers out at the end. */
class Group extends Query {
  readonly #asked: readonly Prepared[]
  readonly #answers: Answer[] = []
  #rows: QueryResultRow[] = []
  /** A value that cannot be written, or an answer that cannot be read. */
  #fault: unknown

  constructor(asked: readonly Prepared[]) {
    super('', () => undefined)
    this.#asked = asked
    this.submit = (wire) => this.#write(wire as unknown as Wire)
  }

  #write(wire: Wire): void {
    // The driver's own way to write a prepared statement, without a description and an end for each.
    const bound = {
      parsedStatements: wire.parsedStatements,
      bind: (config: object) => wire.bind(config),
      describe: () => undefined,
      execute: (config: object) => wire.execute(config),
      close: () => undefined,
      sync: () => undefined,
    }
    for (const { query } of this.#asked) {
      const written = new Query(query, (fault) => (this.#fault ??= fault))
      ;(written as unknown as Written).prepare(bound)
      if (this.#fault !== undefined) break
    }
    wire.sync()
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const shape = this.#asked[this.#answers.length]?.shape ?? []
    const row: QueryResultRow = {}
    try {
      shape.forEach(({ name, parse }, i) => {
        const text = fields[i] ?? null
        row[name] = text === null ? null : parse(text)
      })
    } catch (fault) {
      this.#fault ??= fault
    }
    this.#rows.push(row)
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const count = / (\d+)$/.exec(text)
    this.#answers.push({ rows: this.#rows, rowCount: count ? Number(count[1]) : null })
    this.#rows = []
  }

  handleReadyForQuery(): void {
    if (this.#fault !== undefined) return this.handleError(this.#fault)
    for (const [i, { resolve, reject }] of this.#asked.entries()) {
      const answer = this.#answers[i]
      if (answer) resolve(answer)
      else reject(new Error('a statement was not answered'))
    }
  }

  /** One that fails ends its group: none of it counts, for the transaction is over. */
  handleError(fault: unknown): void {
    for (const { reject } of this.#asked) reject(fault)
  }
}
