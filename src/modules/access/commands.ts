import { because, type Because } from '../../kernel/because.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { systemActor, type Actor } from '../../platform/act/actor.ts'
import {
  goesAhead,
  type Call,
  type Command,
  type Decision,
  type JobDraft,
  type Refused,
} from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Language } from '../../texts/text.ts'
import { factorObjection, isZone } from './domain.ts'
import { lockedSituation, type AccessDeps, type Situation } from './situation.ts'
import { lockRows } from './store.ts'
import { accountTable, entityTable, personTable, unitTable, type AccountRow } from './tables.ts'

type BothNames = { readonly nameZh: string; readonly nameEn: string }

/** A new legal entity. */
export type EntityBody = BothNames & {
  readonly code: string
  readonly currency: string
  readonly zone: string
  readonly seat: string
}

/** Adds a legal entity to the group. */
export function createEntity(deps: AccessDeps): Command<EntityBody, undefined, { entityId: string }> {
  return {
    operation: 'access.create_entity',
    load: async () => undefined,
    decide: (_, { body }) => {
      const id = deps.newId('entity')
      const object = { type: 'entity', id }
      if (!isZone(body.zone)) return { refusal: refuse('access.unknown_zone', {}, '/body/zone'), object }
      const reason = because('access.entity_of_group', { entity: id })
      return { answer: { entityId: id }, object, reason, changes: [entityChange(id, body)] }
    },
    constraints: { entity_code_is_unique: codeTaken('entity') },
  }
}

/** The row of a new legal entity. */
export function entityChange(id: string, body: EntityBody): RowChange {
  const { code, nameZh, nameEn, currency, zone, seat } = body
  return insertRow(entityTable, {
    id,
    code,
    name_zh: nameZh,
    name_en: nameEn,
    currency,
    zone,
    seat,
    is_active: true,
  })
}

/** A new unit. */
export type UnitBody = BothNames & {
  readonly code: string
  readonly entityId?: string | undefined
  readonly parentId?: string | undefined
}

/** Adds a unit. A new one has nothing below it, so the tree stays a tree. */
export function createUnit(deps: AccessDeps): Command<UnitBody, Situation, { unitId: string }> {
  return {
    operation: 'access.create_unit',
    load: (tx) => lockedSituation(tx, deps),
    decide: (state, { body }) => {
      const id = deps.newId('orgUnit')
      const object = { type: 'unit', id }
      const { entities, units } = state.organisation()
      const isKnown =
        (body.entityId === undefined || entities.has(body.entityId)) &&
        (body.parentId === undefined || units.has(body.parentId))
      if (!isKnown) return { refusal: refuse('access.not_in_organisation'), object }
      const reason = because('access.unit_of_group', { unit: id })
      return { answer: { unitId: id }, object, reason, changes: state.noting([unitChange(id, body)]) }
    },
    constraints: { unit_code_is_unique: codeTaken('unit') },
  }
}

/** The row of a new unit. */
export function unitChange(id: string, body: UnitBody): RowChange {
  return insertRow(unitTable, {
    id,
    entity_id: body.entityId ?? null,
    parent_id: body.parentId ?? null,
    code: body.code,
    name_zh: body.nameZh,
    name_en: body.nameEn,
  })
}

/** A new member of staff. */
export type PersonBody = BothNames & {
  readonly entityId: string
  readonly unitId?: string | undefined
  readonly staffNumber?: string | undefined
  readonly titleZh?: string | undefined
  readonly titleEn?: string | undefined
  readonly joinedOn: LocalDate
}

/** Adds a person to the staff, without account and roles. */
export function createPerson(deps: AccessDeps): Command<PersonBody, Situation, { personId: string }> {
  return {
    operation: 'access.create_person',
    load: (tx) => lockedSituation(tx, deps),
    decide: (state, { body }) => {
      const id = deps.newId('person')
      const object = { type: 'person', id }
      const { entities, units } = state.organisation()
      const isKnown = entities.has(body.entityId) && (body.unitId === undefined || units.has(body.unitId))
      if (!isKnown) return { refusal: refuse('access.not_in_organisation'), object }
      const reason = because('access.joined', { on: body.joinedOn })
      return { answer: { personId: id }, object, reason, changes: state.noting([personChange(id, body)]) }
    },
    constraints: { staff_number_is_unique: codeTaken('person', '/body/staffNumber') },
  }
}

