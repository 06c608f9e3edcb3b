import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { updateRow } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { mayWith } from '../access/index.ts'
import { loadBenefits, type BenefitRow } from '../benefits/index.ts'
import { confirmedFrom } from './standing.ts'
import { loadCertificate, loadLines, loadRun, loadUnbooked, lockRun } from './store.ts'
import { lineTable, type LineRow, type RunRow } from './tables.ts'

/** What happened, or may happen: a benefit that was refused or taken back explains no spend. */
const standing = ['submitted', 'more_information', 'approved', 'given', 'paid', 'completed']

/** What somebody says of a line: it is no benefit, or that benefit of the register. */
export type MarkBody = {
  readonly runId: string
  readonly lineId: string
  readonly benefitId?: string | undefined
  readonly reason: string
}

/** How the line stands then; `waiting` for the second person. */
export type MarkAnswer = {
  readonly lineId: string
  readonly state: 'open' | 'waiting' | 'explained' | 'matched'
}

/** What is loaded for a word on a line. */
export type State = {
  readonly run: RunRow | undefined
  readonly line: LineRow | undefined
  readonly isSigned: boolean
  /** The benefit that the line is, or is said to be. */
  readonly benefit: BenefitRow | undefined
  /** Whether no line and no voucher of the journal shows that benefit, and no other line is tied to it. */
  readonly isMissed: boolean
}

/** A line of a comparison with what decides whether anything can be said of it now. */
export async function loadState(
  tx: Transaction,
  runId: string,
  lineId: string,
  benefitId?: string,
): Promise<State> {
  const run = await loadRun(tx, runId)
  if (!run) return { run, line: undefined, isSigned: false, benefit: undefined, isMissed: false }
  await lockRun(tx, runId)
  const lines = await loadLines(tx, runId)
  const line = lines.find(({ id }) => id === lineId)
  const meant = benefitId ?? line?.benefit_id ?? ''
  const benefits = await loadBenefits(tx, meant === '' ? [] : [meant])
  const unbooked = benefitId === undefined ? [] : await loadUnbooked(tx, runId)
  const isTied = lines.some((each) => each.id !== lineId && each.benefit_id === meant)
  return {
    run,
    line,
    isSigned: (await loadCertificate(tx, runId)) !== undefined,
    benefit: benefits.get(meant),
    isMissed: !isTied && unbooked.some(({ benefit_id: id, kind }) => kind === 'benefit' && id === meant),
  }
}

/** Why nobody can say anything of this line now. */
export function objection(
  { run, line, isSigned }: State,
  call: Call<unknown>,
  operation: string,
): Refusal | undefined {
  if (!run || !line) return refuse('platform.not_found')
  const may = mayWith(call.actor, operation, { entityId: run.entity_id })
  if (!may.can) return may.refusal
  return isSigned ? refuse('coverage.signed_already') : undefined
}

/**
 * Says of a line what it is. From an amount on a second person confirms that it is no benefit, or that it is
 * one whose figures do not say so themselves.
 */
export const markLine: Command<MarkBody, State, MarkAnswer> = {
  operation: 'coverage.mark',
  load: async (tx, [call]) => {
    const { runId = '', lineId = '', benefitId } = call?.body ?? {}
    return loadState(tx, runId, lineId, benefitId)
  },
  decide: (state, call): Decision<MarkAnswer> => {
    const { lineId, benefitId, reason } = call.body
    const object = { type: 'coverage_line', id: lineId }
    const { line, run } = state
    const refusal = objection(state, call, 'coverage.mark')
    if (refusal || !line || !run) return { refusal: refusal ?? refuse('platform.not_found'), object }
    const entityId = run.entity_id
    const unfit = markObjection(line, benefitId, state.benefit)
    if (unfit) return { refusal: unfit, object, entityId }
    const isPlain = state.isMissed && isToTheCent(state.benefit, line, run)
    const isWaiting = line.minor >= confirmedFrom && !isPlain
    const marked = isWaiting ? 'waiting' : benefitId === undefined ? 'explained' : 'matched'
    const change = updateRow(lineTable, line, {
      state: marked,
      benefit_id: benefitId ?? null,
      reason,
      marked_by: call.actor.personId,
      marked_at: call.at,
      request_id: null,
    })
    return { answer: { lineId, state: marked }, object, entityId, changes: [change], reason }
  },
}

