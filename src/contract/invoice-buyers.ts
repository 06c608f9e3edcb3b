import { z } from 'zod'
import { id } from './common.ts'
import { operation } from './operation.ts'

/** A tax number as it stands on invoices. */
export const taxNumber = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z]{6,30}$/)

const buyerJson = z.strictObject({ entityId: id, title: z.string(), taxNumber: z.string() })

/** The names and tax numbers that stand on invoices for our entities (开票信息): whoever pays asks for them. */
export const invoiceBuyers = operation({
  id: 'invoices.buyers',
  kind: 'query',
  method: 'GET',
  path: '/v1/invoice-details',
  summary: 'Names and tax numbers of our entities on invoices',
  answer: z.strictObject({ items: z.array(buyerJson) }),
})

/** States the name and tax number of an entity of ours. */
export const stateInvoiceBuyer = operation({
  id: 'invoices.state_buyer',
  kind: 'command',
  method: 'POST',
  path: '/v1/invoice-details',
  summary: 'State the name and tax number of an entity on invoices',
  body: z.strictObject({
    entityId: id,
    title: z.string().trim().min(2).max(200),
    taxNumber,
    reason: z.string().trim().min(2).max(500),
  }),
  answer: z.strictObject({ entityId: id }),
  security: 'factor',
  refusals: ['invoices.tax_number_form', 'access.other_entity'],
})
