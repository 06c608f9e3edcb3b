import { because, wordsOr } from '../../kernel/because.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, rowAfter, updateRow } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { underRound, type OpenRound } from '../../platform/rounds.ts'
import { holdersOf, looseningNote, mayWith, nobodyObjection, type Organisation } from '../access/index.ts'
import { askerObjection, loadAskers, type Askers, type FindAskers } from '../parties/index.ts'
import type { AgreementDeps } from './agreement-commands.ts'
import { loadKnown, type Known } from './known.ts'
import { findThirdParties, loadThirdParties } from './store.ts'
import { thirdPartyTable, type ThirdPartyRow } from './tables.ts'
import { statedObjection, thirdPartyType, verifyObjection, type ThirdPartyStated } from './third-party.ts'

/** Whoever asks for a benefit for a third party verifies nothing of it. */
export type ThirdPartyDeps = AgreementDeps & { readonly findAskers: FindAskers }

/** What the papers say of a third party of one entity; what is absent nobody has looked at. */
export type ThirdPartyBody = ThirdPartyStated & {
  readonly entityId: string
  readonly partyId: string
  readonly role: 'broker' | 'agent' | 'consultant' | 'distributor'
}

type Recorded = { readonly thirdPartyId: string }
type RecordState = Known & {
  readonly organisation: Organisation
  /** Those that wait for their second person. */
  readonly waiting: Pick<ThirdPartyRow, 'entity_id' | 'customer_id'>[]
}

/** Records what the papers say of third parties, for compliance to verify. */
export function recordThirdParty(deps: ThirdPartyDeps): Command<ThirdPartyBody, RecordState, Recorded> {
  return {
    operation: 'deals.record_third_party',
    load: async (tx, calls) => {
      const known = await loadKnown(tx, { customers: calls.map(({ body }) => body.partyId), people: [] })
      const rows = await findThirdParties(tx, known.families.members)
      const proposed = rows.filter(({ state }) => state === 'proposed')
      return {
        ...known,
        organisation: await deps.organisation(tx),
        waiting: await underRound(tx, deps.rounds, thirdPartyType, proposed),
      }
    },
    decide: (state, call) => decideRecorded(deps, state, call),
  }
}

function decideRecorded(
  deps: ThirdPartyDeps,
  state: RecordState,
  call: Call<ThirdPartyBody>,
): Decision<Recorded> {
  const { body, actor, at } = call
  const { entityId } = body
  const id = deps.newId('thirdParty')
  const object = { type: thirdPartyType, id }
  const subject = { requesterId: actor.personId, entityId }
  const personIds = holdersOf(state.organisation, 'compliance', subject, deps.dayAt(at))
  const refusal = recordObjection(state, actor, body) ?? nobodyObjection(personIds, actor.personId)
  if (refusal) return { refusal, object }
  const row = insertRow(thirdPartyTable, {
    id,
    entity_id: entityId,
    customer_id: state.families.survivorOf(body.partyId),
    ...columnsOf(body),
    state: 'proposed',
    recorded_by: actor.personId,
    recorded_at: at,
    verified_by: null,
    verified_at: null,
    ended_by: null,
    ended_at: null,
    end_reason: null,
  })
  state.waiting.push({ entity_id: entityId, customer_id: state.families.survivorOf(body.partyId) })
  const round = deps.rounds.open({
    object,
    entityId,
    requesterId: actor.personId,
    kind: thirdPartyType,
    role: 'compliance',
    personIds,
    at,
  })
  return {
    answer: { thirdPartyId: id },
    object,
    entityId,
    reason: because('deals.third_party_stated', { from: body.fromOn, until: body.untilOn }),
    changes: [row, ...round],
  }
}

/** A paper beside a claim that it does not prove is kept all the same: whoever verifies it reads it. */
function columnsOf(body: ThirdPartyBody) {
  return {
    role: body.role,
    is_licensed: body.isLicensed,
    licence: body.licence ?? null,
    is_independent: body.isIndependent,
    declaration: body.declaration ?? null,
    is_owner_known: body.isOwnerKnown,
    owners: body.owners ?? null,
    is_tied_to_staff: body.isTiedToStaff ?? null,
    is_tied_to_official: body.isTiedToOfficial ?? null,
    is_clean: body.isClean ?? null,
    due_diligence: body.dueDiligence ?? null,
    from_on: body.fromOn,
    until_on: body.untilOn,
  }
}

function recordObjection(state: RecordState, actor: Actor, body: ThirdPartyBody): Refusal | undefined {
  const { entityId, partyId } = body
  if (!state.organisation.entities.has(entityId)) {
    return refuse('deals.entity_unknown', {}, '/body/entityId')
  }
  const permission = mayWith(actor, 'deals.record_third_party', { entityId })
  if (!permission.can) return permission.refusal
  const customer = state.customers.get(state.families.survivorOf(partyId)) ?? state.customers.get(partyId)
  if (!customer) return refuse('parties.unknown', {}, '/body/partyId')
  // A natural person who works as an agent is paid by an exception, which has its own second person.
  if (customer.type === 'consumer') return refuse('deals.third_party_is_a_person', {}, '/body/partyId')
  const waits = state.waiting.some(
    (row) =>
      row.entity_id === entityId &&
      state.families.survivorOf(row.customer_id) === state.families.survivorOf(partyId),
  )
  return waits ? refuse('deals.third_party_waits') : statedObjection(body)
}

