import { dayIn, type Instant, type LocalDate } from '../../kernel/time.ts'
import type { EntityRow } from './tables.ts'

/** Where people work, for moments that have no entity. */
export const homeZone = 'Asia/Shanghai'

/** The entities that are on record, by their ids. */
type Entities = { readonly entities: ReadonlyMap<string, EntityRow> }

/** The zone in which an entity works. */
export function zoneOf({ entities }: Entities, entityId: string | null | undefined): string {
  return entities.get(entityId ?? '')?.zone ?? homeZone
}

/** The legal day on which a moment falls for an entity. */
export function dayAt(organisation: Entities, entityId: string | null | undefined, at: Instant): LocalDate {
  return dayIn(zoneOf(organisation, entityId), at)
}
