import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { entitiesFor, type EntityRow, type Organisation } from '../access/index.ts'
import type { Profile } from './profiles/profile.ts'

/**
 * The legal entity whose own history a file is, by its id or its code: the only one that the importer serves
 * when none is named. Without it nobody could say from which seat a benefit was given, and to whom its lines
 * may be shown. A register of others has none.
 */
export function entityFor(
  organisation: Pick<Organisation, 'entities'>,
  profile: Pick<Profile, 'book'>,
  asked: string | undefined,
  actor: Actor,
): string | undefined | Refusal {
  if (profile.book === 'observed') return undefined
  const all = [...organisation.entities.values()]
  const served = all.filter((entity) => entity.is_active && serves(actor, entity.id))
  const entities = served.map(labelOf).join('、')
  if (asked === undefined) {
    const [only, ...more] = served
    if (!only) return refuse('imports.entity_none')
    return more.length === 0 ? only.id : refuse('imports.entity_needed', { entities }, pointer)
  }
  const found = all.find((entity) => entity.id === asked || entity.code === asked)
  if (!found) return refuse('imports.entity_unknown', { entity: asked, entities }, pointer)
  return serves(actor, found.id) ? found.id : refuse('access.other_entity', {}, pointer)
}

const pointer = '/body/entityId'

/** A role imports for the entities in which it is held, whatever else its holder does elsewhere. */
function serves(actor: Actor, id: string): boolean {
  const entityIds = entitiesFor(actor, 'imports.start')
  return entityIds.includes(id) || entityIds.includes('*')
}

function labelOf({ code, name_zh: name, id }: EntityRow): string {
  return `${code} ${name} (${id})`
}
