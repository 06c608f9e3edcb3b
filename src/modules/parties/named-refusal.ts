import type { Refusal } from '../../kernel/refusal.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { partyRefs } from './refs.ts'

type Said = Pick<Refusal, 'params'>

/**
 * Refusals that name a party by its identifier, with the name that it has now. The log and the stored answers
 * hold the identifier alone, so that a name can be erased; whoever reads the sentence sees the name.
 */
export async function withPartyNames<Each extends Said>(
  tx: Transaction,
  refusals: readonly Each[],
): Promise<Each[]> {
  const ids = refusals.flatMap((refusal) => partyOf(refusal) ?? [])
  const refs = ids.length === 0 ? undefined : await partyRefs(tx, ids)
  return refusals.map((refusal) => {
    const name = refs?.get(partyOf(refusal) ?? '')?.name
    return name === undefined ? refusal : { ...refusal, params: { ...refusal.params, name } }
  })
}

function partyOf({ params }: Said): string | undefined {
  return typeof params['party'] === 'string' ? params['party'] : undefined
}
