import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { loadEntityNames } from '../access/index.ts'
import { scorePair } from './matching/score.ts'

/**
 * The name of our own entity that a typed name stands for, misspelt or not: the group is no customer of
 * itself.
 */
export function ownEntityNamed(name: string, entityNames: readonly string[]): string | undefined {
  return entityNames.find((own) => scorePair(name, own, 'organisation').verdict === 'match')
}

/** Refuses a new customer that is one of our own entities. */
export async function refuseOwnEntity(
  tx: Transaction,
  name: string,
  pointer: string,
): Promise<Refusal | undefined> {
  const own = ownEntityNamed(name, await loadEntityNames(tx))
  return own === undefined ? undefined : refuse('parties.own_entity', { name: own }, pointer)
}
