import { plainAccount } from '../../../kernel/bank-account.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { dayIn, type Instant, type LocalDate } from '../../../kernel/time.ts'
import { addWorkingDays, chinaCalendar } from '../../../platform/calendar.ts'
import { homeZone } from '../../access/index.ts'
import {
  currentAccount,
  isHolder,
  isSameAccount,
  plainBank,
  type AccountRow,
  type CustomerRow,
} from '../../parties/index.ts'
import type { ConfirmedAccount } from '../store.ts'
import type { ClaimRow, ExceptionRow, StaffAccountRow } from '../tables.ts'

/** Whom an order pays, on which version of which account. */
export type Payee = {
  readonly kind: 'customer' | 'vendor' | 'employee' | 'person'
  readonly id: string
  readonly accountId: string
  readonly accountVersion: number
  readonly statedBy: string | undefined
  readonly confirmedBy: string | undefined
}

/** The day, and for how many working days a changed account is not paid. */
export type Cooling = { readonly today: LocalDate; readonly days: number }

/** What both kinds of account say. */
type Checked = { readonly id: string; readonly state: string; readonly checked_at: Instant | null }

/**
 * The first day on which a changed account that was verified only now is paid, while that lies ahead: whoever
 * took over a mailbox needs the company to be quick. The first account of a payee changes nothing and cools
 * off nowhere, and neither does one that was stated anew before anybody had verified it.
 */
export function coolsUntil(
  account: Checked,
  all: readonly Checked[],
  { today, days }: Cooling,
): LocalDate | undefined {
  const isChange = all.some(
    (other) => other.id !== account.id && other.state === 'replaced' && other.checked_at !== null,
  )
  return isChange ? freshUntil(account, { today, days }) : undefined
}

/** The day until which an account counts as verified only now, whether or not it replaced another. */
export function freshUntil(
  { checked_at: checkedAt }: Pick<Checked, 'checked_at'>,
  { today, days }: Cooling,
): LocalDate | undefined {
  if (checkedAt === null) return undefined
  const from = addWorkingDays(chinaCalendar, dayIn(homeZone, checkedAt), days).date
  return today < from ? from : undefined
}

function coolingObjection(account: Checked, all: readonly Checked[], cooling: Cooling): Refusal | undefined {
  const from = coolsUntil(account, all, cooling)
  return from === undefined ? undefined : refuse('payments.account_cools_off', { from })
}

/** A record that was merged into the payee: its accounts, and when the two became one. */
export type Joined = { readonly accounts: readonly AccountRow[]; readonly mergedAt: Instant | null }

/** The accounts of a party, and of the records that were merged into it. */
export type PartyAccounts = { readonly own: readonly AccountRow[]; readonly joined: readonly Joined[] }

/**
 * A merge of two records that were verified with different accounts sends what one of them is owed to the
 * account of the other: a change of account by another way, which cools off from the day of the merge, or
 * from that on which the account was verified where that is later: beside the other it is no first account.
 */
function mergeObjection(
  account: AccountRow,
  joined: readonly Joined[],
  cooling: Cooling,
): Refusal | undefined {
  const others = joined.filter(({ accounts }) =>
    accounts.some(
      (other) =>
        (other.state === 'verified' || other.state === 'replaced') &&
        other.checked_at !== null &&
        !isSameAccount(other, account),
    ),
  )
  const days = others.flatMap(({ mergedAt }) =>
    [mergedAt, account.checked_at].map((moment) => freshUntil({ checked_at: moment }, cooling) ?? ''),
  )
  const from = days.toSorted().at(-1)
  return from ? refuse('payments.account_by_merge', { from }) : undefined
}

/** The customer's own company account, or the objection to paying it. */
export function customerPayee(
  customer: CustomerRow,
  accounts: PartyAccounts,
  cooling: Cooling,
): Payee | Refusal {
  if (customer.type === 'consumer') return refuse('payments.personal_payee', { name: customer.name })
  return onRecord('customer', customer, accounts, cooling)
}

/** The vendor's own account, or the objection: a customer is no vendor of what it gets itself. */
export function vendorPayee(
  vendor: CustomerRow,
  accounts: PartyAccounts,
  cooling: Cooling,
  customerId: string | undefined,
): Payee | Refusal {
  const { name } = vendor
  if (vendor.type === 'consumer') return refuse('payments.personal_payee', { name })
  if (vendor.role !== 'supplier' || vendor.id === customerId) return refuse('payments.no_vendor', { name })
  return onRecord('vendor', vendor, accounts, cooling)
}

