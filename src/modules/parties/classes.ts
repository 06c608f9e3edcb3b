import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { addDays, type LocalDate } from '../../kernel/time.ts'
import { holdsOn } from './domain.ts'
import type { ClassificationRow } from './tables.ts'

/** Where a classification comes from: a system record, a verified document, or somebody's own word. */
export type ClassSource = 'record' | 'document' | 'self'

/** What one class of recipient means for the sums and what proves it. */
export type ClassRule = {
  readonly of: 'person' | 'organisation'
  /** A relaxing class opens what the strict ones forbid, so one's own word does not suffice. */
  readonly isRelaxing: boolean
  /** What may prove it; empty where nothing needs to be proved, because the class only tightens. */
  readonly evidence: readonly EvidenceKind[]
}

/** The kinds of evidence that a classification may rest on; the column holds `kind:reference`. */
const evidenceKinds = [
  'registry_extract',
  'employer_letter',
  'employment_record',
  'appointment_document',
  'retirement_notice',
  'professional_licence',
  'agency_contract',
  'purchase_record',
  'treatment_record',
  'charity_registration',
  'family_declaration',
] as const

export type EvidenceKind = (typeof evidenceKinds)[number]

/**
 * Every class of recipient of the rules. The strict ones (public office, state side, medicine) may be one's
 * own word: they can only tighten. The relaxing ones need a record or a verified document.
 */
export const classRules = {
  private_staff: {
    of: 'person',
    isRelaxing: true,
    evidence: ['employment_record', 'employer_letter', 'registry_extract'],
  },
  soe_staff: {
    of: 'person',
    isRelaxing: true,
    evidence: ['employment_record', 'employer_letter', 'registry_extract'],
  },
  soe_manager: { of: 'person', isRelaxing: false, evidence: ['appointment_document', 'registry_extract'] },
  state_participated_nominee: { of: 'person', isRelaxing: false, evidence: ['appointment_document'] },
  state_functionary: {
    of: 'person',
    isRelaxing: false,
    evidence: ['appointment_document', 'employment_record'],
  },
  public_official: {
    of: 'person',
    isRelaxing: false,
    evidence: ['appointment_document', 'employment_record'],
  },
  ex_official: { of: 'person', isRelaxing: true, evidence: ['retirement_notice', 'appointment_document'] },
  related_person: { of: 'person', isRelaxing: false, evidence: ['family_declaration'] },
  foreign_official: {
    of: 'person',
    isRelaxing: false,
    evidence: ['appointment_document', 'employment_record'],
  },
  intl_org_official: {
    of: 'person',
    isRelaxing: false,
    evidence: ['appointment_document', 'employment_record'],
  },
  hcp: { of: 'person', isRelaxing: false, evidence: ['professional_licence', 'employment_record'] },
  consumer: { of: 'person', isRelaxing: true, evidence: ['purchase_record'] },
  patient: { of: 'person', isRelaxing: false, evidence: ['treatment_record'] },
  intermediary: { of: 'person', isRelaxing: true, evidence: ['agency_contract'] },
  customer_entity: { of: 'organisation', isRelaxing: true, evidence: ['registry_extract'] },
  state_unit: { of: 'organisation', isRelaxing: false, evidence: ['registry_extract'] },
  charity: { of: 'organisation', isRelaxing: true, evidence: ['charity_registration'] },
  unknown: { of: 'person', isRelaxing: false, evidence: [] },
} as const satisfies Record<string, ClassRule>

export type RecipientClass = keyof typeof classRules

/** True when the text names a class of recipient. */
export function isRecipientClass(text: string): text is RecipientClass {
  return Object.hasOwn(classRules, text)
}

/** A change of class as it is asked for. */
export type ClassChange = {
  readonly id: string
  readonly personId: string
  readonly class: RecipientClass
  readonly source: ClassSource
  readonly evidence: { readonly kind: EvidenceKind; readonly reference: string } | null
  readonly leftOfficeOn: LocalDate | null
  readonly wasLeader: boolean | null
  readonly fromOn: LocalDate
}

/** The rows of a change of class: the new one, and the earlier ones that end the day before. */
export type ClassChanged = {
  readonly added: Omit<ClassificationRow, 'version'>
  readonly ended: readonly ClassificationRow[]
}

/**
 * Decides a change of a person's class on the rows that this person has. What is proved ends what was said
 * before; what is only said ends neither what was proved nor anybody's strict word, and stands beside it.
 */