/** The row of a new person. */
export function personChange(id: string, body: PersonBody): RowChange {
  return insertRow(personTable, {
    id,
    entity_id: body.entityId,
    unit_id: body.unitId ?? null,
    staff_number: body.staffNumber ?? null,
    name_zh: body.nameZh,
    name_en: body.nameEn,
    title_zh: body.titleZh ?? null,
    title_en: body.titleEn ?? null,
    joined_on: body.joinedOn,
    left_on: null,
  })
}

/** A new account; its password and second factor are set apart, through the port of log-ins. */
export type AccountBody = { readonly personId: string; readonly email: string; readonly language: Language }

/**
 * A seal of the password that goes elsewhere: the same call with another password is another call. The
 * machine makes the password after the act, so it has none.
 */
type Sealed = { readonly seal?: string }

/** The account that a password is to be written for, as the act left it: a later act ends the leave. */
export type ToWrite = OneAccount & { readonly version: number }

/** Gives a person an account. A person may have several; their duties stay one person's. */
export function createAccount(deps: AccessDeps): Command<AccountBody & Sealed, Situation, ToWrite> {
  return {
    operation: 'access.create_account',
    load: (tx) => lockedSituation(tx, deps),
    decide: (state, { body, actor, at }) => {
      const id = deps.newId('account')
      const object = { type: 'account', id }
      const isKnown = state.organisation().people.has(body.personId)
      if (!isKnown) return { refusal: refuse('access.not_in_organisation'), object }
      const change = accountChange(id, { ...body, passwordBy: setterOf(actor) })
      const jobs = letterTo(actor, body.personId, id, 'opened', at)
      const reason = because('access.is_to_sign_in', { person: body.personId })
      const { version } = change.row
      return { answer: { accountId: id, version }, object, reason, changes: [change], jobs }
    },
    constraints: {
      email_is_unique: (call) => ({
        refusal: refuse('access.email_taken', {}, '/body/email'),
        object: { type: 'person', id: call.body.personId },
      }),
    },
  }
}

/** The row of a new account. */
export function accountChange(
  id: string,
  body: AccountBody & { readonly passwordBy?: string | null },
): RowChange {
  const { personId, email, language, passwordBy } = body
  return insertRow(accountTable, {
    id,
    person_id: personId,
    email: email.toLowerCase(),
    language,
    is_open: true,
    password_by: passwordBy ?? null,
    factor_by: null,
  })
}

type Accounts = ReadonlyMap<string, AccountRow>
type OneAccount = { readonly accountId: string }
type WithWhy = OneAccount & { readonly reason?: string }

/** Closes an account; its sessions and tokens open nothing from that moment. */
export function closeAccount(): Command<WithWhy, Accounts, OneAccount> {
  return accountCommand(
    'access.close_account',
    (account) =>
      account.is_open
        ? [updateRow(accountTable, account, { is_open: false })]
        : refuse('access.account_closed'),
    ofMachine('access.closed_at_machine'),
  )
}

/**
 * Notes that an administrator resets an account; the log shows it, and the new password goes elsewhere. The
 * second factor is gone with it: whoever set the password must not hold both.
 */
export function resetAccount(): Command<WithWhy & Sealed, Accounts, ToWrite> {
  const noting = accountCommand(
    'access.reset_account',
    (account, { actor }) =>
      account.is_open
        ? [updateRow(accountTable, account, { password_by: setterOf(actor), factor_by: null })]
        : refuse('access.account_closed'),
    ofMachine('access.reset_at_machine'),
    'reset',
  )
  return {
    ...noting,
    decide: (accounts, call) => {
      const decision = noting.decide(accounts, call)
      if (!goesAhead(decision)) return decision
      const version = decision.changes[0]?.row.version
      if (version === undefined) throw new Error('a reset changes its account')
      return { ...decision, answer: { ...decision.answer, version } }
    },
  }
}

/** Notes who gives the second factor: neither the account's person nor whoever set its password. */
export function giveFactor(): Command<OneAccount, Accounts, OneAccount> {
  return accountCommand(
    'access.give_factor',
    (account, { actor }) =>
      factorObjection(account, actor.personId) ?? [
        updateRow(accountTable, account, { factor_by: actor.personId }),
      ],
    ({ password_by: setter }) => because('access.second_half', { password: setter ?? '' }),
    'factor',
  )
}

/** A new password of one's own: the body has a seal of the two passwords, and neither of them. */
export type OwnPasswordBody = OneAccount & { readonly seal: string }

/** The accounts, and what speaks against the change of each. */
type OwnPassword = { readonly accounts: Accounts; readonly objections: ReadonlyMap<string, Refusal> }

