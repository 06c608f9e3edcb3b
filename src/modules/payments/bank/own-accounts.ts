import { readAccountNumber } from '../../../kernel/bank-account.ts'
import { because } from '../../../kernel/because.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, updateRow } from '../../../platform/act/rows.ts'
import { mayWith } from '../../access/index.ts'
import { formObjection } from '../templates/form-of.ts'
import type { BankDeps } from './deps.ts'
import { accountsNumbered, loadOwnAccounts } from './store.ts'
import { ownAccountTable, type OwnAccountRow } from './tables.ts'

/** An account of ours as somebody states it. */
export type StateAccountBody = {
  readonly entityId: string
  readonly holder: string
  readonly bank: string
  readonly number: string
  readonly cnaps?: string | undefined
  readonly bic?: string | undefined
  readonly currency: string
  readonly form: string
}

/** What became of an account of ours. */
export type OwnAccountAnswer = {
  readonly accountId: string
  readonly state: string
  readonly version: number
}

/** Puts an account of ours on record; it pays nothing before another person verified it. */
export function stateOwnAccount(deps: BankDeps): Command<StateAccountBody, UnknownForms, OwnAccountAnswer> {
  return {
    operation: 'bank.state_account',
    load: async (tx, calls) => {
      const asked = await Promise.all(
        calls.map(
          async ({ body }) => [formKey(body), await formObjection(tx, body.form, body.entityId)] as const,
        ),
      )
      return new Map(asked)
    },
    decide: (unknownForms, call) => decideStated(deps, unknownForms, call),
  }
}

/** Why accounts cannot have the forms that are stated for them. */
type UnknownForms = ReadonlyMap<string, Refusal | undefined>

function formKey({ form, entityId }: StateAccountBody): string {
  return `${entityId} ${form}`
}

function decideStated(
  deps: BankDeps,
  unknownForms: UnknownForms,
  { body, actor, at }: Call<StateAccountBody>,
): Decision<OwnAccountAnswer> {
  const { entityId, cnaps = null, bic = null } = body
  const id = deps.newId('payableAccount')
  const object = { type: 'own_account', id }
  const permission = mayWith(actor, 'bank.state_account', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object, entityId }
  const number = readAccountNumber(body.number)
  if (number === undefined)
    return { refusal: refuse('bank.own_number_invalid', {}, '/body/number'), object, entityId }
  const unknownForm = unknownForms.get(formKey(body))
  if (unknownForm) return { refusal: unknownForm, object, entityId }
  const change = insertRow(ownAccountTable, {
    id,
    entity_id: entityId,
    holder: body.holder,
    bank: body.bank,
    number,
    cnaps,
    bic,
    currency: body.currency,
    form: body.form,
    state: 'stated',
    stated_by: actor.personId,
    stated_at: at,
    checked_by: null,
    checked_at: null,
  })
  return {
    answer: { accountId: id, state: 'stated', version: 1 },
    object,
    entityId,
    changes: [change],
    reason: because('bank.account_stated', { tail: number.slice(-4) }),
  }
}

/** The account that somebody verifies, as they saw it. */
export type VerifyAccountBody = { readonly accountId: string; readonly version: number }

type Verifying = { readonly account: OwnAccountRow | undefined; readonly isTaken: boolean }

/** The second person's word on an account of ours. */
export function verifyOwnAccount(): Command<VerifyAccountBody, Verifying, OwnAccountAnswer> {
  return {
    operation: 'bank.verify_account',
    load: async (tx, [call]) => {
      const [account] = await loadOwnAccounts(tx, [call?.body.accountId ?? ''])
      const others = await accountsNumbered(tx, account ? [account.number] : [])
      return { account, isTaken: others.length > 0 }
    },
    decide: decideVerified,
    constraints: {
      own_account_is_verified_once: ({ body }) => ({
        refusal: refuse('bank.account_known'),
        object: { type: 'own_account', id: body.accountId },
      }),
    },
  }
}

function decideVerified(
  { account, isTaken }: Verifying,
  call: Call<VerifyAccountBody>,
): Decision<OwnAccountAnswer> {
  const { body, actor, at } = call
  const object = { type: 'own_account', id: body.accountId }
  if (!account) return { refusal: refuse('platform.not_found'), object }
  const entityId = account.entity_id
  const permission = mayWith(actor, 'bank.verify_account', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object, entityId }
  const no = (code: string): Decision<OwnAccountAnswer> => ({ refusal: refuse(code), object, entityId })
  if (account.version !== body.version || account.state !== 'stated') return no('platform.stale')
  if (account.stated_by === actor.personId) return no('bank.second_person')
  if (isTaken) return no('bank.account_known')
  const patch = { state: 'verified', checked_by: actor.personId, checked_at: at }
  return {
    answer: { accountId: account.id, state: 'verified', version: account.version + 1 },
    object,
    entityId,
    changes: [updateRow(ownAccountTable, account, patch)],
    reason: because('bank.account_verified', { by: account.stated_by }),
  }
}
