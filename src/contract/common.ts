import { z } from 'zod'

/** Integer minor units as a string, with its currency: what is answered may be the sum of all there is. */
export const moneyJson = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  minor: z.string().regex(/^-?(0|[1-9][0-9]{0,29})$/),
})

/**
 * A positive or zero amount, as a person enters one: at most sixteen figures in minor units, so that sums
 * of it and its worth in other currencies keep within every column and fact.
 */
export const amountJson = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  minor: z.string().regex(/^(0|[1-9][0-9]{0,15})$/),
})

/** An amount above zero, where nothing would be no amount at all. */
export const positiveAmountJson = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  minor: z.string().regex(/^[1-9][0-9]{0,15}$/),
})

/** A calendar day, `YYYY-MM-DD`. */
export const localDate = z.iso.date()

/** A moment in UTC. */
export const instant = z.iso.datetime()

/** An identifier with its kind in front: `req_…`, `party_…`. */
export const id = z.string().regex(/^[a-z]{2,8}_[0-9A-Za-z]{6,40}$/)

/** Where the next page begins; opaque to the client. */
export const cursor = z.string().min(1).max(400)

/** A page of a list: keyset paging, `next` absent on the last page. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: cursor.optional() })
}

/** The five outcomes, strictest first. */
export const outcome = z.enum(['prohibit', 'hold', 'escalate', 'allow_with_conditions', 'allow'])

/** The approval levels. */
export const level = z.enum(['L1', 'L2', 'L3', 'L4'])

/**
 * What became of a thing that was received: kept, sent back, given to the company, or declined on the spot.
 */
export const disposal = z.enum(['kept', 'returned', 'handed_in', 'declined'])
