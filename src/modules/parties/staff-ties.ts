import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow, updateRow } from '../../platform/act/rows.ts'
import { looseningNote } from '../access/index.ts'
import { onlyCompliance, type PartyDeps } from './create-commands.ts'
import { askerObjection, loadAskers, type Askers } from './own-requests.ts'
import { decideEndOfTie, decideTie, type Tie } from './spans.ts'
import { loadTies, loadTiesTo } from './store-ties.ts'
import { loadCustomers, loadPeople, lockCustomers, lockPeople } from './store.ts'
import { staffTieTable, type StaffTieRow } from './tables.ts'

/** A member of staff who is close to a party, and how. */
export type TieBody = {
  readonly partyId: string
  readonly staffId: string
  readonly tie: Tie
  readonly fromOn: LocalDate
  readonly untilOn?: LocalDate | undefined
  readonly reason: string
}

type State = {
  readonly kinds: ReadonlyMap<string, 'person' | 'organisation'>
  readonly survivors: ReadonlyMap<string, string>
  held: readonly StaffTieRow[]
}

/**
 * Records that a member of staff is a relative of a person outside, or owns or runs a part of a customer.
 * Everybody declares their own; those of others are compliance's to record, because a tie takes an approver
 * out of the route.
 */
export function tieStaff(deps: PartyDeps): Command<TieBody, State, { tieId: string }> {
  return {
    operation: 'parties.tie_staff',
    load: async (tx, calls) => {
      const ids = [...new Set(calls.map((call) => call.body.partyId))].sort()
      await lockPeople(tx, ids)
      await lockCustomers(tx, ids)
      const [people, customers] = [await loadPeople(tx, ids), await loadCustomers(tx, ids)]
      const rows = [...people.values(), ...customers.values()]
      return {
        kinds: new Map([
          ...[...people.keys()].map((id) => [id, 'person'] as const),
          ...[...customers.keys()].map((id) => [id, 'organisation'] as const),
        ]),
        survivors: new Map(
          rows.flatMap((row) => (row.merged_into === null ? [] : [[row.id, row.merged_into]])),
        ),
        held: await loadTiesTo(tx, [...people.keys(), ...customers.keys()]),
      }
    },
    decide: (state, call) => {
      const { body } = call
      const partyId = survivorIn(state, body.partyId)
      const kind = state.kinds.get(partyId)
      const object = { type: 'party', id: partyId }
      if (!kind) return { refusal: refuse('parties.unknown', {}, '/path/partyId'), object }
      const isOwn = body.staffId === call.actor.personId
      const objection = isOwn ? undefined : onlyCompliance(call, '/body/staffId')
      if (objection) return { refusal: objection, object }
      const decided = decideTie(state.held, kind, {
        id: deps.newId('relation'),
        staff_id: body.staffId,
        party_id: partyId,
        tie: body.tie,
        source: isOwn ? 'self' : 'compliance',
        reason: body.reason,
        from_on: body.fromOn,
        until_on: body.untilOn ?? null,
      })
      if (isRefusal(decided)) return { refusal: decided, object }
      state.held = [...state.held, { ...decided, version: 1 }]
      const changes = [insertRow(staffTieTable, decided)]
      return { answer: { tieId: decided.id }, object, reason: body.reason, changes }
    },
    constraints: {
      staff_tie_names_staff: ({ body }) => ({
        refusal: refuse('access.not_in_organisation', {}, '/body/staffId'),
        object: { type: 'party', id: body.partyId },
      }),
    },
  }
}

function survivorIn(state: State, id: string): string {
  const next = state.survivors.get(id)
  return next === undefined ? id : survivorIn(state, next)
}

/** The last day of a tie. */
export type EndTieBody = { readonly tieId: string; readonly lastDay: LocalDate; readonly reason: string }

type Ties = { readonly rows: Map<string, StaffTieRow>; readonly askers: Askers }

/**
 * Ends a tie, which lets somebody decide again; so compliance records it, and neither the person themselves
 * nor anybody who asks for a benefit for that party.
 */
export function endStaffTie(deps: PartyDeps): Command<EndTieBody, Ties, { tieId: string }> {
  return {
    operation: 'parties.end_staff_tie',
    load: async (tx, calls) => {
      const rows = await loadTies(
        tx,
        calls.map((call) => call.body.tieId),
      )
      const ids = [...rows.values()].map((row) => row.party_id)
      return { rows, askers: await loadAskers(tx, deps.findAskers, ids, deps.dayAt(calls[0]?.at ?? '')) }
    },
    decide: (state, { body, actor }) => {
      const row = state.rows.get(body.tieId)
      const object = { type: 'party', id: row?.party_id ?? body.tieId }
      if (!row) return { refusal: refuse('platform.not_found'), object }
      if (row.staff_id === actor.personId) return { refusal: refuse('parties.own_tie'), object }
      const objection = askerObjection(state.askers, row.party_id, actor.personId)
      if (objection) return { refusal: objection, object }
      const decided = decideEndOfTie(row, body.lastDay)
      if (isRefusal(decided)) return { refusal: decided, object }
      state.rows.set(row.id, { ...decided, version: row.version + 1 })
      const changes = [updateRow(staffTieTable, row, { until_on: body.lastDay })]
      const note = looseningNote([row.party_id])
      return { answer: { tieId: row.id }, object, reason: body.reason, ...note, changes }
    },
  }
}
