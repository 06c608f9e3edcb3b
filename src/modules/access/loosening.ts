/**
 * The operations with which somebody may make the rules see a party milder than before: the rows of the
 * access table that end a restraint, and those that do so by what they say. Each keeps in the log, as
 * `loosens` of its note, whose limits it freed; the index `entry_loosening` holds the entries of this list.
 */
export const looseningOperations = [
  'deals.award_tender',
  'deals.close_tender',
  'deals.verify_third_party',
  'imports.answer_undo',
  'imports.correct',
  'imports.undo',
  'parties.answer_match',
  'parties.classify',
  'parties.correct_customer',
  'parties.create_customer',
  'parties.create_person',
  'parties.end_employment',
  'parties.end_staff_tie',
  'parties.leave_household',
  'parties.merge',
  'parties.set_employment',
  'parties.split',
] as const

/** The part of an entry's note that says for whom the rules are milder; nothing where they are for nobody. */
export function loosens(partyIds: readonly (string | null | undefined)[]): { readonly loosens?: string[] } {
  const ids = [...new Set(partyIds.filter((id) => id !== null && id !== undefined))].sort()
  return ids.length === 0 ? {} : { loosens: ids }
}

/** The same as the whole note of an entry that says nothing else; none where they are milder for nobody. */
export function looseningNote(partyIds: readonly (string | null | undefined)[]): {
  readonly note?: { readonly loosens: string[] }
} {
  const { loosens: ids } = loosens(partyIds)
  return ids ? { note: { loosens: ids } } : {}
}
