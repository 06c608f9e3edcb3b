import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import type { Proposal } from './proposal.ts'

/** The entries of a request that somebody may amend; its papers stand in a list of their own. */
const entries = [
  'customer',
  'kindId',
  'way',
  'amount',
  'quantity',
  'recipient',
  'happensOn',
  'place',
  'vendor',
  'reasonChip',
  'reason',
  'facts',
] as const satisfies readonly (keyof Proposal)[]

/**
 * Which entries are otherwise than they were, for those who approve it once more. Names of entries alone: the
 * log keeps them for ever, and the values may name people.
 */
export function amendedEntries(before: Proposal, after: Proposal): string[] {
  return entries.filter((entry) => textOf(before[entry]) !== textOf(after[entry]))
}

function textOf(value: unknown): string {
  // What is filed is JSON.
  return value === undefined ? '' : canonical(value as CanonicalValue)
}
