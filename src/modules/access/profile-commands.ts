import { wordsOr } from '../../kernel/because.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { profileAnswerObjection, profileColumns, profileObjection, type EntityFacts } from './profile.ts'
import { everybody, underRound, type OpenRound } from '../../platform/rounds.ts'
import { holdersOfRoles } from './holding.ts'
import { nobodyObjection } from './second-person.ts'
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

/** Entities whose profile waits already, kept up to date while the items of a set are decided. */
type State = { readonly situation: Situation; readonly waitingIds: Set<string> }

/** The first of the two persons whom a profile needs: it decides which rules apply to the entity. */
export function proposeProfile(deps: RoleDeps): Command<ProfileBody, State, Profiled> {
  return {
    operation: 'access.propose_profile',
    load: async (tx) => {
      const situation = await lockedSituation(tx, deps)
      const proposed = situation.organisation().rows.profiles.filter(({ state }) => state === 'proposed')
      const open = await underRound(tx, deps.rounds, 'entity_profile', proposed)
      return { situation, waitingIds: new Set(open.map((row) => row.entity_id)) }
    },
    decide: ({ situation, waitingIds }, { body, actor, at }) => {
      const id = deps.newId('fact')
      const object = { type: 'entity', id: body.entityId }
      const organisation = situation.organisation()
      const asked = holdersOfRoles(organisation, ['administrator', 'compliance'], at.slice(0, 10))
      const objection =
        profileObjection(organisation, body, waitingIds.has(body.entityId)) ??
        nobodyObjection(asked, actor.personId)
      if (objection) return { refusal: objection, object }
      waitingIds.add(body.entityId)
      const change = insertRow(entityProfileTable, {
        ...profileRow(id, body),
        state: 'proposed',
        is_founding: false,
        proposed_by: actor.personId,
        proposed_at: at,
        answered_by: null,
        answered_at: null,
      })
      const round = deps.rounds.open({
        object: { type: 'entity_profile', id },
        entityId: everybody,
        requesterId: actor.personId,
        kind: 'entity_profile',
        role: 'administrator',
        personIds: asked,
        at,
      })
      return {
        answer: { profileId: id },
        object,
        reason: body.reason,
        changes: [...situation.noting([change]), ...round],
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
        reason: wordsOr(reason, row.reason),
      }
    },
  }
}
