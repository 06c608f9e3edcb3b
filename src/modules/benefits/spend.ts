import type { LocalDate } from '../../kernel/time.ts'
import { ownBook } from './domain.ts'
import type { BenefitRow } from './tables.ts'

/** What a benefit does to a budget: asked for it is held, approved it is committed, given it is spent. */
export type Stage = 'held' | 'committed' | 'spent'

const stages: Readonly<Record<string, Stage>> = {
  submitted: 'held',
  more_information: 'held',
  approved: 'committed',
  given: 'spent',
  paid: 'spent',
  completed: 'spent',
}

/** The amounts of a benefit that say what was spent for it. */
type Amounts = Pick<BenefitRow, 'value_minor' | 'released_minor' | 'refunded_minor'>

/**
 * What was spent for a benefit, or is to be: its value less what nothing more is claimed for, and less what
 * its payee sent back.
 */
export function spentOf(benefit: Amounts): bigint {
  return benefit.value_minor - benefit.released_minor - benefit.refunded_minor
}

type Staged = Pick<BenefitRow, 'book' | 'direction' | 'source' | 'state' | 'entity_id'>

/**
 * What a benefit of the register does to the budgets that cover it; undefined where it does nothing. Only
 * what we give counts, and no history that an import brought: the books do not hold it either.
 */
export function stageOf({ book, direction, source, state, entity_id: entityId }: Staged): Stage | undefined {
  const counts = book === ownBook && direction === 'given' && entityId !== null
  return counts && !source.startsWith('import') ? stages[state] : undefined
}

/** The benefits that are added up: of an entity in whole months, of some units and kinds or of all. */
export type SpendWanted = {
  readonly entityId: string
  readonly from: LocalDate
  readonly until: LocalDate
  /** Undefined where the whole entity counts. */
  readonly unitIds: readonly string[] | undefined
  /** Undefined where all kinds count. */
  readonly forms: readonly string[] | undefined
}

/** A sum of one stage in one currency. */
export type Spend = {
  readonly stage: Stage
  readonly currency: string
  readonly minor: bigint
  readonly count: number
}
