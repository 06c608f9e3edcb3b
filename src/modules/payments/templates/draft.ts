import { because } from '../../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, updateRow } from '../../../platform/act/rows.ts'
import { mayWith } from '../../access/index.ts'
import type { BankDeps } from '../bank/deps.ts'
import { bankTemplateTable, type BankTemplateRow } from '../bank/tables.ts'
import type { TemplateContent } from './content.ts'
import { inventedFiles } from './invented.ts'
import { templateObjection } from './judge.ts'
import { readTemplate } from './read-text.ts'
import { editionsOf } from './store.ts'

/** A template as somebody writes it, and of which it is the next edition. */
export type DraftBody = {
  readonly entityId: string
  readonly templateId?: string | undefined
  readonly text: string
}

/** What became of a template. */
export type TemplateAnswer = {
  readonly editionId: string
  readonly templateId: string
  readonly edition: number
  readonly state: 'drafted' | 'in_force' | 'replaced' | 'withdrawn'
  readonly version: number
}

type State = {
  readonly content: TemplateContent | Refusal
  readonly before: readonly BankTemplateRow[]
}

/** Somebody else drafted or confirmed the same template at this moment. */
export const meanwhile = (object: { readonly type: string; readonly id: string }) => ({
  refusal: refuse('bank.template_changed_meanwhile'),
  object,
})

/**
 * Keeps a template, or its next edition, as a draft: nothing is made by it before a second person confirms.
 * A draft that was waiting is replaced by this one.
 */
export function draftTemplate(deps: BankDeps): Command<DraftBody, State, TemplateAnswer> {
  const raced = ({ body }: Call<DraftBody>) =>
    meanwhile({ type: 'bank_template', id: body.templateId ?? body.entityId })
  return {
    operation: 'bank.draft_template',
    load: async (tx, [call]) => ({
      content: call ? await judged(call.body.text) : refuse('platform.not_found'),
      before: await editionsOf(tx, call?.body.templateId ? [call.body.templateId] : [], true),
    }),
    decide: (state, call) => decideDraft(deps, state, call),
    constraints: { edition_is_one_of_its_template: raced, template_has_one_draft: raced },
  }
}

/** The template of a text that can be used, or why it cannot. */
export async function judged(text: string): Promise<TemplateContent | Refusal> {
  const content = readTemplate(text)
  if (isRefusal(content)) return content
  const objection = templateObjection(content)
  if (objection) return objection
  const invented = await inventedFiles('draft', content)
  return isRefusal(invented) ? invented : content
}

function decideDraft(
  deps: BankDeps,
  { content, before }: State,
  call: Call<DraftBody>,
): Decision<TemplateAnswer> {
  const { body, actor, at } = call
  const { entityId } = body
  const templateId = body.templateId ?? deps.newId('bankTemplate')
  const object = { type: 'bank_template', id: templateId }
  const permission = mayWith(actor, 'bank.draft_template', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object, entityId }
  const isKnown = before.some((row) => row.entity_id === entityId)
  if (body.templateId !== undefined && !isKnown) {
    return { refusal: refuse('platform.not_found'), object, entityId }
  }
  if (isRefusal(content)) return { refusal: content, object, entityId }
  const editionId = deps.newId('bankTemplateEdition')
  const edition = (before.at(-1)?.edition ?? 0) + 1
  const drafted = insertRow(bankTemplateTable, {
    id: editionId,
    entity_id: entityId,
    template_id: templateId,
    edition,
    name_zh: content.name.zh,
    name_en: content.name.en,
    content: JSON.stringify(content),
    state: 'drafted',
    drafted_by: actor.personId,
    drafted_at: at,
    // Nobody stands behind what the command line drafts: two people confirm it then.
    first_by: isProduct(actor) ? null : actor.personId,
    confirmed_by: null,
    confirmed_at: null,
    preview_digest: null,
    ended_by: null,
    ended_at: null,
    end_reason: null,
  })
  const waiting = before.find(({ state }) => state === 'drafted')
  const replaced = waiting && updateRow(bankTemplateTable, waiting, replacedBy(edition, actor.personId, at))
  return {
    answer: { editionId, templateId, edition, state: 'drafted', version: 1 },
    object,
    entityId,
    changes: [...(replaced ? [replaced] : []), drafted],
    reason: because('bank.template_drafted', { edition }),
  }
}

/** The command line may draft, and is nobody. */
export function isProduct({ roles }: Pick<Actor, 'roles'>): boolean {
  return roles.includes('system')
}

/** How an edition ends when the next one takes its place. */
export function replacedBy(edition: number, personId: string, at: string) {
  return { state: 'replaced', ended_by: personId, ended_at: at, end_reason: `edition ${edition}` }
}
