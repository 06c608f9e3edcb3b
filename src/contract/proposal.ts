import { z } from 'zod'
import { amountJson, disposal, givingWay, id, localDate } from './common.ts'
import { vendorGiven } from './giving.ts'
import { saidFacts } from './said-facts.ts'
import { factValue } from './screens.ts'

const words = z.string().trim().min(1).max(2000)
const name = z.string().trim().min(1).max(200)

/** "None of these": the known parties that were looked at, and why this is another; kept with the request. */
const ruledOut = z.strictObject({ partyIds: z.array(id).min(1).max(200), reason: words })

/** A known customer by its identifier, or a new one by name after "none of these". */
const customerGiven = z.union([
  z.strictObject({ partyId: id }),
  z.strictObject({
    name,
    creditCode: z.string().max(18).optional(),
    isNew: z.literal(true),
    ruledOut: ruledOut.optional(),
  }),
])

/** Who gets it: the company's own account, a known person, or a new one with name, position and status. */
const recipientGiven = z.union([
  z.strictObject({ to: z.literal('organisation') }),
  z.strictObject({ to: z.literal('person'), partyId: id }),
  z.strictObject({
    to: z.literal('person'),
    isNew: z.literal(true),
    name,
    position: z.string().trim().max(200),
    isOfficial: z.enum(['yes', 'no', 'unknown']),
    ruledOut: ruledOut.optional(),
  }),
])

/**
 * A benefit as a person files it. Everything may be missing in a draft and in a preview; a submit without an
 * entry that the form marks is a refusal with its field.
 */
export const proposalJson = z.strictObject({
  entityId: id.optional(),
  direction: z.enum(['given', 'received', 'offered']).optional(),
  /** For what was received: what became of it; absent while it is still with whoever declares it. */
  disposal: disposal.optional(),
  customer: customerGiven.optional(),
  /** One of the kinds that `requests.kinds` offers. */
  kindId: z.string().max(80).optional(),
  /** How it leaves the house: one of the ways of its kind; the first of them where none is named. */
  way: givingWay.optional(),
  amount: amountJson.optional(),
  quantity: z.int().min(1).max(1_000_000).optional(),
  recipient: recipientGiven.optional(),
  happensOn: localDate.optional(),
  /** Where it is to take place and who is to sell it; what is named is compared once it is given. */
  place: name.optional(),
  vendor: vendorGiven.optional(),
  reasonChip: z.string().max(60).optional(),
  reason: z.string().max(2000).optional(),
  fileIds: z.array(id).max(20).optional(),
  facts: z.record(z.string().max(100), factValue).optional(),
})

/** A proposal as it is sent; what is stored was checked then, by the facts of its day. */
export const sentProposal = proposalJson.extend({ facts: saidFacts.optional() })
