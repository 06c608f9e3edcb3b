import { hash } from 'node:crypto'
import { flushCompileCache } from 'node:module'
import process from 'node:process'
import { makeWorld, type World } from '../../src/app/world.ts'
import { answerLine } from '../../src/modules/payments/bank/answer-line.ts'
import { settleUnknown } from '../../src/modules/payments/bank/settle-unknown.ts'
import { unmatchLine } from '../../src/modules/payments/bank/unmatch-line.ts'
import {
  checkClaim,
  checkOrder,
  fileClaim,
  importResults,
  importStatement,
  makeBatch,
  prepareOrder,
} from '../../src/modules/payments/index.ts'
import { decideCommand, moveCommand, submitCommand } from '../../src/modules/requests/index.ts'
import { actAlone } from '../../src/platform/act/act.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import type { Command } from '../../src/platform/act/command.ts'
import { fixedClock } from '../../src/platform/clock.ts'
import { openPool } from '../../src/platform/db/connect.ts'
import { bankDeps } from './bank-deps.ts'
import { testData } from './test-data.ts'

/** One command that a program of its own runs through the write door. */
export type ChildCall = {
  readonly url: string
  readonly operation: ChildOperation
  readonly key: string
  readonly actor: Actor
  readonly at: string
  readonly body: unknown
  /** The text of the file that the call brings. */
  readonly file?: string
}

/** Files by their digests, as commands that take one are made with. */
type Files = ReadonlyMap<string, Buffer>

type Any = Command<never, unknown, unknown>

/** The commands by which value leaves the house, each made on a world. */
const commands = {
  'requests.submit': (world: World) => submitCommand(world.requests) as unknown as Any,
  'approvals.approve': (world: World) => decideCommand(world.requests, 'approvals.approve') as unknown as Any,
  'requests.give': (world: World) => moveCommand(world.requests, 'give') as unknown as Any,
  'payments.file_claim': (world: World) => fileClaim(world) as unknown as Any,
  'payments.check_claim': (world: World) => checkClaim(world) as unknown as Any,
  'payments.prepare': (world: World) => prepareOrder(world) as unknown as Any,
  'payments.check': (world: World) => checkOrder(world) as unknown as Any,
  'bank.make_batch': (world: World) => makeBatch(bankDeps(world)) as unknown as Any,
  'bank.import_results': (world: World, files: Files) =>
    importResults(bankDeps(world), files) as unknown as Any,
  'bank.import_statement': (world: World, files: Files) =>
    importStatement(bankDeps(world), files) as unknown as Any,
  'bank.answer_line': (world: World) => answerLine(world) as unknown as Any,
  'bank.unmatch_line': () => unmatchLine() as unknown as Any,
  'bank.settle_unknown': (world: World) => settleUnknown(bankDeps(world)) as unknown as Any,
} as const

export type ChildOperation = keyof typeof commands

/** A command made on a world, with the file that its call brings. */
export function commandOf(world: World, operation: ChildOperation, file?: string): Any {
  const bytes = Buffer.from(file ?? '')
  return commands[operation](world, new Map([[hash('sha256', bytes), bytes]]))
}

/** Waits for its call on standard input, says that it is ready, and acts when it is told to. */
async function main(): Promise<void> {
  const lines = linesOf()
  const call = JSON.parse((await lines.next()).value ?? '') as ChildCall
  const world = makeWorld({
    pool: openPool({ connectionString: call.url }, { max: 1, name: 'child', isPipelined: true }),
    masterKey: Buffer.alloc(32, 3),
    data: testData,
    now: fixedClock(call.at),
    enqueue: async () => undefined,
  })
  await world.pool.query('select 1')
  // Whoever is killed leaves nothing to those that come after it.
  flushCompileCache()
  process.stdout.write('ready\n')
  await lines.next()
  const { operation, file, key, actor, at, body } = call
  const outcome = await actAlone(world.door, commandOf(world, operation, file), {
    key,
    actor,
    at,
    body: body as never,
  })
  process.stdout.write(`${outcome.kind}\n`)
  process.exit(0)
}

async function* linesOf(): AsyncGenerator<string, undefined> {
  let text = ''
  for await (const piece of process.stdin) {
    text += String(piece)
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      yield text.slice(0, end)
      text = text.slice(end + 1)
    }
  }
  return undefined
}

if (import.meta.main) await main()
