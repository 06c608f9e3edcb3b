import { refuse } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { profileAnswerObjection, profileColumns, profileObjection, type EntityFacts } from './profile.ts'
import { everybody, type OpenRound } from '../../platform/rounds.ts'
import { holdersOfRoles } from './holding.ts'
import { lockedSituation, type RoleDeps, type Situation } from './situation.ts'
import { entityProfileTable } from './tables.ts'

/** What is stated of an entity, from a day on. */
export type ProfileBody = {
  readonly entityId: string
  readonly fromOn: LocalDate
  readonly facts: EntityFacts
  readonly reason: string
}

type Profiled = { readonly profileId: string }

/** The first of the two persons whom a profile needs: it decides which rules apply to the entity. */
export function proposeProfile(deps: RoleDeps): Command<ProfileBody, Situation, Profiled> {
  return {
    operation: 'access.propose_profile',
    load: (tx) => lockedSituation(tx, deps),
    decide: (state, { body, actor, at }) => {
      const id = deps.newId('fact')
      const object = { type: 'entity', id: body.entityId }
      const objection = profileObjection(state.organisation(), body)
      if (objection) return { refusal: objection, object }
      const change = insertRow(entityProfileTable, {
        ...profileRow(id, body),
        state: 'proposed',
        is_founding: false,
        proposed_by: actor.personId,
        proposed_at: at,
        answered_by: null,
        answered_at: null,
      })
      const organisation = state.organisation()
      const round = deps.rounds.open({
        object: { type: 'entity_profile', id },
        entityId: everybody,
        requesterId: actor.personId,
        kind: 'entity_profile',
        role: 'administrator',
        personIds: holdersOfRoles(organisation, ['administrator', 'compliance'], at.slice(0, 10)),
        at,
      })
      return {
        answer: { profileId: id },
        object,
        reason: body.reason,
        changes: [...state.noting([change]), ...round],
        entityId: body.entityId,
      }
    },
  }
}

function profileRow(id: string, body: ProfileBody) {
  const { entityId, fromOn, reason, facts } = body
  return { id, entity_id: entityId, from_on: fromOn, reason, ...profileColumns(facts) }
}

/** The profile that comes with the founding of a company. */
export function foundingProfile(id: string, body: ProfileBody, at: string): RowChange {
  return insertRow(entityProfileTable, {
    ...profileRow(id, body),
    state: 'confirmed',
    is_founding: true,
    proposed_by: 'system',
    proposed_at: at,
    answered_by: 'system',
    answered_at: at,
  })
}

type AnswerBody = {
  readonly profileId: string
  readonly answer: 'confirm' | 'decline'
  readonly reason?: string | undefined
}

type AnswerState = { readonly situation: Situation; readonly rounds: ReadonlyMap<string, OpenRound> }

/** The second of the two persons; what is confirmed counts for benefits of its days. */
export function answerProfile(deps: RoleDeps): Command<AnswerBody, AnswerState, Profiled> {
  return {
    operation: 'access.answer_profile',
    load: async (tx, calls) => ({
      situation: await lockedSituation(tx, deps),
      rounds: await deps.rounds.load(
        tx,
        'entity_profile',
        calls.map((call) => call.body.profileId),
      ),
    }),
    decide: ({ situation, rounds }, { body, actor, at }) => {
      const row = situation.organisation().rows.profiles.find((each) => each.id === body.profileId)
      const object = { type: 'entity', id: row?.entity_id ?? body.profileId }
      if (!row) return { refusal: refuse('access.not_in_organisation'), object }
      const objection = profileAnswerObjection(row, actor.personId)
      if (objection) return { refusal: objection, object }
      const isConfirmed = body.answer === 'confirm'
      const change = updateRow(entityProfileTable, row, {
        state: isConfirmed ? 'confirmed' : 'declined',
        answered_by: actor.personId,
        answered_at: at,
      })
      const { reason } = body
      const closed = rounds.get(row.id)?.answered({ personId: actor.personId, at, isConfirmed, reason })
      return {
        answer: { profileId: row.id },
        object,
        changes: [...situation.noting([change]), ...(closed ?? [])],
        entityId: row.entity_id,
        ...(reason === undefined ? {} : { reason }),
      }
    },
  }
}
