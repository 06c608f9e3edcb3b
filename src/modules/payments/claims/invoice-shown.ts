import type { z } from 'zod'
import type { invoiceShown } from '../../../contract/claims.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import { mayOpenInvoice, type PartUsed } from '../../invoices/index.ts'

/** An invoice that shows a line, which only those who may see it are led to. */
export function invoiceOf(actor: Actor, part: PartUsed): z.output<typeof invoiceShown> {
  return {
    ...(mayOpenInvoice(actor, part) ? { invoiceId: part.invoice_id } : {}),
    number: part.number,
    amount: toMoneyJson({ currency: part.currency, minor: part.minor }),
  }
}
