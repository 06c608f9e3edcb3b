import type { Transaction } from '../../platform/db/transaction.ts'
import { loadWorkOf, withMerged } from '../parties/index.ts'
import type { OwnParties } from './own-parties.ts'

/**
 * Whether a known person works, or worked, where a row says, or nowhere where it names no customer. A name
 * alone tells nobody at one customer from a namesake at another, so what is not placed waits for a person.
 */
export async function isPlaced(
  tx: Transaction,
  personId: string,
  employerId: string | undefined,
  made: Pick<OwnParties, 'madeOf'> | undefined,
): Promise<boolean> {
  const fresh = made?.madeOf(personId)
  if (fresh) return fresh.is === 'made_person' && fresh.person.employerId === employerId
  const { members } = await withMerged(tx, [personId])
  const work = await loadWorkOf(tx, members)
  if (employerId === undefined) return work.length === 0
  const firm = await withMerged(tx, [employerId])
  return work.some((span) => firm.members.includes(span.customer_id))
}
