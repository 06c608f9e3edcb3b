import type { z } from 'zod'
import * as contract from '../../contract/entity-profile.ts'
import { actOn } from '../../platform/http/act-on.ts'
import { answer, fromOutcome } from '../../platform/http/answer.ts'
import { route, type Route } from '../../platform/http/route.ts'
import { nameOf, staffRefOf, type Reader } from './present.ts'
import { answerProfile, proposeProfile } from './profile-commands.ts'
import { factsOfProfile, profileOn } from './profile.ts'
import { readerOf, type AccessRouteDeps } from './route-deps.ts'
import type { EntityProfileRow } from './tables.ts'

/** The routes of what is stated of our legal entities. */
export function profileRoutes(deps: AccessRouteDeps): Route[] {
  return [
    route(contract.profiles, async ({ actor, at, query }) => {
      const reader = await readerOf(deps, actor, at)
      const { profiles } = reader.organisation.rows
      const items = profiles
        .filter((row) => query.entityId === undefined || row.entity_id === query.entityId)
        .toSorted((a, b) => (a.from_on < b.from_on ? 1 : -1))
      return answer({ items: items.map((row) => profileJson(reader, row)) })
    }),
    route(contract.proposeProfile, async (call) =>
      fromOutcome(await actOn(deps, proposeProfile(deps), call, { ...call.params, ...call.body })),
    ),
    route(contract.answerProfile, async (call) =>
      fromOutcome(await actOn(deps, answerProfile(deps), call, { ...call.params, ...call.body })),
    ),
  ]
}

type ProfileJson = z.input<(typeof contract.profiles)['answer']>['items'][number]

function profileJson(reader: Reader, row: EntityProfileRow): ProfileJson {
  const { organisation, language, today } = reader
  const entity = organisation.entities.get(row.entity_id)
  const facts = Object.entries(factsOfProfile(row)).filter(([, value]) => value !== undefined)
  return {
    profileId: row.id,
    entityId: row.entity_id,
    entity: entity ? nameOf(entity, language) : row.entity_id,
    seat: entity?.seat ?? '',
    fromOn: row.from_on,
    facts: Object.fromEntries(facts),
    reason: row.reason,
    // The database holds the list of states.
    state: row.state as ProfileJson['state'],
    isInForce: profileOn(organisation, row.entity_id, today)?.id === row.id,
    proposedBy: staffRefOf(reader, row.proposed_by).name,
    ...(row.answered_by === null ? {} : { answeredBy: staffRefOf(reader, row.answered_by).name }),
  }
}
