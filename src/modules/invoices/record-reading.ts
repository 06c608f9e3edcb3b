import { because } from '../../kernel/because.ts'
import type { Command } from '../../platform/act/command.ts'

/** A file of an invoice that somebody opened. */
export type ReadingBody = {
  readonly invoiceId: string
  readonly fileId: string
  readonly digest: string
  readonly entityId: string
}

/** Records that somebody opened a file of an invoice. */
export const recordReading: Command<ReadingBody, undefined, { readonly fileId: string }> = {
  operation: 'invoices.record_download',
  load: async () => undefined,
  decide: (_, { body: { invoiceId, fileId, digest, entityId } }) => ({
    answer: { fileId },
    object: { type: 'invoice', id: invoiceId },
    entityId,
    reason: because('invoices.looks_at_paper', { invoice: invoiceId }),
    note: { fileId, digest },
    changes: [],
  }),
}
