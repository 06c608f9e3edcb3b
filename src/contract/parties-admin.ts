import { z } from 'zod'
import { id, localDate } from './common.ts'
import { recipientClasses } from './facts.ts'
import { operation } from './operation.ts'

const name = z.string().trim().min(1).max(200)
const words = z.string().trim().min(1).max(500)
const partyId = z.strictObject({ partyId: id })
const country = z.string().regex(/^[A-Z]{2}$/)
const phone = z.string().trim().min(3).max(40)

/**
 * Whoever enters a new name beside known ones that resemble it names them, and says why it is none of them.
 */
const ruledOut = z.strictObject({ partyIds: z.array(id).min(1).max(20), reason: words })

/** Enters a customer; refused when the name or code is known already. */
export const createCustomer = operation({
  id: 'parties.create_customer',
  kind: 'command',
  method: 'POST',
  path: '/v1/parties/customers',
  summary: 'Enter a customer',
  body: z.strictObject({
    name,
    shortName: name.optional(),
    latinName: name.optional(),
    creditCode: z.string().trim().min(1).max(30).optional(),
    type: z.enum([
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
    ]),
    ownership: z
      .enum(['private', 'state_wholly_owned', 'state_controlled', 'state_participated', 'public_body'])
      .optional(),
    role: z.enum(['customer', 'dealer', 'user', 'consumer', 'supplier']).default('customer'),
    publicPurchaser: z.boolean().optional(),
    country: country.default('CN'),
    city: name.optional(),
    phone: phone.optional(),
    ownerId: id.optional(),
    ruledOut: ruledOut.optional(),
  }),
  answer: partyId,
  status: 201,
  refusals: [
    'parties.credit_code_wrong',
    'parties.credit_code_taken',
    'parties.ownership_contradicts',
    'parties.fact_comes_later',
    'parties.no_name',
    'parties.several',
    'parties.known_already',
    'parties.known_several',
    'parties.look_first',
    'parties.match_needs_compliance',
    'parties.reason_missing',
  ],
})

const employment = z.strictObject({
  customerId: id,
  position: name.optional(),
  decidesOnUs: z.boolean().optional(),
  managementDuty: z.boolean().optional(),
  nominatedBy: z.enum(['private_owner', 'state_body', 'state_shareholder', 'party_body', 'none']).optional(),
  fromOn: localDate,
  untilOn: localDate.optional(),
})

const classification = z.strictObject({
  class: z.enum(recipientClasses),
  /** One's own word tightens only; a record or a document is compliance's to enter. */
  source: z.enum(['record', 'document', 'self']),
  evidence: z
    .strictObject({
      kind: z.enum([
        'registry_extract',
        'employer_letter',
        'employment_record',
        'appointment_document',
        'retirement_notice',
        'professional_licence',
        'agency_contract',
        'purchase_record',
        'treatment_record',
        'charity_registration',
        'family_declaration',
      ]),
      reference: words,
    })
    .optional(),
  leftOfficeOn: localDate.optional(),
  wasLeader: z.boolean().optional(),
  fromOn: localDate,
})

const classRefusals = [
  'parties.class_not_of_person',
  'parties.class_needs_evidence',
  'parties.class_not_by_word',
  'parties.class_later_known',
  'parties.left_office_missing',
  'parties.left_office_late',
  'parties.needs_compliance',
]

/** Enters a person outside, with employer, household and class where they are known. */
export const createPerson = operation({
  id: 'parties.create_person',
  kind: 'command',
  method: 'POST',
  path: '/v1/parties/people',
  summary: 'Enter a person outside',
  body: z.strictObject({
    name,
    latinName: name.optional(),
    phone: phone.optional(),
    country: country.default('CN'),
    employment: employment.optional(),
    household: z.strictObject({ householdId: id.optional(), fromOn: localDate }).optional(),
    classification: classification.optional(),
    ruledOut: ruledOut.optional(),
  }),
  answer: z.strictObject({ partyId: id, householdId: id.optional() }),
  status: 201,
  refusals: [
    'parties.unknown',
    'parties.no_name',
    'parties.several',
    'parties.known_already',
    'parties.known_several',
    'parties.look_first',
    'parties.match_needs_compliance',
    'parties.reason_missing',
    'parties.ends_before_it_begins',
    ...classRefusals,
  ],
})

/** Says who a person is in the eyes of the rules. */
export const classify = operation({
  id: 'parties.classify',
  kind: 'command',
  method: 'POST',
  path: '/v1/parties/:partyId/classifications',
  summary: 'Classify a person',
  params: partyId,
  body: classification,
  answer: partyId,
  refusals: ['parties.unknown', 'parties.nothing_changes', ...classRefusals, 'parties.of_own_request'],
})

/** Records where a person works. */
export const setEmployment = operation({
  id: 'parties.set_employment',
  kind: 'command',
  method: 'POST',
  path: '/v1/parties/:partyId/employments',
  summary: 'Record an employment',
  params: partyId,
  body: employment,
  answer: z.strictObject({ employmentId: id }),
  refusals: [
    'parties.unknown',
    'parties.employed_already',
    'parties.ends_before_it_begins',
    'parties.needs_compliance',
    'parties.of_own_request',
  ],
})

