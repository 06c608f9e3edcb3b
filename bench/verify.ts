import { spawn } from 'node:child_process'
import { hash } from 'node:crypto'
import { once } from 'node:events'
import process from 'node:process'
import { from as copyFrom } from 'pg-copy-streams'
import type { Pool, PoolClient } from 'pg'
import { governedTables } from '../src/app/governed.ts'
import { formatCheckpoint } from '../src/kernel/checkpoint.ts'
import { entryBytes, type NewEntry } from '../src/kernel/entry.ts'
import { MerkleTree } from '../src/kernel/merkle-tree.ts'
import { leafHash } from '../src/kernel/merkle.ts'
import { signNote } from '../src/kernel/note.ts'
import { pgText, rowLine, type PgValue } from '../src/kernel/row-line.ts'
import { logSigner, loggedRow, verifyLive } from '../src/modules/audit/index.ts'
import { columnsOf, type GovernedTable, type RowChange } from '../src/platform/act/rows.ts'
import { monotonicMs } from '../src/platform/clock.ts'
import { openPool } from '../src/platform/db/connect.ts'
import { keyRing } from '../src/platform/keys.ts'
import { atMost, withGateDatabase } from '../test/gates/gate.ts'

// Verification of 1,000,000 entries with their rows, live from PostgreSQL: one benefit and one line of the
// sum an entry, as the write door leaves them. The rows are loaded by COPY with the very bytes that the
// door would have written; the measured process is another one, so that its memory is its own.

const entries = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000)
const limitSeconds = 30
const ring = keyRing(Buffer.alloc(32, 9))
const start = Date.UTC(2025, 0, 1)

async function loadAndMeasure(
  database: Parameters<Parameters<typeof withGateDatabase>[0]>[0],
): Promise<void> {
  const owner = database.pool('owner', 8)
  const began = monotonicMs()
  await dropGuards(owner)
  await load(owner)
  await owner.query('vacuum analyze audit.entry, audit.leaf, audit.node, benefits.benefit, benefits.line')
  say(`loaded ${entries} entries in ${Math.round((monotonicMs() - began) / 1_000)} s`)
  const settings = await owner.query('select version() as version, current_setting($1) as buffers', [
    'shared_buffers',
  ])
  say(JSON.stringify(settings.rows[0]))
  process.exitCode = await runMeasured(database.auditorUrl)
}

function runMeasured(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, BENCH_AUDITOR_URL: url }
    const child = spawn(process.execPath, [import.meta.filename], { stdio: 'inherit', env })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

async function measure(url: string): Promise<void> {
  const pool = openPool({ connectionString: url }, { max: 2, name: 'bench verify' })
  const began = monotonicMs()
  const found = await verifyLive({ pool, ring, tables: governedTables, outside: { notes: [] } })
  const seconds = (monotonicMs() - began) / 1_000
  const { user, system } = process.cpuUsage()
  say(`processor time of the verifier alone: ${Math.round((user + system) / 100_000) / 10} s`)
  await pool.end()
  if (!found.ok || found.entries !== entries || found.rows !== 2 * entries) {
    throw new Error(`the loaded log is not clean: ${JSON.stringify(found).slice(0, 500)}`)
  }
  const lines = [
    atMost(
      `verify ${entries} entries and ${found.rows} rows`,
      Math.round(seconds * 10) / 10,
      limitSeconds,
      's',
    ),
    atMost('verify memory', Math.round(process.resourceUsage().maxRSS / 1_024), 1_024, 'MB'),
  ]
  for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`)
  process.exitCode = lines.every(({ holds }) => holds) ? 0 : 1
}

/** Loading a million rows through checks that are not measured would only cost time. */
async function dropGuards(owner: Pool): Promise<void> {
  const found = await owner.query<{ statement: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement
from pg_constraint
where conrelid = any ('{audit.leaf,benefits.benefit,benefits.line}'::regclass[])
and contype = 'f'
union all
select format('drop index %s', indexrelid::regclass)
from pg_index
where indrelid = any ('{audit.entry,benefits.benefit,benefits.line}'::regclass[])
and not indisunique`,
  )
  for (const { statement } of found.rows) await owner.query(statement)
}

/** A COPY that waits when the server does not keep up. */
class Loader {
  readonly #stream
  readonly #client: PoolClient
  #lines: string[] = []

  constructor(client: PoolClient, table: string, columns: readonly string[]) {
    this.#client = client
    this.#stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
  }

