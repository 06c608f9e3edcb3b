import { readCreditCode } from '../../kernel/credit-code.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { ownershipContradiction, type CustomerGrade, type CustomerType, type Ownership } from './domain.ts'
import type { CustomerFactRow, CustomerRow } from './tables.ts'

/** What the rules ask of a customer. Each holds from a day on, so decisions of earlier days stay right. */
export const datedFacts = [
  'type',
  'ownership',
  'public_purchaser',
  'staff_benefit_authorised',
  'federal_health_programme',
  'country',
] as const

/** One of them, by its name in the record of corrections. */
export type DatedFact = (typeof datedFacts)[number]

/** What may prove a correction; the column holds `kind:reference`. */
const recordEvidence = [
  'registry_extract',
  'ownership_statement',
  'procurement_register',
  'sealed_letter',
  'customer_statement',
] as const

export type RecordEvidence = (typeof recordEvidence)[number]

/** What a correction may change; an entry that is absent stays, null says that it is not known. */
export type CustomerChanges = {
  readonly name?: string | undefined
  readonly shortName?: string | null | undefined
  readonly latinName?: string | null | undefined
  readonly creditCode?: string | null | undefined
  readonly type?: CustomerType | undefined
  readonly ownership?: Ownership | null | undefined
  readonly publicPurchaser?: boolean | null | undefined
  readonly staffBenefitAuthorised?: boolean | null | undefined
  readonly federalHealthProgramme?: boolean | null | undefined
  readonly role?: string | undefined
  readonly country?: string | undefined
  readonly city?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly grade?: CustomerGrade | null | undefined
}

type Entry = keyof CustomerChanges

/** The column or dated fact of each entry, and the evidence it needs; none for what no rule rests on. */
const entries: Readonly<
  Record<Entry, { readonly column: string; readonly proof: readonly RecordEvidence[] }>
> = {
  name: { column: 'name', proof: ['registry_extract', 'customer_statement'] },
  shortName: { column: 'short_name', proof: [] },
  latinName: { column: 'latin_name', proof: [] },
  creditCode: { column: 'credit_code', proof: ['registry_extract'] },
  type: { column: 'type', proof: ['registry_extract'] },
  ownership: { column: 'ownership', proof: ['registry_extract', 'ownership_statement'] },
  publicPurchaser: { column: 'public_purchaser', proof: ['procurement_register', 'registry_extract'] },
  staffBenefitAuthorised: {
    column: 'staff_benefit_authorised',
    proof: ['sealed_letter', 'customer_statement'],
  },
  federalHealthProgramme: {
    column: 'federal_health_programme',
    proof: ['registry_extract', 'customer_statement'],
  },
  role: { column: 'role', proof: [] },
  country: { column: 'country', proof: ['registry_extract'] },
  city: { column: 'city', proof: [] },
  phone: { column: 'phone', proof: [] },
  grade: { column: 'grade', proof: [] },
}

/** The kinds of evidence that an entry accepts; empty where it needs none. */
export function proofsOf(entry: Entry): readonly RecordEvidence[] {
  return entries[entry].proof
}

/** A correction as it is asked for. */
export type Correction = {
  readonly version: number
  readonly fromOn: LocalDate
  readonly reason: string
  readonly evidence: { readonly kind: RecordEvidence; readonly reference: string } | undefined
  readonly changes: CustomerChanges
}

/** What a correction is decided on. */
export type Recorded = {
  readonly row: CustomerRow
  readonly facts: readonly CustomerFactRow[]
  readonly holderOfCode: Pick<CustomerRow, 'id' | 'name'> | undefined
  readonly today: LocalDate
}

type Value = string | boolean | null

/** The columns that a correction changes, and the dated facts among them with what they were. */
export type Corrected = {
  readonly columns: Readonly<Record<string, Value>>
  readonly facts: readonly { fact: DatedFact; value: string | null; was: string | null }[]
}

/** Decides a correction of a customer: what changes is named, proved where a rule rests on it, and dated. */
export function decideCorrection(known: Recorded, correction: Correction): Corrected | Refusal {
  const { row, facts, today } = known
  if (row.merged_into !== null) return refuse('parties.merged_away', { name: row.name })
  if (correction.version !== row.version) return refuse('platform.stale')
  if (correction.reason.trim() === '') return refuse('parties.reason_missing', {}, '/body/reason')
  if (correction.fromOn > today) return refuse('parties.not_yet', { day: correction.fromOn }, '/body/fromOn')
  const code = codeRefusal(known, correction.changes)
  if (code) return code
  const changed = changedEntries(row, facts, correction.changes)
  if (changed.length === 0) return refuse('parties.nothing_changes')
  const unproved = changed.find(([entry]) => !isProved(entry, correction))
  if (unproved) return refuse('parties.fact_needs_evidence', { fact: unproved[0] }, '/body/evidence')
  const columns = Object.fromEntries(changed.map(([entry, value]) => [entries[entry].column, value]))
  const after = { ...row, ...columns }
  const contradiction = ownershipContradiction(
    after.type as CustomerType,
    after.ownership as Ownership | null,
  )
  if (contradiction) return contradiction
  return {
    columns,
    facts: changed.flatMap(([entry, value]) => {
      const fact = datedFacts.find((each) => each === entries[entry].column)
      if (!fact) return []
      return [{ fact, value: textOf(value), was: textOf(latestOf(row, facts, fact)) }]
    }),
  }
}

