import type { z } from 'zod'
import { staffAccountCursors, type myAccount, type staffAccounts } from '../../contract/payees.ts'
import { staffAccountStates } from '../../contract/states.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import { sayStaffAccount } from '../../texts/staff-accounts.ts'
import { routeOf } from '../parties/index.ts'
import { entitiesFor, mayWith, nameOf, staffRefOf } from '../access/index.ts'
import { sentence } from './claims/says.ts'
import type { PaymentDeps } from './deps.ts'
import { coolsUntil } from './orders/payee.ts'
import type { PaymentReader } from './orders/queries.ts'
import { checkObjection } from './staff-accounts.ts'
import { countStaffAccounts, countStaffAccountsFor, listStaffAccounts } from './store-lists.ts'
import { loadStaffAccounts } from './store.ts'
import { takesPayeePhone } from './templates/store.ts'
import type { StaffAccountRow } from './tables.ts'

type Mine = z.output<typeof myAccount.answer>
type List = z.output<typeof staffAccounts.answer>
type Item = List['items'][number]

const pageSize = 50

/** The reader's own account, what became of it, and those before it; nobody else's is read. */
export async function myAccountOf(deps: PaymentDeps, tx: Transaction, reader: PaymentReader): Promise<Mine> {
  const { actor, organisation, today } = reader
  const [accounts, policy, takesPhone] = await Promise.all([
    loadStaffAccounts(tx, [actor.personId], true),
    deps.requests.policy(tx),
    takesPayeePhone(tx),
  ])
  const own = accounts.get(actor.personId) ?? []
  const account = currentOf(own)
  const person = organisation.people.get(actor.personId)
  const { coolingDays: days } = policy.payments(today)
  return {
    // A current account is never a replaced one.
    standing: account === undefined ? 'none' : (account.state as Mine['standing']),
    ...ownSays(reader, own, account && coolsUntil(account, own, { today, days })),
    ...(account === undefined ? {} : { account: shown(reader, account) }),
    others: own
      .filter((row) => row !== account)
      .toReversed()
      .map((row) => shown(reader, row)),
    holder: own.at(-1)?.holder ?? (person ? nameOf(person, actor.language) : ''),
    takesPhone,
    actions: { state: permission(reader, mayWith(actor, 'payments.state_own_account', {})) },
  }
}

/** The one on which payment hangs; one that was refused is it where there is no other. */
function currentOf(own: readonly StaffAccountRow[]): StaffAccountRow | undefined {
  return (
    own.findLast(({ state }) => state === 'stated' || state === 'verified') ??
    own.findLast(({ state }) => state === 'refused')
  )
}

/** Where the own account stands and what comes next, and what else its owner should know. */
function ownSays(reader: PaymentReader, own: readonly StaffAccountRow[], from: LocalDate | undefined) {
  const { language } = reader.actor
  const account = currentOf(own)
  if (!account) return { says: sayStaffAccount(language, 'says.none') }
  const about = (row: StaffAccountRow) => ({
    tail: row.number.slice(-4),
    checker: row.checked_by === null ? '' : nameFor(reader, row.checked_by).name,
    reason: sentence(language, row.check_reference ?? ''),
  })
  if (account.state === 'stated') return { says: sayStaffAccount(language, 'says.stated', about(account)) }
  if (account.state === 'refused') return { says: sayStaffAccount(language, 'says.refused', about(account)) }
  const last = own.at(-1)
  const notes = [
    ...(from === undefined ? [] : [sayStaffAccount(language, 'says.cools', { from })]),
    ...(last?.state === 'refused' ? [sayStaffAccount(language, 'says.later_refused', about(last))] : []),
  ]
  return {
    says: sayStaffAccount(language, 'says.verified', about(account)),
    ...(notes.length === 0 ? {} : { note: notes.join(language === 'en' ? ' ' : '') }),
  }
}

