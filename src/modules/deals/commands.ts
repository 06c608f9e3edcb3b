import { because } from '../../kernel/because.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { IdKind } from '../../kernel/id.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { loosens, type Organisation } from '../access/index.ts'
import { askerObjection, loadAskers, type Askers, type FindAskers } from '../parties/index.ts'
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

/** Whoever asks for a benefit for a party ends no matter that restrains it. */
export type EndDeps = DealDeps & { readonly findAskers: FindAskers }

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
      const reason = because('deals.announced', { on: body.announcedOn })
      return { answer: { tenderId: id }, object, reason, changes }
    },
    // An organisation that is on record is nobody who plays a part.
    constraints: {
      tender_role_person_id_fkey: () => ({
        refusal: refuse('parties.unknown', {}, '/body/roles'),
        object: { type: 'tender', id: 'new' },
      }),
    },
  }
}

type Tenders = { readonly rows: Map<string, TenderRow>; readonly roles: TenderRoleRow[] }

async function loadForChange(tx: Transaction, ids: readonly string[]): Promise<Tenders> {
  const found: TenderRows = await loadTenders(tx, ids)
  return { rows: new Map(found.tenders.map((row) => [row.id, row])), roles: [...found.roles] }
}

/** What shows that a matter ended on its day, where it is found, and why it is recorded. */
type Proof = { readonly evidence: string; readonly reason: string }

type Ending = Proof & { readonly tenderId: string; readonly on: LocalDate }
type EndColumn = 'awarded_on' | 'closed_on'
type ToEnd = Tenders & { readonly askers: Askers }

/** The customer and whoever plays a part in it: the end of a matter lets them have benefits again. */
async function loadForEnd(
  deps: EndDeps,
  tx: Transaction,
  calls: readonly Call<{ readonly tenderId: string }>[],
): Promise<ToEnd> {
  const found = await loadForChange(
    tx,
    calls.map(({ body }) => body.tenderId),
  )
  const near = [
    ...[...found.rows.values()].map((row) => row.customer_id),
    ...found.roles.map((role) => role.person_id),
  ]
  return { ...found, askers: await loadAskers(tx, deps.findAskers, near, deps.dayAt(calls[0]?.at ?? '')) }
}

function decideEnding(
  deps: DealDeps,
  state: ToEnd,
  { at, actor }: Call<unknown>,
  ending: Ending,
  column: EndColumn,
): Decision<{ tenderId: string }> {
  const { tenderId, on, evidence, reason } = ending
  const object = { type: 'tender', id: tenderId }
  const row = state.rows.get(tenderId)
  if (!row) return { refusal: refuse('platform.not_found'), object }
  const played = state.roles.filter((role) => role.tender_id === row.id).map((role) => role.person_id)
  const isAsking = askerObjection(state.askers, [row.customer_id, ...played], actor.personId) !== undefined
  const refusal =
    decideEnd(row, on, deps.dayAt(at), column === 'awarded_on' ? '/body/awardedOn' : '/body/closedOn') ??
    (isAsking ? refuse('deals.of_own_request') : undefined)
  if (refusal) return { refusal, object }
  const change = updateRow(tenderTable, row, { [column]: on })
  state.rows.set(row.id, { ...row, [column]: on, version: row.version + 1 })
  const note = { on, evidence, ...loosens([row.customer_id, ...played]) }
  return { answer: { tenderId: row.id }, object, reason, note, changes: [change] }
}

/** The day on which the result of a tender was published, and where. */
export type AwardBody = Proof & { readonly tenderId: string; readonly awardedOn: LocalDate }

/** Records an award; objection period and blackout count from its day. */
export function awardTender(deps: EndDeps): Command<AwardBody, ToEnd, { tenderId: string }> {
  return {
    operation: 'deals.award_tender',
    load: (tx, calls) => loadForEnd(deps, tx, calls),
    decide: (state, call) =>
      decideEnding(deps, state, call, { ...call.body, on: call.body.awardedOn }, 'awarded_on'),
  }
}

/** The day on which an open matter ended without an award, and what shows it. */
export type CloseBody = Proof & { readonly tenderId: string; readonly closedOn: LocalDate }

/** Closes an open matter that ended without an award. */
export function closeTender(deps: EndDeps): Command<CloseBody, ToEnd, { tenderId: string }> {
  return {
    operation: 'deals.close_tender',
    load: (tx, calls) => loadForEnd(deps, tx, calls),
    decide: (state, call) =>
      decideEnding(deps, state, call, { ...call.body, on: call.body.closedOn }, 'closed_on'),
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
      const reason = because('deals.plays_part', { role: body.role })
      const changes = [insertRow(tenderRoleTable, row)]
      return { answer: { tenderId: body.tenderId }, object, reason, changes }
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
      const reason = because('deals.takes_place', { from: fromOn, until: untilOn })
      return { answer: { eventId: id }, object, reason, changes: [insertRow(eventTable, row)] }
    },
  }
}