  async add(line: string): Promise<void> {
    this.#lines.push(line)
    if (this.#lines.length >= 1_000) await this.#flush()
  }

  async end(): Promise<void> {
    await this.#flush()
    this.#stream.end()
    await once(this.#stream, 'finish')
    this.#client.release()
  }

  async #flush(): Promise<void> {
    const text = this.#lines.map((line) => `${line}\n`).join('')
    this.#lines = []
    if (!this.#stream.write(text)) await once(this.#stream, 'drain')
  }
}

async function load(owner: Pool): Promise<void> {
  const open = async (table: string, columns: readonly string[]) =>
    new Loader(await owner.connect(), table, columns)
  const [benefit, line] = [tableNamed('benefits.benefit'), tableNamed('benefits.line')]
  const namesOf = (table: GovernedTable) => columnsOf(table).map(({ name }) => name)
  const side = [
    'id',
    'at',
    'operation',
    'object_type',
    'object_id',
    'person_id',
    'is_refused',
    'bytes',
    'leaf',
  ]
  const into = {
    entry: await open('audit.entry', side),
    leaf: await open('audit.leaf', ['number', 'entry_id', 'hash']),
    node: await open('audit.node', ['level', 'position', 'hash']),
    benefit: await open('benefits.benefit', namesOf(benefit)),
    line: await open('benefits.line', namesOf(line)),
  }
  const tree = new MerkleTree(sha)
  for (let n = 0; n < entries; n++) {
    const changes = [benefitRow(benefit, n), lineRow(line, n)]
    await into.benefit.add(lineOf(benefit, changes[0]))
    await into.line.add(lineOf(line, changes[1]))
    const entry = entryOf(n, changes)
    const bytes = entryBytes(entry)
    const leaf = leafHash(bytes, sha)
    const text = Buffer.from(bytes).toString('utf8')
    const { object } = entry
    const beside = [
      String(n + 1),
      entry.at,
      entry.op,
      object.type,
      object.id,
      'per_000017',
      'f',
      text,
      bytea(leaf),
    ]
    await into.entry.add(rowLine(beside))
    await into.leaf.add(rowLine([String(n), String(n + 1), bytea(leaf)]))
    const nodes: string[] = []
    tree.append(leaf, ({ level, index, hash: node }) => {
      if (level > 0) nodes.push(rowLine([String(level), String(index), bytea(node)]))
    })
    for (const node of nodes) await into.node.add(node)
  }
  for (const loader of Object.values(into)) await loader.end()
  await finish(owner, tree)
}

async function finish(owner: Pool, tree: MerkleTree): Promise<void> {
  const { key, sign } = logSigner(ring)
  const at = new Date(start + entries * 1_000).toISOString()
  const text = formatCheckpoint({ origin: key.name, size: tree.size, root: tree.root(), at })
  const note = await signNote(text, key, sign)
  await owner.query('insert into audit.checkpoint values ($1, $2, $3, $4)', [
    tree.size,
    tree.root(),
    note,
    at,
  ])
  await owner.query(`select setval('audit.entry_id', $1)`, [entries])
}

function sha(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer')
}

function bytea(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`
}

function tableNamed(name: string): GovernedTable {
  const table = governedTables.find((each) => each.name === name)
  if (!table) throw new Error(`no table ${name}`)
  return table
}

function lineOf(table: GovernedTable, change: RowChange | undefined): string {
  return rowLine(
    columnsOf(table).map(({ name, kind }) => {
      const value = change?.row[name] ?? null
      // The table's type says which kind of value each column holds.
      return value === null ? null : pgText(...([kind, value] as unknown as PgValue))
    }),
  )
}

function entryOf(n: number, changes: readonly RowChange[]): NewEntry {
  return {
    v: 1,
    op: 'requests.submit',
    at: atOf(n),
    actor: { person: 'per_000017', account: 'acc_000017', via: 'web' },
    key: hash('sha256', `key ${n}`),
    object: { type: 'request', id: idOf('req', n) },
    outcome: 'done',
    rows: changes.map((change) => loggedRow(change, new Map())),
  }
}

function idOf(prefix: string, n: number): string {
  return `${prefix}_${n.toString(36).padStart(24, '0')}`
}

function atOf(n: number): string {
  return new Date(start + n * 1_000).toISOString()
}

/** Every column by its kind, so that a new column of the register needs nothing here. */
function filled(table: GovernedTable, n: number): Record<string, string | number | bigint | boolean> {
  const values: Record<string, string | number | bigint | boolean> = {}
  for (const { name, kind, nullable } of columnsOf(table).slice(2)) {
    if (nullable && !name.endsWith('customer_id')) continue
    if (kind === 'text') values[name] = name.includes('currency') ? 'CNY' : `${name} ${n % 97}`
    else if (kind === 'bool') values[name] = n % 7 === 0
    else if (kind === 'date') values[name] = atOf(n).slice(0, 10)
    else if (kind === 'instant') values[name] = atOf(n)
    else values[name] = kind === 'int' ? (n % 20) + 1 : BigInt(n % 100_000)
  }
  return values
}

function benefitRow(table: GovernedTable, n: number): RowChange {
  const known = {
    number: `BR-2026-${n}`,
    book: 'own',
    direction: 'given',
    state: 'given',
    outcome: 'allow',
    form: 'gift',
    title: '中秋节礼盒',
    reason: '感谢客户全年合作，按标准赠送节日礼盒一份',
    source: 'request',
    recipient_kind: 'person',
    recipient_id: idOf('party', n % 5e3),
    recipient_count: 1,
  }
  return { table, row: { ...filled(table, n), ...known, id: idOf('ben', n), version: 1 } }
}

function lineRow(table: GovernedTable, n: number): RowChange {
  const known = {
    benefit_id: idOf('ben', n),
    book: 'own',
    direction: 'given',
    recipient_id: idOf('party', n % 5_000),
  }
  return { table, row: { ...filled(table, n), ...known, id: idOf('line', n), version: 1 } }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

const measured = process.env['BENCH_AUDITOR_URL']
if (measured === undefined) await withGateDatabase(loadAndMeasure)
else await measure(measured)
