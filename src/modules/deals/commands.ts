import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { IdKind } from '../../kernel/id.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Organisation } from '../access/index.ts'
import { loadCustomers, loadPeople, withMerged, type CustomerRow, type Families } from '../parties/index.ts'
import { clauseSpan, decideEnd, spanRefusal, termsGroupOf } from './domain.ts'
import { findNumbers, loadTenders, type TenderRows } from './store.ts'
import {
  agreementTable,
  clauseTable,
  eventTable,
  tenderRoleTable,
  tenderTable,
  type TenderRoleRow,
  type TenderRow,
} from './tables.ts'

/** What the commands of this module are made with; filled in `app`. */
export type DealDeps = {
  readonly newId: (kind: IdKind) => string
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  /** The legal day at a moment, in the company's own zone. */
  readonly dayAt: (at: Instant) => LocalDate
}

/** One clause; without days of its own it runs as long as the agreement. */
export type ClauseBody = {
  readonly number: string
  readonly form: string
  readonly text: string
  readonly ratePercent?: string | undefined
  readonly isPublished: boolean
  readonly fromOn?: LocalDate | undefined
  readonly untilOn?: LocalDate | undefined
}

/** A signed agreement with its clauses. */
export type AgreementBody = {
  readonly entityId: string
  readonly customerId: string
  readonly number: string
  readonly title: string
  readonly signedOn: LocalDate
  readonly fromOn: LocalDate
  readonly untilOn?: LocalDate | undefined
  readonly clauses: readonly ClauseBody[]
}

type AgreementState = Known & { readonly organisation: Organisation; readonly numbers: Set<string> }

/** Records signed agreements with the clauses that give a right to a benefit. */
export function createAgreement(
  deps: DealDeps,
): Command<AgreementBody, AgreementState, { agreementId: string }> {
  return {
    operation: 'deals.create_agreement',
    load: async (tx, calls) => ({
      ...(await loadKnown(tx, { customers: calls.map(({ body }) => body.customerId), people: [] })),
      organisation: await deps.organisation(tx),
      numbers: new Set(
        await findNumbers(
          tx,
          calls.map(({ body }) => body.number),
        ),
      ),
    }),
    decide: (state, call) => decideAgreement(deps, state, call),
    constraints: {
      number_is_unique: ({ body }) => ({
        refusal: refuse('deals.number_taken', { number: body.number }, '/body/number'),
        object: { type: 'agreement', id: 'new' },
      }),
    },
  }
}

function decideAgreement(
  deps: DealDeps,
  state: AgreementState,
  { body }: Call<AgreementBody>,
): Decision<{ agreementId: string }> {
  const id = deps.newId('agreement')
  const object = { type: 'agreement', id }
  const refusal = agreementRefusal(state, body)
  if (refusal) return { refusal, object }
  const changes: RowChange[] = [
    insertRow(agreementTable, {
      id,
      entity_id: body.entityId,
      customer_id: state.families.survivorOf(body.customerId),
      number: body.number,
      title: body.title,
      signed_on: body.signedOn,
      from_on: body.fromOn,
      until_on: body.untilOn ?? null,
      state: 'active',
    }),
  ]
  const customer = state.customers.get(state.families.survivorOf(body.customerId))
  for (const clause of body.clauses) {
    const span = clauseSpan(body, clause)
    if (isRefusal(span)) return { refusal: span, object }
    const { number, form, text, ratePercent = null, isPublished } = clause
    const row = { agreement_id: id, number, form, text, rate_percent: ratePercent, is_published: isPublished }
    const terms_group = customer ? termsGroupOf(customer) : null
    changes.push(insertRow(clauseTable, { id: deps.newId('clause'), ...row, ...span, terms_group }))
  }
  state.numbers.add(body.number)
  return { answer: { agreementId: id }, object, changes, entityId: body.entityId }
}

