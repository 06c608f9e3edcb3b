import { refuse } from '../../kernel/refusal.ts'
import type { IdKind } from '../../kernel/id.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Organisation } from '../access/index.ts'
import { decideEnd, spanRefusal } from './domain.ts'
import { isKnown, loadKnown, type Known } from './known.ts'
import { loadTenders, type TenderRows } from './store.ts'
import { eventTable, tenderRoleTable, tenderTable, type TenderRoleRow, type TenderRow } from './tables.ts'

/** What the commands of this module are made with; filled in `app`. */
export type DealDeps = {
  readonly newId: (kind: IdKind) => string
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  /** The legal day at a moment, in the company's own zone. */
  readonly dayAt: (at: Instant) => LocalDate
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
