import { formatMoney } from '../../../kernel/format.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadGivenByIds } from '../../benefits/index.ts'
import { findRefunds, loadRefundsOn } from '../store.ts'
import type { RefundRow } from '../tables.ts'

/** What came back in another year than that of its benefit: how many parts, and how much, by currency. */
export type BackInOtherYear = { readonly count: number; readonly amount: string }

/**
 * Of the benefits of a year, what came back after its end: the schedule takes it off this year, and the books
 * have it later. And what came back in this year of benefits of earlier ones: it is the other way round.
 */
export type OtherYears = { readonly later: BackInOtherYear; readonly earlier: BackInOtherYear }

type Year = { readonly entityId: string; readonly from: LocalDate; readonly before: LocalDate }

/** What came back across the end of a year, of these benefits of it and of those before it. */
export async function readOtherYears(
  tx: Transaction,
  { entityId, from, before }: Year,
  benefitIds: readonly string[],
): Promise<OtherYears> {
  const own = await findRefunds(tx, 'benefit_id', [...benefitIds].sort())
  const later = own.filter(({ state, booked_on: on }) => state === 'recorded' && on >= before)
  const inYear = await loadRefundsOn(tx, { entityId, from, before })
  const benefits = await loadGivenByIds(tx, [...new Set(inYear.map(({ benefit_id: id }) => id))].sort())
  const old = new Set(benefits.filter(({ happened_on: on }) => on < from).map(({ id }) => id))
  return { later: sumOf(later), earlier: sumOf(inYear.filter(({ benefit_id: id }) => old.has(id))) }
}

function sumOf(refunds: readonly RefundRow[]): BackInOtherYear {
  const byCurrency = Map.groupBy(refunds, ({ currency }) => currency.trim())
  const amounts = [...byCurrency].map(([currency, own]) =>
    formatMoney({ currency, minor: own.reduce((sum, { minor }) => sum + minor, 0n) }),
  )
  return { count: refunds.length, amount: amounts.toSorted().join(' + ') }
}
