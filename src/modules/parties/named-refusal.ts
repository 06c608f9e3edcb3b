import type { Refusal } from '../../kernel/refusal.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { marksOf, nameWith } from './namesakes.ts'
import { partyRefs } from './refs.ts'
import { loadCustomers } from './store.ts'

type Said = Pick<Refusal, 'params'>

/** No day of today reaches a refusal that is read later: whoever works somewhere without an end counts. */
const whatever = '9999-12-31'

/**
 * Refusals that name parties by their identifiers, with the names that they have now. The log and the stored
 * answers hold the identifiers alone, so that a name can be erased; whoever reads the sentence sees the name.
 * Of several each is named so that it is told from the others.
 */
export async function withPartyNames<Each extends Said>(
  tx: Transaction,
  refusals: readonly Each[],
): Promise<Each[]> {
  const ids = refusals.flatMap((refusal) => partyOf(refusal) ?? [])
  const refs = ids.length === 0 ? undefined : await partyRefs(tx, ids)
  const lists = new Map<Each, string>()
  for (const refusal of refusals) {
    const several = partiesOf(refusal)
    if (several.length > 0) lists.set(refusal, await namesOf(tx, several))
  }
  return refusals.map((refusal) => {
    const name = refs?.get(partyOf(refusal) ?? '')?.name
    const names = lists.get(refusal)
    if (name === undefined && names === undefined) return refusal
    const told = { ...(name === undefined ? {} : { name }), ...(names === undefined ? {} : { names }) }
    return { ...refusal, params: { ...refusal.params, ...told } }
  })
}

/** Whether a refusal speaks of parties. */
export function namesParties(refusal: Said): boolean {
  return partyOf(refusal) !== undefined || partiesOf(refusal).length > 0
}

async function namesOf(tx: Transaction, ids: readonly string[]): Promise<string> {
  const [refs, customers] = await Promise.all([partyRefs(tx, ids), loadCustomers(tx, ids)])
  const shown = ids.map((id) => ({ id, name: customers.get(id)?.name ?? refs.get(id)?.name ?? id }))
  const marks = await marksOf(tx, shown, whatever)
  return shown
    .map(({ id, name }) => {
      const mark = marks.get(id)
      return nameWith(mark === undefined ? { name } : { name, mark })
    })
    .join('、')
}

function partyOf({ params }: Said): string | undefined {
  return typeof params['party'] === 'string' ? params['party'] : undefined
}

function partiesOf({ params }: Said): string[] {
  return typeof params['parties'] === 'string' ? params['parties'].split(' ') : []
}
