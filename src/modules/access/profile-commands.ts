import { refuse } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { profileAnswerObjection, profileColumns, profileObjection, type EntityFacts } from './profile.ts'
import { lockedSituation, type AccessDeps, type Situation } from './situation.ts'
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
export function proposeProfile(deps: AccessDeps): Command<ProfileBody, Situation, Profiled> {
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
      return {
        answer: { profileId: id },
        object,
        reason: body.reason,
        changes: state.noting([change]),
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

type AnswerBody = { readonly profileId: string; readonly answer: 'confirm' | 'decline' }

/** The second of the two persons; what is confirmed counts for benefits of its days. */
export function answerProfile(deps: AccessDeps): Command<AnswerBody, Situation, Profiled> {
  return {
    operation: 'access.answer_profile',
    load: (tx) => lockedSituation(tx, deps),
    decide: (state, { body, actor, at }) => {
      const row = state.organisation().rows.profiles.find((each) => each.id === body.profileId)
      const object = { type: 'entity', id: row?.entity_id ?? body.profileId }
      if (!row) return { refusal: refuse('access.not_in_organisation'), object }
      const objection = profileAnswerObjection(row, actor.personId)
      if (objection) return { refusal: objection, object }
      const change = updateRow(entityProfileTable, row, {
        state: body.answer === 'confirm' ? 'confirmed' : 'declined',
        answered_by: actor.personId,
        answered_at: at,
      })
      return {
        answer: { profileId: row.id },
        object,
        changes: state.noting([change]),
        entityId: row.entity_id,
      }
    },
  }
}
