import { spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { booksBehind } from '../../src/app/booking.ts'
import { proveBooks } from '../../src/modules/ledger/index.ts'
import { actAlone } from '../../src/platform/act/act.ts'
import { systemActor, type Actor } from '../../src/platform/act/actor.ts'
import { pause } from '../../src/platform/clock.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { Transaction } from '../../src/platform/db/transaction.ts'
import { commands, type ChildCall, type ChildOperation } from '../setup/command-child.ts'
import { companyOn, testNow, type Company } from '../setup/company-on.ts'
import { openRound } from '../setup/approval-round.ts'
import { paymentCalls, type PaymentCalls } from '../setup/payment-calls.ts'
import { countingProxy, type CountingProxy } from './counting-proxy.ts'
import { atLeast, atMost, withGateDatabase, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { couponOf } from './marked-coupon.ts'

/**
 * G2: crash of the application. A program of its own files, approves, gives, claims, accepts a claim, makes
 * or checks a payment, and is killed at one message to or from the database, then at the next, until no
 * message is left; so every place at which it waits is reached. Whoever asks again with the same key gets the
 * answer, and the effect stands once.
 */
export const gate: Gate = {
  name: 'crash',
  rounds: 150,
  run: (options) => withGateDatabase(async (database) => crashOn(await companyOn(database), options)),
}

type Asked = { readonly actor: Actor; readonly body: unknown }

/** One way in which value goes on, with fresh objects, and how often its effect stands. */
type Scenario = {
  readonly operation: ChildOperation
  readonly ask: (mark: string) => Promise<Asked>
  readonly effects: (tx: Transaction, mark: string) => Promise<bigint>
}

type Site = { readonly company: Company; readonly proxy: CountingProxy; readonly url: string }
type Seen = { kills: number; notOnce: string[]; unanswered: string[]; missed: number }

/** Kills the program so many times on a company that is there already. */
export async function crashOn(company: Company, { rounds, say }: GateOptions): Promise<GateLine[]> {
  const calls = await paymentCalls(company)
  const { hostname, port } = new URL(company.database.appUrl)
  const proxy = await countingProxy({ host: hostname, port: Number(port) })
  const url = new URL(company.database.appUrl)
  url.port = String(proxy.port)
  const site = { company, proxy, url: url.href }
  const seen: Seen = { kills: 0, notOnce: [], unanswered: [], missed: 0 }
  try {
    const scenarios = await scenariosOf(company, calls)
    for (let sweep = 0; seen.kills < rounds; sweep++) {
      for (const scenario of scenarios) await everyPlace(site, scenario, { sweep, seen, rounds })
      say(`crash: ${String(seen.kills)} of ${String(rounds)}`)
    }
  } finally {
    calls.close()
    await proxy.close()
  }
  for (const text of [...seen.notOnce, ...seen.unanswered]) say(text)
  return judged(company, seen, rounds)
}

async function scenariosOf(company: Company, calls: PaymentCalls): Promise<Scenario[]> {
  return [
    ...requestScenarios(company, calls),
    ...(await claimScenarios(company, calls)),
    ...(await orderScenarios(calls)),
  ]
}

/** Small claims of one lunch, each with a receipt of its own, by which it is found again. */
async function claimScenarios(company: Company, calls: PaymentCalls): Promise<Scenario[]> {
  const requestId = await calls.givenLunch()
  const receipts = new Map<string, string>()
  const claim = async (mark: string) => {
    const fileId = await calls.upload('sales', 'receipt', `${mark}.txt`)
    receipts.set(mark, fileId)
    return { lines: [{ requestId, minor: '1' }], fileIds: [fileId] }
  }
  const filed = countOf("select count(*) as count from payments.claim where file_ids like '%' || $1 || '%'")
  return [
    {
      operation: 'payments.file_claim',
      ask: async (mark) => ({ actor: company.actor('sales'), body: await claim(mark) }),
      effects: (tx, mark) => filed(tx, receipts.get(mark) ?? mark),
    },
    {
      operation: 'payments.check_claim',
      ask: async (mark) => {
        const { claimId } = await calls.good('sales', 'payments.file_claim', { body: await claim(mark) })
        return {
          actor: { ...calls.checker, hasFreshFactor: true },
          body: { claimId, version: 1, verdict: 'accept', reason: mark },
        }
      },
      effects: countOf(`select count(entry.id) as count from payments.claim
join audit.entry on entry.object_id = claim.id and entry.operation = 'payments.check_claim'
where not entry.is_refused and claim.reason = $1 and claim.state = 'accepted'`),
    },
  ]
}

function requestScenarios(company: Company, calls: PaymentCalls): Scenario[] {
  const coupon = async (mark: string) => {
    const round = await openRound(calls, couponOf(mark))
    return { requestId: round.requestId, version: round.version }
  }
  return [
    {
      operation: 'requests.submit',
      ask: async (mark) => ({ actor: company.actor('sales'), body: { proposal: couponOf(mark) } }),
      effects: countOf(
        "select count(*) as count from requests.request where reason = $1 and state = 'submitted'",
      ),
    },
    {
      operation: 'approvals.approve',
      ask: async (mark) => ({
        actor: { ...company.actor('head'), hasFreshFactor: true },
        body: { ...(await coupon(mark)), does: { verb: 'approve' } },
      }),
      effects: countOf(entriesOf('approvals.approve', 'approved')),
    },
    {
      operation: 'requests.give',
      ask: async (mark) => {
        const asked = await coupon(mark)
        await calls.approve(asked.requestId)
        const item = await calls.good('sales', 'requests.detail', { params: { requestId: asked.requestId } })
        const given = { verb: 'give', givenOn: '2026-11-25', fileIds: [] }
        return {
          actor: company.actor('sales'),
          body: { ...given, requestId: asked.requestId, version: Number(item['version']) },
        }
      },
      effects: countOf(entriesOf('requests.give', 'given')),
    },
  ]
}

/** Parts of one rebate, each with its purpose, by which it is found again. */
async function orderScenarios(calls: PaymentCalls): Promise<Scenario[]> {
  const requestId = await calls.approvedRebate('1200000')
  const order = (mark: string) => ({ requestId, minor: '100', purpose: mark })
  return [
    {
      operation: 'payments.prepare',
      ask: async (mark) => ({ actor: { ...calls.maker, hasFreshFactor: true }, body: order(mark) }),
      effects: countOf('select count(*) as count from payments.order where purpose = $1'),
    },
    {
      operation: 'payments.check',
      ask: async (mark) => ({
        actor: { ...calls.checker, hasFreshFactor: true },
        body: { orderId: await calls.prepared(requestId, order(mark)), version: 1 },
      }),
      effects: countOf(`select count(entry.id) as count from payments.order as made
join audit.entry on entry.object_id = made.id and entry.operation = 'payments.check' and not entry.is_refused
where made.purpose = $1 and made.state = 'checked'`),
    },
  ]
}

function entriesOf(operation: string, state: string): string {
  return `select count(entry.id) as count from requests.request
join audit.entry on entry.object_id = request.id and entry.operation = '${operation}' and not entry.is_refused
where request.reason = $1 and request.state = '${state}'`
}

function countOf(sql: string) {
  return async (tx: Transaction, mark: string): Promise<bigint> => {
    const [row] = await tx.sql<{ count: bigint }>(sql, [mark])
    return row?.count ?? 0n
  }
}

type Sweeping = { readonly sweep: number; readonly seen: Seen; readonly rounds: number }

/** Kills it at the first message, the second, and so on, until it ends before anybody kills it. */
async function everyPlace(site: Site, scenario: Scenario, { sweep, seen }: Sweeping): Promise<void> {
  for (let place = 1; ; place++) {
    const mark = `crash-${scenario.operation.replace('.', '-')}-${String(sweep)}-${String(place)}`
    const asked = await scenario.ask(mark)
    const isKilled = await killedAt(site, scenario, { asked, mark, place })
    if (!isKilled) {
      // The driver may put two messages into one, so that a later run has fewer places than the one before.
      seen.missed += Math.max(0, site.proxy.passed() - (place - 1))
      return
    }
    seen.kills++
    if (!(await askedAgain(site.company, scenario, asked, mark)))
      seen.unanswered.push(`${mark} has no answer`)
    const effects = await readOnly(site.company.world.pool, [systemActor], (tx) => scenario.effects(tx, mark))
    if (effects !== 1n) seen.notOnce.push(`${mark} stands ${String(effects)} times`)
  }
}

type Killing = { readonly asked: Asked; readonly mark: string; readonly place: number }

/** True when the program was killed; false when it had ended before it came to that place. */
function killedAt({ proxy, url }: Site, { operation }: Scenario, killing: Killing): Promise<boolean> {
  const { asked, mark, place } = killing
  proxy.disarm()
  const call: ChildCall = { url, operation, key: `${mark}-key`, at: testNow, ...asked }
  const script = join(import.meta.dirname, '../setup/command-child.ts')
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (piece: Buffer) => {
      const wasReady = said.includes('ready')
      said += piece.toString()
      if (wasReady || !said.includes('ready')) return
      proxy.arm(place, () => child.kill('SIGKILL'))
      child.stdin.write('go\n')
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(true)
      else if (said.trim().endsWith('done')) resolve(false)
      else reject(new Error(`${mark} ended with ${String(code)}: ${said}`))
    })
    child.stdin.write(`${JSON.stringify(call)}\n`)
  })
}

