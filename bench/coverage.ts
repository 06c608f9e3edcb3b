import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { gzipSync } from 'node:zlib'
import { coverageLines } from '../src/contract/coverage.ts'
import { coverageRoutes, startComparison } from '../src/modules/coverage/index.ts'
import type { Actor } from '../src/platform/act/actor.ts'
import { act } from '../src/platform/act/act.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { readOnly } from '../src/platform/db/in-transaction.ts'
import { existingHome } from '../src/platform/postgres/place.ts'
import { openWorld, type Opened, type RunMeasured } from './coverage-run.ts'
import { journalText, sampleJournal, type SampleJournal } from './journal-sample.ts'
import { storeCompany, type StoredCompany } from './journal/stored.ts'
import type { Figure } from './match.ts'
import { printSettings } from './settings.ts'

const limits = { recall: 95, share: 1, seconds: 60, memoryMb: 1_000 } as const

/** BENCH_LINES sets another size, for a look at the bench itself. */
const size = Number(process.env['BENCH_LINES'] ?? 1_000_000)

/**
 * A year of 1,000,000 journal lines with 200 disguised benefits, handed in and compared as the product does
 * it: the register in an embedded PostgreSQL, the file kept and read back, and everything that is found
 * stored, by the background job in a process of its own. Further seeds are given as arguments; kinds that
 * were missed are told.
 */
async function main(): Promise<void> {
  const seeds = process.argv.slice(2).map(Number).filter(Number.isInteger)
  for (const seed of seeds.length > 0 ? seeds : [1]) {
    const data = mkdtempSync(join(tmpdir(), 'aboveboard-coverage-'))
    const opened = await openWorld(data)
    try {
      await measureSeed(opened, data, seed)
    } finally {
      const home = existingHome(data)
      await opened.pool.end()
      await opened.database.server?.stop('always')
      if (home !== undefined) rmSync(home, { recursive: true, force: true })
      rmSync(data, { recursive: true, force: true })
    }
  }
}

async function measureSeed(opened: Opened, data: string, seed: number): Promise<void> {
  const { database, world } = opened
  const journal = sampleJournal(size, seed)
  await migrate(database.owner, database.roles)
  await printSettings(opened.pool, { seed })
  const company = await storeCompany(world, journal.benefits)
  const jobId = await handIn(opened, company, journal)
  const load = loadavg()[0] ?? 0
  const measured = runApart(data, jobId)
  const listed = await shownLines(opened, company.finance, measured.runId)
  const stored = await storedRun(opened, company, measured.runId)
  checkStored(stored, listed, journal.lines)
  tell(journal, listed, measured, { seed, load: round(load), ...stored.tells })
}

/** The journal as a person hands it in: packed, for the server takes 20 MB of a file. */
async function handIn({ deps }: Opened, { entityId, finance }: StoredCompany, journal: SampleJournal) {
  const bytes = gzipSync([...journalText(journal)].join(''))
  const body = { entityId, name: 'journal.csv.gz', digest: hash('sha256', bytes) }
  const call = { key: 'bench-coverage', actor: finance, at: deps.now(), body }
  const [outcome] = await act(deps.door, startComparison(deps, 'coverage.start', [bytes]), [call])
  if (outcome?.kind !== 'done') throw new Error(`the journal was not taken: ${JSON.stringify(outcome)}`)
  return outcome.answer.jobId
}

function runApart(data: string, jobId: string): RunMeasured {
  const program = join(import.meta.dirname, 'coverage-run.ts')
  const child = spawnSync(process.execPath, [...process.execArgv, program, data, jobId], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.status !== 0) throw new Error('the comparison did not come to its end')
  return JSON.parse(child.stdout) as RunMeasured
}

/** The work list as its pages show it, by the lines of the file, the strongest signs first. */
async function shownLines({ deps }: Opened, actor: Actor, runId: string): Promise<number[]> {
  const found = coverageRoutes(deps).find(({ operation }) => operation.id === coverageLines.id)
  const shown: number[] = []
  for (let after: number | undefined = 0; after !== undefined;) {
    const answer = await found?.handle({
      params: { runId },
      query: coverageLines.query.parse({ after, limit: 200 }),
      body: {},
      actor,
      key: '',
      at: deps.now(),
      language: 'zh-CN',
      headers: {},
      address: '127.0.0.1',
      files: [],
    })
    if (answer?.kind !== 'answer') throw new Error('the work list cannot be read')
    const page = coverageLines.answer.parse(answer.body)
    shown.push(...page.items.map(({ line }) => line))
    after = page.next
  }
  return shown
}

