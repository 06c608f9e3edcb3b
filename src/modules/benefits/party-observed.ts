import type { z } from 'zod'
import type { partyPage } from '../../contract/parties.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'
import type { NamedParty, RegisterPorts } from './ports.ts'
import { sightFor } from './sight.ts'
import { findObservedSums } from './store-observed.ts'
import { findBooks } from './store-register.ts'
import { bookWord, moneyOf, type RegisterReader } from './words.ts'

type Observed = z.output<typeof partyPage.answer>['observed']

/**
 * What a party has in registers of others, a sum for each register and name: shown beside our sums and never
 * in them. Whoever may not read those registers is told nothing of them.
 */
export async function observedOf(
  tx: Transaction,
  reader: RegisterReader,
  ports: Pick<RegisterPorts, 'observedParties'>,
  party: NamedParty,
): Promise<Observed> {
  if (sightFor(reader, 'benefits.register').kind !== 'all') return []
  const books = (await findBooks(tx)).filter((book) => book !== ownBook)
  if (books.length === 0) return []
  const found = await ports.observedParties(tx, books, party)
  const sums = await findObservedSums(
    tx,
    found.map(({ id }) => id),
  )
  return found.flatMap(({ id, book, name, by }) => {
    const own = sums.filter((sum) => sum.id === id)
    const days = own.flatMap(({ from, to }) => [from, to]).sort()
    const [from, to] = [days[0], days.at(-1)]
    if (from === undefined || to === undefined) return []
    return [
      {
        book: bookWord(reader, book),
        name,
        by,
        count: own.reduce((sum, each) => sum + each.count, 0),
        sums: own.map((each) => moneyOf(each.currency, each.minor)),
        isAtLeast: own.some((each) => each.isAtLeast),
        from,
        to,
      },
    ]
  })
}
