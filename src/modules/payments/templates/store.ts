import { rowsFor } from '../../../platform/db/rows-for.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { BankTemplateRow, FormChangeRow, OwnAccountRow } from '../bank/tables.ts'

type Tables = {
  'payments.bank_template': BankTemplateRow
  'payments.form_change': FormChangeRow
  'payments.own_account': OwnAccountRow
}

const rowsBy = rowsFor<Tables>()

/** Editions by id, as they stand. */
export async function findEditions(tx: Transaction, ids: readonly string[]): Promise<BankTemplateRow[]> {
  return rowsBy(tx, 'payments.bank_template', { column: 'id', values: ids })
}

/** All editions of templates, the first one first. */
export async function editionsOf(
  tx: Transaction,
  templateIds: readonly string[],
  isLocked: boolean | 'shared' = false,
): Promise<BankTemplateRow[]> {
  const by = { column: 'template_id', values: templateIds, order: 'edition', isLocked } as const
  return rowsBy(tx, 'payments.bank_template', by)
}

/** All editions of an entity, the latest last. */
export async function editionsOfEntity(tx: Transaction, entityId: string): Promise<BankTemplateRow[]> {
  const by = { column: 'entity_id', values: [entityId], order: 'drafted_at' } as const
  return rowsBy(tx, 'payments.bank_template', by)
}

/**
 * The edition in force of a template, held against being withdrawn until a file that is made by it is
 * stored.
 */
export async function editionInForce(
  tx: Transaction,
  templateId: string,
): Promise<BankTemplateRow | undefined> {
  return (await editionsOf(tx, [templateId], 'shared')).find(({ state }) => state === 'in_force')
}

/**
 * Whether a template in force of one of our banks, whichever entity it is of, makes no file without the
 * phone of the payee. No other reason is one to take it.
 */
export async function takesPayeePhone(tx: Transaction): Promise<boolean> {
  const [row] = await tx.sql<{ takes: boolean }>(
    'select payments.asks_payee_phone() as takes',
    [],
    'payments_asks_payee_phone',
  )
  return row?.takes ?? false
}

/** Which accounts send their payments by these templates. */
export async function accountsUsing(
  tx: Transaction,
  templateIds: readonly string[],
): Promise<OwnAccountRow[]> {
  return rowsBy(tx, 'payments.own_account', { column: 'form', values: templateIds, order: 'stated_at' })
}

/** A change of a form by id, locked when it is to be answered. */
export async function loadFormChange(tx: Transaction, id: string): Promise<FormChangeRow | undefined> {
  const by = { column: 'id', values: [id], isLocked: true } as const
  return (await rowsBy(tx, 'payments.form_change', by))[0]
}

/** The changes of accounts that wait for their second person. */
export async function waitingForms(tx: Transaction, accountIds: readonly string[]): Promise<FormChangeRow[]> {
  const by = { column: 'account_id', values: accountIds, order: 'stated_at' } as const
  return (await rowsBy(tx, 'payments.form_change', by)).filter(({ state }) => state === 'stated')
}
