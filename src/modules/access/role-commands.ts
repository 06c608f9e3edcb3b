import { because, wordsOr } from '../../kernel/because.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { answerObjection, endObjection, proposalObjection, startOf } from './domain.ts'
import { holdersOfRoles } from './holding.ts'
import { dayFor, type Organisation } from './organisation.ts'
import type { GrantableRole } from './roles.ts'
import { everybody, type OpenRound } from '../../platform/rounds.ts'
import { nobodyObjection } from './second-person.ts'
import { lockedSituation, type AccessDeps, type RoleDeps, type Situation } from './situation.ts'
import { roleGrantTable, type RoleGrantRow } from './tables.ts'

type Limit = { readonly currency: string; readonly minor: bigint }

/** A role for a person. */
export type ProposeBody = {
  readonly personId: string
  readonly role: GrantableRole
  readonly entityId?: string | undefined
  readonly unitId?: string | undefined
  /** What the person decides as routine in this role. */
  readonly limit?: Limit | undefined
  readonly fromOn: LocalDate
  readonly untilOn?: LocalDate | undefined
}

type Granted = { readonly grantId: string }

/** The first of the two persons whom a role needs. */
export function proposeRole(deps: RoleDeps): Command<ProposeBody, Situation, Granted> {
  return {
    operation: 'access.propose_role',
    load: (tx) => lockedSituation(tx, deps),
    decide: (state, call) => {
      const { body, actor, at } = call
      const id = deps.newId('role')
      const object = { type: 'role_grant', id }
      const organisation = state.organisation()
      const wanted = {
        ...body,
        entityId: body.entityId ?? null,
        unitId: body.unitId ?? null,
        untilOn: body.untilOn ?? null,
      }
      const today = dayFor(organisation, body.personId, at)
      const asked = confirmersOf(organisation, [body.personId], today)
      const objection =
        proposalObjection(organisation, wanted, actor.personId, today) ??
        nobodyObjection(asked, actor.personId)
      if (objection) return { refusal: objection, object: { type: 'person', id: body.personId } }
      const row = { ...grantRow(id, body), proposed_by: actor.personId, proposed_at: at }
      const round = deps.rounds.open({
        object,
        entityId: everybody,
        requesterId: actor.personId,
        kind: 'role_grant',
        role: 'administrator',
        personIds: asked,
        at,
      })
      const changes = [...state.noting([insertRow(roleGrantTable, row)]), ...round]
      const reason = because('access.takes_role', { role: body.role, from: body.fromOn })
      return { answer: { grantId: id }, object, reason, changes }
    },
  }
}

/**
 * Who may answer what changes people's rights, but for those whom it is about. Whoever proposed it is left
 * out by the round.
 */
export function confirmersOf(
  organisation: Organisation,
  aboutIds: readonly string[],
  today: LocalDate,
): string[] {
  const holders = holdersOfRoles(organisation, ['administrator', 'compliance'], today)
  return holders.filter((id) => !aboutIds.includes(id))
}

/** The columns of a new role that nobody has answered. */
export function grantRow(id: string, body: ProposeBody) {
  return {
    id,
    person_id: body.personId,
    role: body.role,
    entity_id: body.entityId ?? null,
    unit_id: body.unitId ?? null,
    limit_currency: body.limit?.currency ?? null,
    limit_minor: body.limit?.minor ?? null,
    from_on: body.fromOn,
    until_on: body.untilOn ?? null,
    state: 'proposed',
    is_founding: false,
    is_emergency: false,
    answered_by: null,
    answered_at: null,
  }
}

/** What the second person says. */
type AnswerBody = {
  readonly grantId: string
  readonly answer: 'confirm' | 'decline'
  readonly reason?: string | undefined
}

type AnswerState = {
  readonly situation: Situation
  readonly rounds: Awaited<ReturnType<RoleDeps['rounds']['load']>>
}

/** The second of the two persons. A confirmed role begins the day after at the earliest. */
export function answerRole(deps: RoleDeps): Command<AnswerBody, AnswerState, Granted> {
  return {
    operation: 'access.answer_role',
    load: async (tx, calls) => ({
      situation: await lockedSituation(tx, deps),
      rounds: await deps.rounds.load(
        tx,
        'role_grant',
        calls.map((call) => call.body.grantId),
      ),
    }),
    decide: ({ situation, rounds }, call) => decideAnswer(situation, rounds.get(call.body.grantId), call),
  }
}

function decideAnswer(
  situation: Situation,
  round: OpenRound | undefined,
  { body, actor, at }: Call<AnswerBody>,
): Decision<Granted> {
  const { grantId, reason } = body
  const isConfirmed = body.answer === 'confirm'
  const object = { type: 'role_grant', id: grantId }
  const organisation = situation.organisation()
  const grant = organisation.rows.grants.find((row) => row.id === grantId)
  if (!grant) return { refusal: refuse('access.not_in_organisation'), object }
  const today = dayFor(organisation, grant.person_id, at)
  const objection = answerObjection(organisation, grant, actor.personId, isConfirmed ? today : undefined)
  if (objection) return { refusal: objection, object }
  const answered = { answered_by: actor.personId, answered_at: at }
  const change = updateRow(
    roleGrantTable,
    grant,
    isConfirmed
      ? { ...answered, state: 'confirmed', from_on: startOf(grant, today) }
      : { ...answered, state: 'declined' },
  )
  const closed = round?.answered({ personId: actor.personId, at, isConfirmed, reason }) ?? []
  return {
    answer: { grantId },
    object,
    reason: wordsOr(
      reason,
      because(`access.role_${isConfirmed ? 'confirmed' : 'declined'}`, { role: grant.role }),
    ),
    changes: [...situation.noting([change]), ...closed],
  }
}

/** The last day of a role. */
type EndBody = { readonly grantId: string; readonly untilOn: LocalDate; readonly reason?: string }

/** Ends a role. One person may: it takes rights away and gives none. */
export function endRole(deps: AccessDeps): Command<EndBody, Situation, Granted> {
  return grantCommand(deps, 'access.end_role', (organisation, grant, { body, at }) => {
    const today = dayFor(organisation, grant.person_id, at)
    const objection = endObjection(organisation, grant, body.untilOn, today)
    return objection ?? updateRow(roleGrantTable, grant, { until_on: body.untilOn })
  })
}

function grantCommand<Body extends Granted & { readonly reason?: string }>(
  deps: AccessDeps,
  operation: string,
  change: (organisation: Organisation, grant: RoleGrantRow, call: Call<Body>) => RowChange | Refusal,
): Command<Body, Situation, Granted> {
  return {
    operation,
    load: (tx) => lockedSituation(tx, deps),
    decide: (state, call): Decision<Granted> => {
      const { grantId, reason } = call.body
      const object = { type: 'role_grant', id: grantId }
      const organisation = state.organisation()
      const grant = organisation.rows.grants.find((row) => row.id === grantId)
      const done = grant ? change(organisation, grant, call) : refuse('access.not_in_organisation')
      if ('refused' in done) return { refusal: done, object }
      const ends = because('access.role_ends', {
        role: String(done.row['role']),
        until: String(done.row['until_on']),
      })
      const changes = state.noting([done])
      return { answer: { grantId }, object, reason: wordsOr(reason, ends), changes }
    },
  }
}
