import type { z } from 'zod'
import { peopleCursors, type people } from '../../contract/access.ts'
import type { Language } from '../../texts/text.ts'
import { isEmployed } from './organisation.ts'
import { nameOf, personJsonOf, type Reader } from './present.ts'
import type { PersonRow } from './tables.ts'

/** A page of the staff by name: those who have the words in it or in their number. */
export function peoplePage(
  reader: Reader,
  { q, all, cursor, limit }: z.output<typeof people.query>,
): z.input<typeof people.answer> {
  const { organisation, language, today } = reader
  const words = q.trim().toLowerCase()
  const last = cursor === undefined ? undefined : organisation.people.get(cursor)
  const found = [...organisation.people.values()]
    .filter((each) => all === 'yes' || isEmployed(organisation, each.id, today))
    .filter((each) =>
      [each.name_zh, each.name_en, each.staff_number].some((text) => text?.toLowerCase().includes(words)),
    )
    .filter((each) => last === undefined || byName(language)(last, each) < 0)
    .toSorted(byName(language))
  const shown = found.slice(0, limit)
  const end = shown.at(-1)
  return {
    items: shown.map((each) => personJsonOf(reader, each)),
    ...(found.length > limit && end ? { next: peopleCursors.write(end.id) } : {}),
  }
}

/** Of one name the ids decide, so that no page repeats or loses anybody. */
export function byName(language: Language): (a: PersonRow, b: PersonRow) => number {
  return (a, b) => compare(nameOf(a, language), nameOf(b, language)) || compare(a.id, b.id)
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
