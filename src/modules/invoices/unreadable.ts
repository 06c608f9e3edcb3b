import type { Refusal } from '../../kernel/refusal.ts'
import type { Command } from '../../platform/act/command.ts'

/** A file that could not be read: it passes the write door all the same, so that the attempt is on record. */
export function unreadable<Body>(
  operation: string,
  refusal: Refusal,
  invoiceId = 'new',
): Command<Body, undefined, never> {
  return {
    operation,
    load: async () => undefined,
    decide: () => ({ refusal, object: { type: 'invoice', id: invoiceId } }),
  }
}
