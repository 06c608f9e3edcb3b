import { isEmployed, type Organisation, type PersonRow } from '../access/index.ts'
import type { LocalDate } from '../../kernel/time.ts'

/** Whom of our own people a name in a register stands for; several when only a person can tell. */
export type StaffFound =
  | { readonly is: 'known'; readonly id: string }
  | { readonly is: 'several'; readonly names: readonly string[] }
  | { readonly is: 'nobody' }

/**
 * Finds a member of staff by name or staff number among those who were employed on that day. Of several with one
 * name the only one at the entity whose register it is. Undefined when the register names nobody.
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
  return others.length === 0 ? { is: 'known', id: only.id } : { is: 'several', names: named.map(labelOf) }
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
