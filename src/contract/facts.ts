import { z } from 'zod'
import { amountJson, localDate } from './common.ts'
import { recipientClasses } from './recipient-classes.ts'

export { recipientClasses }

/** The forms of a benefit, named by substance and not by what the paper calls it. */
export const benefitForms = [
  'discount',
  'discount_coupon',
  'rebate',
  'gift_with_purchase',
  'free_goods',
  'free_service',
  'equipment_loan',
  'cash',
  'cash_equivalent',
  'gift_card',
  'gift',
  'logo_item',
  'meal',
  'travel',
  'entertainment',
  'points_award',
  'points_redemption',
  'draw_prize',
  'commission',
  'service_fee',
  'sponsorship',
  'donation',
  'favour',
] as const

const yesNo = z.boolean().optional()
const key = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'key')
const keyOrNone = key.optional()
const country = z.string().regex(/^[A-Z]{2}$/, 'country')
const percent = z.string().regex(/^(0|[1-9][0-9]{0,2})(\.[0-9]{1,4})?$/, 'percent')
const amount = amountJson.optional()
const day = localDate.optional()
const count = z.int().min(0).optional()
const form = z.enum(benefitForms)
const recipientClass = z.enum(recipientClasses)
const text = z.string().min(1).max(200).optional()
const isOnceEach = (list: readonly unknown[]) => new Set(list).size === list.length
const setOf = <Item extends z.ZodType>(item: Item) => z.array(item).refine(isOnceEach, 'once').optional()

const giver = z.strictObject({
  seat: country.optional(),
  listedIn: setOf(country),
  nexus: setOf(country),
  sector: z
    .enum([
      'general',
      'drug',
      'device',
      'gpo',
      'health_provider',
      'insurance',
      'bank',
      'travel_agency',
      'cosmetics',
      'soft_drinks',
      'tobacco',
      'precious_metals',
      'online_platform',
    ])
    .optional(),
  codes: setOf(z.enum(['RDPAC', 'PHRMA', 'EFPIA', 'ABPI', 'MA'])),
  reporting: setOf(z.enum(['CAS', 'IFRS', 'US_GAAP'])),
  stateOwned: yesNo,
  marketSharePercent: percent.optional(),
  group: keyOrNone,
  personId: keyOrNone,
})

const flags = z.strictObject({
  holidayLinked: yesNo,
  alcohol: yesNo,
  luxury: yesNo,
  requestedByRecipient: yesNo,
  namedByRecipient: yesNo,
  rewardForPastAct: yesNo,
  concealed: yesNo,
  tokenPrice: yesNo,
})

const meal = z.strictObject({
  kind: z.enum(['breakfast', 'lunch', 'dinner']).optional(),
  guests: count,
  hosts: count,
  actualHeadcount: yesNo,
})

const travel = z.strictObject({
  workDays: count,
  leisureDays: count,
  fareClass: z.enum(['economy', 'premium', 'business', 'first']).optional(),
  paidToVendors: yesNo,
  cashAllowance: amount,
})

const prize = z.strictObject({
  kind: z.enum(['cash', 'goods', 'service', 'use_right', 'virtual', 'lottery_ticket', 'job']).optional(),
  perTicket: z.array(amountJson).min(1).optional(),
})

const card = z.strictObject({
  named: yesNo,
  face: amount,
  count: z.int().min(1).optional(),
  paidBy: z.enum(['cash', 'bank_transfer', 'company_card']).optional(),
})