function onRecord(
  kind: 'customer' | 'vendor',
  party: CustomerRow,
  { own, joined }: PartyAccounts,
  cooling: Cooling,
): Payee | Refusal {
  const { name } = party
  if (party.merged_into !== null) return refuse('payments.payee_merged', { name })
  const account = currentAccount(own)
  if (!account) return refuse('payments.no_account', { name })
  if (account.state !== 'verified') return refuse('payments.account_not_verified', { name })
  if (!isHolder(party, account.holder)) {
    return refuse('payments.account_of_another', { name, holder: account.holder })
  }
  return (
    coolingObjection(account, own, cooling) ??
    mergeObjection(account, joined, cooling) ?? {
      kind,
      id: party.id,
      accountId: account.id,
      accountVersion: account.version,
      statedBy: account.stated_by,
      confirmedBy: undefined,
    }
  )
}

/** The account of whoever is reimbursed, verified by somebody else, or the objection to paying it. */
export function employeePayee(
  claim: ClaimRow,
  accounts: readonly StaffAccountRow[],
  cooling: Cooling,
): Payee | Refusal {
  const account = accounts.findLast(({ state }) => state === 'stated' || state === 'verified')
  if (!account) return refuse('payments.no_own_account')
  if (account.state !== 'verified') return refuse('payments.own_account_not_verified')
  return (
    coolingObjection(account, accounts, cooling) ?? {
      kind: 'employee',
      id: claim.payee_id,
      accountId: account.id,
      accountVersion: account.version,
      statedBy: account.stated_by,
      confirmedBy: undefined,
    }
  )
}

/** What is known beside an exception: by which accounts persons were confirmed, and who is whom. */
type Known = {
  readonly all: readonly ConfirmedAccount[]
  readonly survivorOf: (id: string) => string
  readonly cooling: Cooling
}

/**
 * The natural person of a confirmed exception, or the objection: without one no person is paid. Who typed the
 * account is its stater, as with every other payee, and another account than was confirmed before cools off.
 */
export function personalPayee(
  exception: ExceptionRow | undefined,
  benefitId: string,
  { all, survivorOf, cooling }: Known,
): Payee | Refusal {
  if (!exception || exception.benefit_id !== benefitId || exception.state !== 'confirmed') {
    return refuse('payments.personal_payee', { name: '' })
  }
  // What is paid together is known together: the accounts of others say nothing of this person.
  const payee = survivorOf(exception.payee_id)
  const own = all.filter(({ payee_id: id }) => survivorOf(id) === payee)
  const from = personCoolsUntil(exception, own, cooling)
  if (from !== undefined) return refuse('payments.account_cools_off', { from })
  return {
    kind: 'person',
    id: exception.payee_id,
    accountId: exception.id,
    accountVersion: exception.version,
    statedBy: exception.asked_by,
    confirmedBy: exception.answered_by ?? undefined,
  }
}

/**
 * An account counts from the first exception confirmed with it and with the same way to its bank, in
 * whichever company of the group; a person’s first one changes nothing.
 */
function personCoolsUntil(
  account: ConfirmedAccount,
  all: readonly ConfirmedAccount[],
  cooling: Cooling,
): LocalDate | undefined {
  const confirmed = all.filter(({ state }) => state === 'confirmed')
  const way = wayTo(account)
  const isSame = (other: ConfirmedAccount) => wayTo(other) === way
  const first = confirmed.filter(isSame).map(momentOf).toSorted()[0]
  if (first === undefined || !confirmed.some((each) => !isSame(each) && momentOf(each) <= first))
    return undefined
  return freshUntil({ checked_at: first }, cooling)
}

/** Where the money goes: at a bank that routes by clearing number or place, another is another counter. */
function wayTo({ number, bank, cnaps, province, city }: ConfirmedAccount): string {
  return JSON.stringify([plainAccount(number), plainBank(bank), cnaps, province, city])
}

function momentOf({ answered_at: at, asked_at: asked }: ConfirmedAccount): Instant {
  return at ?? asked
}
