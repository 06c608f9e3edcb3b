import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'
import { allRoutes } from '../src/app/routes.ts'
import { authPort, type AuthPort } from '../src/modules/access/index.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import { accountTable, newCustomer } from '../src/modules/parties/index.ts'
import { agreementTable, clauseTable, uncheckedAgreement } from '../src/modules/deals/index.ts'
import { insertRow } from '../src/platform/act/rows.ts'
import { startSequencer } from '../src/modules/audit/index.ts'
import { randomBytes, systemClock } from '../src/platform/clock.ts'
import { httpServer } from '../src/platform/http/server.ts'
import { companyOn, testNow, type Company } from '../test/setup/company-on.ts'
import { testKey } from '../test/properties/signing.ts'
import type { FreshDatabase } from '../test/setup/database-copy.ts'
import { atLeast, atMost, withGateDatabase, type GateLine } from '../test/gates/gate.ts'
import { serverOf, serverSeconds } from './processor.ts'
import { printSettings } from './settings.ts'

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
const pgbench = process.env['PGBENCH'] ?? '/usr/lib/postgresql/15/bin/pgbench'

/** Runs the bench; prints one line of JSON a figure. */
export async function submitBench(print: (line: GateLine) => void): Promise<boolean> {
  return withGateDatabase(async (database) => {
    const company = await companyOn(database)
    await fill(company)
    // As a server in use has done by itself after its first minutes, and pgbench's own filling does.
    await database.pool('owner', 1).query(`analyze ${filled.join(', ')}`)
    await printSettings(database.pool('owner', 1), { seconds, dealers })
    const { url, cookie, close } = await serve(company, database)
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

async function fill({ founded, store }: Company): Promise<void> {
  const changes = Array.from({ length: dealers }, (_, n) => {
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
      }),
    ]
  })
  await store(changes.flat())
}

type Served = { readonly url: string; readonly cookie: string; readonly close: () => Promise<unknown> }

async function serve(company: Company, database: FreshDatabase): Promise<Served> {
  const { world } = company
  const auth = authPort({
    worker: { connectionString: database.poolUrl('worker') },
    secret: Buffer.alloc(32, 9),
    isSecure: false,
    organisation: world.organisations,
  })
  const cookie = await signedIn(auth, company)
  const unused = () => Promise.reject(new Error('the bench signs nobody in'))
  const access = { auth: undefined, welcome: unused, random: randomBytes } as unknown as Parameters<
    typeof allRoutes
  >[0]['access']
  const server = await httpServer(allRoutes({ world, pool: world.pool, access }), {
    actorOf: auth.actorOf,
    authorise: world.door.authorise,
    now: world.now,
    requestNumber: () => Buffer.from(randomBytes(5)).toString('hex'),
    onFault: (fault) => process.stderr.write(`${String(fault)}\n`),
    onAnswer: () => undefined,
    origins: () => [],
    isSecure: false,
    requestsPerMinute: 100_000_000,
  })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const signer = testKey('aboveboard.bench')
  const sequencer = startSequencer({ pool: database.pool('worker', 2), signer, now: systemClock() })
  const close = async () => {
    await sequencer.stop()
    await server.close()
    await auth.close()
  }
  return { url, cookie, close }
}

/** A session of the applicant, as the browser keeps it. */
async function signedIn(auth: AuthPort, { founded, world }: Company): Promise<string> {
  const [email, password, now] = ['sales@example.com', 'a long enough password', world.now()]
  const passwordHash = await auth.hashPassword(password, false)
  if (isRefusal(passwordHash)) throw new Error('the password of the bench is too short')
  await auth.setCredentials({ accountId: founded.accounts['sales'] ?? '', email, passwordHash }, now)
  const found = await auth.signIn(email, password, { address: '127.0.0.1', userAgent: 'bench' }, now)
  if (found.kind !== 'signed_in') throw new Error(`the bench could not sign in: ${found.kind}`)
  return auth.cookieFor('session', found.session).split(';')[0] ?? ''
}

/** Gives the processor time of the database's server so far. */
async function clockOf(database: FreshDatabase): Promise<() => number> {
  const { rows } = await database.pool('owner', 1).query<{ pid: number }>('select pg_backend_pid() as pid')
  const server = serverOf(rows[0]?.pid ?? 0)
  return () => serverSeconds(server)
}

type Load = {
  readonly rate: number
  readonly median: number
  readonly p99: number
  readonly done: number
  readonly failed: number
  /** Processor time of the clients, in seconds. */
  readonly seconds: number
}

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
async function load(to: Pick<Served, 'url' | 'cookie'>, count: number, forSeconds: number): Promise<Load> {
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
  const { record, entry } = await realTexts(database)
  const script = join(import.meta.dirname, 'submit-script.sql')
  const person = company.founded.people['sales'] ?? ''
  const args = ['-M', 'prepared', '-n', '-T', String(seconds), '-c', String(count), '-j', '2']
  const given = [`person=${person}`, `record=${record}`, `entry=${entry}`].flatMap((each) => ['-D', each])
  const child = spawn(pgbench, [...args, ...given, '-f', script, database.poolUrl('owner')], {
    env: { ...process.env, PGOPTIONS: '-c app.entities=*' },
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.pipe(process.stderr)
  await once(child, 'close')
  const found = /tps = ([\d.]+)/.exec(text)
  if (!found) throw new Error(`pgbench gave no rate: ${text}`)
  return Number(found[1])
}

if (process.argv[1] === import.meta.filename) {
  const holds = await submitBench((line) => void process.stdout.write(`${JSON.stringify(line)}\n`))
  process.exit(holds ? 0 : 1)
}
