import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { apiCalls, type ApiCalls } from '../test/setup/api-calls.ts'
import { companyOn, type Company } from '../test/setup/company-on.ts'
import type { FreshDatabase } from '../test/setup/database-copy.ts'
import { atLeast, withGateDatabase, type GateLine } from '../test/gates/gate.ts'
import { quantile, type LoadFigures } from './http-clients.ts'
import {
  fileLunches,
  livesIn,
  prepareLives,
  sendToBank,
  showOnStatement,
  staffOf,
  type Lives,
  type Staff,
} from './payments/company.ts'
import type { Tasks } from './payments/load.ts'
import { steps, taskOf, type Step, type Who } from './payments/steps.ts'
import { templateOf, type Template } from './payments/template.ts'
import { pgbench } from './pgbench.ts'
import { clockOf, serve, type Served } from './served.ts'
import { printSettings } from './settings.ts'

// Commands about payments through HTTP, all included (signed in with a session and a second factor,
// validated, locked, decided, booked, stored, logged, durable, numbered by the sequencer), against `pgbench
// -M prepared` with the rows and updates that the same commands wrote, one transaction each, at the same
// number of clients, both through the server's socket. In each round every command is measured on both sides
// in turn, so that what else runs on the machine falls on both. PostgreSQL's fsync stays on. A life is a
// lunch from its approval to the line of the statement that shows its reimbursement; nobody waits for the row
// of another life. What `pgbench` writes is taken from a real life, and compared with it row by row, table by
// table, before anything is measured.

const clients = 8
const livesEach = Number(process.env['BENCH_LIVES'] ?? 480)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5)
const ourFirst = 20_000_000
const theirFirst = 30_000_000

/** What one command took on both sides, a round each. */
type Measured = { readonly ours: Side[]; readonly theirs: Side[] }
type Side = {
  readonly seconds: number
  readonly times: readonly number[]
  /** Processor time in seconds: of the database, and of server and clients where they are ours. */
  readonly processor: readonly number[]
}

type Site = {
  readonly company: Company
  readonly database: FreshDatabase
  readonly calls: ApiCalls
  readonly staff: Staff
  readonly template: Template
  readonly served: Served
  readonly cookies: Readonly<Record<Who, string>>
  readonly folder: string
  readonly databaseSeconds: () => number
}

/** Runs the bench; prints one line of JSON a figure. */
export async function paymentsBench(print: (line: GateLine) => void): Promise<boolean> {
  if (livesEach % clients !== 0)
    throw new Error(`BENCH_LIVES=${String(livesEach)} is not a multiple of the ${String(clients)} clients`)
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-bench-payments-'))
  try {
    return await withGateDatabase(async (database) => {
      const site = await openSite(database, folder)
      const measured = new Map(
        steps.map(({ operation }) => [operation, { ours: [], theirs: [] } as Measured]),
      )
      // The first round warms both sides up: the server compiles its hot code. Then the database gathers its
      // statistics, as it does by itself within a minute: plans made of empty tables read these whole.
      for (let round = 0; round <= rounds; round++) {
        await runRound(site, round, round === 0 ? undefined : measured)
        if (round === 0) await database.pool('owner', 1).query('analyze')
      }
      await site.served.close()
      const lines = report(measured)
      for (const line of lines) print(line)
      return lines.every((line) => line.holds)
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function openSite(database: FreshDatabase, folder: string): Promise<Site> {
  const company = await companyOn(database)
  const staff = await staffOf(company)
  await printSettings(database.pool('owner', 1), { clients, lives: livesEach, rounds })
  const template = await templateOf({ company, staff, folder })
  const calls = apiCalls(company.world)
  const all = (first: number): Lives => ({ first, last: first + livesEach * (rounds + 1) - 1 })
  for (const lives of [all(ourFirst), all(theirFirst)]) await prepareLives(company, lives)
  await fileLunches(calls, staff, all(ourFirst))
  await template.copyTo(all(theirFirst))
  // As a server in use has done by itself after its first minutes, and pgbench's own filling does.
  await database.pool('owner', 1).query('analyze')
  const served = await serve(company, database)
  const cookies: Partial<Record<Who, string>> = {}
  for (const who of Object.keys(staff) as Who[]) cookies[who] = await served.signIn(staff[who].accountId)
  return {
    company,
    database,
    calls,
    staff,
    template,
    served,
    cookies: cookies as Record<Who, string>,
    folder,
    databaseSeconds: await clockOf(database),
  }
}

/** Takes the lives of a round through every command, on one side and then on the other. */
async function runRound(
  site: Site,
  round: number,
  measured: Map<string, Measured> | undefined,
): Promise<void> {
  const { company, calls, staff, template } = site
  const at = (first: number): Lives => {
    const from = first + round * livesEach
    return { first: from, last: from + livesEach - 1 }
  }
  const [ours, theirs] = [at(ourFirst), at(theirFirst)]
  for (const step of steps) {
    if (step.operation === 'bank.answer_line') {
      await sendToBank(company, calls, staff, ours)
      await runScript(site, 'bank.make_batch', theirs)
      await showOnStatement(company, template.ordersOf(theirs))
    }
    // Who goes first changes from round to round.
    const order = [() => runCommand(site, step, ours), () => runScript(site, step.operation, theirs)] as const
    const [our, their] =
      round % 2 === 0 ? [await order[0](), await order[1]()] : [await order[1](), await order[0]()].reverse()
    if (!our || !their) throw new Error('both sides were measured')
    measured?.get(step.operation)?.ours.push(our)
    measured?.get(step.operation)?.theirs.push(their)
  }
  process.stderr.write(`round ${round} of ${rounds}${round === 0 ? ' (not measured)' : ''}\n`)
}

async function runCommand(site: Site, step: Step, lives: Lives): Promise<Side> {
  const found = await livesIn(site.company, lives)
  const tasks = found.map((life) => taskOf(step, life, site.cookies[step.who]))
  const before = site.databaseSeconds()
  const here = process.cpuUsage()
  const figures = await load({ url: site.served.url, clients, tasks })
  const { done, failed, times, rate } = figures
  const { user, system } = process.cpuUsage(here)
  const processor = [site.databaseSeconds() - before, (user + system) / 1_000_000, figures.seconds]
  if (failed > 0 || done < livesEach)
    throw new Error(`${step.operation}: ${failed} of ${done + failed} failed`)
  return { seconds: done / rate, times, processor }
}

/** The load comes from a process of its own. */
async function load(tasks: Tasks): Promise<LoadFigures> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'payments/load.ts')])
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.pipe(process.stderr)
  child.stdin.end(JSON.stringify(tasks))
  await once(child, 'close')
  return JSON.parse(text) as LoadFigures
}

