import { readAccountNumber } from '../../kernel/bank-account.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import { isOnRecord, readRoute, type Route, type RouteGiven } from './account-place.ts'
import type { AccountRow, CustomerRow } from './tables.ts'

/** How a customer told us an account. A message alone changes nothing that is paid. */
export const accountSources = ['contract', 'sealed_letter', 'invoice', 'message'] as const

export type AccountSource = (typeof accountSources)[number]

/** The second channel through which an account was verified with the customer. */
export const accountChecks = ['call_back', 'visit', 'bank_confirmation', 'sealed_letter'] as const

export type AccountCheck = (typeof accountChecks)[number]

/** The account that is paid: the one stated last, unless it was refused or another took its place. */
export function currentAccount(accounts: readonly AccountRow[]): AccountRow | undefined {
  return accounts.findLast((account) => account.state === 'stated' || account.state === 'verified')
}

/** The account that is paid, as a decision reads it. */
export type AccountStanding = {
  readonly isVerified: boolean
  readonly nameMatches: boolean
  /** True while a change that came by message alone has not been verified. */
  readonly isChangedByMessage: boolean
  readonly checkedBy: string | undefined
}

/** How the account of a customer stands; undefined while none is on record. */
export function accountStanding(
  customer: CustomerRow,
  accounts: readonly AccountRow[],
): AccountStanding | undefined {
  const account = currentAccount(accounts)
  if (!account) return undefined
  const isVerified = account.state === 'verified'
  const isChange = accounts.some((other) => other.id !== account.id && other.state !== 'refused')
  return {
    isVerified,
    nameMatches: isHolder(customer, account.holder),
    isChangedByMessage: isChange && account.given_in === 'message' && !isVerified,
    checkedBy: account.checked_by ?? undefined,
  }
}

/** True when the account is in the party's own name, however spaces and brackets are written. */
export function isHolder(party: Pick<CustomerRow, 'name' | 'latin_name'>, holder: string): boolean {
  const own = [party.name, party.latin_name].flatMap((name) => (name === null ? [] : [plain(name)]))
  return own.includes(plain(holder))
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/[\s.,·]/g, '')
    .toLowerCase()
}

/** Decides that an account may be put on record for a customer; it is paid only once it is verified. */
export function decideStatedAccount(
  customer: CustomerRow,
  accounts: readonly AccountRow[],
  given: RouteGiven & { readonly number: string; readonly bank: string },
  takesPhone: boolean,
): { readonly number: string; readonly route: Route } | Refusal {
  if (customer.merged_into !== null) return refuse('parties.merged_away', { name: customer.name })
  const number = readAccountNumber(given.number)
  if (number === undefined) return refuse('parties.account_number_wrong', {}, '/body/number')
  const now = currentAccount(accounts)
  const stated = { ...given, number }
  const verified = accounts.findLast(({ state }) => state === 'verified')
  const route = readRoute(stated, verified, takesPhone)
  if (isRefusal(route)) return route
  return isOnRecord(stated, route, now) ? refuse('parties.nothing_changes') : { number, route }
}

/** Who checks an account, how, and what came out. */
export type AccountAnswer = {
  readonly by: string
  readonly how: AccountCheck
  /** Who asks for a benefit for this customer or its people: whoever asks does not verify where it goes. */
  readonly askerIds: readonly string[]
}

/** The objection to somebody's check of an account; undefined when it counts. */
export function accountObjection(account: AccountRow, answer: AccountAnswer): Refusal | undefined {
  if (account.state !== 'stated') return refuse('parties.account_checked_already')
  if (account.stated_by === answer.by) return refuse('parties.account_own')
  if (answer.askerIds.includes(answer.by)) return refuse('parties.account_of_own_request')
  return answer.how === account.given_in ? refuse('parties.account_same_channel', {}, '/body/how') : undefined
}
