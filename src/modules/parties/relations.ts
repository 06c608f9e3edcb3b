import type { RecipientClass } from './classes.ts'
import type { RelationRow } from './tables.ts'

const seenFromTheOther: Readonly<Record<string, string>> = { parent: 'child', child: 'parent' }

/** A relation as the other person has it: the child of a parent is the parent of the child. */
export function fromTheOtherSide(row: RelationRow): RelationRow {
  return {
    ...row,
    person_id: row.other_id,
    other_id: row.person_id,
    relation: seenFromTheOther[row.relation] ?? row.relation,
  }
}

/** Classes that hold or held power for the public: whoever is close to them is judged like them. */
const powerful = new Set<string>([
  'public_official',
  'state_functionary',
  'soe_manager',
  'state_participated_nominee',
  'foreign_official',
  'intl_org_official',
] satisfies RecipientClass[])

/**
 * The class of a person for the rules, beside that of their relatives: the ordinary employee who is married
 * to an official is the official's related person. A class of power of one's own stays.
 */
export function classBesideRelatives(
  own: string,
  relatives: readonly { readonly class: string | undefined }[],
): string {
  if (powerful.has(own)) return own
  return relatives.some((relative) => powerful.has(relative.class ?? '')) ? 'related_person' : own
}