function agreementRefusal(state: AgreementState, body: AgreementBody): Refusal | undefined {
  const { number, fromOn, untilOn } = body
  if (!state.organisation.entities.has(body.entityId))
    return refuse('deals.entity_unknown', {}, '/body/entityId')
  if (!isKnown(state, body.customerId)) return refuse('parties.unknown', {}, '/body/customerId')
  if (state.numbers.has(number)) return refuse('deals.number_taken', { number }, '/body/number')
  return spanRefusal(fromOn, untilOn)
}

/** An open matter with a customer, with whoever outside plays a part in it. */
export type TenderBody = {
  readonly customerId: string
  readonly matter: string
  readonly title: string
  readonly announcedOn: LocalDate
  readonly governmentProcurement: boolean
  readonly roles: readonly { readonly personId: string; readonly role: string }[]
}

/** Records open matters; benefits are restrained from their announcement on. */
export function createTender(deps: DealDeps): Command<TenderBody, Known, { tenderId: string }> {
  return {
    operation: 'deals.create_tender',
    load: (tx, calls) =>
      loadKnown(tx, {
        customers: calls.map(({ body }) => body.customerId),
        people: calls.flatMap(({ body }) => body.roles.map((each) => each.personId)),
      }),
    decide: (known, { body }) => {
      const id = deps.newId('tender')
      const object = { type: 'tender', id }
      if (!isKnown(known, body.customerId))
        return { refusal: refuse('parties.unknown', {}, '/body/customerId'), object }
      const stranger = body.roles.findIndex((each) => !isKnown(known, each.personId))
      if (stranger >= 0) {
        return { refusal: refuse('parties.unknown', {}, `/body/roles/${stranger}/personId`), object }
      }
      const changes = [
        insertRow(tenderTable, {
          id,
          customer_id: known.families.survivorOf(body.customerId),
          matter: body.matter,
          title: body.title,
          announced_on: body.announcedOn,
          awarded_on: null,
          closed_on: null,
          government_procurement: body.governmentProcurement,
        }),
        ...body.roles.map((each) =>
          insertRow(tenderRoleTable, {
            id: deps.newId('membership'),
            tender_id: id,
            person_id: known.families.survivorOf(each.personId),
            role: each.role,
          }),
        ),
      ]
      return { answer: { tenderId: id }, object, changes }
    },
  }
}

type Tenders = { readonly rows: Map<string, TenderRow>; readonly roles: TenderRoleRow[] }

async function loadForChange(tx: Transaction, ids: readonly string[]): Promise<Tenders> {
  const found: TenderRows = await loadTenders(tx, ids)
  return { rows: new Map(found.tenders.map((row) => [row.id, row])), roles: [...found.roles] }
}

type Ending = { readonly tenderId: string; readonly on: LocalDate; readonly at: Instant }
type EndColumn = 'awarded_on' | 'closed_on'

function decideEnding(
  deps: DealDeps,
  state: Tenders,
  ending: Ending,
  column: EndColumn,
): Decision<{ tenderId: string }> {
  const object = { type: 'tender', id: ending.tenderId }
  const row = state.rows.get(ending.tenderId)
  if (!row) return { refusal: refuse('platform.not_found'), object }
  const refusal = decideEnd(row, ending.on, deps.dayAt(ending.at))
  if (refusal) return { refusal, object }
  const change = updateRow(tenderTable, row, { [column]: ending.on })
  state.rows.set(row.id, { ...row, [column]: ending.on, version: row.version + 1 })
  return { answer: { tenderId: row.id }, object, changes: [change] }
}

/** The day on which the result of a tender was published. */
export type AwardBody = { readonly tenderId: string; readonly awardedOn: LocalDate }

/** Records an award; objection period and blackout count from its day. */
export function awardTender(deps: DealDeps): Command<AwardBody, Tenders, { tenderId: string }> {
  return {
    operation: 'deals.award_tender',
    load: (tx, calls) =>
      loadForChange(
        tx,
        calls.map(({ body }) => body.tenderId),
      ),
    decide: (state, { body, at }) =>
      decideEnding(deps, state, { tenderId: body.tenderId, on: body.awardedOn, at }, 'awarded_on'),
  }
}