/** The accounts of people of entities in which the reader verifies them; what waits from the oldest on. */
export async function staffAccountsFor(
  tx: Transaction,
  reader: PaymentReader,
  query: z.output<typeof staffAccounts.query>,
): Promise<List> {
  const mine = entitiesFor(reader.actor, 'payments.staff_accounts')
  const entityIds = mine.includes('*') ? [...reader.organisation.entities.keys()] : mine
  const [rows, counts, takesPhone] = await Promise.all([
    listStaffAccounts(tx, {
      entityIds,
      states: query.state === undefined ? staffAccountStates : [query.state],
      after: query.cursor,
      limit: pageSize + 1,
      isNewestFirst: query.state !== 'stated',
    }),
    countStaffAccounts(tx, entityIds),
    takesPayeePhone(tx),
  ])
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  const all = await loadStaffAccounts(tx, [...new Set(page.map((row) => row.person_id))].sort(), true)
  const { language } = reader.actor
  return {
    items: page.map((row) => itemOf(reader, row, all.get(row.person_id) ?? [])),
    ...(rows.length > pageSize && last
      ? { next: staffAccountCursors.write({ at: last.stated_at, id: last.id }) }
      : {}),
    counts: staffAccountStates.map((state) => ({ state, count: counts.get(state) ?? 0 })),
    leavers: leaversOf(reader, entityIds),
    takesPhone,
    ways: checkWays.map((value) => ({ value, word: sayStaffAccount(language, `how.${value}`) })),
  }
}

const leaversMax = 200

/** Who of these entities has left, the latest first: for them the reader may state an account. */
function leaversOf({ actor, organisation, today }: PaymentReader, entityIds: readonly string[]) {
  const mine = new Set(entityIds)
  return [...organisation.people.values()]
    .flatMap((person) => {
      const { left_on: leftOn } = person
      if (leftOn === null || leftOn >= today || !mine.has(person.entity_id)) return []
      const name = nameOf(person, actor.language)
      return [{ id: person.id, name, leftOn, holder: person.name_zh }]
    })
    .toSorted((a, b) => (a.leftOn === b.leftOn ? 0 : a.leftOn < b.leftOn ? 1 : -1))
    .slice(0, leaversMax)
}

/** How many accounts of colleagues this person may verify now; nothing is read for whoever verifies none. */
export async function staffAccountsToCheck(tx: Transaction, actor: Actor): Promise<number> {
  const mine = entitiesFor(actor, 'payments.check_staff_account')
  if (mine.length === 0) return 0
  const entityIds = mine.includes('*') ? undefined : mine
  return countStaffAccountsFor(tx, { entityIds, personId: actor.personId })
}

const checkWays = ['in_person', 'bank_confirmation', 'payroll'] as const

function itemOf(reader: PaymentReader, row: StaffAccountRow, all: readonly StaffAccountRow[]): Item {
  const { actor, organisation } = reader
  const entity = organisation.entities.get(row.entity_id)
  const objection = checkObjection(actor, row)
  const check = permission(reader, objection ? { can: false, refusal: objection } : { can: true })
  const verified = row.state === 'stated' ? all.find(({ state }) => state === 'verified') : undefined
  return {
    ...shown(reader, row, check.can),
    owner: nameFor(reader, row.person_id),
    entityId: row.entity_id,
    entity: entity ? nameOf(entity, actor.language) : row.entity_id,
    // Four signs prove nothing: whoever verifies it holds the whole number against a paper.
    ...(check.can ? { toCompare: row.number } : {}),
    ...(verified === undefined ? {} : { replaces: masked(verified) }),
    actions: { check },
  }
}

/** An account as everybody may see it who may see it at all. */
function shown(reader: PaymentReader, row: StaffAccountRow, compares = false): NonNullable<Mine['account']> {
  const { language } = reader.actor
  // The database holds the lists of states and of the ways in which an account is verified.
  const state = row.state as Item['state']
  const how = row.checked_how as (typeof checkWays)[number] | null
  return {
    accountId: row.id,
    holder: row.holder,
    bank: row.bank,
    number: masked(row),
    ...routeOf(row, compares),
    state,
    stateWord: sayStaffAccount(language, `state.${state}`),
    reference: row.reference,
    statedAt: row.stated_at,
    ...(row.stated_by === row.person_id ? {} : { stater: nameFor(reader, row.stated_by) }),
    ...(row.checked_by === null ? {} : { checker: nameFor(reader, row.checked_by) }),
    ...(row.checked_at === null ? {} : { checkedAt: row.checked_at }),
    ...(how === null ? {} : { checkedHow: sayStaffAccount(language, `how.${how}`) }),
    ...(row.check_reference === null ? {} : { checkReference: row.check_reference }),
  }
}

function masked({ number }: StaffAccountRow): string {
  return `•••• ${number.slice(-4)}`
}

function nameFor(reader: PaymentReader, personId: string) {
  const { language, personId: me } = reader.actor
  return staffRefOf({ ...reader, language, personId: me }, personId)
}

function permission({ actor }: PaymentReader, allowed: ReturnType<typeof mayWith>): Item['actions']['check'] {
  return allowed.can
    ? { can: true, needsReason: true, needsFactor: !actor.hasFreshFactor }
    : { can: false, why: sayRefusal(allowed.refusal, actor.language).says }
}
