import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { addDays, type Instant, type LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { operationWords } from '../../texts/audit.ts'
import { fill } from '../../texts/text.ts'
import { loadReach, nearDays, type Families } from '../parties/index.ts'

/** That somebody made the rules milder for some parties, as the log has it. */
export type Loosened = {
  readonly personId: string
  readonly operation: string
  readonly at: Instant
  readonly partyIds: readonly string[]
}

/**
 * What these people did since a day that made the rules milder for anybody, and what anybody did that made
 * them milder for these parties; the latest first.
 */
export type FindLoosened = (
  tx: Transaction,
  wanted: {
    readonly personIds: readonly string[]
    readonly partyIds: readonly string[]
    readonly since: LocalDate
  },
) => Promise<readonly Loosened[]>

/** Who asks for which parties, on which day, and the legal day of a moment where they do. */
export type Asking = {
  readonly partyIds: readonly string[]
  readonly requesterId: string
  readonly today: LocalDate
  readonly dayOf: (at: Instant) => LocalDate
}

/** Who made the rules milder for the parties of a proposal; what its applicant did for any near to them. */
export type Loosenings = {
  /** They decide nothing about it. */
  readonly loosenedBy: readonly string[]
  /** The last thing that its applicant did, and on which day; undefined where they did nothing. */
  readonly own: { readonly operation: string; readonly on: LocalDate } | undefined
}

/** The first day of what still counts. */
function since(today: LocalDate): LocalDate {
  return addDays(today, -nearDays)
}

/** What the applicants of a set loosened lately, and what anybody did for these parties. */
export function loadLoosened(
  { findLoosened }: { readonly findLoosened: FindLoosened },
  tx: Transaction,
  asks: readonly Asking[],
  partyIds: readonly string[],
): Promise<readonly Loosened[]> {
  const personIds = [...new Set(asks.map(({ requesterId }) => requesterId))].sort()
  const [first] = asks.map(({ today }) => today).toSorted()
  if (first === undefined) return Promise.resolve([])
  // A legal day may begin on the day before in UTC, by which the log is asked; `counting` sorts it out.
  return findLoosened(tx, { personIds, partyIds, since: addDays(since(first), -1) })
}

/**
 * Reads what was loosened for one proposal. Only where its applicant loosened anything at all is asked whom
 * that reaches, so it costs nobody else anything.
 */
export async function readLoosenings(
  tx: Transaction,
  found: readonly Loosened[],
  families: Families,
  asking: Asking | undefined,
): Promise<Loosenings> {
  if (!asking) throw new Error('every proposal is asked for by somebody')
  const { partyIds, requesterId, today, dayOf } = asking
  const survivors = new Set(partyIds.map(families.survivorOf))
  const isNamed = (id: string) => survivors.has(families.survivorOf(id))
  const counting = found.filter(({ at }) => dayOf(at) >= since(today))
  const own = counting.filter(({ personId }) => personId === requesterId)
  const reach = own.length === 0 ? [] : await loadReach(tx, partyIds, since(today))
  const reached = new Set(reach)
  const last = own.find((one) => one.partyIds.some((id) => reached.has(id)))
  return {
    loosenedBy: [
      ...new Set(counting.filter((one) => one.partyIds.some(isNamed)).map(({ personId }) => personId)),
    ].sort(),
    own: last && { operation: last.operation, on: dayOf(last.at) },
  }
}

/**
 * The objection to an applicant who made the rules milder for the recipient or somebody near: a colleague
 * files. What was given already is declared whoever does it.
 */
export function looseningObjection(
  { own }: Loosenings,
  { isLate }: { readonly isLate: boolean },
): Refusal | undefined {
  return own && !isLate ? refuse('requests.own_loosening', told(own)) : undefined
}

/**
 * The same at the approval: whoever filed and loosened at one moment was seen by neither, each being recorded
 * before the other was.
 */
export function applicantObjection(
  { own }: Loosenings,
  { isLate }: { readonly isLate: boolean },
): Refusal | undefined {
  return own && !isLate ? refuse('approvals.applicant_loosened', told(own)) : undefined
}

function told({ operation, on }: NonNullable<Loosenings['own']>) {
  const what = operationWords[operation]
  if (!what) throw new Error(`no words for ${operation}`)
  const words = { what_zh: fill(what, 'zh-CN'), what_en: fill(what, 'en') }
  return { operation, ...words, on, until: addDays(on, nearDays) }
}
