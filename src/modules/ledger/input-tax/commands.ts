import type { benefitForms } from '../../../contract/facts.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Command } from '../../../platform/act/command.ts'
import { insertRow, updateRow } from '../../../platform/act/rows.ts'
import { entityObjection } from '../vouchers/record.ts'
import { lockVouchers } from '../vouchers/store.ts'
import { barredBy } from './rules.ts'
import { loadCreditRules } from './store.ts'
import { inputTaxRuleTable, type InputTaxRuleRow } from './tables.ts'

/** Whether input tax on a kind of benefit is credited from now on, on which basis in law, and why. */
export type SetInputTaxBody = {
  readonly entityId: string
  readonly form: (typeof benefitForms)[number]
  readonly credits: boolean
  readonly law: string
  readonly reason: string
}

/** What was set. */
export type InputTaxSet = Pick<SetInputTaxBody, 'form' | 'credits' | 'law'>

/** Sets whether the input tax on a kind of benefit is credited; claims that are accepted later follow it. */
export const setInputTax: Command<SetInputTaxBody, readonly InputTaxRuleRow[], InputTaxSet> = {
  operation: 'ledger.set_input_tax',
  load: async (tx, [call]) => {
    const entityId = call?.body.entityId ?? ''
    await lockVouchers(tx, [entityId])
    return loadCreditRules(tx, [entityId])
  },
  decide: (rows, call) => {
    const { entityId, reason, form, credits, law } = call.body
    const object = { type: 'input_tax_rule', id: entityId }
    const objection = entityObjection(call, 'ledger.set_input_tax', entityId)
    if (objection) return { refusal: objection, object }
    const clause = credits ? barredBy(form, call.at.slice(0, 10)) : undefined
    if (clause !== undefined)
      return {
        refusal: refuse('ledger.input_tax_barred', { law: clause }, '/body/credits'),
        object,
        entityId,
      }
    const changed = { credits, law, changed_by: call.actor.personId, changed_at: call.at }
    const old = rows.find((row) => row.form === form)
    const change = old
      ? updateRow(inputTaxRuleTable, old, changed)
      : insertRow(inputTaxRuleTable, { id: `${entityId}:${form}`, entity_id: entityId, form, ...changed })
    return { answer: { form, credits, law }, object, entityId, changes: [change], reason }
  },
}
