import { readAccountNumber } from '../../kernel/bank-account.ts'
import { because, wordsOr } from '../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, rowAfter, updateRow } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { mayWith, type Organisation } from '../access/index.ts'
import { isOnRecord, readRoute, type Route, type RouteGiven } from '../parties/index.ts'
import type { PaymentDeps } from './deps.ts'
import { findStaffAccounts, loadStaffAccounts } from './store.ts'
import { takesPayeePhone } from './templates/store.ts'
import { staffAccountTable, type StaffAccountRow } from './tables.ts'

/** The account on which somebody of ours is reimbursed, as they state it themselves. */
export type StateOwnBody = RouteGiven & {
  readonly holder: string
  readonly bank: string
  readonly number: string
  readonly reference: string
}

type Known = {
  readonly organisation: Organisation
  readonly accounts: Map<string, readonly StaffAccountRow[]>
  readonly takesPhone: boolean
}

type Stated = { readonly accountId: string }

/** Everybody states their own account and nobody else's; it is paid once another person has verified it. */
export function stateOwnAccount(deps: PaymentDeps): Command<StateOwnBody, Known, Stated> {
  return {
    operation: 'payments.state_own_account',
    load: async (tx, calls) => ({
      organisation: await deps.requests.organisation(tx),
      accounts: await loadStaffAccounts(
        tx,
        calls.map(({ actor }) => actor.personId),
        true,
      ),
      takesPhone: await takesPhoneOf(tx, calls),
    }),
    decide: (state, call) => decideStated(deps, state, { call, personId: call.actor.personId }),
  }
}

/** Asked only where somebody states one. */
async function takesPhoneOf(tx: Transaction, calls: readonly Call<StateOwnBody>[]): Promise<boolean> {
  return calls.some(({ body }) => body.phone !== undefined) && takesPayeePhone(tx)
}

/** The account of somebody who has left, as finance states it from a paper. */
export type StateLeaverBody = StateOwnBody & { readonly personId: string }

/** For whoever has left finance or compliance states it, and another person verifies it like all of them. */
export function stateLeaverAccount(deps: PaymentDeps): Command<StateLeaverBody, Known, Stated> {
  return {
    operation: 'payments.state_leaver_account',
    load: async (tx, calls) => ({
      organisation: await deps.requests.organisation(tx),
      accounts: await loadStaffAccounts(
        tx,
        [...new Set(calls.map(({ body }) => body.personId))].sort(),
        true,
      ),
      takesPhone: await takesPhoneOf(tx, calls),
    }),
    decide: (state, call) => {
      const { personId } = call.body
      const refusal = leaverObjection(deps, state, call)
      const object = { type: 'person', id: personId }
      return refusal ? { refusal, object } : decideStated(deps, state, { call, personId })
    },
  }
}

/** Only of an entity of one's own, and only once they have left: until then it is theirs to state. */
function leaverObjection(
  { requests: { dayOf } }: PaymentDeps,
  { organisation }: Known,
  { body, actor, at }: Call<StateLeaverBody>,
): Refusal | undefined {
  const person = organisation.people.get(body.personId)
  if (!person) return refuse('platform.not_found')
  const permission = mayWith(actor, 'payments.state_leaver_account', { entityId: person.entity_id })
  if (!permission.can) return permission.refusal
  const today = dayOf(organisation, person.entity_id, at)
  const hasLeft = person.left_on !== null && person.left_on < today
  return hasLeft ? undefined : refuse('payments.account_of_who_is_here', {}, '/body/personId')
}

function decideStated(
  deps: PaymentDeps,
  { organisation, accounts, takesPhone }: Known,
  { call, personId }: { readonly call: Call<StateOwnBody>; readonly personId: string },
): Decision<Stated> {
  const { body, actor, at } = call
  const own = accounts.get(personId) ?? []
  const object = { type: 'person', id: personId }
  const person = organisation.people.get(personId)
  if (!person) return { refusal: refuse('platform.not_found'), object }
  const entityId = person.entity_id
  const read = readStated(person, own, body, takesPhone)
  if (isRefusal(read)) return { refusal: read, object, entityId }
  const id = deps.newId('payableAccount')
  // One that was stated and not verified yet gives way to the new one.
  const replaced = own
    .filter(({ state }) => state === 'stated')
    .map((account) => updateRow(staffAccountTable, account, { state: 'replaced' }))
  const added = insertRow(staffAccountTable, {
    id,
    entity_id: entityId,
    person_id: personId,
    holder: body.holder,
    bank: body.bank,
    number: read.number,
    reference: body.reference,
    state: 'stated',
    stated_by: actor.personId,
    stated_at: at,
    checked_by: null,
    checked_at: null,
    checked_how: null,
    check_reference: null,
    ...read.route,
  })
  accounts.set(personId, [...own, rowAfter(staffAccountTable, added)])
  return {
    answer: { accountId: id },
    object,
    entityId,
    reason: wordsOr(
      body.reference,
      because(personId === actor.personId ? 'payments.own_account' : 'payments.leaver_account'),
    ),
    changes: [...replaced, added],
  }
}

