import { z } from 'zod'
import { amountJson, givingWay, id, localDate, moneyJson } from './common.ts'

const name = z.string().trim().min(1).max(200)

/**
 * How somebody's presence is known: they signed, they scanned a code on the spot, or somebody listed them.
 */
const attendedHow = z.enum(['sign_in_list', 'qr', 'listed'])

/** Somebody who was there: a party on record, somebody new by name, or one of our staff. */
export const attendeeGiven = z.union([
  z.strictObject({ partyId: id, how: attendedHow.optional(), signInId: id.optional() }),
  z.strictObject({ staffId: id, how: attendedHow.optional() }),
  z.strictObject({
    name,
    employer: z.string().trim().max(200).optional(),
    position: z.string().trim().max(200).optional(),
    /** Whether they hold a public office, as far as whoever records it knows. */
    isOfficial: z.enum(['yes', 'no', 'unknown']).optional(),
    how: attendedHow.optional(),
    /** The sign-in by which they are known to have been there; what they said there stands. */
    signInId: id.optional(),
  }),
])

/** Somebody who signed in and is on no list, and why. */
const leftOut = z.strictObject({ signInId: id, reason: z.string().trim().min(1).max(500) })

/** Who sells it: a party on record, or a name. */
export const vendorGiven = z.union([z.strictObject({ partyId: id }), z.strictObject({ name })])

/**
 * What really happened, beside the day. Whatever is left out was as it was approved. The amount is that of
 * one guest or piece, or of all of them together, as the approval counted it: our own people are not in it.
 */
export const actualFields = {
  amount: z.union([z.strictObject({ each: amountJson }), z.strictObject({ whole: amountJson })]).optional(),
  /** Guests, people or pieces, as the kind counts them. */
  quantity: z.int().min(1).max(1_000_000).optional(),
  /** Our own people who were there. */
  hosts: z.int().min(0).max(10_000).optional(),
  attendees: z.array(attendeeGiven).max(5000).optional(),
  /** Whoever signed in by the code and did not stay, or is not a guest: each with the reason. */
  leftOut: z.array(leftOut).max(500).optional(),
  place: name.optional(),
  vendor: vendorGiven.optional(),
  way: givingWay.optional(),
  /** What it really was, where it was another kind than was approved. */
  kindId: z.string().max(80).optional(),
  /** The number of the invoice that carries what was given on it. */
  invoiceNumber: z.string().trim().min(1).max(40).optional(),
}

/** One of the three things that a benefit needs before it is completed, which then happens by itself. */
export const completionLine = z.strictObject({
  what: z.enum(['paid', 'evidence', 'voucher']),
  isDone: z.boolean(),
  text: z.string(),
})

const difference = z.strictObject({
  what: z.string(),
  name: z.string(),
  approved: z.string(),
  actual: z.string(),
  /** True where it goes beyond what the policy lets pass. */
  isBeyond: z.boolean(),
})

const flag = z.strictObject({ what: z.string(), text: z.string(), isStrong: z.boolean() })

const attendee = z.strictObject({
  side: z.enum(['guest', 'host']),
  name: z.string(),
  employer: z.string().optional(),
  position: z.string().optional(),
  /** Whether they hold a public office, as whoever recorded it said; absent for a party on record. */
  isOfficial: z.enum(['yes', 'no', 'unknown']).optional(),
  how: attendedHow,
  howWord: z.string(),
  partyId: id.optional(),
  staffId: id.optional(),
  signInId: id.optional(),
})

/** How it was given, as the screen of one request shows it: the last record of it counts. */
export const givingJson = z.strictObject({
  /** How often it was recorded; a correction is a further record. */
  records: z.int().min(1),
  givenOn: localDate,
  amount: moneyJson,
  quantity: z.int().min(1),
  hosts: z.int().min(0).optional(),
  place: z.string().optional(),
  vendor: z.string().optional(),
  way: givingWay.optional(),
  wayWord: z.string().optional(),
  invoiceNumber: z.string().optional(),
  differences: z.array(difference),
  attendees: z.array(attendee),
  /** Who signed in and is on no list, with the reason of whoever recorded it. */
  leftOut: z.array(z.strictObject({ name: z.string(), employer: z.string(), reason: z.string() })),
  flags: z.array(flag),
})

const paperDue = z.enum(['giving', 'paying'])

/** What the way of giving asks for: any one of these, before it is given or before it is closed. */
export const wayNeedJson = z.strictObject({
  due: paperDue,
  text: z.string(),
  /** The kinds of paper that are one of these. */
  purposes: z.array(z.string()),
  /** What is told instead of shown: that the guests are named, or the number of the invoice. */
  told: z.array(z.enum(['names', 'invoiceNumber'])),
})

/**
 * How it may be given: the ways of its kind, the approved or usual one first, each with what it needs and
 * with the papers that whoever records it can bring, the right one first.
 */
export const giveOfferJson = z.strictObject({
  ways: z.array(
    z.strictObject({
      way: givingWay,
      word: z.string(),
      needs: z.array(wayNeedJson),
      papers: z.array(
        z.strictObject({ purpose: z.string(), name: z.string(), due: z.enum(['now', 'giving', 'paying']) }),
      ),
    }),
  ),
  /** How far it may differ from its approval, in one sentence. */
  tolerance: z.string(),
})

/** What a giving would lead to as it is typed; nothing of it is kept. */
export const givePreviewJson = z.strictObject({
  /** It is recorded, goes back to approval, still waits for its papers, or cannot be recorded so. */
  leads: z.enum(['recorded', 'back', 'waits', 'refused']),
  says: z.string(),
  differences: z.array(difference),
  /** True where it is recorded only with the reason why it was otherwise than approved. */
  needsReason: z.boolean(),
})

/** What stops the record of a giving on the invoice that carries a rebate or discount. */
const ofNamedInvoice = [
  'invoices.not_issued_by_us',
  'invoices.discount_in_remarks',
  'invoices.issued_check_negative',
  'invoices.issued_reversed',
  'invoices.alert_open',
] as const

/** What stops the record of a giving beside that. */
export const ofGiving = [
  'requests.vendor_unknown',
  'requests.difference_unexplained',
  'requests.no_such_sign_in',
  'requests.sign_in_of_another',
  'requests.signed_in_left_out',
  ...ofNamedInvoice,
] as const
