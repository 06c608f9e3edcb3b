import { shippedForms } from '../../../contract/states.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { shippedFormNames } from '../../../texts/bank-templates.ts'
import { fill, type Language } from '../../../texts/text.ts'
import { batchExamples } from '../bank/batch-examples.ts'
import type { BatchTemplate } from '../bank/batch-template.ts'
import type { BankTemplateRow } from '../bank/tables.ts'
import { asBatchTemplate, type TemplateContent } from './content.ts'
import { editionInForce, editionsOf, findEditions } from './store.ts'

/** What an edition says; it was judged when it was drafted, and the database keeps it as it was. */
export function contentOfEdition({ content }: Pick<BankTemplateRow, 'content'>): TemplateContent {
  return JSON.parse(content) as TemplateContent
}

/** The form in which a batch leaves: what it is called in its row, and its template where it has one. */
export type FormInForce = { readonly form: string; readonly template?: BatchTemplate }

/** Whether a form is one of those that are shipped. */
export function isShipped(form: string): boolean {
  return (shippedForms as readonly string[]).includes(form)
}

/** The form of an account as it is now; a template that was withdrawn makes no file. */
export async function formInForce(
  tx: Transaction,
  { form, entity_id: entityId }: { readonly form: string; readonly entity_id: string },
): Promise<FormInForce | Refusal> {
  if (isShipped(form)) {
    const template = batchExamples.find(({ id }) => id === form)
    return { form, ...(template === undefined ? {} : { template }) }
  }
  const edition = await editionInForce(tx, form)
  if (edition?.entity_id === entityId) {
    return { form: edition.id, template: asBatchTemplate(edition.id, contentOfEdition(edition)) }
  }
  const last = (await editionsOf(tx, [form])).at(-1)
  return refuse('bank.template_withdrawn', { name: last?.name_zh ?? form })
}

/** Why an account cannot take a form: it is none, of another entity, or not in force. */
export async function formObjection(
  tx: Transaction,
  form: string,
  entityId: string,
): Promise<Refusal | undefined> {
  if (isShipped(form)) return undefined
  const edition = await editionInForce(tx, form)
  return edition?.entity_id === entityId ? undefined : refuse('bank.form_unknown', {}, '/body/form')
}

/** Names of forms in words: of accounts (a template) and of batches (one of its editions). */
export async function formNames(
  tx: Transaction,
  forms: readonly string[],
  language: Language,
): Promise<(form: string) => string> {
  const own = [...new Set(forms.filter((form) => !isShipped(form)))].sort()
  const [editions, templates] = await Promise.all([findEditions(tx, own), editionsOf(tx, own)])
  const nameOf = (row: BankTemplateRow) => (language === 'en' ? row.name_en : row.name_zh)
  const names = new Map([
    ...editions.map((row): [string, string] => [row.id, `${nameOf(row)} · ${row.edition}`]),
    // In the order of the editions, so that the last name counts.
    ...templates.map((row): [string, string] => [row.template_id, nameOf(row)]),
  ])
  return (form) => {
    const shipped = shippedForms.find((each) => each === form)
    return shipped === undefined ? (names.get(form) ?? form) : fill(shippedFormNames[shipped], language)
  }
}
