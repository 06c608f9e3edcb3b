import { plainAccount } from '../../../kernel/bank-account.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { accountTail } from './statement.ts'
import type { OwnAccountRow } from './tables.ts'

/** The accounts of which a file may be, and whether somebody chose the one. */
export type AccountsMeant = {
  readonly accounts: readonly { readonly number: string; readonly currency: string }[]
  readonly isChosen: boolean
}

/** Our verified accounts, or the one of them that somebody named by its identifier or its number. */
export function verifiedAccounts(
  all: readonly OwnAccountRow[],
  named: string | undefined,
): readonly OwnAccountRow[] | Refusal {
  const verified = all.filter(({ state }) => state === 'verified')
  if (named === undefined) return verified
  const chosen = verified.filter(({ id, number }) => id === named || number === plainAccount(named))
  return chosen.length > 0 ? chosen : refuse('bank.foreign_account', { tail: accountTail(named) })
}

/** The account with this number; a spreadsheet may have set blanks into it. */
export function accountNumbered<Account extends { readonly number: string }>(
  accounts: readonly Account[],
  number: string,
): Account | undefined {
  return accounts.find((each) => plainAccount(each.number) === plainAccount(number))
}
