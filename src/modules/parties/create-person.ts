import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import { looseningNote } from '../access/index.ts'
import type { Typed } from './candidates.ts'
import {
  decideClass,
  type ClassChange,
  type ClassSource,
  type EvidenceKind,
  type RecipientClass,
} from './classes.ts'
import {
  lookalikesOf,
  loosenedApart,
  loadNames,
  noteName,
  onlyCompliance,
  reasonOf,
  ruledOutBy,
  toldApartBy,
  type NewNames,
  type PartyDeps,
  type RuledOutBody,
} from './create-commands.ts'
import { decideNewPerson, type Lookalike } from './domain.ts'
import { subjectOf, type MatchSubject } from './matching/score.ts'
import { nameObjection } from './matching/new-name.ts'
import { newPerson } from './new-party.ts'
import { decideEmployment, decideJoin } from './spans.ts'
import { loadCustomers, lockNewNames } from './store.ts'
import { classificationTable, householdMemberTable, type CustomerRow } from './tables.ts'

/** Where somebody works, from a day on. */
export type EmploymentBody = {
  readonly customerId: string
  readonly position?: string | undefined
  readonly decidesOnUs?: boolean | undefined
  readonly managementDuty?: boolean | undefined
  readonly nominatedBy?: string | undefined
  readonly fromOn: LocalDate
  readonly untilOn?: LocalDate | undefined
}

/** Who somebody is in the eyes of the rules, with what proves it. */
export type ClassBody = {
  readonly class: RecipientClass
  readonly source: ClassSource
  readonly evidence?: { readonly kind: EvidenceKind; readonly reference: string } | undefined
  readonly leftOfficeOn?: LocalDate | undefined
  readonly wasLeader?: boolean | undefined
  readonly fromOn: LocalDate
}

/** A new person outside, with employer, household and class where they are known. */
export type PersonBody = {
  readonly name: string
  readonly latinName?: string | undefined
  readonly phone?: string | undefined
  readonly country: string
  readonly source?: string | undefined
  readonly employment?: EmploymentBody | undefined
  /** A household that exists, or a new one when it is not named. */
  readonly household?: { readonly householdId?: string | undefined; readonly fromOn: LocalDate } | undefined
  readonly classification?: ClassBody | undefined
  readonly ruledOut?: RuledOutBody | undefined
}

/** The new person, and the household where one was given. */
export type PersonAnswer = { readonly partyId: string; readonly householdId?: string }

type State = {
  readonly names: NewNames<PersonBody>
  readonly customers: ReadonlyMap<string, CustomerRow>
}

/** Enters people, each of them checked against the known ones and against those of the same set. */
export function createPerson(deps: PartyDeps): Command<PersonBody, State, PersonAnswer> {
  return {
    operation: 'parties.create_person',
    load: async (tx, calls) => {
      await lockNewNames(tx)
      const employers = [...new Set(calls.flatMap((call) => call.body.employment?.customerId ?? []))]
      return {
        names: await loadNames(tx, deps, calls, typedPerson),
        customers: await loadCustomers(tx, employers),
      }
    },
    decide: (state, call) => decidePerson(deps, state, call),
  }
}

function decidePerson(deps: PartyDeps, state: State, call: Call<PersonBody>): Decision<PersonAnswer> {
  const { body } = call
  const id = deps.newId('party')
  const object = { type: 'party', id }
  const lookalikes = lookalikesOf(state.names, call, personSubject(body))
  const objection =
    personNameObjection(state, call) ??
    decideNewPerson(lookalikes, ruledOutBy(state.names, call, lookalikes)) ??
    employerObjection(state, call) ??
    relaxingObjection(call, body) ??
    householdObjection(deps, call, body.household, '/body/household/fromOn')
  if (objection) return { refusal: objection, object }
  const made = personRows(deps, state, call, id)
  if (isRefusal(made)) return { refusal: made, object }
  noteName(state.names, id, body.name, personSubject(body))
  const { changes, householdId } = made
  return {
    answer: householdId === undefined ? { partyId: id } : { partyId: id, householdId },
    object,
    changes: [...changes, ...toldApartBy(state.names, call, id, lookalikes)],
    reason: reasonOf(body.ruledOut, 'parties.new_person'),
    ...looseningOf(state, call, id, lookalikes),
  }
}

/** What compliance says: that they are none of the known ones, who they are, or that they decide nothing. */
function looseningOf(state: State, call: Call<PersonBody>, id: string, lookalikes: readonly Lookalike[]) {
  const { employment, classification } = call.body
  const apart = loosenedApart(state.names, call, id, lookalikes)
  return looseningNote([...apart, ...(isRelaxing(employment, classification) ? [id] : [])])
}

type Made = { readonly changes: RowChange[]; readonly householdId?: string | undefined }

