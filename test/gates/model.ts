import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { booksBehind } from '../../src/app/booking.ts'
import { proveBooks } from '../../src/modules/ledger/index.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { databaseCopy } from '../setup/database-copy.ts'
import { companyOn, type Company } from '../setup/company-on.ts'
import { smallPolicy } from '../setup/small-policy.ts'
import { atLeast, atMost, withGateDatabases, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { retireFounders } from './model/company.ts'
import { goalsOf, noReach, type Reach } from './model/reach.ts'
import { Disagreement, runSteps, sequences } from './model/run.ts'

/** Companies that are driven side by side: while one waits for the disk, another decides. */
const lanes = 3
/** Runs in one company, before a new one is founded. */
const runsEach = 20
/** How long a counterexample is made smaller. */
const shrinkMs = 30_000

/**
 * G6: separation of duties and the states of a request. Random sequences of steps are taken on the real write
 * door with the real database, and compared after each step with a small model of what ought to be.
 */
export const gate: Gate = {
  name: 'model',
  rounds: 50_000,
  run: (options) => withGateDatabases((fresh) => modelOn(fresh, options)),
}

type Fresh = () => ReturnType<typeof databaseCopy>

/** Takes `rounds` steps in all. */
export async function modelOn(fresh: Fresh, { rounds, seed, say }: GateOptions): Promise<GateLine[]> {
  const reach = noReach()
  const files = mkdtempSync(join(tmpdir(), 'aboveboard-model-'))
  const found: Found[] = []
  const books = { entries: 0, apart: 0, broken: 0 }
  const driving = { fresh, files, rounds, seed, say, reach, found, books, failing: new Set<number>() }
  try {
    await Promise.all(Array.from({ length: lanes }, (_, lane) => drive(driving, lane)))
  } finally {
    rmSync(files, { recursive: true, force: true })
  }
  for (const each of found) tell(say, each)
  const judged = [
    atMost('G6 disagreements with the model', found.length, 0, 'runs'),
    atMost('G6 amounts in which the books differ from the register', books.apart, 0, 'amounts'),
    atMost('G6 entries that do not balance', books.broken, 0, 'entries'),
  ]
  // A run that was cut short says nothing about what a whole one reaches.
  return found.length > 0
    ? judged
    : [
        ...judged,
        atLeast('G6 entries booked', books.entries, Math.ceil(rounds / 100), 'entries'),
        ...figures(reach, rounds, say),
      ]
}

/** Where a run went wrong, and the numbers that bring it back. */
type Found = { readonly where: string; readonly disagreement: Disagreement }

type Driving = Pick<GateOptions, 'rounds' | 'seed' | 'say'> & {
  readonly fresh: Fresh
  readonly files: string
  readonly reach: Reach
  readonly found: Found[]
  /** What was booked in all companies, and what the proof found wrong with it. */
  readonly books: { entries: number; apart: number; broken: number }
  /** Lanes that make a counterexample smaller; the others stop meanwhile. */
  readonly failing: Set<number>
}

async function drive(driving: Driving, lane: number): Promise<void> {
  const { reach, rounds, failing, say } = driving
  for (let batch = 0; reach.commands < rounds && failing.size === 0; batch++) {
    const company = await companyOn(await driving.fresh(), smallPolicy)
    try {
      await retireFounders(company)
      await check(driving, company, lane, driving.seed + lane * 1_000_000 + batch)
      await proveBooksOf(driving, company)
    } finally {
      await company.close()
    }
    say(`model: ${reach.commands} of ${rounds} commands`)
  }
}

/** Whatever was done in a company, its books hold what the register stands for. */
async function proveBooksOf({ books, say }: Driving, { world }: Company): Promise<void> {
  const proof = await readOnly(world.pool, [systemActor], (tx) => proveBooks(tx, booksBehind, () => true))
  books.entries += proof.entries
  books.apart += proof.apart.length
  books.broken += proof.broken.length
  for (const { objectId, account, register, books: held } of proof.apart.slice(0, 3)) {
    say(`model: ${objectId} is ${register} on ${account} in the register and ${held} in the books`)
  }
}

async function check(driving: Driving, company: Company, lane: number, seed: number): Promise<void> {
  const { reach, rounds, found, failing } = driving
  // Companies of their own have folders of their own: one waits for the other's file in no database.
  const files = join(driving.files, String(lane))
  let run = 0
  let failedAt: number | undefined
  const isOver = () =>
    failedAt === undefined
      ? reach.commands >= rounds || failing.size > 0
      : performance.now() - failedAt > shrinkMs
  const property = fc.asyncProperty(sequences, async (steps) => {
    try {
      await runSteps(company, `R${String(run++).padStart(4, '0')}Z`, steps, { reach, isOver, files })
    } catch (fault) {
      failedAt ??= performance.now()
      failing.add(lane)
      throw fault
    }
  })
  const result = await fc.check(property, { seed, numRuns: runsEach, unbiased: true })
  if (!result.failed) return
  const fault = result.errorInstance
  const disagreement = fault instanceof Disagreement ? fault : new Disagreement([], inWords(fault))
  found.push({ where: `seed ${seed}, path ${result.counterexamplePath}`, disagreement })
}

function inWords(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
}

function tell(say: GateOptions['say'], { where, disagreement }: Found): void {
  say(`model: a counterexample (${where}):`)
  for (const [i, step] of disagreement.steps.entries()) say(`  ${i + 1}. ${step}`)
  for (const line of disagreement.message.split('\n')) say(`  ${line}`)
}

/** The figures; a run that did not reach what it is about is vacuous, and red. */
function figures(reach: Reach, rounds: number, say: GateOptions['say']): GateLine[] {
  for (const [name, { tried, accepted, refused }] of [...reach.steps].sort()) {
    say(`model: ${name} ${tried} times, ${accepted} accepted, ${refused} refused`)
  }
  const goals = goalsOf(reach)
  for (const { what, times } of [...goals.states, ...goals.refusals]) say(`model: ${what} ${times} times`)
  const line = (name: string, kinds: readonly { readonly what: string; readonly times: number }[]) => {
    const never = kinds.filter(({ times }) => times === 0).map(({ what }) => what)
    if (never.length > 0) say(`model: never reached: ${never.join(', ')}`)
    return atLeast(name, kinds.length - never.length, kinds.length, 'kinds')
  }
  return [
    atLeast('G6 commands', reach.commands, rounds, 'commands'),
    line('G6 steps accepted and refused', goals.steps),
    line('G6 states reached', goals.states),
    line('G6 refusals met', goals.refusals),
  ]
}
