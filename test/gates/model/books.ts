import { refused, type Ruling } from './organisation.ts'
import type { Kind, Request } from './state.ts'

/** Kinds whose usual way leaves something to pay out; the others are given from stock or on the invoice. */
const owedFor: ReadonlySet<Kind> = new Set<Kind>(['rebate', 'working_meal', 'gift_card'])

/** Kinds that somebody outside is paid for, whose receipt closes them. */
const onReceipt: ReadonlySet<Kind> = new Set<Kind>(['working_meal', 'gift_card'])

/**
 * What keeps something given from being completed although its papers are there. Nothing is paid in a run.
 */
export function openInBooks(
  { asked, evidence, books }: Request,
  brought: readonly string[],
): Ruling | undefined {
  if (onReceipt.has(asked.kind) && !evidence.has('receipt') && !brought.includes('receipt'))
    return refused('requests.way_proof_missing')
  if (owedFor.has(asked.kind)) return refused('requests.still_payable')
  return books.isNumbered ? undefined : refused('requests.voucher_missing')
}