const benefit = z.strictObject({
  /** Absent means given: by us to somebody outside. What our staff received is decided by its own packs. */
  direction: z.enum(['given', 'received']).optional(),
  form: form.optional(),
  value: amount,
  recipientCount: z.int().min(1).optional(),
  valuation: z.enum(['market', 'cost', 'retail', 'face', 'invoice_gross']).optional(),
  purpose: z
    .enum([
      'volume_rebate',
      'promotion',
      'advertising',
      'loyalty',
      'working_meal',
      'product_demonstration',
      'contract_performance',
      'official_visit',
      'intermediary_service',
      'consulting',
      'market_development',
      'sponsorship',
      'donation',
      'holiday_greeting',
      'thanks',
      'private_relationship',
      'other',
    ])
    .optional(),
  context: z
    .enum([
      'sale',
      'promotion_random',
      'advertising_random',
      'annual_meeting',
      'seminar',
      'celebration',
      'other_event',
      'business_meeting',
      'product_meeting',
      'official_visit',
      'holiday',
      'none',
    ])
    .optional(),
  country: country.optional(),
  conditionalOn: setOf(
    z.enum([
      'purchase',
      'purchase_volume',
      'purchase_share',
      'positive_review',
      'survey_response',
      'business_award',
      'official_act',
      'attendance',
    ]),
  ),
  inContract: yesNo,
  recipientPays: amount,
  familyShare: amount,
  flags: flags.optional(),
  meal: meal.optional(),
  travel: travel.optional(),
  prize: prize.optional(),
  card: card.optional(),
  eventId: keyOrNone,
  dealId: keyOrNone,
  place: keyOrNone,
})

const relation = z.strictObject({
  relation: z.enum(['spouse', 'child', 'parent', 'sibling', 'in_law', 'close_associate']).optional(),
  class: recipientClass.optional(),
  orgId: keyOrNone,
  decidesOnUs: yesNo,
})

const recipient = z.strictObject({
  id: keyOrNone,
  kind: z.enum(['entity', 'person']).optional(),
  class: recipientClass.optional(),
  classVerified: yesNo,
  identified: yesNo,
  country: country.optional(),
  authority: z.enum(['US-EXEC', 'EU-INST', 'other']).optional(),
  employerId: keyOrNone,
  decidesOnUs: yesNo,
  managementDuty: yesNo,
  nominatedBy: z.enum(['private_owner', 'state_body', 'state_shareholder', 'party_body', 'none']).optional(),
  officialDealings: yesNo,
  householdId: keyOrNone,
  relatedTo: z.array(relation).optional(),
  leftOfficeOn: day,
  wasLeader: yesNo,
})

const customer = z.strictObject({
  id: keyOrNone,
  type: z
    .enum([
      'company',
      'state_organ',
      'public_institution',
      'public_hospital',
      'private_clinic',
      'public_school',
      'charity',
      'consumer',
      'foreign_government',
      'intl_organisation',
    ])
    .optional(),
  ownership: z
    .enum(['private', 'state_wholly_owned', 'state_controlled', 'state_participated', 'public_body'])
    .optional(),
  publicPurchaser: yesNo,
  federalHealthProgramme: yesNo,
  staffBenefitAuthorised: yesNo,
})

const payee = z.strictObject({
  holder: z
    .enum([
      'contract_party',
      'recipient',
      'customer_staff',
      'relative_of_customer_staff',
      'official',
      'intermediary',
      'vendor',
      'third_party',
      'giver_staff',
    ])
    .optional(),
  accountType: z.enum(['entity', 'personal', 'none']).optional(),
  nameMatch: yesNo,
  verified: yesNo,
  changedByEmailOnly: yesNo,
  rail: z
    .enum(['bank_transfer', 'cash', 'e_wallet', 'card_load', 'offset', 'invoice_deduction', 'in_kind'])
    .optional(),
})

const tender = z.strictObject({
  state: z.enum(['none', 'open', 'objection_period', 'awarded']).optional(),
  matter: z.enum(['none', 'tender', 'renewal', 'inspection', 'licence', 'audit', 'dispute']).optional(),
  awardedOn: day,
  governmentProcurement: yesNo,
  recipientRole: z.enum(['none', 'panel_member', 'tenderer_staff', 'procurement_agent']).optional(),
})

