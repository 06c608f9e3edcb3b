import { isEmployed, type Organisation, type PersonRow } from '../access/index.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { NormalisedRow, RowParty } from './domain.ts'

/** Whom of our own people a name in a register stands for; several when only a person can tell. */
export type StaffFound =
  | { readonly is: 'known'; readonly id: string }
  | { readonly is: 'several'; readonly people: readonly { readonly id: string; readonly name: string }[] }
  | { readonly is: 'nobody' }
  | { readonly is: 'refused'; readonly refusal: Refusal }

/**
 * Finds a member of staff by name or staff number among those who were employed on that day. Of several with
 * one name the only one at the entity whose register it is. Undefined when the register names nobody.
 */
export function findStaff(
  organisation: Organisation,
  text: string,
  about: { readonly entityId: string | undefined; readonly day: LocalDate },
): StaffFound | undefined {
  const name = plainName(text)
  if (name === '') return undefined
  const named = (namesIn(organisation).get(name) ?? []).filter((row) =>
    isEmployed(organisation, row.id, about.day),
  )
  const atEntity = named.filter((row) => row.entity_id === about.entityId)
  const [only, ...others] = atEntity.length === 1 ? atEntity : named
  if (!only) return { is: 'nobody' }
  return others.length === 0
    ? { is: 'known', id: only.id }
    : { is: 'several', people: named.map((row) => ({ id: row.id, name: labelOf(row) })) }
}

/**
 * Whoever gave, where an observed register names a person: a giver who is one, by the name of the book, or
 * one of our own people, where a legal entity of ours stands as the giver and the register says who handled
 * it.
 */
export function giverNamed(
  organisation: Organisation,
  row: Pick<NormalisedRow, 'giver' | 'handler' | 'day'>,
  idInBook: (party: RowParty) => string,
): string | undefined {
  if (row.giver.kind === 'person') return idInBook(row.giver)
  if (row.giver.kind !== 'entity' || row.handler === '') return undefined
  const name = plainName(row.giver.name)
  const ours = [...organisation.entities.values()].find(
    (entity) => plainName(entity.name_zh) === name || plainName(entity.name_en) === name,
  )
  const found = ours && findStaff(organisation, row.handler, { entityId: ours.id, day: row.day.from })
  return found?.is === 'known' ? found.id : undefined
}

/** Registers put a department behind a name and blanks between its signs. */
function plainName(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\([^)]*\)/gu, '')
    .replace(/\s+/gu, '')
    .toLowerCase()
}

const indexes = new WeakMap<Organisation, ReadonlyMap<string, readonly PersonRow[]>>()

/** The people of one version of the organisation by each of their names, made once. */
function namesIn(organisation: Organisation): ReadonlyMap<string, readonly PersonRow[]> {
  const known = indexes.get(organisation)
  if (known) return known
  const pairs = [...organisation.people.values()].flatMap((row) =>
    [...new Set([row.name_zh, row.name_en, row.staff_number ?? ''].map(plainName))].map(
      (name) => [name, row] as const,
    ),
  )
  const byName = Map.groupBy(pairs, ([name]) => name)
  const made = new Map([...byName].map(([name, found]) => [name, found.map(([, row]) => row)]))
  indexes.set(organisation, made)
  return made
}

function labelOf(row: PersonRow): string {
  return row.staff_number === null ? row.name_zh : `${row.name_zh} ${row.staff_number}`
}
