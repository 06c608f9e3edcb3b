import { monthChecks, type MonthCheck } from '../../../contract/states.ts'
import type { IdKind } from '../../../kernel/id.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Door } from '../../../platform/act/act.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { RoundsPort } from '../../../platform/rounds.ts'
import { ledgerTexts } from '../../../texts/ledger.ts'
import { fill, type Language } from '../../../texts/text.ts'
import type { Organisation } from '../../access/index.ts'
import type { Month } from './months.ts'

/** A month of an entity that is looked at. */
type LookedAt = { readonly entityId: string; readonly month: Month; readonly until: LocalDate }

/** One thing that was looked at, and how much of it is left to be put right. */
export type Check = { readonly code: MonthCheck; readonly count: number }

/** Counts what is left to be put right before a month is closed. */
export type CheckPort = (tx: Transaction, of: LookedAt) => Promise<number>

/** What a month is looked at for; the ledger knows the books alone, so it is filled in `app`. */
export type CheckPorts = Readonly<Record<MonthCheck, CheckPort>>

/** What keeps a month from being closed. The rest is said and left to whoever closes it. */
const blocking: readonly MonthCheck[] = ['books_apart', 'entries_broken', 'bank_unexplained']

/** True where a month cannot be closed as long as this is not done. */
export function isBlocking(code: MonthCheck): boolean {
  return blocking.includes(code)
}

/** What the commands about periods are made with; filled in `app`. */
export type PeriodDeps = {
  readonly newId: (kind: IdKind) => string
  readonly dayOf: (organisation: Organisation, entityId: string, at: Instant) => LocalDate
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  readonly rounds: RoundsPort
  readonly checks: CheckPorts
  readonly door: Door
}

type Looking = Pick<PeriodDeps, 'checks' | 'door'>

/** The whole checklist of a month. */
export function checksOf(deps: Looking, tx: Transaction, of: LookedAt): Promise<Check[]> {
  return look(deps, tx, of, monthChecks)
}

/** Everything that keeps a month from being closed. */
export async function blockersOf(deps: Looking, tx: Transaction, of: LookedAt): Promise<Check[]> {
  return (await look(deps, tx, of, blocking)).filter(({ count }) => count > 0)
}

/**
 * On one snapshot: a command sees the register and the books at different moments, between which somebody
 * else books.
 */
async function look(
  { checks, door }: Looking,
  tx: Transaction,
  of: LookedAt,
  codes: readonly MonthCheck[],
): Promise<Check[]> {
  if (!tx.isReadOnly) return readOnly(door.pool, [systemActor], (on) => look({ checks, door }, on, of, codes))
  const found: Check[] = []
  for (const code of codes) found.push({ code, count: await checks[code](tx, of) })
  return found
}

/** What was looked at, in words: that it is done, or what is left. */
export function sayCheck({ code, count }: Check, language: Language): string {
  const key = count === 0 ? (`ledger.done.${code}` as const) : (`ledger.blocker.${code}` as const)
  return fill(ledgerTexts[key], language, { count })
}
