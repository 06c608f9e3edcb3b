import type { LocalDate } from '../../kernel/time.ts'
import { holdsOn, overlaps } from './domain.ts'
import type { HouseholdMemberRow } from './tables.ts'

/** Some households with everybody who ever lived in them, as the record has it now. */
export type Households = {
  /** Every identifier under which one of these households stands in lines and spans. */
  readonly ids: readonly string[]
  /** Everybody who ever lived there, merged records too. */
  readonly memberIds: readonly string[]
  /** The one identifier by which a household is read; a merge may have made one of two. */
  readonly nameOf: (householdId: string) => string
  /** The household in which somebody lived on a day, by that identifier. */
  readonly homeOn: (personId: string, day: LocalDate) => string | undefined
  /** Everybody who lives there on a day or later, whoever moves in after it too. */
  readonly matesSince: (householdId: string, day: LocalDate) => readonly string[]
}

/** What is loaded of households: the spans of all who lived there, and who they are now. */
export type HouseholdSpans = {
  readonly rows: readonly HouseholdMemberRow[]
  readonly memberIds: readonly string[]
  readonly survivorOf: (personId: string) => string
}

/**
 * Reads spans as households. Where a merged person lives in two at once, by two records, these are one: else
 * what the one had would leave the sum of the other.
 */
export function householdsOf({ rows, memberIds, survivorOf }: HouseholdSpans): Households {
  const names = new Map<string, string>()
  const nameOf = (id: string): string => {
    const next = names.get(id)
    return next === undefined ? id : nameOf(next)
  }
  for (const person of Map.groupBy(rows, (row) => survivorOf(row.person_id)).values()) {
    for (const [i, one] of person.entries()) {
      for (const other of person.slice(i + 1)) {
        if (!overlaps(one, other)) continue
        const [first, second] = [nameOf(one.household_id), nameOf(other.household_id)].toSorted()
        if (first !== undefined && second !== undefined && first !== second) names.set(second, first)
      }
    }
  }
  return {
    ids: [...new Set(rows.map((row) => row.household_id))].sort(),
    memberIds,
    nameOf,
    homeOn: (personId, day) => {
      const row = rows.find(
        (each) => survivorOf(each.person_id) === survivorOf(personId) && holdsOn(each, day),
      )
      return row && nameOf(row.household_id)
    },
    matesSince: (householdId, day) => {
      const there = rows.filter(
        (row) =>
          nameOf(row.household_id) === nameOf(householdId) && (row.until_on === null || row.until_on >= day),
      )
      return [...new Set(there.map((row) => row.person_id))].sort()
    },
  }
}