export function decideClass(rows: readonly ClassificationRow[], change: ClassChange): ClassChanged | Refusal {
  const refusal = refusalOfClass(change) ?? refusalOfRelaxing(rows, change)
  if (refusal) return refusal
  const open = rows.filter((row) => holdsOn(row, change.fromOn))
  const isVerified = change.source !== 'self'
  if (open.some((row) => saysTheSame(row, change))) return refuse('parties.nothing_changes')
  const later = rows.find((row) => row.from_on >= change.fromOn && row.is_verified && isVerified)
  if (later) return refuse('parties.class_later_known', { day: later.from_on }, '/body/fromOn')
  const ended = open
    .filter((row) => isVerified || (!row.is_verified && !isStrictClass(row.class)))
    .map((row) => ({ ...row, until_on: addDays(change.fromOn, -1) }))
    .filter((row) => row.until_on >= row.from_on)
  return { added: newRow(change), ended }
}

/**
 * The row that says who a person is on `day`, for the facts of a decision. A strict class that somebody
 * declared outranks a relaxing one that was proved before, and of all that was declared the strictest counts,
 * beside what was proved too; among equals the later.
 */
export function rowInForce(
  rows: readonly ClassificationRow[],
  day: LocalDate,
): ClassificationRow | undefined {
  const held = rows.filter((row) => holdsOn(row, day)).toSorted(laterFirst)
  const proved = held.filter((row) => row.is_verified)
  const counting = proved.find((row) => isStrictClass(row.class)) ?? proved[0]
  const said = held.filter((row) => !row.is_verified).toSorted(strictestFirst)
  // Of two that close as much, what was proved comes first.
  return [counting ?? [], said[0] ?? []].flat().toSorted(strictestFirst)[0]
}

const laterFirst = (one: ClassificationRow, other: ClassificationRow) =>
  one.from_on < other.from_on ? 1 : -1

/** The strict classes, the one that closes most first. */
const strictClasses: readonly string[] = [
  'public_official',
  'state_functionary',
  'foreign_official',
  'intl_org_official',
  'state_participated_nominee',
  'soe_manager',
  'hcp',
  'related_person',
  'patient',
] satisfies RecipientClass[]

/** The order of the strict classes; all others come after them, in the order in which they stood. */
function strictestFirst(one: ClassificationRow, other: ClassificationRow): number {
  return placeOf(one) - placeOf(other)
}

function placeOf(row: ClassificationRow): number {
  const at = strictClasses.indexOf(row.class)
  return at === -1 ? strictClasses.length : at
}

/**
 * The class that counts on `day`: a relaxing class that nobody verified counts as unknown, never as private.
 */
export function classInForce(rows: readonly ClassificationRow[], day: LocalDate): RecipientClass {
  const row = rowInForce(rows, day)
  if (!row || !isRecipientClass(row.class)) return 'unknown'
  return classRules[row.class].isRelaxing && !row.is_verified ? 'unknown' : row.class
}

/** Whether a class can only tighten an outcome, so that one's own word is enough for it. */
export function isStrictClass(text: string): boolean {
  return isRecipientClass(text) && text !== 'unknown' && !classRules[text].isRelaxing
}

function refusalOfClass(change: ClassChange): Refusal | undefined {
  const rule: ClassRule = classRules[change.class]
  if (rule.of !== 'person')
    return refuse('parties.class_not_of_person', { class: change.class }, '/body/class')
  if (change.source !== 'self' && change.class !== 'unknown') {
    const kind = change.evidence?.kind
    if (kind === undefined || change.evidence?.reference.trim() === '' || !rule.evidence.includes(kind)) {
      return refuse('parties.class_needs_evidence', { class: change.class }, '/body/evidence')
    }
  }
  if (change.class !== 'ex_official') return undefined
  if (change.leftOfficeOn === null) return refuse('parties.left_office_missing', {}, '/body/leftOfficeOn')
  return change.leftOfficeOn >= change.fromOn
    ? refuse('parties.left_office_late', { day: change.leftOfficeOn }, '/body/leftOfficeOn')
    : undefined
}

/** One's own word never takes back a strict class that holds. */
function refusalOfRelaxing(rows: readonly ClassificationRow[], change: ClassChange): Refusal | undefined {
  if (change.source !== 'self') return undefined
  const held = rowInForce(rows, change.fromOn)
  if (!held || !isStrictClass(held.class)) return undefined
  return isStrictClass(change.class)
    ? undefined
    : refuse('parties.class_not_by_word', { class: held.class }, '/body/source')
}

function saysTheSame(row: ClassificationRow, change: ClassChange): boolean {
  return (
    row.class === change.class &&
    row.source === change.source &&
    row.evidence === evidenceText(change) &&
    row.left_office_on === change.leftOfficeOn
  )
}

function newRow(change: ClassChange): Omit<ClassificationRow, 'version'> {
  return {
    id: change.id,
    person_id: change.personId,
    class: change.class,
    is_verified: change.source !== 'self' && change.class !== 'unknown',
    source: change.source,
    evidence: evidenceText(change),
    left_office_on: change.leftOfficeOn,
    was_leader: change.wasLeader,
    from_on: change.fromOn,
    until_on: null,
  }
}

function evidenceText(change: ClassChange): string | null {
  return change.evidence === null ? null : `${change.evidence.kind}:${change.evidence.reference}`
}
