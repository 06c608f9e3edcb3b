import { z } from 'zod'
import { id, localDate, proposalAnswer } from './common.ts'
import { benefitForms } from './facts.ts'
import { operation } from './operation.ts'

const title = z.string().trim().min(1).max(200)
const role = z.enum(['panel_member', 'tenderer_staff', 'procurement_agent'])
const matter = z.enum(['tender', 'renewal', 'inspection', 'licence', 'audit', 'dispute'])
const percent = z.string().regex(/^(0|[1-9][0-9]{0,2})(\.[0-9]{1,4})?$/)

/** Records a signed agreement with the clauses that give a right to a benefit. */
export const createAgreement = operation({
  id: 'deals.create_agreement',
  kind: 'command',
  method: 'POST',
  path: '/v1/agreements',
  summary: 'Record a signed agreement',
  body: z.strictObject({
    entityId: id,
    customerId: id,
    number: z.string().trim().min(1).max(60),
    title,
    signedOn: localDate,
    fromOn: localDate,
    untilOn: localDate.optional(),
    /** Where the signed document lies: the second person checks the entry against it. */
    document: z.string().trim().min(2).max(200),
    clauses: z
      .array(
        z.strictObject({
          number: z.string().trim().min(1).max(20),
          form: z.enum(benefitForms),
          text: z.string().trim().min(1).max(2000),
          ratePercent: percent.optional(),
          isPublished: z.boolean(),
          fromOn: localDate.optional(),
          untilOn: localDate.optional(),
        }),
      )
      .max(60),
  }),
  answer: z.strictObject({ agreementId: id }),
  status: 201,
  refusals: [
    'parties.unknown',
    'deals.number_taken',
    'deals.ends_before_it_begins',
    'deals.clause_outside',
    'deals.entity_unknown',
    'access.nobody_to_confirm',
    'access.other_entity',
  ],
})

/** The second person: the agreement counts once it was checked against its document. */
export const checkAgreement = operation({
  id: 'deals.check_agreement',
  kind: 'command',
  method: 'POST',
  path: '/v1/agreements/:agreementId/check',
  summary: 'Confirm or decline a recorded agreement after checking it against its document',
  params: z.strictObject({ agreementId: id }),
  body: proposalAnswer,
  answer: z.strictObject({ agreementId: id }),
  refusals: ['platform.not_found', 'deals.agreement_checked', 'deals.own_agreement', 'access.other_entity'],
  security: 'factor',
})

/** Records an open matter with a customer; benefits are restrained from its announcement on. */
export const createTender = operation({
  id: 'deals.create_tender',
  kind: 'command',
  method: 'POST',
  path: '/v1/tenders',
  summary: 'Record a tender or another open matter',
  body: z.strictObject({
    customerId: id,
    matter,
    title,
    announcedOn: localDate,
    governmentProcurement: z.boolean(),
    roles: z
      .array(z.strictObject({ personId: id, role }))
      .max(50)
      .default([]),
  }),
  answer: z.strictObject({ tenderId: id }),
  status: 201,
  refusals: ['parties.unknown'],
})

const tenderParams = z.strictObject({ tenderId: id })

/** Where the end of a matter is published or written, and why it is recorded now. */
const proof = { evidence: z.string().trim().min(1).max(500), reason: z.string().trim().min(1).max(500) }

const endings = [
  'platform.not_found',
  'deals.tender_ended',
  'deals.ends_before_it_begins',
  'deals.not_yet',
  'deals.of_own_request',
] as const

/** Records the award; the blackout after it counts from this day. */
export const awardTender = operation({
  id: 'deals.award_tender',
  kind: 'command',
  method: 'POST',
  path: '/v1/tenders/:tenderId/award',
  summary: 'Record an award',
  params: tenderParams,
  body: z.strictObject({ awardedOn: localDate, ...proof }),
  answer: tenderParams,
  refusals: endings,
})

/** Records that an open matter ended without an award. */
export const closeTender = operation({
  id: 'deals.close_tender',
  kind: 'command',
  method: 'POST',
  path: '/v1/tenders/:tenderId/close',
  summary: 'Close an open matter',
  params: tenderParams,
  body: z.strictObject({ closedOn: localDate, ...proof }),
  answer: tenderParams,
  refusals: endings,
})

/** Records the role of a person outside in a tender. */
export const setTenderRole = operation({
  id: 'deals.set_tender_role',
  kind: 'command',
  method: 'POST',
  path: '/v1/tenders/:tenderId/roles',
  summary: 'Record a role in a tender',
  params: tenderParams,
  body: z.strictObject({ personId: id, role }),
  answer: tenderParams,
  refusals: ['platform.not_found', 'parties.unknown', 'deals.role_held'],
})

/** Records an event of which benefits are a part. */
export const createEvent = operation({
  id: 'deals.create_event',
  kind: 'command',
  method: 'POST',
  path: '/v1/events',
  summary: 'Record an event',
  body: z.strictObject({
    title,
    country: z.string().regex(/^[A-Z]{2}$/),
    place: title.optional(),
    fromOn: localDate,
    untilOn: localDate,
  }),
  answer: z.strictObject({ eventId: id }),
  status: 201,
  refusals: ['deals.ends_before_it_begins'],
})

/** The agreements with their clauses and the open matters of a customer. */
export const customerDeals = operation({
  id: 'deals.of_customer',
  kind: 'query',
  method: 'GET',
  path: '/v1/parties/:partyId/deals',
  summary: 'Agreements and tenders of a customer',
  params: z.strictObject({ partyId: id }),
  answer: z.strictObject({
    agreements: z.array(
      z.strictObject({
        agreementId: id,
        number: z.string(),
        title: z.string(),
        entity: z.string(),
        signedOn: localDate,
        fromOn: localDate,
        untilOn: localDate.optional(),
        isInForce: z.boolean(),
        clauses: z.array(
          z.strictObject({
            clauseId: id,
            number: z.string(),
            form: z.string(),
            text: z.string(),
            ratePercent: z.string().optional(),
            isPublished: z.boolean(),
          }),
        ),
      }),
    ),
    tenders: z.array(
      z.strictObject({
        tenderId: id,
        matter,
        word: z.string(),
        title: z.string(),
        announcedOn: localDate,
        endedOn: localDate.optional(),
        state: z.enum(['none', 'open', 'objection_period', 'awarded']),
        stateWord: z.string(),
        governmentProcurement: z.boolean(),
      }),
    ),
  }),
})

/** Events on and after a day, the next first. */
export const events = operation({
  id: 'deals.events',
  kind: 'query',
  method: 'GET',
  path: '/v1/events',
  summary: 'Events',
  query: z.strictObject({ from: localDate.optional() }),
  answer: z.strictObject({
    /** False where there are more than these: ask again from a later day. */
    isWhole: z.boolean(),
    items: z.array(
      z.strictObject({
        eventId: id,
        title: z.string(),
        country: z.string(),
        place: z.string().optional(),
        fromOn: localDate,
        untilOn: localDate,
      }),
    ),
  }),
})

export const dealOperations = [
  createAgreement,
  checkAgreement,
  createTender,
  awardTender,
  closeTender,
  setTenderRole,
  createEvent,
  customerDeals,
  events,
] as const