/**
 * Sets somebody's own password, and notes it: whoever set the last one does not know it any more, and may
 * give a second factor again. `write` proves the former and writes the new one under the lock of its account,
 * and only for a key that was not answered before; what it objects to may be sent again, put right. The
 * password is written before it is noted: noted first, whoever set the last one might give the factor while
 * theirs is the password. When it breaks in between, the same call goes on from there.
 */
export function setOwnPassword(
  write: (call: Call<OwnPasswordBody>) => Promise<Refusal | undefined>,
): Command<OwnPasswordBody, OwnPassword, OneAccount> {
  const operation = 'access.set_password'
  const noting = accountCommand(
    operation,
    (account, { actor: { personId } }) => {
      if (!isOpenFor(account, personId)) return refuse('platform.stale')
      const isNoted = account.password_by === personId
      return isNoted ? [] : [updateRow(accountTable, account, { password_by: personId })]
    },
    () => null,
  )
  return {
    operation,
    load: async (tx, calls) => {
      const accounts = await lockAccounts(tx, calls)
      const objections = new Map<string, Refusal>()
      for (const call of calls) {
        const { accountId } = call.body
        if (!isOpenFor(accounts.get(accountId), call.actor.personId)) continue
        const objection = await write(call)
        if (objection) objections.set(accountId, objection)
      }
      return { accounts, objections }
    },
    decide: ({ accounts, objections }, call) => {
      const object = { type: 'account', id: call.body.accountId }
      const refusal = objections.get(object.id)
      return refusal ? { refusal, object, isStepUp: true } : noting.decide(accounts, call)
    },
  }
}

function isOpenFor(account: AccountRow | undefined, personId: string): boolean {
  return account?.is_open === true && account.person_id === personId
}

/** Whoever runs the machine holds its keys, and is no person of the company: then nobody is noted. */
function setterOf(actor: Actor): string | null {
  return isOfMachine(actor) ? null : actor.personId
}

function isOfMachine(actor: Actor): boolean {
  return actor.via === 'cli' || actor.personId === systemActor.personId
}

/** The person learns of everything that others do to the log-in; of their own password from the log. */
function letterTo(
  actor: Actor,
  personId: string,
  accountId: string,
  what: 'opened' | 'reset' | 'factor',
  at: Instant,
): JobDraft[] {
  if (isOfMachine(actor)) return []
  return [{ queue: 'notify', data: { kind: 'account', personId, accountId, what, at } }]
}

/** Sets the language in which the account's person reads. */
export function setLanguage(): Command<
  OneAccount & { language: Language },
  Accounts,
  { language: Language }
> {
  return {
    operation: 'access.set_language',
    load: (tx, calls) => lockAccounts(tx, calls),
    decide: (accounts, { body }) => {
      const object = { type: 'account', id: body.accountId }
      const account = accounts.get(body.accountId)
      if (!account) return { refusal: refuse('access.not_in_organisation'), object }
      const { language } = body
      const changes = account.language === language ? [] : [updateRow(accountTable, account, { language })]
      return { answer: { language }, object, reason: null, changes }
    },
  }
}

/** On the screen the reason is written; whoever runs the machine may leave it out. */
function ofMachine(code: string) {
  return ({ id }: AccountRow): Because => because(code, { account: id })
}

function accountCommand(
  operation: string,
  change: (account: AccountRow, call: Call<WithWhy>) => RowChange[] | ReturnType<typeof refuse>,
  carried: (account: AccountRow) => Because | null,
  tells?: 'reset' | 'factor',
): Command<WithWhy, Accounts, OneAccount> {
  return {
    operation,
    load: (tx, calls) => lockAccounts(tx, calls),
    decide: (accounts, call): Decision<OneAccount> => {
      const { accountId } = call.body
      const object = { type: 'account', id: accountId }
      const account = accounts.get(accountId)
      if (!account) return { refusal: refuse('access.not_in_organisation'), object }
      const changes = change(account, call)
      if ('refused' in changes) return { refusal: changes, object }
      const jobs = tells ? letterTo(call.actor, account.person_id, accountId, tells, call.at) : []
      const reason = call.body.reason?.trim() ? call.body.reason : carried(account)
      return { answer: { accountId }, object, reason, changes, jobs }
    },
  }
}

function lockAccounts(
  tx: Parameters<typeof lockRows>[0],
  calls: readonly Call<OneAccount>[],
): Promise<Accounts> {
  return lockRows(
    tx,
    'account',
    calls.map((call) => call.body.accountId),
  )
}

function codeTaken(type: string, pointer = '/body/code'): () => Refused {
  return () => ({ refusal: refuse('access.code_taken', {}, pointer), object: { type, id: 'new' } })
}
