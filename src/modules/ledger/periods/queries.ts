import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Language } from '../../../texts/text.ts'
import { nameOf, type Organisation } from '../../access/index.ts'
import type { PeriodChangeRow } from '../tables.ts'
import { verbOf } from './answer.ts'
import { checksOf, isBlocking, sayCheck, type PeriodDeps } from './deps.ts'
import { nextToClose, type Standing } from './domain.ts'
import { lastDayOf, monthBefore, monthOf, type Month } from './months.ts'
import { standingOf } from './propose.ts'
import { countByMonth, listPeriodChanges, type MonthCount } from './store.ts'

/** Three years: older months are read in the trial balance. */
const monthsMax = 36

/** The last proposals that the page shows. */
const changesMax = 20

/** Who reads, and about which entity. */
export type PeriodReader = {
  readonly organisation: Organisation
  readonly language: Language
  readonly entityId: string
  readonly today: string
  readonly canPropose: boolean
}

/** The months of an entity as the page shows them. */
export async function periodsOf(deps: PeriodDeps, tx: Transaction, reader: PeriodReader) {
  const { entityId, today } = reader
  const standing = await standingOf(tx, entityId, today)
  const changes = await listPeriodChanges(tx, entityId, changesMax)
  const next = await nextOf(deps, tx, reader, standing)
  return {
    ...(standing.closedUntil === undefined ? {} : { closedUntil: standing.closedUntil }),
    months: monthsOf(await countByMonth(tx, entityId), standing),
    ...(next ? { next } : {}),
    changes: changes.map((row) => changeJson(row, reader)),
    can: { propose: reader.canPropose },
  }
}

async function nextOf(deps: PeriodDeps, tx: Transaction, reader: PeriodReader, standing: Standing) {
  const { entityId, language, today } = reader
  const month = nextToClose(standing)
  if (month === undefined) return undefined
  const until = lastDayOf(month)
  const isOver = until < today
  const checks = isOver ? await checksOf(deps, tx, { entityId, month, until }) : []
  const listed = checks.map((check) => ({
    ...check,
    isDone: check.count === 0,
    isBlocking: isBlocking(check.code),
    says: sayCheck(check, language),
  }))
  const canClose = isOver && listed.every((each) => each.isDone || !each.isBlocking)
  return { month, isOver, canClose, checks: listed }
}

function monthsOf(counts: readonly MonthCount[], { closedUntil, today }: Standing) {
  const byMonth = new Map(counts.map((count) => [count.month, count]))
  const first = counts.map(({ month }) => month).toSorted()[0]
  const months: Month[] = []
  for (let month = monthOf(today); months.length < monthsMax; month = monthBefore(month)) {
    if (first === undefined ? months.length > 0 : month < first) break
    months.push(month)
  }
  return months.map((month) => ({
    month,
    state: stateOf(month, closedUntil, today),
    entries: byMonth.get(month)?.entries ?? 0,
    late: byMonth.get(month)?.late ?? 0,
  }))
}

function stateOf(
  month: Month,
  closedUntil: string | undefined,
  today: string,
): 'running' | 'open' | 'closed' {
  if (closedUntil !== undefined && lastDayOf(month) <= closedUntil) return 'closed'
  return month === monthOf(today) ? 'running' : 'open'
}

function changeJson(row: PeriodChangeRow, { organisation, language }: PeriodReader) {
  const name = (id: string) => {
    const person = organisation.people.get(id)
    return person ? nameOf(person, language) : id
  }
  return {
    periodChangeId: row.id,
    month: monthOf(row.until),
    verb: verbOf(row),
    // The database holds the list of states.
    state: row.state as 'proposed',
    reason: row.reason,
    proposedBy: name(row.proposed_by),
    proposedAt: row.proposed_at,
    ...(row.answered_by === null ? {} : { answeredBy: name(row.answered_by) }),
    ...(row.answered_at === null ? {} : { answeredAt: row.answered_at }),
  }
}
