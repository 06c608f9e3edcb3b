import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'
import { accountTable, newCustomer } from '../src/modules/parties/index.ts'
import { agreementTable, clauseTable, uncheckedAgreement } from '../src/modules/deals/index.ts'
import { insertRow, type RowChange } from '../src/platform/act/rows.ts'
import { companyOn, testNow, type Company } from '../test/setup/company-on.ts'
import type { FreshDatabase } from '../test/setup/database-copy.ts'
import { atLeast, atMost, withGateDatabase, type GateLine } from '../test/gates/gate.ts'
import type { LoadFigures } from './http-clients.ts'
import { pgbench } from './pgbench.ts'
import { clockOf, serve, type Served } from './served.ts'
import { printSettings } from './settings.ts'

const noRoute = { cnaps: null, province: null, city: null, phone: null }

// Submit through HTTP, all included (signed in with a session, validated, resolved, decided, locked, stored,
// logged, durable, numbered by the sequencer), against `pgbench -M prepared` with the same changes as one
// script, at the same number of clients, one after the other on the same server, server and load on the same
// cores, both through the server's socket, as the product connects. PostgreSQL's fsync stays on. The script
// stores the record and the entry of a real submit. Both sides are measured warm: the server has compiled its
// hot code before the clock starts.

const seconds = Number(process.env['BENCH_SECONDS'] ?? 60)
const clients = (process.env['BENCH_CLIENTS'] ?? '1,8,32').split(',').map(Number)
const dealers = 2_000
const warmUp = { clients: 8, seconds: 5 }

/** Runs the bench; prints one line of JSON a figure. */
export async function submitBench(print: (line: GateLine) => void): Promise<boolean> {
  return withGateDatabase(async (database) => {
    const company = await companyOn(database)
    await fill(company)
    // As a server in use has done by itself after its first minutes, and pgbench's own filling does.
    await database.pool('owner', 1).query(`analyze ${filled.join(', ')}`)
    await printSettings(database.pool('owner', 1), { seconds, dealers })
    const { url, signIn, close } = await serve(company, database)
    const cookie = await signIn(company.founded.accounts['sales'] ?? '')
    const databaseSeconds = await clockOf(database)
    await load({ url, cookie }, warmUp.clients, warmUp.seconds)
    let holds = true
    for (const count of clients) {
      const ours = await measured(databaseSeconds, () => load({ url, cookie }, count, seconds))
      const theirs = await pgbenchMeasured(databaseSeconds, () => pgbenchRate(database, company, count))
      const lines = [
        atLeast(`submit.per_second.${count}_clients`, ours.rate, theirs.rate * 0.5, 'requests/s'),
        atLeast(`submit.share_of_pgbench.${count}_clients`, ours.rate / theirs.rate, 0.5, 'ratio'),
        atMost(`submit.p99_over_median.${count}_clients`, ours.p99 / ours.median, 12, 'ratio'),
      ]
      for (const line of lines) print(line)
      process.stderr.write(
        `${count} clients: ${ours.rate.toFixed(0)}/s, median ${ours.median.toFixed(1)} ms, ` +
          `p99 ${ours.p99.toFixed(1)} ms; ${ours.failed} failed; ${ours.processor}\n` +
          `${count} clients of pgbench: ${theirs.rate.toFixed(0)}/s; processor: ${theirs.processor}\n`,
      )
      holds &&= lines.every((line) => line.holds) && ours.failed === 0
    }
    await close()
    return holds
  })
}

/** The tables that `fill` fills, and those that are read with them. */
const filled = [
  'parties.customer',
  'parties.account',
  'parties.person',
  'parties.employment',
  'deals.agreement',
  'deals.clause',
]

const dealerId = (n: number) => `party_bench${String(n).padStart(7, '0')}`

async function fill(company: Company): Promise<void> {
  await company.store(Array.from({ length: dealers }, (_, n) => dealerRows(company, n)).flat())
}

