import { because } from '../../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { updateRow } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { mayWith } from '../../access/index.ts'
import { bankTemplateTable, type BankTemplateRow, type OwnAccountRow } from '../bank/tables.ts'
import { isProduct, meanwhile, replacedBy, type TemplateAnswer } from './draft.ts'
import { inventedFiles } from './invented.ts'
import { contentOfEdition } from './form-of.ts'
import { accountsUsing, editionsOf, findEditions } from './store.ts'

/** The edition that somebody confirms, and the file of invented payments that they saw of it. */
export type ConfirmBody = { readonly editionId: string; readonly version: number; readonly preview: string }

type State = {
  readonly edition: BankTemplateRow | undefined
  readonly before: BankTemplateRow | undefined
  readonly preview: string | Refusal
}

/**
 * The second person's word on a template: from now on its files leave, and the edition before has ended. Of
 * what the command line drafted it is the first person's word, and the draft waits for another.
 */
export function confirmTemplate(): Command<ConfirmBody, State, TemplateAnswer> {
  return {
    operation: 'bank.confirm_template',
    load: async (tx, [call]) => {
      const { edition, all } = await lockedEdition(tx, call?.body.editionId ?? '')
      if (!edition) return { edition, before: undefined, preview: '' }
      const invented = await inventedFiles(edition.id, contentOfEdition(edition))
      const before = all.find(({ state }) => state === 'in_force')
      return { edition, before, preview: isRefusal(invented) ? invented : invented.digest }
    },
    decide: decideConfirmed,
    constraints: {
      template_has_one_edition_in_force: ({ body }) =>
        meanwhile({ type: 'bank_template', id: body.editionId }),
    },
  }
}

/** An edition with all others of its template, locked: no file is made by one that ends at this moment. */
async function lockedEdition(tx: Transaction, editionId: string) {
  const [found] = await findEditions(tx, [editionId])
  const all = await editionsOf(tx, found ? [found.template_id] : [], true)
  return { edition: all.find(({ id }) => id === editionId), all }
}

function decideConfirmed(
  { edition, before, preview }: State,
  { body, actor, at }: Call<ConfirmBody>,
): Decision<TemplateAnswer> {
  if (!edition) {
    return { refusal: refuse('platform.not_found'), object: { type: 'bank_template', id: body.editionId } }
  }
  const { template_id: templateId, entity_id: entityId } = edition
  const object = { type: 'bank_template', id: templateId }
  const permission = mayWith(actor, 'bank.confirm_template', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object, entityId }
  const no = (refusal: Refusal): Decision<TemplateAnswer> => ({ refusal, object, entityId })
  if (edition.version !== body.version || edition.state !== 'drafted') return no(refuse('platform.stale'))
  const objection = confirmerObjection(edition, actor)
  if (objection) return no(objection)
  if (isRefusal(preview)) return no(preview)
  if (preview !== body.preview) return no(refuse('bank.template_preview_differs'))
  const by = actor.personId
  const isFirst = edition.first_by === null
  const answer = { editionId: edition.id, templateId, edition: edition.edition, version: edition.version + 1 }
  const confirmed = { state: 'in_force', confirmed_by: by, confirmed_at: at, preview_digest: preview }
  const ended = isFirst ? undefined : before
  return {
    answer: { ...answer, state: isFirst ? 'drafted' : 'in_force' },
    object,
    entityId,
    changes: [
      ...(ended ? [updateRow(bankTemplateTable, ended, replacedBy(edition.edition, by, at))] : []),
      updateRow(bankTemplateTable, edition, isFirst ? { first_by: by } : confirmed),
    ],
    reason: isFirst
      ? because('bank.template_first', { edition: edition.edition })
      : because('bank.template_confirmed', { by: edition.first_by ?? '', edition: edition.edition }),
    note: { preview },
  }
}

/** Why this person cannot confirm a draft: nobody does so twice, and the product never. */
export function confirmerObjection(
  { first_by: firstBy }: Pick<BankTemplateRow, 'first_by'>,
  actor: Pick<Actor, 'personId' | 'roles'>,
): Refusal | undefined {
  const isOwn = isProduct(actor) || firstBy === actor.personId
  return isOwn ? refuse('bank.template_second_person') : undefined
}

/** The edition that somebody ends, and why. */
export type WithdrawBody = { readonly editionId: string; readonly version: number; readonly reason: string }

/** A template that has ended, with the accounts that sent their payments by it. */
export type WithdrawnTemplate = TemplateAnswer & {
  readonly usedBy: readonly { readonly accountId: string; readonly bank: string; readonly tail: string }[]
}

type Ending = {
  readonly edition: BankTemplateRow | undefined
  readonly accounts: readonly OwnAccountRow[]
}

/** Ends a template: no new file is made by it, and results of what left are read by it as before. */
export function withdrawTemplate(): Command<WithdrawBody, Ending, WithdrawnTemplate> {
  return {
    operation: 'bank.withdraw_template',
    load: async (tx, [call]) => {
      const { edition } = await lockedEdition(tx, call?.body.editionId ?? '')
      const isUsed = edition?.state === 'in_force'
      return { edition, accounts: isUsed ? await accountsUsing(tx, [edition.template_id]) : [] }
    },
    decide: decideWithdrawn,
  }
}

function decideWithdrawn(
  { edition, accounts }: Ending,
  { body, actor, at }: Call<WithdrawBody>,
): Decision<WithdrawnTemplate> {
  if (!edition) {
    return { refusal: refuse('platform.not_found'), object: { type: 'bank_template', id: body.editionId } }
  }
  const { template_id: templateId, entity_id: entityId, version } = edition
  const object = { type: 'bank_template', id: templateId }
  const permission = mayWith(actor, 'bank.withdraw_template', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object, entityId }
  const isOpen = edition.state === 'drafted' || edition.state === 'in_force'
  if (version !== body.version || !isOpen) return { refusal: refuse('platform.stale'), object, entityId }
  const ended = {
    state: 'withdrawn',
    ended_by: actor.personId,
    ended_at: at,
    end_reason: body.reason,
  }
  return {
    answer: {
      editionId: edition.id,
      templateId,
      edition: edition.edition,
      state: 'withdrawn',
      version: version + 1,
      usedBy: accounts.map(({ id, bank, number }) => ({ accountId: id, bank, tail: number.slice(-4) })),
    },
    object,
    entityId,
    changes: [updateRow(bankTemplateTable, edition, ended)],
    reason: body.reason,
    note: { accounts: accounts.map(({ id }) => id) },
  }
}
