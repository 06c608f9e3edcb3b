import type { LocalDate } from '../../../kernel/time.ts'
import type { Call } from '../../../platform/act/command.ts'
import type { RowChange } from '../../../platform/act/rows.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { AlertReason } from '../../benefits/index.ts'
import type { Acted } from '../approve.ts'
import { referToCompliance } from '../breach.ts'
import type { OpenCase } from '../decide-again.ts'
import type { RequestDeps } from '../deps.ts'
import { isOutcome, isStricter, type RequestState } from '../domain.ts'
import type { Later } from '../recheck.ts'
import { refiledRows, standingAfter, weighedInPlaceOf, type Refiling } from '../refile.ts'
import type { EvidenceRow } from '../tables.ts'
import { weigh, type Weighing } from '../weigh.ts'
import type { Actual } from './actual.ts'
import { compareGiving, type Comparison } from './compared.ts'
import type { Difference } from './compare.ts'
import { flagsOf, reasonsOfFlags } from './flags.ts'
import { isThere, recipientsOf, weighAll } from './guests.ts'
import { givingRows } from './rows.ts'

/** What a giving carries beside the request that it names. */
export type GiveBody = {
  readonly givenOn?: LocalDate | undefined
  readonly actual?: Actual | undefined
}

/** A giving with what it is recorded on. */
export type Giving = {
  readonly call: Call<GiveBody>
  readonly files: readonly EvidenceRow[]
  readonly later: Later
  /** The day on which it was approved, where somebody approved it. */
  readonly approved: LocalDate | undefined
  /** Moves request and benefit on where nothing about them changes. */
  readonly moved: () => Given
}

/** Where it leads, the rows of it, and the verdict where it was decided anew. */
export type Given = {
  readonly to: Exclude<RequestState, 'draft'>
  readonly changes: RowChange[] | ReturnType<typeof refiledRows>
  readonly decided?: Weighing
  readonly told?: Acted['told']
  readonly differences?: readonly Difference[]
}

/**
 * What is given counts as it was given: on its true day, for what it was worth and for everybody who was
 * there, by the rules of that day. Where they ask for more than was approved, for any of the guests, or
 * where it differs from its approval by more than the policy lets pass, it goes back to approval as a late
 * declaration: it was given, so it counts whatever ends that round. Whatever was decided anew stands with
 * its new verdict.
 */
export function given(deps: RequestDeps, found: OpenCase, giving: Giving): Given {
  const { request } = found
  const { call, files, later, approved } = giving
  const { givenOn = request.happened_on, actual } = call.body
  const isCorrection = request.state === 'given'
  const comparison = compareGiving(found, actual)
  const { differences, whole } = comparison
  const less = takenAway(found, comparison)
  if (less) return { to: 'given', changes: less }
  const isBeyond = differences.some((each) => each.isBeyond)
  const { weighing, isWorse } = weighedAsGiven(found, isBeyond && !isCorrection)
  const isBeforeApproval =
    approved !== undefined && givenOn !== null && givenOn < approved && !weighing.isLate
  const alarms = alarmsOf(found, comparison, isBeyond && isCorrection)
  const rows = givingRows(deps, found, { call, comparison })
  const isSame = !isWorse && !isBeyond && differences.length === 0 && actual?.attendees === undefined
  if (isSame && givenOn === request.happened_on && !isCorrection) {
    return unchanged(deps, found, giving, { weighing, rows, isBeforeApproval, alarms })
  }
  const isAsked = weighing.effect === 'route' || weighing.effect === 'hold'
  const goesBack = (isWorse || isBeyond) && isAsked && !isCorrection
  const to = goesBack ? standingAfter(weighing) : 'given'
  const situation = presentRecipient(found)
  const recipients = recipientsOf(found.situation, found.guests, found.attendees)
  const refiling: Refiling = {
    found,
    situation,
    weighing,
    call,
    to,
    files,
    later,
    isBeforeApproval,
    whole,
    recipients,
    alarms,
  }
  const changes = refiledRows(deps, refiling)
  const all = isRefusal(changes) ? changes : [...changes, ...rows]
  if (to !== 'given') return { to, changes: all, decided: weighing, differences, told: toldOf(isWorse) }
  const isForbidden = weighing.decision.outcome === 'prohibit'
  const told = isForbidden ? 'given_forbidden' : isBeforeApproval ? 'given_before_approval' : undefined
  return { to, changes: all, decided: weighing, differences, ...(told === undefined ? {} : { told }) }
}

/** The verdict on the recipient alone, without the guests who were named when it was given. */
export function ownWeighing(found: OpenCase): Weighing | undefined {
  const { guests, shared, situation, weighing } = found
  if (guests.length === 0 || !weighing) return weighing
  return weigh(shared, situation, { ...weighedInPlaceOf(found, situation), isLate: weighing.isLate })
}

