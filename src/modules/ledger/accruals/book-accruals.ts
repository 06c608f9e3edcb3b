import { because } from '../../../kernel/because.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { mayWith } from '../../access/index.ts'
import { lastDayOf, monthOf, type Month } from '../periods/months.ts'
import { shareBooks } from '../store.ts'
import { accrualTable } from '../tables.ts'
import type { AccrualDeps } from './deps.ts'
import { accrualsOf, isDue, type Accruable } from './dues.ts'

/** A month of an entity, `YYYY-MM`. */
export type AccrualBody = { readonly entityId: string; readonly month: Month }

/** What was booked now, and how many accruals are left for the next call. */
export type Accrued = { readonly month: Month; readonly changed: number; readonly left: number }

/** How many accruals one call changes: each stands in the entry of the log with its bookings. */
const changesMax = 500

type State = {
  readonly today: LocalDate
  readonly closedUntil: LocalDate | undefined
  readonly dues: readonly Accruable[]
}

/**
 * Books what was promised and earned up to the end of a month and not given by then (预提). What stands
 * already is left alone, what has changed is booked as a difference, and what was given in time or ended
 * since comes to nothing, so that it may be called again until the month is closed.
 */
export function bookAccruals(deps: AccrualDeps): Command<AccrualBody, State | undefined, Accrued> {
  return {
    operation: 'ledger.book_accruals',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      return mayWith(call.actor, 'ledger.book_accruals', call.body).can ? load(deps, tx, call) : undefined
    },
    decide: (state, call) => decide(deps, state, call),
    constraints: {
      one_accrual_a_month: ({ body }) => ({ refusal: refuse('platform.stale'), object: objectOf(body) }),
    },
  }
}

async function load(deps: AccrualDeps, tx: Transaction, { body, at }: Call<AccrualBody>): Promise<State> {
  const { entityId, month } = body
  const of = { entityId, month, until: lastDayOf(month) }
  const organisation = await deps.organisation(tx)
  // From here on nobody closes the month before this ends: what is booked lands in it.
  const closedUntil = (await shareBooks(tx, [entityId])).get(entityId)
  const dues = (await accrualsOf(deps.promised, tx, of)).filter(isDue)
  return { today: deps.dayOf(organisation, entityId, at), closedUntil, dues }
}

function objectOf({ entityId }: AccrualBody) {
  return { type: 'books', id: entityId }
}

function decide(deps: AccrualDeps, state: State | undefined, call: Call<AccrualBody>): Decision<Accrued> {
  const { body, actor } = call
  const { entityId, month } = body
  const object = objectOf(body)
  const permission = mayWith(actor, 'ledger.book_accruals', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object }
  if (!state) throw new Error('what may be booked was loaded')
  const { dues } = state
  const refusal = accrualObjection(month, state) ?? nothingDue(month, dues)
  if (refusal) return { refusal: { ...refusal, pointer: '/body/month' }, object, entityId }
  const now = dues.slice(0, changesMax)
  return {
    answer: { month, changed: now.length, left: dues.length - now.length },
    object,
    entityId,
    changes: now.map((due) => changeOf(deps, due, call)),
    reason: because('ledger.accruals_booked', { month }),
  }
}

/** Why nobody books accruals of a month: it is still running, or it is closed. */
export function accrualObjection(
  month: Month,
  { today, closedUntil }: Pick<State, 'today' | 'closedUntil'>,
): Refusal | undefined {
  const until = lastDayOf(month)
  if (until >= today) return refuse('ledger.accrual_month_not_over', { month, until })
  if (closedUntil === undefined || until > closedUntil) return undefined
  return refuse('ledger.month_closed', { month, closed: monthOf(closedUntil) })
}

function nothingDue(month: Month, dues: readonly Accruable[]): Refusal | undefined {
  return dues.length === 0 ? refuse('ledger.accruals_nothing_due', { month }) : undefined
}

function changeOf(
  { newId }: AccrualDeps,
  { promised, row }: Accruable,
  { body, actor, at }: Call<AccrualBody>,
): RowChange {
  const { benefitId, form, currency, minor, happenedOn } = promised
  const stands = { form, minor, happened_on: happenedOn, booked_by: actor.personId, booked_at: at }
  if (row) return updateRow(accrualTable, row, stands)
  return insertRow(accrualTable, {
    id: newId('accrual'),
    entity_id: body.entityId,
    month: body.month,
    benefit_id: benefitId,
    currency,
    reversal_id: newId('accrual'),
    ...stands,
  })
}