/** The database may take a moment to notice that the program is gone, and keeps its key until then. */
async function askedAgain(
  company: Company,
  { operation }: Scenario,
  { actor, body }: Asked,
  mark: string,
): Promise<boolean> {
  const command = commands[operation](company.world)
  for (let tries = 0; tries < 200; tries++) {
    const call = { key: `${mark}-key`, actor, at: testNow, body: body as never }
    const { kind } = await actAlone(company.world.door, command, call)
    if (kind !== 'in_progress') return kind === 'done'
    await pause(50)
  }
  return false
}

async function judged(company: Company, seen: Seen, rounds: number): Promise<GateLine[]> {
  const proof = await readOnly(company.world.pool, [systemActor], (tx) =>
    proveBooks(tx, booksBehind, () => true),
  )
  return [
    atLeast('G2 kills of the application', seen.kills, rounds, 'kills'),
    atMost('G2 places that were not reached', seen.missed, 0, 'places'),
    atMost('G2 commands whose effect does not stand once', seen.notOnce.length, 0, 'commands'),
    atMost('G2 commands that were never answered', seen.unanswered.length, 0, 'commands'),
    atMost('G2 benefits in which the books differ', proof.apart.length, 0, 'benefits'),
    atMost('G2 entries of the books that do not add up', proof.broken.length, 0, 'entries'),
  ]
}