/** What the database holds of a comparison. */
type StoredRun = {
  readonly lines: number
  readonly listed: readonly number[]
  readonly untied: number
  readonly tells: { readonly accounts: number; readonly unbooked: number; readonly entries: number }
}

async function storedRun({ pool }: Opened, { finance }: StoredCompany, runId: string): Promise<StoredRun> {
  const counts = await readOnly(pool, [finance], (tx) =>
    tx.sql<StoredRun['tells'] & { readonly lines: number; readonly untied: number }>(
      `select run.lines,
  (select count(*)::int from coverage.account where run_id = run.id) as accounts,
  (select count(*)::int from coverage.account where run_id = run.id
    and matched_minor + explained_minor + unexplained_minor <> total_minor) as untied,
  (select count(*)::int from coverage.unbooked where run_id = run.id) as unbooked,
  (select count(*)::int from audit.entry where object_id = run.id) as entries
from coverage.run
where run.id = $1`,
      [runId],
    ),
  )
  const listed = await readOnly(pool, [finance], (tx) =>
    tx.sql<{ readonly line: number }>('select line from coverage.line where run_id = $1 order by place', [
      runId,
    ]),
  )
  const [run] = counts
  if (!run) throw new Error('the comparison is not stored')
  const { lines, untied, ...tells } = run
  return { lines, untied, tells, listed: listed.map(({ line }) => line) }
}

function checkStored({ lines, listed, untied, tells }: StoredRun, shown: readonly number[], made: number) {
  if (lines !== made) throw new Error(`${lines} lines are stored as compared, of ${made}`)
  if (untied > 0) throw new Error('the states of an account do not sum up to its total')
  if (tells.entries !== 1) throw new Error(`the log has ${tells.entries} entries of the comparison`)
  if (listed.length === 0 || listed.join() !== shown.join())
    throw new Error('the work list shows other lines than are stored')
}

function tell(journal: SampleJournal, listed: readonly number[], measured: RunMeasured, more: object): void {
  const { planted, lines, benefits } = journal
  const { processor, pause } = measured
  const foundIn = (share: number) => {
    const list = listed.slice(0, Math.floor(lines * share))
    const hits = list.filter((line) => planted.has(line)).length
    return { recall: (hits * 100) / planted.size, precision: (hits * 100) / Math.max(1, list.length) }
  }
  const [whole, half] = [foundIn(0.01), foundIn(0.005)]
  print('coverage.recall', whole.recall, '%', limits.recall, 'min')
  print('coverage.list_share', (listed.length * 100) / lines, '%', limits.share, 'max')
  print('coverage.seconds', measured.seconds, 's', limits.seconds, 'max')
  print('coverage.memory', measured.memoryMb, 'MB', limits.memoryMb, 'max')
  process.stderr.write(
    `${JSON.stringify({
      ...more,
      lines,
      benefits: benefits.length,
      listed: listed.length,
      processor: { here: round(processor.here), database: round(processor.database) },
      pause: round(pause),
      precision: round(whole.precision),
      atHalf: { recall: round(half.recall), precision: round(half.precision) },
      missed: missedKinds(planted, new Set(listed)),
    })}\n`,
  )
}

/** How many of which disguise are not in the list. */
function missedKinds(
  planted: ReadonlyMap<number, string>,
  listed: ReadonlySet<number>,
): Record<string, number> {
  const missed: Record<string, number> = {}
  for (const [line, kind] of planted) if (!listed.has(line)) missed[kind] = (missed[kind] ?? 0) + 1
  return missed
}

function print(name: string, value: number, unit: string, limit: number, kind: 'min' | 'max'): void {
  const ratio = kind === 'min' ? value / limit : limit / value
  const figure: Figure = { name, value: round(value), unit, limit, ratio: round(ratio), holds: ratio >= 1 }
  process.stdout.write(`${JSON.stringify(figure)}\n`)
  if (!figure.holds) process.exitCode = 1
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

await main()
