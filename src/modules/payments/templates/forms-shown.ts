import type { z } from 'zod'
import type { reconciliation } from '../../../contract/reconciliation.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { mayWith, staffRefOf } from '../../access/index.ts'
import type { BankReader } from '../bank/sent-orders.ts'
import type { BatchRow, FormChangeRow, OwnAccountRow } from '../bank/tables.ts'
import { formNames, isShipped } from './form-of.ts'
import { editionsOf, waitingForms } from './store.ts'

type Account = z.output<typeof reconciliation.answer>['accounts'][number]
type Shown = Pick<Account, 'formName' | 'isFormInForce' | 'formChange'>

/** The forms of accounts and of batches as somebody reads them, and what waits for a second person. */
export async function formsOf(
  tx: Transaction,
  reader: BankReader,
  accounts: readonly OwnAccountRow[],
  batches: readonly Pick<BatchRow, 'form'>[],
): Promise<{
  readonly nameOf: (form: string) => string
  readonly ofAccount: (account: OwnAccountRow) => Shown
}> {
  const changes = await waitingForms(
    tx,
    accounts.map(({ id }) => id),
  )
  const now = accounts.map(({ form }) => form)
  const all = [...now, ...batches.map(({ form }) => form), ...changes.map((change) => change.to_form)]
  const nameOf = await formNames(tx, all, reader.actor.language)
  const editions = await editionsOf(tx, [...new Set(now)].sort())
  const inForce = new Set(editions.filter(({ state }) => state === 'in_force').map((row) => row.template_id))
  return {
    nameOf,
    ofAccount: ({ id, form }) => {
      const change = changes.find((each) => each.account_id === id)
      return {
        formName: nameOf(form),
        isFormInForce: isShipped(form) || inForce.has(form),
        ...(change === undefined ? {} : { formChange: changeItem(reader, change, nameOf) }),
      }
    },
  }
}

function changeItem(
  { actor, organisation, today }: BankReader,
  change: FormChangeRow,
  nameOf: (form: string) => string,
): Account['formChange'] {
  const { language, personId } = actor
  const may = mayWith(actor, 'bank.answer_form', { entityId: change.entity_id })
  const isOwn = change.stated_by === personId
  const refusal = may.can ? (isOwn ? refuse('bank.form_second_person') : undefined) : may.refusal
  return {
    changeId: change.id,
    version: change.version,
    form: change.to_form,
    formName: nameOf(change.to_form),
    reason: change.reason,
    statedBy: staffRefOf({ organisation, language, today, personId }, change.stated_by),
    statedAt: change.stated_at,
    confirm:
      refusal === undefined
        ? { can: true, needsFactor: !actor.hasFreshFactor }
        : { can: false, why: sayRefusal(refusal, language).says, needsFactor: false },
  }
}