const thirdParty = z.strictObject({
  role: z.enum(['none', 'broker', 'agent', 'consultant', 'distributor', 'event_vendor']).optional(),
  ownerKnown: yesNo,
  independent: yesNo,
  licensed: yesNo,
  relatedToCustomerStaff: yesNo,
  relatedToOfficial: yesNo,
  dueDiligenceClean: yesNo,
  feePercent: percent.optional(),
  /** The contract with the customer for which it earned its pay, and what that contract is worth. */
  contract: text,
  contractRevenue: amount,
})

const programme = z.strictObject({
  id: keyOrNone,
  kind: z.enum(['none', 'rebate', 'discount', 'points', 'draw', 'gift', 'survey', 'other']).optional(),
  published: yesNo,
  startsOn: day,
  termsFixedOn: day,
  termsChangedAfterStart: yesNo,
  earnedFrom: day,
  earnedTo: day,
  ratePercent: percent.optional(),
  discretionary: yesNo,
  appliesToAllUnits: yesNo,
  purchaseSharePercent: percent.optional(),
  pointsEarnedBy: z.enum(['individual', 'entity']).optional(),
  peers: z
    .array(z.strictObject({ orgId: keyOrNone, equalTerms: yesNo, ratePercent: percent.optional() }))
    .optional(),
})

const docs = z.strictObject({
  contractClause: yesNo,
  calculationSheet: yesNo,
  redInvoice: yesNo,
  ledgerAccount: yesNo,
  customerStatement: yesNo,
  buyerReportingNotice: yesNo,
  serviceContract: yesNo,
  deliverables: yesNo,
  fairValue: yesNo,
  agenda: yesNo,
  attendeeList: yesNo,
  menu: yesNo,
  officialLetter: yesNo,
  agencyNomination: yesNo,
  vendorInvoices: yesNo,
  principalPermission: yesNo,
  programmeTerms: yesNo,
  odds: yesNo,
  termsLocked: yesNo,
  insiderExclusion: yesNo,
  distributionList: yesNo,
  deviationReason: yesNo,
  consent: yesNo,
  impactAssessment: yesNo,
})

const historyLine = z.strictObject({
  id: keyOrNone,
  date: localDate,
  form,
  value: amountJson,
  recipientId: keyOrNone,
  householdId: keyOrNone,
  orgId: keyOrNone,
  giverPersonId: keyOrNone,
  giverGroup: keyOrNone,
  programmeId: keyOrNone,
  eventId: keyOrNone,
  dealId: keyOrNone,
  place: keyOrNone,
})

/** Where a fact comes from: a register, a document, the application, or a word, which only tightens. */
const factSource = z.enum(['record', 'document', 'request', 'self'])

/**
 * What one decision is taken on: one proposed benefit to one recipient. An absent property is unknown,
 * never "no"; only the day is required.
 */
export const factsJson = z.strictObject({
  asOf: localDate,
  giver: giver.optional(),
  benefit: benefit.optional(),
  recipient: recipient.optional(),
  customer: customer.optional(),
  payee: payee.optional(),
  tender: tender.optional(),
  thirdParty: thirdParty.optional(),
  programme: programme.optional(),
  invoice: z
    .strictObject({ number: text, alreadyBooked: yesNo, matchesBusiness: yesNo, statedItem: text })
    .optional(),
  docs: docs.optional(),
  request: z
    .strictObject({
      kind: z.enum(['benefit', 'expense_claim', 'programme_launch', 'erasure']).optional(),
      retroactive: yesNo,
      requesterId: keyOrNone,
      requesterIsClose: yesNo,
      approverIds: setOf(key),
      payerId: keyOrNone,
      policyEditorIds: setOf(key),
    })
    .optional(),
  record: z.strictObject({ linkedVoucher: yesNo, voucherYear: z.int().min(1990).optional() }).optional(),
  history: z.array(historyLine).optional(),
  sources: z.record(z.string(), factSource).optional(),
  /** What somebody says against a record, by path. The record stands, and the stricter of both counts. */
  saidOtherwise: z.record(z.string(), z.json()).optional(),
})

/** The facts of one decision. */
export type Facts = z.infer<typeof factsJson>

/** One earlier benefit that counts. */
export type HistoryLine = z.infer<typeof historyLine>