async function runScript(site: Site, operation: string, { first }: Lives): Promise<Side> {
  const { folder, template, database } = site
  const script = join(folder, `${operation}.sql`)
  const { text, variables } = template.scriptOf(operation)
  writeFileSync(script, text)
  const before = site.databaseSeconds()
  const each = livesEach / clients
  const rate = await pgbench({
    url: database.poolUrl('owner'),
    script,
    clients,
    length: { transactions: each },
    variables: { ...variables, base: first, each, i: -1 },
    log: join(folder, 'times'),
  })
  return { seconds: livesEach / rate, times: timesIn(folder), processor: [site.databaseSeconds() - before] }
}

/** What the clients of pgbench logged of their transactions, in milliseconds; taken away. */
function timesIn(folder: string): number[] {
  const files = readdirSync(folder).filter((name) => name.startsWith('times'))
  return files.flatMap((name) => {
    const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n')
    rmSync(join(folder, name))
    return lines.map((line) => Number(line.split(' ')[2]) / 1_000)
  })
}

function report(measured: ReadonlyMap<string, Measured>): GateLine[] {
  const lines: GateLine[] = []
  let [ours, theirs] = [0, 0]
  for (const [operation, side] of measured) {
    const [our, their] = [told(side.ours), told(side.theirs)]
    ours += our.seconds
    theirs += their.seconds
    process.stderr.write(`${operation}: ${our.text}\n${operation} of pgbench: ${their.text}\n`)
    const byRound = side.ours.map(({ seconds }, i) => (side.theirs[i]?.seconds ?? 0) / seconds)
    const median = quantile(
      byRound.toSorted((a, b) => a - b),
      0.5,
    )
    lines.push(share(`payments.share_of_pgbench.${operation}`, median))
  }
  return [...lines, share('payments.share_of_pgbench', theirs / ours)]
}

function share(name: string, value: number): GateLine {
  return atLeast(name, Math.round(value * 1_000) / 1_000, 0.5, 'ratio')
}

function told(sides: readonly Side[]) {
  const seconds = sides.reduce((sum, side) => sum + side.seconds, 0)
  const times = sides.flatMap((side) => side.times).toSorted((a, b) => a - b)
  const processor = ['database', 'server', 'clients'].flatMap((name, i) => {
    const spent = sides.flatMap((side) => side.processor[i] ?? [])
    if (spent.length === 0) return []
    return `${name} ${((spent.reduce((sum, each) => sum + each, 0) * 1_000) / times.length).toFixed(2)} ms`
  })
  const text =
    `${(times.length / seconds).toFixed(0)}/s, median ${quantile(times, 0.5).toFixed(1)} ms, ` +
    `p99 ${quantile(times, 0.99).toFixed(1)} ms; processor: ${processor.join(', ')}`
  return { seconds, text }
}

if (process.argv[1] === import.meta.filename) {
  const holds = await paymentsBench((line) => void process.stdout.write(`${JSON.stringify(line)}\n`))
  process.exit(holds ? 0 : 1)
}
