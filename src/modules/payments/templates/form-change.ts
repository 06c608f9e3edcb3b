import { because } from '../../../kernel/because.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, updateRow } from '../../../platform/act/rows.ts'
import { mayWith } from '../../access/index.ts'
import type { BankDeps } from '../bank/deps.ts'
import { loadOwnAccounts } from '../bank/store.ts'
import { formChangeTable, ownAccountTable, type FormChangeRow, type OwnAccountRow } from '../bank/tables.ts'
import { formObjection } from './form-of.ts'
import { loadFormChange, waitingForms } from './store.ts'

/** Another form for the payments of an account, as somebody states it. */
export type ChangeFormBody = {
  readonly accountId: string
  readonly version: number
  readonly form: string
  readonly reason: string
}

/** What became of another form. */
export type FormAnswer = {
  readonly changeId: string
  readonly accountId: string
  readonly state: 'stated' | 'confirmed' | 'declined'
  readonly version: number
}

type Stating = {
  readonly account: OwnAccountRow | undefined
  readonly waits: boolean
  readonly unknown: Refusal | undefined
}

/** States another form; the account sends as before until a second person confirms it. */
export function changeForm(deps: BankDeps): Command<ChangeFormBody, Stating, FormAnswer> {
  return {
    operation: 'bank.change_form',
    load: async (tx, [call]) => {
      const [account] = await loadOwnAccounts(tx, [call?.body.accountId ?? ''])
      if (!account || !call) return { account, waits: false, unknown: undefined }
      const waits = (await waitingForms(tx, [account.id])).length > 0
      return { account, waits, unknown: await formObjection(tx, call.body.form, account.entity_id) }
    },
    decide: (state, call) => decideStated(deps, state, call),
    constraints: {
      account_has_one_form_change: ({ body }) => ({
        refusal: refuse('bank.form_waits'),
        object: { type: 'own_account', id: body.accountId },
      }),
    },
  }
}

function decideStated(
  deps: BankDeps,
  { account, waits, unknown }: Stating,
  { body, actor, at }: Call<ChangeFormBody>,
): Decision<FormAnswer> {
  const object = { type: 'own_account', id: body.accountId }
  if (!account) return { refusal: refuse('platform.not_found'), object }
  const entityId = account.entity_id
  const permission = mayWith(actor, 'bank.change_form', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object, entityId }
  const no = (refusal: Refusal): Decision<FormAnswer> => ({ refusal, object, entityId })
  if (account.version !== body.version) return no(refuse('platform.stale'))
  if (account.state !== 'verified') return no(refuse('bank.own_account_not_verified'))
  if (waits) return no(refuse('bank.form_waits'))
  if (account.form === body.form) return no(refuse('bank.form_same', {}, '/body/form'))
  if (unknown) return no(unknown)
  const changeId = deps.newId('formChange')
  const stated = insertRow(formChangeTable, {
    id: changeId,
    entity_id: entityId,
    account_id: account.id,
    from_form: account.form,
    to_form: body.form,
    reason: body.reason,
    state: 'stated',
    stated_by: actor.personId,
    stated_at: at,
    answered_by: null,
    answered_at: null,
    answer: null,
  })
  return {
    answer: { changeId, accountId: account.id, state: 'stated', version: 1 },
    object,
    entityId,
    changes: [stated],
    reason: body.reason,
    note: { from: account.form, to: body.form },
  }
}

/** What the second person says of another form. */
export type AnswerFormBody = {
  readonly changeId: string
  readonly version: number
  readonly answer: 'confirm' | 'decline'
  readonly reason?: string | undefined
}

type Answering = {
  readonly change: FormChangeRow | undefined
  readonly account: OwnAccountRow | undefined
  readonly unknown: Refusal | undefined
}

/**
 * The second person's word on another form. What left keeps its form; whoever stated it may take it back,
 * and never confirm it.
 */
export function answerForm(): Command<AnswerFormBody, Answering, FormAnswer> {
  return {
    operation: 'bank.answer_form',
    load: async (tx, [call]) => {
      const change = await loadFormChange(tx, call?.body.changeId ?? '')
      if (!change) return { change, account: undefined, unknown: undefined }
      const [account] = await loadOwnAccounts(tx, [change.account_id])
      return { change, account, unknown: await formObjection(tx, change.to_form, change.entity_id) }
    },
    decide: decideAnswered,
  }
}

function decideAnswered(
  { change, account, unknown }: Answering,
  { body, actor, at }: Call<AnswerFormBody>,
): Decision<FormAnswer> {
  if (!change || !account) {
    return { refusal: refuse('platform.not_found'), object: { type: 'form_change', id: body.changeId } }
  }
  const object = { type: 'own_account', id: account.id }
  const entityId = account.entity_id
  const permission = mayWith(actor, 'bank.answer_form', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object, entityId }
  const no = (refusal: Refusal): Decision<FormAnswer> => ({ refusal, object, entityId })
  if (change.version !== body.version || change.state !== 'stated') return no(refuse('platform.stale'))
  const isConfirmed = body.answer === 'confirm'
  if (isConfirmed && change.stated_by === actor.personId) return no(refuse('bank.form_second_person'))
  if (isConfirmed && unknown) return no(unknown)
  const state = isConfirmed ? 'confirmed' : 'declined'
  const patch = { answered_by: actor.personId, answered_at: at, answer: body.reason ?? null }
  return {
    answer: { changeId: change.id, accountId: account.id, state, version: change.version + 1 },
    object,
    entityId,
    changes: [
      updateRow(formChangeTable, change, { state, ...patch }),
      ...(isConfirmed ? [updateRow(ownAccountTable, account, { form: change.to_form })] : []),
    ],
    reason: body.reason ?? because(`bank.form_${state}`, { by: change.stated_by }),
    note: { from: change.from_form, to: change.to_form },
  }
}
