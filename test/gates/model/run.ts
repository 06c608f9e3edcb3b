import fc from 'fast-check'
import type { Company } from '../../setup/company-on.ts'
import { differences, observe, takeDeadlines, takeReversals, violations } from './compare.ts'
import { newWorld } from './company.ts'
import type { Picks, Prepared } from './picks.ts'
import { productFor, type Answered, type Product } from './product.ts'
import { noteState, noteStep, type Reach } from './reach.ts'
import { stepKinds } from './steps.ts'
import type { World } from './state.ts'

/** What a run found out of order: the steps that led there, and what differs. */
export class Disagreement extends Error {
  readonly steps: readonly string[]
  constructor(steps: readonly string[], says: string) {
    super(says)
    this.steps = steps
  }
}

type Run = {
  readonly product: Product
  readonly reach: Reach
  readonly trace: string[]
  readonly isOver: () => boolean
}

/** One step, as fast-check generates and shrinks it. */
class StepCommand implements fc.AsyncCommand<World, Run> {
  readonly name: string
  readonly picks: Picks
  constructor(name: string, picks: Picks) {
    this.name = name
    this.picks = picks
  }

  check(): boolean {
    return true
  }

  async run(world: World, run: Run): Promise<void> {
    if (run.isOver()) return
    const prepared = stepKinds[this.name]?.make(world, this.picks)
    if (prepared) await take(world, run, this.name, prepared)
  }

  toString(): string {
    return this.name
  }
}

/** Any step, the frequent ones more often; the numbers shrink towards the first of each list. */
const anyStep: fc.Arbitrary<StepCommand> = fc.oneof(
  ...Object.entries(stepKinds).map(([name, { weight }]) => ({
    weight,
    arbitrary: fc
      .record({ isAimed: fc.nat(9).map((n) => n < 9), a: fc.nat(9_999), b: fc.nat(9_999), c: fc.nat(4_095) })
      .map((picks) => new StepCommand(name, picks)),
  })),
)

const stepsMax = 160

/** Sequences of steps. `size: 'max'`, because short ones never bring a request to its end. */
export const sequences = fc.commands<World, Run, false>([anyStep], { maxCommands: stepsMax, size: 'max' })

/**
 * Takes a sequence of steps on a company of its own inside `company`; throws when product and model
 * disagree.
 */
export async function runSteps(
  company: Company,
  suffix: string,
  steps: Iterable<fc.AsyncCommand<World, Run>>,
  given: Pick<Run, 'reach' | 'isOver'> & { readonly files: string },
): Promise<void> {
  if (given.isOver()) return
  const world = newWorld(suffix)
  const product = await productFor(company, world, given.files)
  await fc.asyncModelRun(
    () => ({ model: world, real: { product, trace: [], reach: given.reach, isOver: given.isOver } }),
    steps,
  )
}

async function take(world: World, run: Run, name: string, prepared: Prepared): Promise<void> {
  const { product, reach, trace } = run
  const before = new Map(world.requests.map((request) => [request, request.state]))
  // Every step has a second of its own, so that what came later also stands later.
  world.now = new Date(Date.parse(world.now) + 1_000).toISOString()
  const answered = await answerOf(prepared, product, trace)
  trace.push(`${prepared.says}: ${answered.code ?? answered.kind}`)
  noteStep(reach, name, answered)
  const objection = prepared.objection ? prepared.objection(answered) : mismatch(prepared, answered)
  if (objection !== undefined) throw new Disagreement([...trace], objection)
  prepared.ruled.effect(prepared.idOf?.(answered) ?? '')
  for (const request of world.requests) {
    if (request.state !== before.get(request)) noteState(reach, request.state)
  }
  const observed = await observe(product.company, world)
  const wrong = [...violations(world, observed), ...differences(world, observed)]
  if (wrong.length > 0) throw new Disagreement([...trace], wrong.join('\n'))
  takeDeadlines(world, observed)
  takeReversals(world, observed)
}

async function answerOf(prepared: Prepared, product: Product, trace: readonly string[]): Promise<Answered> {
  try {
    return await prepared.send(product)
  } catch (fault) {
    throw new Disagreement([...trace, prepared.says], `the product broke: ${String(fault)}`)
  }
}

function mismatch({ ruled }: Prepared, answered: Answered): string | undefined {
  const { ruling } = ruled
  const ought = 'code' in ruling ? `${ruling.kind} ${ruling.code}` : ruling.kind
  const is = answered.code === undefined ? answered.kind : `${answered.kind} ${answered.code}`
  return ought === is ? undefined : `it ought to be ${ought} and was ${is}`
}
