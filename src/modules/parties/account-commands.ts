import { because, wordsOr } from '../../kernel/because.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, rowAfter, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import {
  accountObjection,
  currentAccount,
  decideStatedAccount,
  type AccountCheck,
  type AccountSource,
} from './accounts.ts'
import type { RouteGiven } from './account-place.ts'
import type { PartyDeps } from './create-commands.ts'
import { loadAskers, type AskDeps, type Askers } from './own-requests.ts'
import type { TakesPhone } from './record-reader.ts'
import { loadCustomers, lockCustomers } from './store.ts'
import { findAccounts, loadAccounts } from './store-record.ts'
import { accountTable, customerTable, type AccountRow, type CustomerRow } from './tables.ts'

/** An account that a customer told us. */
export type StateAccountBody = RouteGiven & {
  readonly partyId: string
  readonly holder: string
  readonly bank: string
  readonly number: string
  readonly givenIn: AccountSource
  readonly reference: string
}

type State = {
  readonly customers: Map<string, CustomerRow>
  readonly accounts: Map<string, AccountRow[]>
}

type CheckState = State & { readonly askers: Askers }

type Stated = { readonly accountId: string }

async function loadState(tx: Transaction, customerIds: readonly string[]): Promise<State> {
  const ids = [...new Set(customerIds)].sort()
  await lockCustomers(tx, ids)
  return {
    customers: new Map(await loadCustomers(tx, ids)),
    accounts: await loadAccounts(tx, ids),
  }
}

/** What an account is stated with; filled in `app`, since the templates of banks are none of this module. */
export type AccountDeps = PartyDeps & {
  /** Nobody's phone is taken for less than that a bank requires it. */
  readonly takesPhone: TakesPhone
}

type StatingState = State & { readonly takesPhone: boolean }

/** Puts an account on record. It is paid only once another person has verified it with the customer. */
export function stateAccount(deps: AccountDeps): Command<StateAccountBody, StatingState, Stated> {
  return {
    operation: 'parties.state_account',
    load: async (tx, calls) => ({
      ...(await loadState(
        tx,
        calls.map((call) => call.body.partyId),
      )),
      takesPhone: calls.some(({ body }) => body.phone !== undefined) && (await deps.takesPhone(tx)),
    }),
    decide: (state, call) => decideStated(deps, state, call),
  }
}

function decideStated(deps: PartyDeps, state: StatingState, call: Call<StateAccountBody>): Decision<Stated> {
  const { body, at, actor } = call
  const object = { type: 'party', id: body.partyId }
  const customer = state.customers.get(body.partyId)
  if (!customer) return { refusal: refuse('parties.unknown', {}, '/path/partyId'), object }
  const accounts = state.accounts.get(customer.id) ?? []
  const decided = decideStatedAccount(customer, accounts, body, state.takesPhone)
  if (isRefusal(decided)) return { refusal: decided, object }
  const added = insertRow(accountTable, {
    id: deps.newId('bankAccount'),
    customer_id: customer.id,
    holder: body.holder,
    bank: body.bank,
    number: decided.number,
    given_in: body.givenIn,
    reference: body.reference,
    state: 'stated',
    stated_by: actor.personId,
    stated_at: at,
    checked_by: null,
    checked_at: null,
    checked_how: null,
    check_reference: null,
    ...decided.route,
  })
  const after = [...accounts, rowAfter(accountTable, added)]
  return {
    answer: { accountId: added.row.id },
    object,
    reason: wordsOr(body.reference, because('parties.account_given', { how: body.givenIn })),
    changes: [added, ...verifiedChange(state, customer, after)],
  }
}

/** Keeps the mark of the customer with the account that is paid now. */
function verifiedChange(state: State, customer: CustomerRow, accounts: AccountRow[]): RowChange[] {
  state.accounts.set(customer.id, accounts)
  const isVerified = currentAccount(accounts)?.state === 'verified'
  if (isVerified === customer.account_verified) return []
  const change = updateRow(customerTable, customer, { account_verified: isVerified })
  state.customers.set(customer.id, rowAfter(customerTable, change))
  return [change]
}

/** What came out of a check with the customer, through which second channel. */
export type CheckAccountBody = {
  readonly accountId: string
  readonly answer: 'confirm' | 'refuse'
  readonly how: AccountCheck
  readonly reference: string
}

/** The second person's word on an account: verified with the customer, or refused. */
export function checkAccount(deps: AskDeps): Command<CheckAccountBody, CheckState, Stated> {
  return {
    operation: 'parties.check_account',
    load: async (tx, calls) => {
      const found = await findAccounts(
        tx,
        calls.map((call) => call.body.accountId),
      )
      const ids = found.map((account) => account.customer_id)
      const state = await loadState(tx, ids)
      const askers = await loadAskers(tx, deps.findAskers, ids, deps.dayAt(calls[0]?.at ?? ''))
      return { ...state, askers }
    },
    decide: decideCheck,
  }
}

function decideCheck(state: CheckState, call: Call<CheckAccountBody>): Decision<Stated> {
  const { body, actor, at } = call
  const all = [...state.accounts.values()].flat()
  const account = all.find((each) => each.id === body.accountId)
  const customer = account && state.customers.get(account.customer_id)
  if (!account || !customer) {
    return { refusal: refuse('platform.not_found'), object: { type: 'account', id: body.accountId } }
  }
  const object = { type: 'party', id: customer.id }
  const askerIds = state.askers.get(customer.id) ?? []
  const objection = accountObjection(account, { by: actor.personId, how: body.how, askerIds })
  if (objection) return { refusal: objection, object }
  const isConfirmed = body.answer === 'confirm'
  const checked = updateRow(accountTable, account, {
    state: isConfirmed ? 'verified' : 'refused',
    checked_by: actor.personId,
    checked_at: at,
    checked_how: body.how,
    check_reference: body.reference,
  })
  const others = (state.accounts.get(customer.id) ?? []).filter((each) => each.id !== account.id)
  const replaced = others
    .filter((each) => isConfirmed && each.state === 'verified')
    .map((each) => updateRow(accountTable, each, { state: 'replaced' }))
  const after = (state.accounts.get(customer.id) ?? []).map((each) => {
    const change = [checked, ...replaced].find((one) => one.row.id === each.id)
    return change ? rowAfter(accountTable, change) : each
  })
  return {
    answer: { accountId: account.id },
    object,
    reason: body.reference,
    changes: [checked, ...replaced, ...verifiedChange(state, customer, after)],
  }
}