/** What the second person says after looking at the papers. */
export type VerifyBody = {
  readonly thirdPartyId: string
  readonly answer: 'confirm' | 'decline'
  readonly reason?: string | undefined
}

type VerifyState = {
  readonly rows: Map<string, ThirdPartyRow>
  readonly rounds: ReadonlyMap<string, OpenRound>
  readonly askers: Askers
}

/** The second of the two people: from then on decisions read it. */
export function verifyThirdParty(deps: ThirdPartyDeps): Command<VerifyBody, VerifyState, Recorded> {
  return {
    operation: 'deals.verify_third_party',
    load: async (tx, calls) => {
      const ids = calls.map(({ body }) => body.thirdPartyId)
      const rows = await loadThirdParties(tx, ids)
      return {
        rows,
        rounds: await deps.rounds.load(tx, thirdPartyType, ids),
        askers: await askersFor(deps, tx, rows.values(), calls[0]?.at ?? ''),
      }
    },
    decide: decideVerified,
  }
}

/** Who asks for a benefit for the third parties of some records. */
export async function askersFor(
  deps: Pick<ThirdPartyDeps, 'findAskers' | 'dayAt'>,
  tx: Transaction,
  rows: Iterable<ThirdPartyRow>,
  at: string,
): Promise<Askers> {
  const ids = [...rows].map((row) => row.customer_id)
  return loadAskers(tx, deps.findAskers, ids, deps.dayAt(at))
}

function decideVerified(
  { rows, rounds, askers }: VerifyState,
  { body, actor, at }: Call<VerifyBody>,
): Decision<Recorded> {
  const { thirdPartyId, answer, reason } = body
  const object = { type: thirdPartyType, id: thirdPartyId }
  const row = rows.get(thirdPartyId)
  if (!row) return { refusal: refuse('platform.not_found'), object }
  const about = { object, entityId: row.entity_id }
  const permission = mayWith(actor, 'deals.verify_third_party', { entityId: row.entity_id })
  const objection = permission.can
    ? (verifyObjection(row, actor.personId) ?? askerObjection(askers, row.customer_id, actor.personId))
    : permission.refusal
  if (objection) return { ...about, refusal: objection }
  const isConfirmed = answer === 'confirm'
  if (!isConfirmed && reason === undefined) {
    return { ...about, refusal: refuse('approvals.reason_needed', {}, '/body/reason') }
  }
  const { personId } = actor
  const change = updateRow(thirdPartyTable, row, {
    state: isConfirmed ? 'verified' : 'declined',
    verified_by: personId,
    verified_at: at,
  })
  rows.set(row.id, rowAfter(thirdPartyTable, change))
  const closed = rounds.get(row.id)?.answered({ personId, at, isConfirmed, reason }) ?? []
  return {
    ...about,
    answer: { thirdPartyId },
    reason: wordsOr(reason, because('deals.third_party_agrees', { record: row.id })),
    ...looseningNote([isConfirmed ? row.customer_id : undefined]),
    changes: [change, ...closed],
  }
}

/** That what is on record of a third party holds no more, from now on and for every day. */
export type EndBody = { readonly thirdPartyId: string; readonly reason: string }

/** Ends verified records: a benefit that is decided again knows nothing of the third party then. */
export function endThirdParty(): Command<EndBody, Map<string, ThirdPartyRow>, Recorded> {
  return {
    operation: 'deals.end_third_party',
    load: (tx, calls) =>
      loadThirdParties(
        tx,
        calls.map(({ body }) => body.thirdPartyId),
      ),
    decide: (rows, { body, actor, at }) => {
      const { thirdPartyId, reason } = body
      const object = { type: thirdPartyType, id: thirdPartyId }
      const row = rows.get(thirdPartyId)
      if (!row) return { refusal: refuse('platform.not_found'), object }
      const about = { object, entityId: row.entity_id }
      const permission = mayWith(actor, 'deals.end_third_party', { entityId: row.entity_id })
      if (!permission.can) return { ...about, refusal: permission.refusal }
      if (row.state !== 'verified') return { ...about, refusal: refuse('deals.third_party_not_in_force') }
      const change = updateRow(thirdPartyTable, row, {
        state: 'ended',
        ended_by: actor.personId,
        ended_at: at,
        end_reason: reason,
      })
      rows.set(row.id, rowAfter(thirdPartyTable, change))
      return { ...about, answer: { thirdPartyId }, reason, changes: [change] }
    },
  }
}