/** A dealer with an agreement and an account. */
function dealerRows({ founded }: Company, n: number): RowChange[] {
  const suffix = String(n).padStart(7, '0')
  return [
    newCustomer({
      id: dealerId(n),
      name: `测试经销商${suffix}有限公司`,
      type: 'company',
      ownership: 'private',
      role: 'dealer',
      country: 'CN',
      public_purchaser: false,
      staff_benefit_authorised: false,
      account_verified: true,
      created_at: testNow,
    }),
    insertRow(agreementTable, {
      id: `agr_bench${suffix}`,
      entity_id: founded.entities['suzhou'] ?? '',
      customer_id: dealerId(n),
      number: `HT-${suffix}`,
      title: '框架协议',
      signed_on: '2025-12-01',
      from_on: '2026-01-01',
      until_on: '2026-12-31',
      state: 'active',
      ...uncheckedAgreement,
    }),
    insertRow(clauseTable, {
      id: `clause_bench${suffix}`,
      agreement_id: `agr_bench${suffix}`,
      number: '6',
      form: 'rebate',
      text: '返利 2%',
      rate_percent: '2',
      is_published: true,
      from_on: '2026-01-01',
      until_on: '2026-12-31',
      terms_group: 'dealer/-',
    }),
    insertRow(accountTable, {
      id: `bank_bench${suffix}`,
      customer_id: dealerId(n),
      holder: `测试经销商${suffix}有限公司`,
      bank: '苏州银行',
      number: `62220212${suffix}`,
      given_in: 'contract',
      reference: '第 8 条',
      state: 'verified',
      stated_by: founded.people['boss'] ?? '',
      stated_at: testNow,
      checked_by: founded.people['finance'] ?? '',
      checked_at: testNow,
      checked_how: 'call_back',
      check_reference: '电话',
      ...noRoute,
    }),
  ]
}

type Load = Omit<LoadFigures, 'times'>

/** A load with the processor time of all three sides, a submit each. */
async function measured(
  databaseSeconds: () => number,
  run: () => Promise<Load>,
): Promise<Load & { readonly processor: string }> {
  const here = process.cpuUsage()
  const before = databaseSeconds()
  const found = await run()
  const { user, system } = process.cpuUsage(here)
  const each = (spent: number) => `${((spent * 1_000) / found.done).toFixed(2)} ms`
  const server = each((user + system) / 1_000_000)
  const stored = each(databaseSeconds() - before)
  return {
    ...found,
    processor: `processor: clients ${each(found.seconds)}, server ${server}, database ${stored}`,
  }
}

/** The rate of pgbench, with the processor time that a transaction of it takes in the database. */
async function pgbenchMeasured(
  databaseSeconds: () => number,
  run: () => Promise<number>,
): Promise<{ readonly rate: number; readonly processor: string }> {
  const before = databaseSeconds()
  const rate = await run()
  const each = ((databaseSeconds() - before) * 1_000) / (rate * seconds)
  return { rate, processor: `database ${each.toFixed(2)} ms` }
}

/** The load comes from a process of its own. */
async function load(
  to: Pick<Served, 'url'> & { readonly cookie: string },
  count: number,
  forSeconds: number,
): Promise<Load> {
  const child = spawn(process.execPath, [
    join(import.meta.dirname, 'submit-load.ts'),
    to.url,
    String(count),
    String(forSeconds),
    String(dealers),
    to.cookie,
  ])
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.pipe(process.stderr)
  await once(child, 'close')
  return JSON.parse(text) as Load
}

/** The record and the entry of one submit, as they are stored. */
async function realTexts(database: FreshDatabase): Promise<{ record: string; entry: string }> {
  const { rows } = await database.pool('owner', 1).query<{ record: string; entry: string }>(
    `select (select record from policy.decision limit 1) as record,
      (select bytes from audit.entry where operation = 'requests.submit' limit 1) as entry`,
  )
  const [texts] = rows
  if (!texts) throw new Error('no submit was stored')
  return texts
}

async function pgbenchRate(database: FreshDatabase, company: Company, count: number): Promise<number> {
  const person = company.founded.people['sales'] ?? ''
  return pgbench({
    url: database.poolUrl('owner'),
    script: join(import.meta.dirname, 'submit-script.sql'),
    clients: count,
    length: { seconds },
    variables: { person, ...(await realTexts(database)) },
  })
}

if (process.argv[1] === import.meta.filename) {
  const holds = await submitBench((line) => void process.stdout.write(`${JSON.stringify(line)}\n`))
  process.exit(holds ? 0 : 1)
}