/**
 * What was given leaves the sums by a reversal, which a second person confirms: neither a correction nor a
 * second record of what was declared late makes it less, or takes it from somebody who has a share of it.
 */
function takenAway(found: OpenCase, { whole }: Comparison): Refusal | undefined {
  const { request, benefit, lines } = found
  if (!benefit || (request.state !== 'given' && !request.is_late)) return undefined
  const isOther = whole.currency !== benefit.value_currency.trim() || whole.minor < benefit.value_minor
  const recipients = recipientsOf(found.situation, found.guests, found.attendees)
  const left = lines.filter(({ recipient_id: id, org_id: orgId }) => id !== orgId)
  const isTaken = left.some(
    ({ recipient_id: id }) => !recipients.some(({ recipientId }) => recipientId === id),
  )
  return isOther || isTaken ? refuse('requests.given_stands') : undefined
}

/** The rules of the day ask for more, or only the difference does. */
function toldOf(isWorse: boolean): NonNullable<Acted['told']> {
  return isWorse ? 'given_late' : 'given_differs'
}

type Plain = {
  readonly weighing: Weighing
  readonly rows: readonly RowChange[]
  readonly isBeforeApproval: boolean
  readonly alarms: readonly AlertReason[]
}

/** Nothing is decided anew; what is wrong with it is laid before compliance all the same. */
function unchanged(
  deps: RequestDeps,
  found: OpenCase,
  { call, moved }: Giving,
  { weighing, rows, isBeforeApproval, alarms }: Plain,
): Given {
  const plain = moved()
  if (isRefusal(plain.changes)) return plain
  if (!found.benefit) throw new Error('what is given has its entry in the register')
  const reasons = [...(isBeforeApproval ? (['before_approval'] as const) : []), ...alarms]
  const breach = { ...found, benefitId: found.benefit.id, weighing }
  const alerts = referToCompliance(deps, breach, reasons, call)
  const isForbidden = weighing.decision.outcome === 'prohibit'
  const told = isForbidden ? 'given_forbidden' : 'given_before_approval'
  return {
    ...plain,
    changes: [...plain.changes, ...rows, ...alerts],
    ...(isBeforeApproval ? { told } : {}),
  }
}

/** The verdict on what was given, and whether it asks for more than was approved; then it is a late one. */
function weighedAsGiven(
  found: OpenCase,
  isBeyond: boolean,
): { readonly weighing: Weighing; readonly isWorse: boolean } {
  const { request, situation, shared, weighing, guests } = found
  if (!weighing || request.outcome === null || !isOutcome(request.outcome)) {
    throw new Error('an approved request was decided')
  }
  const { outcome, level } = weighing.decision
  const before = { outcome: request.outcome, level: request.level ?? undefined }
  const isWorse = isStricter(before, { outcome, level }) || weighing.isLate !== request.is_late
  const { effect } = weighing
  const isAsked = effect === 'route' || effect === 'hold' || (isBeyond && effect === 'register')
  if (weighing.isLate || !(isWorse || isBeyond) || !isAsked) return { weighing, isWorse }
  const by = { ...weighedInPlaceOf(found, situation), isLate: true }
  return { weighing: weighAll(shared, weigh(shared, situation, by), guests, by) ?? weighing, isWorse }
}

/** Why compliance is to look at how it was given and who was there. */
function alarmsOf(found: OpenCase, { actual }: Comparison, isBeyond: boolean): AlertReason[] {
  const { shared, attendees, guests, seen, signIns, weighing } = found
  const flags = flagsOf({
    attendees,
    signIns,
    guests,
    ...seen,
    quantity: actual.count,
    day: actual.day,
    place: actual.place,
    organisation: shared.organisation,
  })
  const own = ownWeighing(found)
  const isStricterGuest = own && weighing && isStricter(verdictOf(own), verdictOf(weighing))
  return [
    ...(isBeyond ? (['differs'] as const) : []),
    ...(isStricterGuest === true ? (['unnamed_guest'] as const) : []),
    ...reasonsOfFlags(flags),
  ]
}

function verdictOf({ decision }: Weighing) {
  return { outcome: decision.outcome, level: decision.level }
}

/**
 * Where the guests are listed without whoever it was approved for, it was given to those who were there: the
 * first of them on record stands for it from now on.
 */
function presentRecipient(found: OpenCase): OpenCase['situation'] {
  const { situation, guests, attendees } = found
  if (isThere(situation, guests, attendees)) return situation
  return guests.find(({ isOnRecord }) => isOnRecord)?.situation ?? situation
}