/** Records the last day at an employer. */
export const endEmployment = operation({
  id: 'parties.end_employment',
  kind: 'command',
  method: 'POST',
  path: '/v1/employments/:employmentId/end',
  summary: 'End an employment',
  params: z.strictObject({ employmentId: id }),
  body: z.strictObject({ lastDay: localDate, reason: words }),
  answer: z.strictObject({ employmentId: id }),
  refusals: [
    'platform.not_found',
    'parties.ended_already',
    'parties.ends_before_it_begins',
    'parties.of_own_request',
  ],
})

/** Puts a person into a household: a known one, that of another person, or a new one. */
export const joinHousehold = operation({
  id: 'parties.join_household',
  kind: 'command',
  method: 'POST',
  path: '/v1/parties/:partyId/household',
  summary: 'Join a household',
  params: partyId,
  body: z.strictObject({ householdId: id.optional(), withPersonId: id.optional(), fromOn: localDate }),
  answer: z.strictObject({ householdId: id }),
  refusals: ['parties.unknown', 'parties.in_this_household', 'parties.in_other_household'],
})

/** Records the last day of a person in their household. */
export const leaveHousehold = operation({
  id: 'parties.leave_household',
  kind: 'command',
  method: 'POST',
  path: '/v1/parties/:partyId/household/leave',
  summary: 'Leave a household',
  params: partyId,
  body: z.strictObject({ lastDay: localDate, reason: words }),
  answer: partyId,
  refusals: ['parties.unknown', 'parties.in_no_household', 'parties.ended_already', 'parties.of_own_request'],
})

/** Records that a person is the relation of another. */
export const relate = operation({
  id: 'parties.relate',
  kind: 'command',
  method: 'POST',
  path: '/v1/parties/:partyId/relations',
  summary: 'Record a relation between two people',
  params: partyId,
  body: z.strictObject({
    otherId: id,
    relation: z.enum(['spouse', 'child', 'parent', 'sibling', 'in_law', 'close_associate']),
    fromOn: localDate,
    untilOn: localDate.optional(),
  }),
  answer: partyId,
  refusals: [
    'parties.unknown',
    'parties.related_to_self',
    'parties.nothing_changes',
    'parties.ends_before_it_begins',
  ],
})

const tieWord = z.enum([
  'spouse',
  'child',
  'parent',
  'sibling',
  'in_law',
  'close_associate',
  'owner',
  'officer',
])
const tieId = z.strictObject({ tieId: id })

/**
 * Records that a member of our staff is close to a party: family of a person, owner or officer of a customer.
 * Whoever is close decides on no benefit for them. One's own by everybody; those of others by compliance.
 */
export const tieStaff = operation({
  id: 'parties.tie_staff',
  kind: 'command',
  method: 'POST',
  path: '/v1/parties/:partyId/staff-ties',
  summary: 'Record that a member of staff is close to a party',
  params: partyId,
  body: z.strictObject({
    staffId: id,
    tie: tieWord,
    fromOn: localDate,
    untilOn: localDate.optional(),
    reason: words,
  }),
  answer: tieId,
  status: 201,
  refusals: [
    'parties.unknown',
    'parties.needs_compliance',
    'parties.tie_does_not_fit',
    'parties.nothing_changes',
    'parties.ends_before_it_begins',
    'access.not_in_organisation',
  ],
})

/** Ends a tie of a member of staff; they may decide again from the day after. */
export const endStaffTie = operation({
  id: 'parties.end_staff_tie',
  kind: 'command',
  method: 'POST',
  path: '/v1/staff-ties/:tieId/end',
  summary: 'End a tie between a member of staff and a party',
  params: tieId,
  body: z.strictObject({ lastDay: localDate, reason: words }),
  answer: tieId,
  refusals: [
    'parties.own_tie',
    'parties.ended_already',
    'parties.ends_before_it_begins',
    'platform.not_found',
    'parties.of_own_request',
  ],
})

/** Says that another record is the same party; sums and history of both count as one. */
export const mergeParties = operation({
  id: 'parties.merge',
  kind: 'command',
  method: 'POST',
  path: '/v1/parties/:partyId/merge',
  summary: 'Merge another record into this one',
  params: partyId,
  body: z.strictObject({ goneId: id, reason: words }),
  answer: partyId,
  refusals: [
    'parties.unknown',
    'parties.merge_with_itself',
    'parties.merge_needs_survivors',
    'parties.merge_codes_differ',
    'parties.merge_facts_differ',
    'parties.ownership_contradicts',
    'parties.reason_missing',
    'parties.of_own_request',
  ],
  security: 'factor',
})

/** Undoes a merge. */
export const splitParty = operation({
  id: 'parties.split',
  kind: 'command',
  method: 'POST',
  path: '/v1/parties/:partyId/split',
  summary: 'Split a merged record off again',
  params: partyId,
  body: z.strictObject({ reason: words }),
  answer: partyId,
  refusals: [
    'parties.unknown',
    'parties.not_merged',
    'parties.reason_missing',
    'parties.split_code_taken',
    'parties.of_own_request',
  ],
  security: 'factor',
})

export const partyAdminOperations = [
  createCustomer,
  createPerson,
  classify,
  setEmployment,
  endEmployment,
  joinHousehold,
  leaveHousehold,
  relate,
  tieStaff,
  endStaffTie,
  mergeParties,
  splitParty,
] as const
