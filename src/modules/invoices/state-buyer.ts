import { readCreditCode } from '../../kernel/credit-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow, rowAfter, updateRow } from '../../platform/act/rows.ts'
import { mayWith } from '../access/index.ts'
import type { InvoiceDeps } from './deps.ts'
import { lockBuyers } from './store.ts'
import { buyerTable, type BuyerRow } from './tables.ts'

/** What stands on invoices for an entity of ours. */
export type BuyerBody = {
  readonly entityId: string
  readonly title: string
  readonly taxNumber: string
  readonly reason: string
}

/** States or changes the name and tax number that invoices for an entity must carry (开票信息). */
export function stateBuyer(
  deps: InvoiceDeps,
): Command<BuyerBody, Map<string, BuyerRow>, { readonly entityId: string }> {
  return {
    operation: 'invoices.state_buyer',
    load: (tx, calls) =>
      lockBuyers(
        tx,
        calls.map(({ body }) => body.entityId),
      ),
    decide: (buyers, { body, actor, at }) => {
      const { entityId, title, reason } = body
      const object = { type: 'entity', id: entityId }
      const permission = mayWith(actor, 'invoices.state_buyer', { entityId })
      if (!permission.can) return { refusal: permission.refusal, object }
      const tax_number = readCreditCode(body.taxNumber)
      if (tax_number === undefined)
        return { refusal: refuse('invoices.tax_number_form', {}, '/body/taxNumber'), object }
      const stated = { title, tax_number, stated_by: actor.personId, stated_at: at }
      const known = buyers.get(entityId)
      const change = known
        ? updateRow(buyerTable, known, stated)
        : insertRow(buyerTable, { id: deps.newId('document'), entity_id: entityId, ...stated })
      buyers.set(entityId, rowAfter(buyerTable, change))
      return { answer: { entityId }, object, entityId, reason, changes: [change] }
    },
  }
}
