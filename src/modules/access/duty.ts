import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import type { ObjectRef } from '../../platform/act/command.ts'
import { dutyTable, type DutyRow } from './tables.ts'
import type { Duty } from './roles.ts'

/** The constraint that a second, different duty breaks when two commands race. */
export const dutyConstraint = 'duty_is_one_a_person'

/** The refusal that a broken `dutyConstraint` means: another command gave the person another duty first. */
export function dutyConflict(wanted: Duty): Refusal {
  return refuse('access.duty_conflict', { wanted })
}

/**
 * The objection to `personId` taking `duty` for an object whose duties were loaded under its lock, or
 * undefined. The same duty may be repeated.
 */
export function dutyObjection(
  held: readonly Pick<DutyRow, 'person_id' | 'duty'>[],
  personId: string,
  duty: Duty,
): Refusal | undefined {
  const own = held.find((row) => row.person_id === personId)
  if (!own || own.duty === duty) return undefined
  return refuse('access.duty_conflict', { held: own.duty, wanted: duty })
}

/**
 * The row that gives `personId` this duty for the object. Insert it in the decision. The database refuses a
 * second row for the same object and person, so leave it out where the person holds the duty already
 * (`dutyChanges` does).
 */
export function dutyChange(object: ObjectRef, personId: string, duty: Duty): RowChange {
  return insertRow(dutyTable, {
    id: `${object.type}:${object.id}:${personId}`,
    object_type: object.type,
    object_id: object.id,
    person_id: personId,
    duty,
  })
}

/** The changes that give `personId` this duty: none when they hold it already. Ask `dutyObjection` first. */
export function dutyChanges(
  held: readonly Pick<DutyRow, 'person_id' | 'duty'>[],
  object: ObjectRef,
  personId: string,
  duty: Duty,
): RowChange[] {
  return held.some((row) => row.person_id === personId) ? [] : [dutyChange(object, personId, duty)]
}
