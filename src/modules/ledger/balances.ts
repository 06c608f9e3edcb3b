import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ledgerTexts } from '../../texts/ledger.ts'
import { fill, type Language } from '../../texts/text.ts'
import { ledgerAccounts as accounts } from '../../contract/states.ts'
import type { Account } from './domain.ts'
import { loadTrialBalance, type BalanceRow } from './store-balances.ts'

/** An entity and the days of whole months. */
export type Span = { readonly entityId: string; readonly from: LocalDate; readonly until: LocalDate }

/** The name of an account. */
export function accountName(account: Account, language: Language): string {
  return fill(ledgerTexts[`ledger.account.${account}`], language)
}

/** The trial balance of an entity over a span: each account and currency that ever held anything. */
export async function trialBalanceOf(tx: Transaction, span: Span, language: Language) {
  const rows = await loadTrialBalance(tx, span)
  const sorted = rows.toSorted(
    (a, b) => accounts.indexOf(a.account) - accounts.indexOf(b.account) || (a.currency < b.currency ? -1 : 1),
  )
  const totals = totalsOf(sorted)
  return {
    from: span.from,
    until: span.until,
    rows: sorted.map((row) => rowJson(row, language)),
    totals: totals.map(({ currency, debit, credit }) => ({
      currency,
      debit: money(currency, debit),
      credit: money(currency, credit),
    })),
    isBalanced: totals.every(({ opening, debit, credit }) => debit === credit && opening === 0n),
  }
}

function rowJson({ account, currency, opening, debit, credit }: BalanceRow, language: Language) {
  return {
    account,
    name: accountName(account, language),
    currency,
    opening: money(currency, opening),
    debit: money(currency, debit),
    credit: money(currency, credit),
    closing: money(currency, opening + debit - credit),
  }
}

type Total = {
  readonly currency: string
  readonly opening: bigint
  readonly debit: bigint
  readonly credit: bigint
}

function totalsOf(rows: readonly BalanceRow[]): Total[] {
  const totals = new Map<string, Total>()
  for (const { currency, opening, debit, credit } of rows) {
    const known = totals.get(currency) ?? { currency, opening: 0n, debit: 0n, credit: 0n }
    totals.set(currency, {
      currency,
      opening: known.opening + opening,
      debit: known.debit + debit,
      credit: known.credit + credit,
    })
  }
  return [...totals.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
}

/** An amount as the contract has it. */
export function money(
  currency: string,
  minor: bigint,
): { readonly currency: string; readonly minor: string } {
  return { currency, minor: minor.toString() }
}
