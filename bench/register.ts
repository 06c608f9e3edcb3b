import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Pool } from 'pg'
import { seedDemo } from '../src/app/seed.ts'
import { registerPorts } from '../src/app/routes.ts'
import { makeWorld, type World } from '../src/app/world.ts'
import { partyLines } from '../src/contract/parties.ts'
import * as contract from '../src/contract/register.ts'
import { dayFor } from '../src/modules/access/index.ts'
import { askedTexts, keepAsked } from '../src/modules/benefits/index.ts'
import { partyLinesOf } from '../src/modules/benefits/party-lines.ts'
import { partyPageOf } from '../src/modules/benefits/party-page.ts'
import { registerPage, registerTotalsOf } from '../src/modules/benefits/queries.ts'
import type { RegisterPorts } from '../src/modules/benefits/ports.ts'
import type { RegisterReader } from '../src/modules/benefits/words.ts'
import { monotonicMs, randomBytes, systemClock } from '../src/platform/clock.ts'
import { readConfig } from '../src/platform/config.ts'
import { openDatabase, openPool, type OpenDatabase } from '../src/platform/db/connect.ts'
import { readOnly } from '../src/platform/db/in-transaction.ts'
import type { Transaction } from '../src/platform/db/transaction.ts'
import { loadMasterKey } from '../src/platform/key-file.ts'
import { existingHome } from '../src/platform/postgres/place.ts'
import { atMost, type GateLine } from '../test/gates/gate.ts'
import { registerQuestions, type Question } from './register-questions.ts'
import { benchReaders, type BenchReader } from './register-readers.ts'

// Every page and filter of the register, its sums and the pages of parties, with one million benefits, for
// each kind of reader: the functions that the routes call, in a transaction as the routes open it.
// BENCH_BENEFITS sets the size; BENCH_DATA names a data folder that `seed demo --benefits` has filled before.

const benefits = Number(process.env['BENCH_BENEFITS'] ?? 1_000_000)
const repetitions = Number(process.env['BENCH_REPETITIONS'] ?? 15)
const limitMs = 50

/**
 * One figure: the median with the slowest of twenty beside it, and the processor time that the database took,
 * which a busy machine does not lengthen.
 */
export type RegisterFigure = GateLine & { readonly p95: number; readonly processor?: number }

/** How to measure. */
export type Measuring = {
  readonly repetitions: number
  /**
   * Asked so often before the clock counts, to warm the caches of server and client as any use would have.
   */
  readonly warmUps: number
  /** The processor time so far of the session that answers, in milliseconds; where the machine tells it. */
  readonly processorMs?: (() => number) | undefined
}

type Telling = Measuring & {
  readonly print: (figure: RegisterFigure) => void
  /**
   * Does what the server does in the background after somebody asked for a text; true when many titles hold
   * it, so that it is kept from then on.
   */
  readonly keep: (text: string) => Promise<boolean>
}

/**
 * Asks every question as every reader; `print` hears each figure. True when all are below the limit. A text
 * that many titles hold is asked twice: for the first time, and as it is answered from then on.
 */
export async function measureRegister(world: World, options: Telling): Promise<boolean> {
  const questions = await registerQuestions(world.pool)
  const { readers } = await benchReaders(world)
  let holds = true
  const tell = (figure: RegisterFigure) => {
    options.print(figure)
    holds &&= figure.holds
  }
  for (const figure of await firstTimes(world, readers, questions, options)) tell(figure)
  for (const reader of readers) {
    for (const question of questions) tell(await measureOne(world, reader, question, options))
  }
  return holds
}

/** What the texts of many titles take before they are kept; each is kept afterwards. */
async function firstTimes(
  world: World,
  readers: readonly BenchReader[],
  questions: readonly Question[],
  options: Telling,
): Promise<RegisterFigure[]> {
  const figures: RegisterFigure[] = []
  const ofText = questions.filter((question) => question.query['q'] !== undefined)
  const few = { ...options, repetitions: Math.min(3, options.repetitions), warmUps: 1 }
  for (const [text, own] of Map.groupBy(ofText, (question) => question.query['q'] ?? '')) {
    const before: RegisterFigure[] = []
    for (const reader of readers) {
      for (const question of own) {
        const name = `${question.name}, asked for the first time`
        before.push(await measureOne(world, reader, { ...question, name }, few))
      }
    }
    if (await options.keep(text)) figures.push(...before)
  }
  return figures
}

