import type { CanonicalValue } from '../../kernel/canonical.ts'
import { formatMoney } from '../../kernel/format.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { RouteStep } from '../approvals/index.ts'
import { findBudgets, holdRooms, type Budgets, type BudgetWord } from '../budgets/index.ts'
import { wholeOf } from './proposal.ts'
import { isReceived } from './received.ts'
import { entityOf, type Filed, type Shared, type Situation } from './situation.ts'
import type { WeighedBy, Weighing } from './weigh.ts'

export type { BudgetWord } from '../budgets/index.ts'

/**
 * The shared state with what is left of the budgets that may cover these proposals. They are held after every
 * subject, so that whoever waits for a subject never waits for a budget that is held here.
 */
export async function withRooms(
  tx: Transaction,
  shared: Shared,
  filed: readonly Filed[],
  situations: readonly Situation[],
  found?: Budgets,
): Promise<Shared> {
  const budgets = found ?? (await findBudgets(tx, filed.map(entityOf)))
  const asked = situations.flatMap((situation, i) => {
    const { asked: what, entityId, today, proposal } = situation
    const requesterId = filed[i]?.requesterId ?? filed[i]?.call.actor.personId ?? ''
    if (!what?.form || isReceived(proposal)) return []
    return [{ entityId, requesterId, day: what.happensOn ?? today, form: what.form }]
  })
  const { organisation, policy } = shared
  const today = situations[0]?.today ?? ''
  const rooms = await holdRooms({ organisation, converted: policy.converted, today }, tx, budgets, asked)
  return { ...shared, rooms }
}

/** What the budgets say; undefined while there is no kind or amount, or where nobody asked them. */
export function budgetWordOf(
  { rooms }: Pick<Shared, 'rooms'>,
  { asked, entityId, today }: Situation,
  { requesterId, inPlaceOf }: WeighedBy,
): BudgetWord | undefined {
  if (!rooms || !asked?.form || !asked.value) return undefined
  const { form, happensOn } = asked
  return rooms.ask({
    entityId,
    requesterId,
    day: happensOn ?? today,
    form,
    amount: wholeOf(asked),
    inPlaceOf,
  })
}

/** Who signs beyond a budget; whoever signs anyway is not asked twice. */
const signers = ['finance', 'general_manager'] as const

/**
 * The step that a benefit beyond its budget passes beside those of the matrix. What was given already cannot
 * be refused any more, so it passes that step too.
 */
export function budgetStep(
  budget: BudgetWord | undefined,
  steps: readonly RouteStep[],
  isLate: boolean,
): RouteStep[] {
  const isAsked = budget?.answer === 'step' || (isLate && budget?.answer === 'refuse')
  const role = signers.find((each) => !steps.some((step) => step.role === each))
  if (!isAsked || role === undefined) return []
  const level = steps.reduce((highest, step) => (step.level > highest ? step.level : highest), 'L1')
  return [{ level, role, need: 'any' }]
}

/** Why it cannot be filed: it takes more than is left, or a budget is demanded and none covers it. */
export function budgetObjection({ budget, isLate }: Weighing): Refusal | undefined {
  if (budget?.answer !== 'refuse' || isLate) return undefined
  const pointer = '/body/proposal/value'
  const over = budget.lines.find(({ answer }) => answer === 'refuse')
  if (!over) return refuse('budgets.none_covers', {}, '/body/proposal/kindId')
  const { name, currency, left, takes } = over
  if (takes === undefined) return refuse('budgets.no_rate', { budget: name, currency }, pointer)
  return refuse(
    'budgets.exceeded',
    {
      budget: name,
      left: formatMoney({ currency, minor: left }),
      amount: formatMoney({ currency, minor: takes }),
    },
    pointer,
  )
}

/** Takes from the budgets what was filed, so that the next of a set finds what is left. */
export function takeOf({ rooms }: Pick<Shared, 'rooms'>, { budget }: Pick<Weighing, 'budget'>): void {
  if (rooms && budget) rooms.take(budget)
}

/** What the log says where a budget is exceeded or missing. */
export function budgetNote({ budget }: Pick<Weighing, 'budget'>): {
  readonly [name: string]: CanonicalValue
} {
  if (!budget || budget.answer === 'free') return {}
  const over = budget.lines.flatMap(({ budgetId, answer }) => (answer === 'free' ? [] : [budgetId]))
  return { budget: budget.answer, beyond: over }
}
