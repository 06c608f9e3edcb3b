import { z } from 'zod'
import { cursor } from './cursor.ts'

/** Integer minor units as a string, with its currency: what is answered may be the sum of all there is. */
export const moneyJson = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'currency'),
  minor: z.string().regex(/^-?(0|[1-9][0-9]{0,29})$/),
})

/**
 * A positive or zero amount, as a person enters one: at most sixteen figures in minor units, so that sums
 * of it and its worth in other currencies keep within every column and fact.
 */
export const amountJson = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'currency'),
  minor: z.string().regex(/^(0|[1-9][0-9]{0,15})$/, 'minor'),
})

/** An amount above zero, where nothing would be no amount at all. */
export const positiveAmountJson = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'currency'),
  minor: z.string().regex(/^[1-9][0-9]{0,15}$/, 'minor_above_zero'),
})

/** A calendar day, `YYYY-MM-DD`. */
export const localDate = z.iso.date()

/** The clearing number of a bank in China (联行号). */
export const cnaps = z.string().regex(/^[0-9]{12}$/)

/** What a bank may ask of a payee beside the account, as it is stated; a phone only where one asks for it. */
export const payeeRoute = {
  cnaps: cnaps.optional(),
  /** A name of GB/T 2260, in full or for short; with its city. */
  province: z.string().trim().min(1).max(40).optional(),
  city: z.string().trim().min(1).max(60).optional(),
  phone: z.string().trim().min(1).max(40).optional(),
}

/** The refusals of these. */
export const routeRefusals = [
  'parties.place_incomplete',
  'parties.province_unknown',
  'parties.city_wrong',
  'parties.city_elsewhere',
  'parties.phone_wrong',
  'parties.phone_not_asked',
] as const

/** The same of an account on record; of a phone all but the last four figures are masked. */
export const routeShown = {
  cnaps: cnaps.optional(),
  province: z.string().optional(),
  city: z.string().optional(),
  phone: z.string().optional(),
  /** The whole phone, for whoever may verify the account now and for nobody else. */
  phoneToCompare: z.string().optional(),
}

/** A moment in UTC. */
export const instant = z.iso.datetime()

/** An identifier with its kind in front: `req_…`, `party_…`. */
export const id = z.string().regex(/^[a-z]{2,8}_[0-9A-Za-z]{6,40}$/)

/** A page of a list: keyset paging, `next` absent on the last page. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: cursor.optional() })
}

/** The five outcomes, strictest first. */
export const outcome = z.enum(['prohibit', 'hold', 'escalate', 'allow_with_conditions', 'allow'])

/**
 * Where a proposal stands: `withdrawn` was taken back by whoever made it, `lapsed` ended by itself because
 * they have left or what it is about has gone.
 */
export const proposalState = z.enum(['proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed'])

/** What the second person says of a proposal; whoever made it reads the reason. */
export const proposalAnswer = z.strictObject({
  answer: z.enum(['confirm', 'decline']),
  reason: z.string().trim().min(1).max(2000).optional(),
})

/** The approval levels. */
export const level = z.enum(['L1', 'L2', 'L3', 'L4'])

/**
 * What became of a thing that was received: kept, sent back, given to the company, or declined on the spot.
 */
export const disposal = z.enum(['kept', 'returned', 'handed_in', 'declined'])

/** How value leaves the house: each way has its own evidence and its own closing. */
export const givingWay = z.enum([
  'company_account',
  'on_invoice',
  'vendor',
  'reimbursement',
  'stock',
  'service',
])

/** One of the ways of giving. */
export type GivingWay = z.output<typeof givingWay>

/** Why a file is none that is kept as evidence. */
export const fileRefusals = [
  'platform.file_empty',
  'platform.file_too_large',
  'platform.file_kind',
  'platform.file_heic',
  'platform.file_webp',
] as const
