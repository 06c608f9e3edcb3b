import { contentKinds, type ItemKind } from '../../invoices/index.ts'
import type { Reason } from '../domain.ts'
import type { SignWords } from '../signs/words.ts'
import type { PoolInvoice } from './domain.ts'

/**
 * What is often given to somebody, the plainest first; travel and lodging of our own people are none of it.
 */
const kinds: readonly (readonly [kind: ItemKind, points: number])[] = [
  ['card', 34],
  ['entertainment', 32],
  ['drink', 30],
  ['tourism', 26],
  ['goods', 24],
  ['catering', 22],
  ['food', 20],
  ['giving', 20],
  ['meeting', 16],
]

/** Trades whose invoices are looked at even where the list does not say what was sold. */
const trades: readonly string[] = ['liquor', 'luxury', 'club', 'gifts', 'resort', 'tour', 'eating', 'cards']

/** Why an invoice may be for a benefit: what was sold, or, where that is not said, who sold it. */
export function benefitContent({ items, seller }: PoolInvoice, words: SignWords): Reason | undefined {
  const found = contentKinds(items)
  const kind = kinds.find(([each]) => found.has(each))
  if (kind)
    return {
      code: `pool.content.${kind[0]}`,
      points: kind[1],
      params: { item: items.join('、').slice(0, 60) },
    }
  if (found.size > 0) return undefined
  const trade = words.trades.find((each) => trades.includes(each.trade) && each.words.test(seller))
  return trade && { code: `sign.trade.${trade.trade}`, points: trade.points, params: { payee: seller } }
}
