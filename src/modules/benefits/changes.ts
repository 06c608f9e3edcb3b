import type { Money } from '../../kernel/money.ts'
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { insertRow, rowAfter, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { alertTable, benefitTable, lineTable, type BenefitRow, type LineRow } from './tables.ts'
import {
  counts,
  dayTakenOff,
  decideMove,
  ownBook,
  sharesOf,
  type BenefitState,
  type LineRecipient,
} from './domain.ts'

/** Who gave it: the person, and the group whose gifts are summed together. */
export type Giver = { readonly personId?: string; readonly group: string }

/** A new entry of the register; only what was asked for in this system tells the unit that asked. */
type NewBenefit = Omit<BenefitRow, 'version' | 'unit_id' | 'released_minor' | 'refunded_minor'> & {
  readonly unit_id?: string | null
}

/**
 * A new entry of the register with its lines: the whole of the benefit enters the sums at once. `lineIds`
 * holds one id for each recipient who is named, and one more where some are not.
 */
export function registerBenefit(
  given: NewBenefit,
  recipients: readonly LineRecipient[],
  giver: Giver,
  lineIds: readonly string[],
): RowChange[] {
  const benefit = { ...given, unit_id: given.unit_id ?? null, released_minor: 0n, refunded_minor: 0n }
  const lines = counts(stateOf(benefit)) ? linesFor(benefit, recipients, giver, lineIds) : []
  return [insertRow(benefitTable, benefit), ...lines]
}

function linesFor(
  benefit: Omit<BenefitRow, 'version'>,
  recipients: readonly LineRecipient[],
  giver: Giver,
  lineIds: readonly string[],
): RowChange[] {
  return sharesOf(benefit, recipients).map(({ recipient, minor }, i) => {
    const id = lineIds[i]
    if (id === undefined) throw new Error('every line needs an id')
    return insertRow(lineTable, {
      id,
      benefit_id: benefit.id,
      book: benefit.book,
      direction: benefit.direction,
      recipient_id: recipient.recipientId,
      household_id: recipient.householdId ?? null,
      org_id: recipient.orgId ?? null,
      giver_person_id: giver.personId ?? null,
      giver_group: giver.group,
      deal_id: benefit.deal_id,
      event_id: benefit.event_id,
      programme_id: benefit.programme_id,
      place: benefit.place,
      entity_id: benefit.entity_id,
      form: benefit.form,
      minor,
      currency: benefit.value_currency,
      happened_on: benefit.happened_on,
      recorded_at: benefit.recorded_at,
    })
  })
}

/** What moving a benefit needs to know beside the benefit itself. */
export type Move = {
  readonly to: BenefitState
  readonly at: Instant
  readonly today: LocalDate
  /** The lines that count now; negative ones are written when the benefit stops counting. */
  readonly lines: readonly LineRow[]
  readonly lineIds: readonly string[]
  readonly patch?: Partial<Omit<BenefitRow, 'id' | 'version' | 'state'>>
}

/** Moves a benefit to another state; when it stops counting, negative lines take it off the sums. */
export function moveBenefit(benefit: BenefitRow, move: Move): RowChange[] | Refusal {
  const refusal = decideMove(stateOf(benefit), move.to)
  if (isRefusal(refusal)) return refusal
  const change = updateRow(benefitTable, benefit, {
    ...wayNamed(benefit, move.to),
    ...move.patch,
    state: move.to,
  })
  const stops = counts(stateOf(benefit)) && !counts(move.to)
  return stops ? [change, ...negativeLines(benefit, move)] : [change]
}

/**
 * What was given before there were ways counts as reimbursed, as it does for payments. Whatever is paid or
 * completed since says so itself: a benefit without a way was settled before, and the books hold it so.
 */
function wayNamed(benefit: BenefitRow, to: BenefitState): { readonly way?: string } {
  const { way, book, direction, source } = benefit
  const isOwn = book === ownBook && direction === 'given' && !source.startsWith('import')
  return isOwn && way === null && (to === 'paid' || to === 'completed') ? { way: 'reimbursement' } : {}
}

/**
 * Takes back what an import brought by mistake: on its own day, because no window may go on counting it, and
 * also where it counts no longer, so that it does not stand beside the same row of the next import. Nothing
 * for what was reversed before.
 */
export function takeBackImported(
  benefit: BenefitRow,
  move: Omit<Move, 'to' | 'today' | 'patch'>,
): RowChange[] {
  if (!benefit.source.startsWith('import'))
    throw new Error('only what an import brought is taken back with it')
  if (benefit.state === 'reversed') return []
  if (!counts(stateOf(benefit))) return [updateRow(benefitTable, benefit, { state: 'reversed' })]
  const moved = moveBenefit(benefit, { ...move, to: 'reversed', today: benefit.happened_on })
  if (isRefusal(moved)) throw new Error('what an import brought can be reversed while it counts')
  return moved
}

function negativeLines(benefit: BenefitRow, move: Move): RowChange[] {
  const day = dayTakenOff(stateOf(benefit), benefit.happened_on, move.today)
  return move.lines.map((line, i) => {
    const id = move.lineIds[i]
    if (id === undefined) throw new Error('every line needs an id')
    const { version: _, ...rest } = line
    return insertRow(lineTable, { ...rest, id, minor: -line.minor, happened_on: day, recorded_at: move.at })
  })
}

/** The state of a stored benefit. The database holds the list, so the text is one of them. */
function stateOf(benefit: Pick<BenefitRow, 'state'>): BenefitState {
  return benefit.state as BenefitState
}

/** A benefit that is asked for anew: another value, recipient or day, after a question or a change. */
export type Revaluing = {
  readonly state: BenefitState
  /** The whole of it, for all recipients together. */
  readonly whole: Money
  readonly patch: Partial<Omit<BenefitRow, 'id' | 'version' | 'state'>>
  readonly at: Instant
  /** The lines that count now; they are taken off, and new ones stand for what is asked now. */
  readonly lines: readonly LineRow[]
  readonly newLineId: () => string
  /** Each of them gets a line; what goes to others stands on the organisation of the first. */
  readonly recipients: readonly LineRecipient[]
  readonly giver: Giver
}

/** Replaces what a benefit counts for: negative lines on the old day, new lines on the new one. */
export function revalueBenefit(benefit: BenefitRow, given: Revaluing): RowChange[] {
  const change = updateRow(benefitTable, benefit, {
    ...given.patch,
    state: given.state,
    value_minor: given.whole.minor,
    value_currency: given.whole.currency,
  })
  const off = given.lines.map((line) => {
    const { version: _, ...rest } = line
    return insertRow(lineTable, { ...rest, id: given.newLineId(), minor: -line.minor, recorded_at: given.at })
  })
  const after = { ...rowAfter(benefitTable, change), recorded_at: given.at }
  const ids = [...given.recipients, undefined].map(() => given.newLineId())
  return [change, ...off, ...linesFor(after, given.recipients, given.giver, ids)]
}

/** Why compliance is to look at a benefit that no earlier entry put over a limit. */
export type AlertReason =
  | 'before_approval'
  | 'forbidden'
  | 'own_loosening'
  | 'differs'
  | 'unnamed_guest'
  | 'doubtful_guest'
  | 'repeated_list'
  | 'doubtful_invoice'

/** What an alert is about: an earlier entry, or how the benefit itself was given. */
export type AlertKind = AlertReason | 'earlier_entry'

/** What the rules say of a benefit now that an earlier one is on record, or that it was given otherwise. */
export type Alert = {
  readonly id: string
  readonly benefitId: string
  readonly because: { readonly causeId: string } | { readonly reason: AlertReason }
  readonly verdict: {
    readonly outcome: string
    readonly level?: string | undefined
    readonly ruleIds: readonly string[]
  }
  readonly at: Instant
}

/** Leaves an alert beside a benefit; its own decision stays as it was taken. */
export function raiseAlert({ id, benefitId, because, verdict, at }: Alert): RowChange {
  return insertRow(alertTable, {
    id,
    benefit_id: benefitId,
    cause_id: 'causeId' in because ? because.causeId : null,
    outcome: verdict.outcome,
    level: verdict.level ?? null,
    rules: verdict.ruleIds.join(','),
    raised_at: at,
    reason: 'reason' in because ? because.reason : null,
  })
}
