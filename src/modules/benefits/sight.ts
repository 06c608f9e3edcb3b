import type { LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { entitiesFor, leadersOf, relationsFor, type Organisation } from '../access/index.ts'
import type { Sight } from './register-filter.ts'
import type { RegisterReader } from './words.ts'

/**
 * Which rows of the register an actor sees, from the row of the access table for `operation`: who watches
 * (finance, compliance, general manager, auditors) sees all rows of the entities they serve, and the whole
 * register with the observed books of others when they serve the whole group; who leads sees what their
 * people filed; everybody in business sees what they filed themselves. Rows of sister companies are left out
 * here and masked on the page of a party, where the sum has to be explained.
 */
export function sightOf(
  actor: Actor,
  organisation: Organisation,
  today: LocalDate,
  operation: string,
): Sight {
  const relations = relationsFor(actor, operation)
  if (relations.has('any')) return { kind: 'all' }
  const entityIds = entitiesFor(actor, operation)
  const servesAll = [...organisation.entities.keys()].every((id) => entityIds.includes(id))
  if (servesAll && organisation.entities.size > 0) return { kind: 'all' }
  const team = relations.has('team') ? ledBy(organisation, actor.personId, today) : []
  return { kind: 'some', entityIds, requesterIds: [actor.personId, ...team] }
}

/** The rows of the register that a reader sees for an operation. */
export function sightFor({ actor, organisation, today }: RegisterReader, operation: string): Sight {
  return sightOf(actor, organisation, today, operation)
}

/** Everybody whom a person leads on that day, as line manager or as head of a unit. */
function ledBy(organisation: Organisation, personId: string, today: LocalDate): string[] {
  return [...organisation.people.keys()].filter((id) => leadersOf(organisation, id, today).includes(personId))
}
