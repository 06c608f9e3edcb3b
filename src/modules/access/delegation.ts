import type { LocalDate } from '../../kernel/time.ts'
import { isEmployed, isInForce, type Organisation } from './organisation.ts'
import type { DelegationRow } from './tables.ts'

/** What a deputy's task is about. */
export type DelegatedTask = {
  readonly kind: string
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
    (row) => isDelegating(organisation, row, date) && (task === undefined || covers(row, task)),
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
      isDelegating(organisation, row, date) &&
      isEmployed(organisation, row.to_id, date) &&
      (task === undefined || covers(row, task)),
  )
  return [...new Set(rows.map((row) => row.to_id))].sort()
}

function isDelegating(organisation: Organisation, row: DelegationRow, date: LocalDate): boolean {
  return row.ended_at === null && isInForce(row, date) && isEmployed(organisation, row.from_id, date)
}

function covers(row: DelegationRow, task: DelegatedTask): boolean {
  const isOfKind = row.kinds === '*' || row.kinds.split(',').includes(task.kind)
  if (!isOfKind) return false
  if (row.cap_minor === null || task.amount === undefined) return true
  return row.cap_currency === task.amount.currency && task.amount.minor <= row.cap_minor
}
