import { z } from 'zod'
import { amountJson, id, localDate } from './common.ts'
import { benefitForms } from './facts.ts'

/** What the benefit is for, in the words of the policy. */
export const purposes = [
  'volume_rebate', 'promotion', 'advertising', 'loyalty', 'working_meal', 'product_demonstration',
  'contract_performance', 'official_visit', 'intermediary_service', 'consulting', 'market_development',
  'sponsorship', 'donation', 'holiday_greeting', 'thanks', 'private_relationship', 'other',
] as const

/** The occasion, which decides individual income tax and the rules of meals. */
export const contexts = [
  'sale', 'promotion_random', 'advertising_random', 'annual_meeting', 'seminar', 'celebration', 'other_event',
  'business_meeting', 'product_meeting', 'official_visit', 'holiday', 'none',
] as const

/** What the applicant says about circumstances; it can only make the answer stricter. */
export const declared = z.strictObject({
  holidayLinked: z.boolean().optional(),
  alcohol: z.boolean().optional(),
  luxury: z.boolean().optional(),
  requestedByRecipient: z.boolean().optional(),
  namedByRecipient: z.boolean().optional(),
  rewardForPastAct: z.boolean().optional(),
  concealed: z.boolean().optional(),
})

/** One benefit as a person applies for it. A draft may lack anything; a submit is checked against the rules. */
export const application = z.strictObject({
  direction: z.enum(['given', 'received', 'offered']).default('given'),
  entityId: id.optional(),
  customerId: id.optional(),
  /** The person who receives it; absent means the customer's company account. */
  personId: id.optional(),
  form: z.enum(benefitForms).optional(),
  /** The value for one recipient. */
  value: amountJson.optional(),
  recipientCount: z.int().min(1).max(10_000).default(1),
  title: z.string().trim().max(120).optional(),
  reason: z.string().trim().max(2_000).optional(),
  happenedOn: localDate.optional(),
  purpose: z.enum(purposes).optional(),
  context: z.enum(contexts).optional(),
  agreementId: id.optional(),
  tenderId: id.optional(),
  eventId: id.optional(),
  programmeId: id.optional(),
  place: z.string().trim().max(80).optional(),
  payeeHolder: z
    .enum([
      'contract_party', 'recipient', 'customer_staff', 'relative_of_customer_staff', 'official', 'intermediary',
      'vendor', 'third_party', 'giver_staff',
    ])
    .optional(),
  rail: z
    .enum(['bank_transfer', 'cash', 'e_wallet', 'card_load', 'offset', 'invoice_deduction', 'in_kind'])
    .optional(),
  meal: z
    .strictObject({
      kind: z.enum(['breakfast', 'lunch', 'dinner']).optional(),
      guests: z.int().min(0).max(500).optional(),
      hosts: z.int().min(0).max(500).optional(),
    })
    .optional(),
  declared: declared.optional(),
})

export type Application = z.output<typeof application>