/** The day on which an open matter ended without an award. */
export type CloseBody = { readonly tenderId: string; readonly closedOn: LocalDate }

/** Closes an open matter that ended without an award. */
export function closeTender(deps: DealDeps): Command<CloseBody, Tenders, { tenderId: string }> {
  return {
    operation: 'deals.close_tender',
    load: (tx, calls) =>
      loadForChange(
        tx,
        calls.map(({ body }) => body.tenderId),
      ),
    decide: (state, { body, at }) =>
      decideEnding(deps, state, { tenderId: body.tenderId, on: body.closedOn, at }, 'closed_on'),
  }
}

/** The part that a person outside plays in a tender. */
export type RoleBody = { readonly tenderId: string; readonly personId: string; readonly role: string }

/** Records who sits on a panel, works for a tenderer or runs a procurement: they get nothing meanwhile. */
export function setTenderRole(deps: DealDeps): Command<RoleBody, Known & Tenders, { tenderId: string }> {
  return {
    operation: 'deals.set_tender_role',
    load: async (tx, calls) => ({
      ...(await loadKnown(tx, { customers: [], people: calls.map(({ body }) => body.personId) })),
      ...(await loadForChange(
        tx,
        calls.map(({ body }) => body.tenderId),
      )),
    }),
    decide: (state, { body }) => {
      const object = { type: 'tender', id: body.tenderId }
      if (!state.rows.has(body.tenderId)) return { refusal: refuse('platform.not_found'), object }
      if (!isKnown(state, body.personId))
        return { refusal: refuse('parties.unknown', {}, '/body/personId'), object }
      const personId = state.families.survivorOf(body.personId)
      const held = state.roles.some(
        (row) => row.tender_id === body.tenderId && row.person_id === personId && row.role === body.role,
      )
      if (held) return { refusal: refuse('deals.role_held'), object }
      const id = deps.newId('membership')
      const row = { id, tender_id: body.tenderId, person_id: personId, role: body.role }
      state.roles.push({ ...row, version: 1 })
      return { answer: { tenderId: body.tenderId }, object, changes: [insertRow(tenderRoleTable, row)] }
    },
  }
}

/** An event of which benefits are a part. */
export type EventBody = {
  readonly title: string
  readonly country: string
  readonly place?: string | undefined
  readonly fromOn: LocalDate
  readonly untilOn: LocalDate
}

/** Records events: dinners, fairs, trips, meetings. */
export function createEvent(deps: DealDeps): Command<EventBody, undefined, { eventId: string }> {
  return {
    operation: 'deals.create_event',
    load: async () => undefined,
    decide: (_, { body }) => {
      const id = deps.newId('event')
      const object = { type: 'event', id }
      const refusal = spanRefusal(body.fromOn, body.untilOn)
      if (refusal) return { refusal, object }
      const { title, country, place = null, fromOn, untilOn } = body
      const row = { id, title, country, place, from_on: fromOn, until_on: untilOn }
      return { answer: { eventId: id }, object, changes: [insertRow(eventTable, row)] }
    },
  }
}

type Known = {
  readonly families: Families
  readonly known: ReadonlySet<string>
  readonly customers: ReadonlyMap<string, CustomerRow>
}

async function loadKnown(
  tx: Transaction,
  ids: { readonly customers: readonly string[]; readonly people: readonly string[] },
): Promise<Known> {
  const customers = await loadCustomers(tx, [...new Set(ids.customers)])
  const people = await loadPeople(tx, [...new Set(ids.people)])
  const families = await withMerged(tx, [...ids.customers, ...ids.people])
  return { families, customers, known: new Set([...customers.keys(), ...people.keys()]) }
}

function isKnown({ known }: Known, id: string): boolean {
  return known.has(id)
}
