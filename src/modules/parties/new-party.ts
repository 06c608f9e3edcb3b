import type { Instant, LocalDate } from '../../kernel/time.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import { contextKeys, entryKeys } from './matching/block.ts'
import { subjectOf } from './matching/score.ts'
import {
  classificationTable,
  customerTable,
  employmentTable,
  personDetailTable,
  personTable,
  type CustomerRow,
  type EmploymentRow,
} from './tables.ts'

type Names = { readonly name: string; readonly shortName?: string | null; readonly latinName?: string | null }

/** What an organisation is known by; the former names and codes keep leading to it. */
type KnownBy = Names & {
  readonly code?: string | null
  readonly phone?: string | null
  readonly formerNames?: readonly string[]
  readonly formerCodes?: readonly string[]
}

/** The blocking keys of an organisation, as the index holds them. */
export function organisationKeys(given: KnownBy): string {
  const { name, shortName, latinName, code, phone, formerNames = [], formerCodes = [] } = given
  const names = [name, shortName, latinName, ...formerNames].filter((each) => typeof each === 'string')
  const subject = subjectOf({
    names,
    schema: 'organisation',
    ...(code ? { code } : {}),
    ...(phone ? { phone } : {}),
  })
  const former = formerCodes.flatMap((each) => contextKeys({ code: each }))
  return keysText([...subject.names.flatMap(entryKeys), ...contextKeys(subject), ...former])
}

/** The blocking keys of a person, as the index holds them. */
export function personKeys(given: Names & { phone?: string | null; employer?: string | null }): string {
  const names = [given.name, given.latinName].filter((name) => typeof name === 'string')
  const subject = subjectOf({
    names,
    schema: 'person',
    ...(given.phone ? { phone: given.phone } : {}),
    ...(given.employer ? { employer: given.employer } : {}),
  })
  return keysText([...subject.names.flatMap(entryKeys), ...contextKeys(subject)])
}

function keysText(keys: readonly string[]): string {
  return [...new Set(keys.map((key) => key.replaceAll(' ', '_')))].sort().join(' ')
}

/** The row of a new organisation. What is not known stays null: unknown, never private. */
export function newCustomer(
  given: Partial<Omit<CustomerRow, 'version' | 'name_keys'>> & {
    id: string
    name: string
    created_at: Instant
  },
): RowChange {
  return insertRow(customerTable, {
    short_name: null,
    latin_name: null,
    credit_code: null,
    type: 'company',
    ownership: null,
    role: 'customer',
    public_purchaser: null,
    staff_benefit_authorised: null,
    country: 'CN',
    city: null,
    grade: null,
    phone: null,
    owner_id: null,
    account_verified: false,
    merged_into: null,
    merged_at: null,
    source: 'request',
    ...given,
    name_keys: organisationKeys({
      name: given.name,
      shortName: given.short_name ?? null,
      latinName: given.latin_name ?? null,
      code: given.credit_code ?? null,
      phone: given.phone ?? null,
    }),
  })
}

/** A new person with where they work. Their class comes apart, with its evidence. */
export type NewPerson = {
  readonly id: string
  readonly name: string
  readonly latinName?: string | null
  readonly phone?: string | null
  readonly country?: string
  readonly source?: string
  readonly at: Instant
  readonly employment?: Omit<EmploymentRow, 'version' | 'person_id'>
}

/** The rows of a new person. */
export function newPerson(given: NewPerson): RowChange[] {
  const {
    id,
    name,
    latinName = null,
    phone = null,
    country = 'CN',
    source = 'request',
    at,
    employment,
  } = given
  const keys = personKeys({ name, latinName, phone, employer: employment?.customer_id ?? null })
  return [
    insertRow(personTable, { id, country, merged_into: null, source, created_at: at }),
    insertRow(personDetailTable, { id, name, latin_name: latinName, name_keys: keys, phone }),
    ...(employment ? [insertRow(employmentTable, { ...employment, person_id: id })] : []),
  ]
}

/** What an applicant says about a new person's class: never verified, so it can only tighten. */
export function saidClass(
  given: { readonly id: string; readonly personId: string; readonly isOfficial: 'yes' | 'no' | 'unknown' },
  day: LocalDate,
): RowChange {
  return insertRow(classificationTable, {
    id: given.id,
    person_id: given.personId,
    class:
      given.isOfficial === 'yes'
        ? 'public_official'
        : given.isOfficial === 'no'
          ? 'private_staff'
          : 'unknown',
    is_verified: false,
    source: 'self',
    evidence: null,
    left_office_on: null,
    was_leader: null,
    from_on: day,
    until_on: null,
  })
}