function codeRefusal({ row, holderOfCode }: Recorded, changes: CustomerChanges): Refusal | undefined {
  const { creditCode } = changes
  if (creditCode === undefined || creditCode === null) return undefined
  if (readCreditCode(creditCode) === undefined) {
    return refuse('parties.credit_code_wrong', { code: creditCode }, '/body/changes/creditCode')
  }
  return holderOfCode && holderOfCode.id !== row.id
    ? refuse('parties.credit_code_taken', { name: holderOfCode.name }, '/body/changes/creditCode')
    : undefined
}

function changedEntries(
  row: CustomerRow,
  facts: readonly CustomerFactRow[],
  changes: CustomerChanges,
): [Entry, Value][] {
  return (Object.keys(entries) as Entry[]).flatMap((entry): [Entry, Value][] => {
    const given = changes[entry]
    if (given === undefined) return []
    const value =
      entry === 'creditCode' && typeof given === 'string' ? (readCreditCode(given) ?? given) : given
    const isNew = value !== latestOf(row, facts, entries[entry].column)
    return isNew || isFirstWord(row, facts, entry) ? [[entry, value]] : []
  })
}

/** A name that was typed into a form or a file said nothing of kind and country: theirs are fillers. */
const unsaidSources: ReadonlySet<string> = new Set(['request', 'import', 'match'])

/** Whether somebody has said this of a customer: by a correction, "not known" among them, or at its entry. */
export function isSaid(row: CustomerRow, facts: readonly CustomerFactRow[], entry: Entry): boolean {
  const { column } = entries[entry]
  if (facts.some((each) => each.fact === column)) return true
  return isFiller(entry) ? !unsaidSources.has(row.source) : latestOf(row, facts, column) !== null
}

function isFiller(entry: Entry): boolean {
  return entry === 'type' || entry === 'country'
}

/** To say for the first time that a filler is right is a correction too: from then on it is a word. */
function isFirstWord(row: CustomerRow, facts: readonly CustomerFactRow[], entry: Entry): boolean {
  return isFiller(entry) && !isSaid(row, facts, entry)
}

function isProved(entry: Entry, { evidence }: Correction): boolean {
  const { proof } = entries[entry]
  if (proof.length === 0) return true
  return evidence !== undefined && proof.includes(evidence.kind) && evidence.reference.trim() !== ''
}

/** What the record says now. What has no column stands in the dated facts alone. */
function latestOf(row: CustomerRow, facts: readonly CustomerFactRow[], column: string): Value {
  if (column !== 'federal_health_programme') return (row as unknown as Record<string, Value>)[column] ?? null
  return readBoolean(facts.findLast((each) => each.fact === column)?.value ?? null)
}

function textOf(value: Value): string | null {
  return value === null ? null : String(value)
}

function readBoolean(text: string | null): boolean | null {
  return text === null ? null : text === 'true'
}

/** What the rules ask of a customer, as the record has it for one day. */
export type CustomerStanding = {
  readonly type: string
  readonly ownership: string | null
  readonly publicPurchaser: boolean | null
  readonly staffBenefitAuthorised: boolean | null
  readonly federalHealthProgramme: boolean | null
  readonly country: string
}

/**
 * What held on `day`: the last correction that reaches so far back, else what the record said before the
 * first one. `facts` stand in the order in which they were recorded.
 */
export function customerOn(
  row: CustomerRow,
  facts: readonly CustomerFactRow[],
  day: LocalDate,
): CustomerStanding {
  const text = (fact: DatedFact, latest: string | null): string | null => {
    const own = facts.filter((each) => each.fact === fact)
    const [first] = own
    if (!first) return latest
    const held = own.findLast((each) => each.from_on <= day)
    return held ? held.value : first.was
  }
  const bool = (fact: DatedFact, latest: boolean | null) => readBoolean(text(fact, textOf(latest)))
  return {
    type: text('type', row.type) ?? row.type,
    ownership: text('ownership', row.ownership),
    publicPurchaser: bool('public_purchaser', row.public_purchaser),
    staffBenefitAuthorised: bool('staff_benefit_authorised', row.staff_benefit_authorised),
    federalHealthProgramme: bool('federal_health_programme', null),
    country: text('country', row.country) ?? row.country,
  }
}