function personRows(deps: PartyDeps, state: State, call: Call<PersonBody>, id: string): Made | Refusal {
  const { body, at } = call
  const { employment, classification, household } = body
  const span = employment && employmentRow(deps, state.customers, id, employment)
  const wrongSpan = span && decideEmployment([], span)
  if (isRefusal(wrongSpan)) return within('employment', wrongSpan)
  const classed = classification && decideClass([], classChange(deps, id, classification))
  if (isRefusal(classed)) return within('classification', classed)
  const member = household && {
    id: deps.newId('membership'),
    household_id: household.householdId ?? deps.newId('household'),
    person_id: id,
    from_on: household.fromOn,
    until_on: null,
  }
  const joined = member && decideJoin([], member)
  if (isRefusal(joined)) return joined
  const person = newPerson({
    id,
    name: body.name,
    latinName: body.latinName ?? null,
    phone: body.phone ?? null,
    country: body.country,
    source: body.source ?? 'web',
    at,
    ...(span ? { employment: span } : {}),
  })
  return {
    changes: [
      ...person,
      ...(classed ? [insertRow(classificationTable, classed.added)] : []),
      ...(joined ? [insertRow(householdMemberTable, joined)] : []),
    ],
    householdId: member?.household_id,
  }
}

/** The row of a span of work, at the employer that a merged one stands for. */
export function employmentRow(
  deps: PartyDeps,
  customers: ReadonlyMap<string, CustomerRow>,
  personId: string,
  body: EmploymentBody,
) {
  return {
    id: deps.newId('membership'),
    person_id: personId,
    customer_id: survivingCustomer(customers, body.customerId)?.id ?? body.customerId,
    position: body.position ?? null,
    decides_on_us: body.decidesOnUs ?? null,
    management_duty: body.managementDuty ?? null,
    nominated_by: body.nominatedBy ?? null,
    from_on: body.fromOn,
    until_on: body.untilOn ?? null,
  }
}

/** The customer that an identifier stands for after merges. */
export function survivingCustomer(
  customers: ReadonlyMap<string, CustomerRow>,
  id: string,
): CustomerRow | undefined {
  const row = customers.get(id)
  return row && row.merged_into !== null ? survivingCustomer(customers, row.merged_into) : row
}

/** A class as the decision reads it. */
export function classChange(deps: PartyDeps, personId: string, body: ClassBody): ClassChange {
  return {
    id: deps.newId('classification'),
    personId,
    class: body.class,
    source: body.source,
    evidence: body.evidence ?? null,
    leftOfficeOn: body.leftOfficeOn ?? null,
    wasLeader: body.wasLeader ?? null,
    fromOn: body.fromOn,
  }
}

/** What somebody is said not to be, and what is said to be proved: both open what is closed. */
export function isRelaxing(
  employment: EmploymentBody | undefined,
  classification: ClassBody | undefined,
): boolean {
  return (employment && saysNo(employment)) || (classification && classification.source !== 'self') || false
}

function saysNo({ decidesOnUs, managementDuty, nominatedBy }: EmploymentBody): boolean {
  return decidesOnUs === false || managementDuty === false || nominatedBy === 'none'
}

/** The refusal of a part of a new person, which a command for that part alone has as its whole body. */
function within(part: 'employment' | 'classification', refusal: Refusal): Refusal {
  const { pointer } = refusal
  return pointer === undefined ? refusal : { ...refusal, pointer: pointer.replace('/body', `/body/${part}`) }
}

type Relaxing = {
  readonly employment?: EmploymentBody | undefined
  readonly classification?: ClassBody | undefined
}
type RelaxingPlaces = { readonly employment: string; readonly source: string }

/** Where they stand in a command for one of them alone. */
export const ownBody: RelaxingPlaces = { employment: '/body', source: '/body/source' }

/** Where a new person has them. */
const inPerson: RelaxingPlaces = { employment: '/body/employment', source: '/body/classification/source' }

/** The objection to whoever is not compliance and would open what is closed. */
export function relaxingObjection(
  call: Call<unknown>,
  { employment, classification }: Relaxing,
  at = inPerson,
): Refusal | undefined {
  if (!isRelaxing(employment, classification)) return undefined
  const isOfWork = employment !== undefined && saysNo(employment)
  return onlyCompliance(call, isOfWork ? at.employment : at.source)
}

/**
 * Since when somebody lives in a household: a past day could be taken before the true household is known, so
 * it is compliance's to record.
 */
export function householdObjection(
  deps: PartyDeps,
  call: Call<unknown>,
  household: { readonly fromOn: LocalDate } | undefined,
  pointer: string,
): Refusal | undefined {
  if (household === undefined || household.fromOn >= deps.dayAt(call.at)) return undefined
  return onlyCompliance(call, pointer)
}

function employerObjection(state: State, { body }: Call<PersonBody>): Refusal | undefined {
  if (!body.employment || survivingCustomer(state.customers, body.employment.customerId)) return undefined
  return refuse('parties.unknown', {}, '/body/employment/customerId')
}

function personNameObjection(state: State, { body }: Call<PersonBody>): Refusal | undefined {
  const at = body.employment && survivingCustomer(state.customers, body.employment.customerId)
  const { name, latinName } = body
  return (
    nameObjection({ name, schema: 'person', employer: at?.name }, '/body/name') ??
    (latinName === undefined
      ? undefined
      : nameObjection({ name: latinName, schema: 'person', employer: at?.name }, '/body/latinName'))
  )
}

function typedPerson({ body }: Call<PersonBody>): Typed {
  return { name: body.name, schema: 'person', ...contextOf(body) }
}

function personSubject(body: PersonBody): MatchSubject {
  const names = [body.name, body.latinName].filter((name) => name !== undefined)
  return subjectOf({ names, schema: 'person', ...contextOf(body) })
}

function contextOf({ phone, employment }: PersonBody) {
  return {
    ...(phone === undefined ? {} : { phone }),
    ...(employment ? { employer: employment.customerId } : {}),
  }
}