async function measureOne(
  world: World,
  { name, actor }: BenchReader,
  question: Question,
  { repetitions, warmUps, processorMs }: Measuring,
): Promise<RegisterFigure> {
  const times: number[] = []
  const processor: number[] = []
  const ports = registerPorts(world)
  for (let i = -warmUps; i < repetitions; i++) {
    const before = processorMs?.()
    const since = monotonicMs()
    await readOnly(world.pool, [actor], async (tx) => {
      const organisation = await world.requests.organisation(tx)
      const now = world.now()
      const today = dayFor(organisation, actor.personId, now)
      await answer(tx, { actor, language: 'zh-CN', now, today, organisation }, ports, question)
    })
    if (i < 0) continue
    times.push(monotonicMs() - since)
    if (processorMs && before !== undefined) processor.push(processorMs() - before)
  }
  const line = atMost(`register.${name}: ${question.name}`, quantile(times, 0.5), limitMs, 'ms')
  const used = processor.length === 0 ? {} : { processor: quantile(processor, 0.5) }
  return { ...line, p95: quantile(times, 0.95), ...used }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? 0) * 10) / 10
}

/** Answers a question as its route does. */
async function answer(
  tx: Transaction,
  reader: RegisterReader,
  ports: RegisterPorts,
  question: Question,
): Promise<unknown> {
  const { reads, query, partyId = '' } = question
  switch (reads) {
    case 'page':
      return registerPage(tx, reader, ports, contract.register.query.parse(query))
    case 'totals':
      return registerTotalsOf(tx, reader, contract.registerTotals.query.parse(query))
    case 'party':
      return partyPageOf(tx, reader, ports, partyId)
    case 'lines':
      return partyLinesOf(tx, reader, ports.requestsOf, partyId, partyLines.query.parse(query))
  }
}

async function main(): Promise<void> {
  const given = process.env['BENCH_DATA']
  const data = given ?? mkdtempSync(join(tmpdir(), 'aboveboard-register-'))
  const config = readConfig({ data })
  if (given === undefined) await seedDemo(config, benefits, () => undefined, tellEvery())
  const database = await openDatabase(config.database, randomBytes, () => undefined)
  const pool = openPool(database.app, { max: 1, name: 'bench register', isPipelined: true })
  const worker = openPool(database.worker, { max: 1, name: 'bench background' })
  const masterKey = loadMasterKey(config, randomBytes, false)
  const world = makeWorld({ pool, masterKey, data, now: systemClock(), enqueue: async () => undefined })
  try {
    await tellSettings(database)
    const holds = await measureRegister(world, {
      repetitions,
      warmUps: 2,
      processorMs: await processorOf(pool),
      keep: (text) => keepNow(worker, text),
      print: (figure) => process.stdout.write(`${JSON.stringify(figure)}\n`),
    })
    process.exitCode = holds ? 0 : 1
  } finally {
    await Promise.all([pool.end(), worker.end()])
    await database.server?.stop(given === undefined ? 'always' : 'unlessUsed')
    if (given === undefined) removeAll(data)
  }
}

async function keepNow(worker: Pool, text: string): Promise<boolean> {
  const asked = askedTexts()
  asked.note(text)
  return (await keepAsked(worker, asked)) === 'kept'
}

/** Reads the processor time of the pool's one session from the machine; undefined where it does not tell. */
async function processorOf(pool: Pool): Promise<(() => number) | undefined> {
  const found = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  const file = `/proc/${found.rows[0]?.pid ?? 0}/schedstat`
  if (!existsSync(file)) return undefined
  return () => Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6
}

function tellEvery(): (written: number) => void {
  let told = 0
  return (written) => {
    if (written - told < 100_000 && written < benefits) return
    told = written
    process.stderr.write(`${written} of ${benefits} benefits\n`)
  }
}

async function tellSettings(database: OpenDatabase): Promise<void> {
  const owner = openPool(database.owner, { max: 1, name: 'bench settings' })
  await owner.query('vacuum analyze benefits.benefit, benefits.line')
  // Nobody has asked for anything yet.
  await owner.query('delete from benefits.kept_text')
  const found = await owner.query(
    `select version() as version, (select count(*)::int from benefits.benefit) as benefits,
  pg_size_pretty(pg_total_relation_size('benefits.benefit')) as size,
  current_setting('shared_buffers') as shared_buffers, current_setting('work_mem') as work_mem`,
  )
  process.stderr.write(`${JSON.stringify(found.rows[0])}\n`)
  await owner.end()
}

function removeAll(data: string): void {
  const home = existingHome(data)
  if (home !== undefined) rmSync(home, { recursive: true, force: true })
  rmSync(data, { recursive: true, force: true })
}

if (import.meta.main) await main()
