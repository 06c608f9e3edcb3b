import type { z } from 'zod'
import type { accruals } from '../../../contract/accruals.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Language } from '../../../texts/text.ts'
import { mayWith } from '../../access/index.ts'
import { money } from '../balances.ts'
import type { NamesPort } from '../entries.ts'
import { lastDayOf, monthOf, type Month } from '../periods/months.ts'
import { loadClosings } from '../periods/store.ts'
import { accrualObjection } from './book-accruals.ts'
import type { AccrualDeps } from './deps.ts'
import { accrualsOf, isDue, promisedBy, type Accruable } from './dues.ts'
import { loadAccruals } from './store.ts'

type Json = z.output<typeof accruals.answer>

/** How many accruals a list shows; the totals count all of them. */
const shownMax = 500

/** What the list is read with: names of benefits beside what the command works with. */
export type AccrualReading = Pick<AccrualDeps, 'organisation' | 'dayOf' | 'promised'> & {
  readonly names: NamesPort
}

/** Which accruals, and who reads them when. */
export type AccrualsAsked = {
  readonly entityId: string
  readonly month: Month
  readonly accrualId?: string | undefined
  readonly actor: Actor
  readonly language: Language
  readonly at: Instant
}

type Months = { readonly today: LocalDate; readonly closedUntil: LocalDate | undefined }

/** What a month has accrued or would accrue, benefit by benefit, with their sums. */
export async function accrualList(
  deps: AccrualReading,
  tx: Transaction,
  asked: AccrualsAsked,
): Promise<Json> {
  const { entityId, month, accrualId, actor, language, at } = asked
  const organisation = await deps.organisation(tx)
  const closedUntil = (await loadClosings(tx, [entityId])).get(entityId)?.closed_until ?? undefined
  const months = { today: deps.dayOf(organisation, entityId, at), closedUntil }
  const state = stateOf(month, months)
  const until = lastDayOf(month)
  const of = { entityId, month, until: state === 'running' && months.today < until ? months.today : until }
  const all = state === 'closed' ? await standing(tx, asked) : await accrualsOf(deps.promised, tx, of)
  const counted = all.filter(({ promised, row }) => promised.minor > 0n || (row?.minor ?? 0n) > 0n)
  const wanted = accrualId === undefined ? counted : all.filter((each) => isNamed(each, accrualId))
  const shown = wanted.toSorted(byPlace).slice(0, shownMax)
  const benefitIds = [...new Set(shown.map(({ promised }) => promised.benefitId))].sort()
  const names = await deps.names(tx, actor, benefitIds)
  const permission = mayWith(actor, 'ledger.book_accruals', { entityId })
  const objection = permission.can ? accrualObjection(month, months) : permission.refusal
  return {
    month,
    until,
    state,
    count: counted.length,
    due: state === 'open' ? all.filter(isDue).length : 0,
    items: shown.map((each) => ({ ...itemJson(each, names), ...judged(each, state) })),
    totals: totalsOf(counted),
    can: objection ? cannot(objection, language) : { can: true, needsReason: false, needsFactor: false },
  }
}

/** What stands at the end of a closed month is not compared: nothing is booked there again. */
async function standing(tx: Transaction, asked: AccrualsAsked): Promise<Accruable[]> {
  return (await loadAccruals(tx, asked)).map((row) => ({ promised: promisedBy(row), row }))
}

function stateOf(month: Month, { today, closedUntil }: Months): Json['state'] {
  if (closedUntil !== undefined && month <= monthOf(closedUntil)) return 'closed'
  return lastDayOf(month) < today ? 'open' : 'running'
}

/** What is compared is told of a month that is not closed. */
function judged(each: Accruable, state: Json['state']): Pick<Json['items'][number], 'isDue' | 'isGivenLate'> {
  if (state === 'closed') return { isDue: false }
  return { isDue: state === 'open' && isDue(each), isGivenLate: each.promised.isGivenLate === true }
}

function isNamed({ row }: Accruable, accrualId: string): boolean {
  return row?.id === accrualId || row?.reversal_id === accrualId
}

/** What is due first, then by day. */
function byPlace(one: Accruable, other: Accruable): number {
  const [a, b] = [one.promised, other.promised]
  const due = Number(isDue(other)) - Number(isDue(one))
  return due || compare(a.happenedOn, b.happenedOn) || compare(a.benefitId, b.benefitId)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function itemJson(
  { promised, row }: Accruable,
  names: Awaited<ReturnType<NamesPort>>,
): Omit<Json['items'][number], 'isDue' | 'isGivenLate'> {
  const { benefitId, currency, minor, happenedOn } = promised
  const named = names.get(benefitId)
  return {
    ...(row ? { accrualId: row.id, at: row.booked_at } : {}),
    benefitId,
    number: named?.number ?? benefitId,
    title: named?.title ?? '',
    ...(named?.requestId === undefined ? {} : { requestId: named.requestId }),
    happenedOn,
    amount: money(currency, minor),
    booked: money(currency, row?.minor ?? 0n),
  }
}

function totalsOf(all: readonly Accruable[]): Json['totals'] {
  const byCurrency = Map.groupBy(all, ({ promised }) => promised.currency)
  return [...byCurrency]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([currency, own]) => ({
      currency,
      amount: money(currency, sum(own.map(({ promised }) => promised.minor))),
      booked: money(currency, sum(own.map(({ row }) => row?.minor ?? 0n))),
    }))
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, minor) => total + minor, 0n)
}

function cannot(refusal: Refusal, language: Language): Json['can'] {
  return { can: false, why: sayRefusal(refusal, language).says }
}
