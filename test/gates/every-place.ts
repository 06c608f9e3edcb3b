import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Readable, Writable } from 'node:stream'
import { isDeepStrictEqual } from 'node:util'
import { actAlone } from '../../src/platform/act/act.ts'
import { systemActor, type Actor } from '../../src/platform/act/actor.ts'
import { pause } from '../../src/platform/clock.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { Transaction } from '../../src/platform/db/transaction.ts'
import { commandOf, type ChildCall, type ChildOperation } from '../setup/command-child.ts'
import { testNow, type Company } from '../setup/company-on.ts'
import { countingProxy, type CountingProxy } from './counting-proxy.ts'
import { atLeast, atMost, type GateLine, type GateOptions } from './gate.ts'
import { provePayments, toLines } from './payments-proof.ts'

/** A call of one command; `file` is the text of the file that it brings. */
export type Asked = { readonly actor: Actor; readonly body: unknown; readonly file?: string }

/** One way in which value goes on, with fresh objects, and how often its effect stands. */
export type Scenario = {
  readonly operation: ChildOperation
  /** Tells it from another scenario of the same operation. */
  readonly name?: string
  readonly ask: (mark: string) => Promise<Asked>
  readonly effects: (tx: Transaction, mark: string) => Promise<bigint>
  /** Its place where one alone is asked for, if it has fewer than the others. */
  readonly only?: number
}

/** How a company's program is killed: at every place, or at one alone where time is short. */
export type Killing = Pick<GateOptions, 'rounds' | 'say'> & {
  readonly scenarios: readonly Scenario[]
  readonly only?: number
}

type Program = ChildProcessByStdio<Writable, Readable, null>

type Site = {
  readonly company: Company
  readonly proxy: CountingProxy
  readonly url: string
  /** Programs that load while others are killed, which takes longer than all that they do. */
  readonly loading: Program[]
}
type Seen = { kills: number; notOnce: string[]; unanswered: string[]; missed: number }
type Sweep = { readonly name: string; readonly only: number | undefined; readonly seen: Seen }

/**
 * Runs each command in a program of its own and kills it before one query reaches the database, then before
 * the next, and at last with its commit unheard, so that the database is left in every way in which it can
 * be. Whoever asks again with the same key gets the answer, and the same one from then on, and the effect
 * stands once.
 */
export async function killEverywhere(company: Company, killing: Killing): Promise<GateLine[]> {
  const { scenarios, rounds, say, only } = killing
  const url = new URL(company.database.appUrl)
  const proxy = await countingProxy({ host: url.hostname, port: Number(url.port) })
  url.port = String(proxy.port)
  const site = { company, proxy, url: url.href, loading: [program(), program()] }
  const seen: Seen = { kills: 0, notOnce: [], unanswered: [], missed: 0 }
  try {
    for (let sweep = 0; seen.kills < rounds; sweep++) {
      for (const scenario of scenarios) {
        const at = only === undefined ? undefined : (scenario.only ?? only)
        await everyPlace(site, scenario, { name: String(sweep), only: at, seen })
        const what = scenario.name ?? scenario.operation
        say(`${what}: ${String(proxy.passed())} places, ${String(seen.kills)} kills in all`)
      }
    }
  } finally {
    for (const spare of site.loading) spare.kill()
    await proxy.close()
  }
  for (const text of [...seen.notOnce, ...seen.unanswered]) say(text)
  return judged(company, seen, rounds)
}

/** Says how often something stands, by SQL with the mark as its parameter. */
export function countOf(sql: string): Scenario['effects'] {
  return async (tx, mark) => {
    const [row] = await tx.sql<{ count: bigint }>(sql, [mark])
    return row?.count ?? 0n
  }
}

/** Kills it at the first place, the second, and so on, until it ends before anybody kills it. */
async function everyPlace(site: Site, scenario: Scenario, { name, only, seen }: Sweep): Promise<void> {
  for (let place = only ?? 1; ; place++) {
    const mark = `crash-${scenario.name ?? scenario.operation.replace('.', '-')}-${name}-${String(place)}`
    const asked = await scenario.ask(mark)
    if (!(await isKilledAt(site, scenario, { asked, mark, place }))) {
      // Fewer places than the run before it had: its last ones were reached in no run.
      seen.missed += Math.max(0, place - 1 - site.proxy.passed())
      return
    }
    seen.kills++
    if (!(await isAnswered(site.company, scenario, { asked, mark })))
      seen.unanswered.push(`${mark} has no answer`)
    const effects = await readOnly(site.company.world.pool, [systemActor], (tx) => scenario.effects(tx, mark))
    if (effects !== 1n) seen.notOnce.push(`${mark} stands ${String(effects)} times`)
    if (place === only) return
  }
}

/** Hundreds of programs read the same sources: what Node makes of them is kept from one to the next. */
const compileCache = join(tmpdir(), 'aboveboard-compile-cache')

function program(): Program {
  const script = join(import.meta.dirname, '../setup/command-child.ts')
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache }
  return spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'], env })
}

type Marked = { readonly asked: Asked; readonly mark: string }

/** True when the program was killed; false when it had ended before it came to that place. */
function isKilledAt(
  { proxy, url, loading }: Site,
  { operation }: Scenario,
  { asked, mark, place }: Marked & { readonly place: number },
): Promise<boolean> {
  proxy.disarm()
  const call: ChildCall = { url, operation, key: `${mark}-key`, at: testNow, ...asked }
  loading.push(program())
  const child = loading.shift() ?? program()
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

/** Asked again with its key it is done, and asked once more it gives the same answer. */
async function isAnswered(company: Company, scenario: Scenario, marked: Marked): Promise<boolean> {
  const first = await askedAgain(company, scenario, marked)
  const second = await askedAgain(company, scenario, marked)
  return first !== undefined && isDeepStrictEqual(first, second)
}

/** The database may take a moment to notice that the program is gone, and keeps its key until then. */
async function askedAgain(
  company: Company,
  { operation }: Scenario,
  { asked: { actor, body, file }, mark }: Marked,
): Promise<unknown> {
  const command = commandOf(company.world, operation, file)
  for (let tries = 0; tries < 200; tries++) {
    const call = { key: `${mark}-key`, actor, at: testNow, body: body as never }
    const outcome = await actAlone(company.world.door, command, call)
    // As it comes over the wire, where what is undefined is left out.
    if (outcome.kind === 'done') return JSON.parse(JSON.stringify(outcome.answer))
    if (outcome.kind !== 'in_progress') return undefined
    await pause(50)
  }
  return undefined
}

async function judged(company: Company, seen: Seen, rounds: number): Promise<GateLine[]> {
  const wrongs = await readOnly(company.world.pool, [systemActor], provePayments)
  return [
    atLeast('G2 kills of the application', seen.kills, rounds, 'kills'),
    atMost('G2 places that were not reached', seen.missed, 0, 'places'),
    atMost('G2 commands whose effect does not stand once', seen.notOnce.length, 0, 'commands'),
    atMost('G2 commands that were never answered', seen.unanswered.length, 0, 'commands'),
    ...toLines('G2', wrongs),
  ]
}
