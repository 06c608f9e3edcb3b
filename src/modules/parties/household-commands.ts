import { because } from '../../kernel/because.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { looseningNote } from '../access/index.ts'
import type { PartyDeps } from './create-commands.ts'
import { householdObjection } from './create-person.ts'
import { holdsOn } from './domain.ts'
import { loadKnown, ofFamily, personOf, type Known } from './known-people.ts'
import { askerObjection, askersOf, type Askers } from './own-requests.ts'
import { decideJoin, decideLeave } from './spans.ts'
import type { Households } from './households.ts'
import { loadHouseholds } from './store-households.ts'
import { householdMemberTable } from './tables.ts'

/** Joining a household: one by its identifier, that of another person, or a new one. */
export type JoinBody = {
  readonly personId: string
  readonly householdId?: string | undefined
  readonly withPersonId?: string | undefined
  readonly fromOn: LocalDate
}

/** Puts somebody into a household, whose members count as one for limits. */
export function joinHousehold(deps: PartyDeps): Command<JoinBody, Known, { householdId: string }> {
  return {
    operation: 'parties.join_household',
    load: (tx, calls) =>
      loadKnown(
        tx,
        calls.flatMap(({ body }) => [body.personId, body.withPersonId ?? body.personId]),
      ),
    decide: (known, call) => decideJoining(deps, known, call),
  }
}

function decideJoining(
  deps: PartyDeps,
  known: Known,
  call: Call<JoinBody>,
): Decision<{ householdId: string }> {
  const { body } = call
  const object = { type: 'party', id: body.personId }
  const people = [body.personId, body.withPersonId ?? []].flat().map((id) => personOf(known, id))
  const unknown = people.find(isRefusal)
  if (unknown) return { refusal: unknown, object }
  const objection = householdObjection(deps, call, body, '/body/fromOn')
  if (objection) return { refusal: objection, object }
  const [personId = '', otherId] = people.filter((person) => typeof person === 'string')
  const householdId = body.householdId ?? householdOn(known, otherId, body.fromOn) ?? deps.newId('household')
  const joining = [personId, otherId]
    .filter((id) => id !== undefined)
    .filter((id) => {
      return id === personId || householdOn(known, id, body.fromOn) !== householdId
    })
  const changes: RowChange[] = []
  for (const id of joining) {
    const row = {
      id: deps.newId('membership'),
      household_id: householdId,
      person_id: id,
      from_on: body.fromOn,
      until_on: null,
    }
    const decided = decideJoin(ofFamily(known, known.households, id), row)
    if (isRefusal(decided)) return { refusal: decided, object }
    changes.push(insertRow(householdMemberTable, decided))
    known.households = [...known.households, { ...decided, version: 1 }]
  }
  const reason = because('parties.lives_with', { from: body.fromOn })
  return { answer: { householdId }, object: { type: 'party', id: personId }, reason, changes }
}

function householdOn(known: Known, personId: string | undefined, day: LocalDate): string | undefined {
  if (personId === undefined) return undefined
  return ofFamily(known, known.households, personId).find((row) => holdsOn(row, day))?.household_id
}

/** The last day in a household. */
export type LeaveHouseholdBody = {
  readonly personId: string
  readonly lastDay: LocalDate
  readonly reason: string
}

type ToLeave = Known & { readonly homes: Households; readonly askers: Askers }

/**
 * Takes somebody out of a household; what was given until then keeps counting for it. Nobody does it who asks
 * for a benefit for them.
 */
export function leaveHousehold(deps: PartyDeps): Command<LeaveHouseholdBody, ToLeave, { partyId: string }> {
  return {
    operation: 'parties.leave_household',
    load: async (tx, calls) => {
      const known = await loadKnown(
        tx,
        calls.map((call) => call.body.personId),
      )
      return {
        ...known,
        homes: await loadHouseholds(
          tx,
          known.households.map((row) => row.household_id),
        ),
        askers: await askersOf(deps, tx, calls, (body) => body.personId),
      }
    },
    decide: (known, { body, actor }) => {
      const { lastDay, reason } = body
      const personId = personOf(known, body.personId)
      const object = { type: 'party', id: body.personId }
      if (isRefusal(personId)) return { refusal: personId, object }
      const objection = askerObjection(known.askers, body.personId, actor.personId)
      if (objection) return { refusal: objection, object }
      const row = ofFamily(known, known.households, personId).find((each) => holdsOn(each, lastDay))
      if (!row) return { refusal: refuse('parties.in_no_household', { day: lastDay }), object }
      const decided = decideLeave(row, lastDay)
      if (isRefusal(decided)) return { refusal: decided, object }
      known.households = known.households.map((each) =>
        each.id === row.id ? { ...decided, version: row.version + 1 } : each,
      )
      const changes = [updateRow(householdMemberTable, row, { until_on: lastDay })]
      // Whoever moved in later, too: what this person had there since counts for that household no longer.
      const note = looseningNote([personId, ...known.homes.matesSince(row.household_id, lastDay)])
      return {
        answer: { partyId: personId },
        object: { type: 'party', id: personId },
        reason,
        ...note,
        changes,
      }
    },
  }
}
