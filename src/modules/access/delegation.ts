import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { daysBetween, type LocalDate } from '../../kernel/time.ts'
import { grantsInForce, isEmployed, isInForce, managersAbove, type Organisation } from './organisation.ts'
import { isBusinessRole } from './roles.ts'
import type { DelegationRow } from './tables.ts'

/** A quarter: whoever is away for longer needs a successor and not a deputy. */
const daysMax = 92

/** A delegation that somebody wants to make. */
type WantedDelegation = {
  readonly fromId: string
  readonly toId: string
  readonly fromOn: LocalDate
  readonly untilOn: LocalDate
}

/** The objection to a delegation wanted on `today`, or undefined. */
export function delegationObjection(
  organisation: Organisation,
  wanted: WantedDelegation,
  today: LocalDate,
): Refusal | undefined {
  const { fromId, toId, fromOn, untilOn } = wanted
  if (fromId === toId) return refuse('access.delegation_to_self', {}, '/body/toPersonId')
  if (fromOn < today) return refuse('access.delegation_in_the_past', { today }, '/body/fromOn')
  if (untilOn < fromOn) return refuse('access.delegation_dates', {}, '/body/untilOn')
  if (daysBetween(fromOn, untilOn) >= daysMax)
    return refuse('access.delegation_too_long', { daysMax }, '/body/untilOn')
  const roles = grantsInForce(organisation, toId, fromOn).map((grant) => grant.role)
  if (!roles.some(isBusinessRole)) return refuse('access.deputy_unfit', {}, '/body/toPersonId')
  const same = (organisation.delegationsFrom.get(fromId) ?? []).find(
    (row) => row.to_id === toId && row.ended_at === null && row.from_on <= untilOn && fromOn <= row.until_on,
  )
  return (
    same &&
    refuse('access.delegation_exists', { fromOn: same.from_on, untilOn: same.until_on }, '/body/fromOn')
  )
}

/**
 * The objection to `deputyId` deciding in somebody's place, or undefined: never the requester, nor somebody
 * whom the requester leads, nor somebody who has already had a part in the matter.
 */
export function deputyObjection(
  organisation: Organisation,
  deputyId: string,
  matter: { readonly requesterId: string; readonly actedIds: readonly string[] },
  date: LocalDate,
): Refusal | undefined {
  const { requesterId, actedIds } = matter
  if (deputyId === requesterId) return refuse('access.deputy_is_requester')
  if (managersAbove(organisation, deputyId, date).includes(requesterId)) {
    return refuse('access.deputy_below_requester')
  }
  return actedIds.includes(deputyId) ? refuse('access.deputy_has_acted') : undefined
}

/** What a deputy's task is about. */
export type DelegatedTask = {
  readonly kind: string
  /** Who asks: neither they nor the people they lead take over a decision about it. */
  readonly requesterId?: string
  /** In the currency's minor units; absent where the task has no amount. */
  readonly amount?: { readonly currency: string; readonly minor: bigint }
}

/**
 * The delegations that let `toId` take over such a task on that day. Ended ones, those of people who have
 * left, and those whose cap is lower or in another currency do not count. Delegations do not chain.
 */
export function delegationsInForce(
  organisation: Organisation,
  toId: string,
  date: LocalDate,
  task?: DelegatedTask,
): DelegationRow[] {
  if (!isEmployed(organisation, toId, date)) return []
  return (organisation.delegationsTo.get(toId) ?? []).filter(
    (row) =>
      isDelegatingOn(organisation, row, date) &&
      (task === undefined || (covers(row, task) && isApart(organisation, toId, task, date))),
  )
}

/** The people who may take over such a task from `fromId` on that day, sorted. */
export function deputiesOf(
  organisation: Organisation,
  fromId: string,
  date: LocalDate,
  task?: DelegatedTask,
): string[] {
  const rows = (organisation.delegationsFrom.get(fromId) ?? []).filter(
    (row) =>
      isDelegatingOn(organisation, row, date) &&
      isEmployed(organisation, row.to_id, date) &&
      (task === undefined || (covers(row, task) && isApart(organisation, row.to_id, task, date))),
  )
  return [...new Set(rows.map((row) => row.to_id))].toSorted()
}

/**
 * True when the delegation holds on that day: not ended before its time, and its principal is still there.
 */
export function isDelegatingOn(organisation: Organisation, row: DelegationRow, date: LocalDate): boolean {
  return row.ended_at === null && isInForce(row, date) && isEmployed(organisation, row.from_id, date)
}

function isApart(
  organisation: Organisation,
  deputyId: string,
  task: DelegatedTask,
  date: LocalDate,
): boolean {
  const { requesterId } = task
  if (requesterId === undefined) return true
  return deputyObjection(organisation, deputyId, { requesterId, actedIds: [] }, date) === undefined
}

function covers(row: DelegationRow, task: DelegatedTask): boolean {
  const isOfKind = row.kinds === '*' || row.kinds.split(',').includes(task.kind)
  if (!isOfKind) return false
  if (row.cap_minor === null || task.amount === undefined) return true
  return row.cap_currency === task.amount.currency && task.amount.minor <= row.cap_minor
}