/** What somebody states of themselves: their own name, a number that can be one, and another than before. */
function readStated(
  person: { readonly name_zh: string; readonly name_en: string },
  own: readonly StaffAccountRow[],
  body: StateOwnBody,
  takesPhone: boolean,
): { readonly number: string; readonly route: Route } | Refusal {
  const plain = (name: string) =>
    name
      .normalize('NFKC')
      .replaceAll(/[\s.,·]/g, '')
      .toLowerCase()
  const number = readAccountNumber(body.number)
  if (number === undefined) return refuse('payments.account_number_wrong', {}, '/body/number')
  if (![person.name_zh, person.name_en].map(plain).includes(plain(body.holder))) {
    return refuse('payments.account_not_own', { holder: body.holder }, '/body/holder')
  }
  const current = own.findLast(({ state }) => state === 'stated' || state === 'verified')
  const stated = { ...body, number }
  const verified = own.findLast(({ state }) => state === 'verified')
  const route = readRoute(stated, verified, takesPhone)
  if (isRefusal(route)) return route
  const isKnown = isOnRecord(stated, route, current)
  return isKnown ? refuse('payments.account_known', {}, '/body/number') : { number, route }
}

/** What somebody else found about the account of a colleague. */
export type CheckOwnBody = {
  readonly accountId: string
  readonly answer: 'confirm' | 'refuse'
  readonly how: 'in_person' | 'bank_confirmation' | 'payroll'
  readonly reference: string
}

/** The second person's word on a colleague's account: seen with them, with the bank or with the payroll. */
export function checkStaffAccount(): Command<CheckOwnBody, readonly StaffAccountRow[], Stated> {
  return {
    operation: 'payments.check_staff_account',
    load: (tx, calls) => loadOfPeople(tx, calls),
    decide: decideCheck,
  }
}

async function loadOfPeople(
  tx: Transaction,
  calls: readonly Call<CheckOwnBody>[],
): Promise<readonly StaffAccountRow[]> {
  const named = await findStaffAccounts(
    tx,
    calls.map(({ body }) => body.accountId),
  )
  const people = await loadStaffAccounts(tx, [...new Set(named.map((row) => row.person_id))].sort(), true)
  return [...people.values()].flat()
}

function decideCheck(
  all: readonly StaffAccountRow[],
  { body, actor, at }: Call<CheckOwnBody>,
): Decision<Stated> {
  const account = all.find(({ id }) => id === body.accountId)
  if (!account) {
    return { refusal: refuse('platform.not_found'), object: { type: 'account', id: body.accountId } }
  }
  const about = { object: { type: 'person', id: account.person_id }, entityId: account.entity_id }
  const refusal = checkObjection(actor, account)
  if (refusal) return { ...about, refusal }
  const isConfirmed = body.answer === 'confirm'
  const checked = updateRow(staffAccountTable, account, {
    state: isConfirmed ? 'verified' : 'refused',
    checked_by: actor.personId,
    checked_at: at,
    checked_how: body.how,
    check_reference: body.reference,
  })
  const replaced = all
    .filter((each) => isConfirmed && each.person_id === account.person_id && each.state === 'verified')
    .map((each) => updateRow(staffAccountTable, each, { state: 'replaced' }))
  return {
    ...about,
    answer: { accountId: account.id },
    reason: body.reference,
    // The one verified account of a person is first taken off, then the new one takes its place.
    changes: [...replaced, checked],
  }
}

/** Why somebody may not check this account; the list tells it ahead, and the check refuses by it. */
export function checkObjection(actor: Actor, account: StaffAccountRow): Refusal | undefined {
  const permission = mayWith(actor, 'payments.check_staff_account', { entityId: account.entity_id })
  if (!permission.can) return permission.refusal
  if (account.state !== 'stated') return refuse('payments.account_checked')
  const isOwn = [account.person_id, account.stated_by].includes(actor.personId)
  return isOwn ? refuse('payments.own_account_check') : undefined
}