/** Whether a line comes to a benefit of its entity to the cent. */
export function isToTheCent(
  benefit: Pick<BenefitRow, 'entity_id' | 'value_minor' | 'value_currency'> | undefined,
  { minor, entity_id: entityId }: Pick<LineRow, 'minor' | 'entity_id'>,
  { currency }: Pick<RunRow, 'currency'>,
): boolean {
  if (!benefit || benefit.entity_id !== entityId) return false
  return benefit.value_minor === minor && benefit.value_currency.trim() === currency
}

/** A line that was begun to be declared late may be answered otherwise until the declaration is filed. */
function markObjection(
  { state }: LineRow,
  benefitId: string | undefined,
  benefit: BenefitRow | undefined,
): Refusal | undefined {
  if (state !== 'open' && state !== 'declared') return refuse('coverage.line_settled')
  if (benefitId === undefined) return undefined
  const ended = endedObjection(benefit)
  return ended && { ...ended, pointer: '/body/benefitId' }
}

/** Why a line is no more what it was said to be; whoever may not see the benefit confirms nothing of it. */
function tieObjection({ benefit_id: id }: LineRow, benefit: BenefitRow | undefined): Refusal | undefined {
  if (id === null) return undefined
  return benefit ? endedObjection(benefit) : refuse('access.other_entity')
}

/** What is none of our benefits, or stands no more, explains no spend. */
function endedObjection(benefit: BenefitRow | undefined): Refusal | undefined {
  const isOurs = benefit?.book === 'own' && benefit.direction === 'given'
  if (!isOurs) return refuse('coverage.benefit_unknown')
  if (standing.includes(benefit.state)) return undefined
  return refuse('coverage.benefit_ended', { number: benefit.number ?? '' })
}

/** What the second person says. */
export type ConfirmBody = {
  readonly runId: string
  readonly lineId: string
  readonly answer: 'confirm' | 'decline'
  readonly reason?: string | undefined
}

/** Confirms what was said of a spend, or lets it be looked at again. */
export const confirmLine: Command<ConfirmBody, State, MarkAnswer> = {
  operation: 'coverage.confirm',
  load: async (tx, [call]) => loadState(tx, call?.body.runId ?? '', call?.body.lineId ?? ''),
  decide: (state, call): Decision<MarkAnswer> => {
    const { lineId, answer, reason } = call.body
    const object = { type: 'coverage_line', id: lineId }
    const { line, run } = state
    const refusal = objection(state, call, 'coverage.confirm')
    if (refusal || !line || !run) return { refusal: refusal ?? refuse('platform.not_found'), object }
    const entityId = run.entity_id
    if (line.state !== 'waiting') return { refusal: refuse('coverage.not_waiting'), object, entityId }
    if (line.marked_by === call.actor.personId) {
      return { refusal: refuse('coverage.confirmed_by_another'), object, entityId }
    }
    const ended = answer === 'confirm' ? tieObjection(line, state.benefit) : undefined
    if (ended) return { refusal: ended, object, entityId }
    const stands = line.benefit_id === null ? 'explained' : 'matched'
    const confirmed = { state: stands, confirmed_by: call.actor.personId, confirmed_at: call.at } as const
    const declined = { state: 'open', benefit_id: null, reason: null, marked_by: null, marked_at: null }
    const isConfirmed = answer === 'confirm'
    const change = updateRow(lineTable, line, isConfirmed ? confirmed : declined)
    const said = reason ?? line.reason ?? ''
    return {
      answer: { lineId, state: isConfirmed ? stands : 'open' },
      object,
      entityId,
      changes: [change],
      reason: said,
    }
  },
}
