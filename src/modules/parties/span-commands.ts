import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { decideClass } from './classes.ts'
import type { PartyDeps } from './create-commands.ts'
import {
  classChange,
  employmentRow,
  relaxingObjection,
  survivingCustomer,
  type ClassBody,
  type EmploymentBody,
} from './create-person.ts'
import { holdsOn } from './domain.ts'
import { personKeys } from './new-party.ts'
import { decideEmployment, decideJoin, decideLeave, decideLeaveEmployer, decideRelation } from './spans.ts'
import {
  loadCustomers,
  loadEmployments,
  loadPeople,
  loadPersonDetails,
  loadPersonSpans,
  lockPeople,
  withMerged,
  type Families,
} from './store.ts'
import {
  classificationTable,
  employmentTable,
  householdMemberTable,
  personDetailTable,
  relationTable,
  type ClassificationRow,
  type CustomerRow,
  type EmploymentRow,
  type HouseholdMemberRow,
  type PersonDetailRow,
  type PersonRow,
  type RelationRow,
} from './tables.ts'

/** What a set of commands about people is decided on; grows with the items that are decided. */
type Known = {
  readonly families: Families
  readonly people: ReadonlyMap<string, PersonRow>
  readonly details: Map<string, PersonDetailRow>
  readonly customers: ReadonlyMap<string, CustomerRow>
  classifications: readonly ClassificationRow[]
  employments: readonly EmploymentRow[]
  households: readonly HouseholdMemberRow[]
  relations: readonly RelationRow[]
}

async function loadKnown(
  tx: Transaction,
  personIds: readonly string[],
  customerIds: readonly string[] = [],
): Promise<Known> {
  const families = await withMerged(tx, personIds)
  await lockPeople(tx, families.members)
  return {
    families,
    people: await loadPeople(tx, personIds),
    details: new Map(await loadPersonDetails(tx, families.members)),
    customers: await loadCustomers(tx, customerIds),
    ...(await loadPersonSpans(tx, families.members)),
  }
}

/** The survivor that an identifier stands for, or a refusal when nobody has it. */
function personOf(known: Known, id: string): string | Refusal {
  const survivor = known.families.survivorOf(id)
  return known.people.has(survivor) ? survivor : refuse('parties.unknown', {}, '/params/partyId')
}

function ofFamily<Row extends { readonly person_id: string }>(
  known: Known,
  rows: readonly Row[],
  personId: string,
): Row[] {
  return rows.filter((row) => known.families.survivorOf(row.person_id) === personId)
}

/** A change of class for one person. */
export type ClassifyBody = ClassBody & { readonly personId: string }

/**
 * Says who somebody is. A class that opens what others close needs its proof, and compliance to look at it.
 */
export function classify(deps: PartyDeps): Command<ClassifyBody, Known, { partyId: string }> {
  return {
    operation: 'parties.classify',
    load: (tx, calls) =>
      loadKnown(
        tx,
        calls.map((call) => call.body.personId),
      ),
    decide: (known, call) => {
      const personId = personOf(known, call.body.personId)
      const object = { type: 'party', id: call.body.personId }
      if (isRefusal(personId)) return { refusal: personId, object }
      const objection = relaxingObjection(call, undefined, call.body)
      if (objection) return { refusal: objection, object }
      const held = ofFamily(known, known.classifications, personId)
      const decided = decideClass(held, classChange(deps, personId, call.body))
      if (isRefusal(decided)) return { refusal: decided, object }
      const { added, ended } = decided
      const endedIds = new Set(ended.map((row) => row.id))
      known.classifications = [
        ...known.classifications.filter((row) => !endedIds.has(row.id)),
        ...ended,
        { ...added, version: 1 },
      ]
      const changes = [
        ...held.flatMap((row) => {
          const end = ended.find((each) => each.id === row.id)
          return end ? [updateRow(classificationTable, row, { until_on: end.until_on })] : []
        }),
        insertRow(classificationTable, added),
      ]
      return { answer: { partyId: personId }, object: { type: 'party', id: personId }, changes }
    },
  }
}

/** Work at an employer for one person. */
export type SetEmploymentBody = EmploymentBody & { readonly personId: string }

/** Records where somebody works; the new employer helps the search from then on. */
export function setEmployment(deps: PartyDeps): Command<SetEmploymentBody, Known, { employmentId: string }> {
  return {
    operation: 'parties.set_employment',
    load: (tx, calls) =>
      loadKnown(
        tx,
        calls.map((call) => call.body.personId),
        calls.map((call) => call.body.customerId),
      ),
    decide: (known, call) => {
      const { body } = call
      const personId = personOf(known, body.personId)
      const object = { type: 'party', id: body.personId }
      if (isRefusal(personId)) return { refusal: personId, object }
      if (!survivingCustomer(known.customers, body.customerId)) {
        return { refusal: refuse('parties.unknown', {}, '/body/customerId'), object }
      }
      const objection = relaxingObjection(call, body, undefined)
      if (objection) return { refusal: objection, object }
      const starting = employmentRow(deps, known.customers, personId, body)
      const decided = decideEmployment(ofFamily(known, known.employments, personId), starting)
      if (isRefusal(decided)) return { refusal: decided, object }
      known.employments = [...known.employments, { ...decided, version: 1 }]
      const changes = [
        insertRow(employmentTable, decided),
        ...employerKeys(known, personId, decided.customer_id),
      ]
      return { answer: { employmentId: decided.id }, object: { type: 'party', id: personId }, changes }
    },
  }
}

/** The detail row with the keys of one more employer; none where the personal data was erased. */
function employerKeys(known: Known, personId: string, employer: string): RowChange[] {
  const detail = known.details.get(personId)
  if (!detail) return []
  const { name, latin_name: latinName, phone } = detail
  const keys = personKeys({ name, latinName, phone, employer }).split(' ')
  const all = [...new Set([...detail.name_keys.split(' '), ...keys])].sort().join(' ')
  if (all === detail.name_keys) return []
  const change = updateRow(personDetailTable, detail, { name_keys: all })
  known.details.set(personId, { ...detail, name_keys: all, version: detail.version + 1 })
  return [change]
}

type EndState = { readonly rows: Map<string, EmploymentRow> }

/** The last day at an employer. */
export type EndEmploymentBody = { readonly employmentId: string; readonly lastDay: LocalDate }

/** Ends a span of work. Whoever has left decides on us no more, so compliance records it. */
export const endWork: Command<EndEmploymentBody, EndState, { employmentId: string }> = {
  operation: 'parties.end_employment',
  load: async (tx, calls) => {
    const ids = calls.map((call) => call.body.employmentId)
    const found = await loadEmployments(tx, ids)
    await lockPeople(tx, [...new Set([...found.values()].map((row) => row.person_id))].sort())
    return { rows: await loadEmployments(tx, ids) }
  },
  decide: (state, { body }) => {
    const row = state.rows.get(body.employmentId)
    const object = { type: 'party', id: row?.person_id ?? body.employmentId }
    if (!row) return { refusal: refuse('platform.not_found'), object }
    const decided = decideLeaveEmployer(row, body.lastDay)
    if (isRefusal(decided)) return { refusal: decided, object }
    const change = updateRow(employmentTable, row, { until_on: body.lastDay })
    state.rows.set(row.id, { ...decided, version: row.version + 1 })
    return { answer: { employmentId: row.id }, object, changes: [change] }
  },
}

/** Joining a household: one by its identifier, that of another person, or a new one. */
export type JoinBody = {
  readonly personId: string
  readonly householdId?: string | undefined
  readonly withPersonId?: string | undefined
  readonly fromOn: LocalDate
}

/** Puts somebody into a household, whose members count as one for limits. */
export function joinHousehold(deps: PartyDeps): Command<JoinBody, Known, { householdId: string }> {
  return {
    operation: 'parties.join_household',
    load: (tx, calls) =>
      loadKnown(
        tx,
        calls.flatMap(({ body }) => [body.personId, body.withPersonId ?? body.personId]),
      ),
    decide: (known, call) => decideJoining(deps, known, call),
  }
}

function decideJoining(
  deps: PartyDeps,
  known: Known,
  call: Call<JoinBody>,
): Decision<{ householdId: string }> {
  const { body } = call
  const object = { type: 'party', id: body.personId }
  const people = [body.personId, body.withPersonId ?? []].flat().map((id) => personOf(known, id))
  const unknown = people.find(isRefusal)
  if (unknown) return { refusal: unknown, object }
  const [personId = '', otherId] = people.filter((person) => typeof person === 'string')
  const householdId = body.householdId ?? householdOn(known, otherId, body.fromOn) ?? deps.newId('household')
  const joining = [personId, otherId]
    .filter((id) => id !== undefined)
    .filter((id) => {
      return id === personId || householdOn(known, id, body.fromOn) !== householdId
    })
  const changes: RowChange[] = []
  for (const id of joining) {
    const row = {
      id: deps.newId('membership'),
      household_id: householdId,
      person_id: id,
      from_on: body.fromOn,
      until_on: null,
    }
    const decided = decideJoin(ofFamily(known, known.households, id), row)
    if (isRefusal(decided)) return { refusal: decided, object }
    changes.push(insertRow(householdMemberTable, decided))
    known.households = [...known.households, { ...decided, version: 1 }]
  }
  return { answer: { householdId }, object: { type: 'party', id: personId }, changes }
}

function householdOn(known: Known, personId: string | undefined, day: LocalDate): string | undefined {
  if (personId === undefined) return undefined
  return ofFamily(known, known.households, personId).find((row) => holdsOn(row, day))?.household_id
}

/** The last day in a household. */
export type LeaveHouseholdBody = { readonly personId: string; readonly lastDay: LocalDate }

/** Takes somebody out of a household; what was given until then keeps counting for it. */
export const leaveHousehold: Command<LeaveHouseholdBody, Known, { partyId: string }> = {
  operation: 'parties.leave_household',
  load: (tx, calls) =>
    loadKnown(
      tx,
      calls.map((call) => call.body.personId),
    ),
  decide: (known, call) => {
    const { lastDay } = call.body
    const personId = personOf(known, call.body.personId)
    const object = { type: 'party', id: call.body.personId }
    if (isRefusal(personId)) return { refusal: personId, object }
    const row = ofFamily(known, known.households, personId).find((each) => holdsOn(each, lastDay))
    if (!row) return { refusal: refuse('parties.in_no_household', { day: lastDay }), object }
    const decided = decideLeave(row, lastDay)
    if (isRefusal(decided)) return { refusal: decided, object }
    known.households = known.households.map((each) =>
      each.id === row.id ? { ...decided, version: row.version + 1 } : each,
    )
    const changes = [updateRow(householdMemberTable, row, { until_on: lastDay })]
    return { answer: { partyId: personId }, object: { type: 'party', id: personId }, changes }
  },
}

/** A relation between two people: "person is the relation of other". */
export type RelateBody = {
  readonly personId: string
  readonly otherId: string
  readonly relation: string
  readonly fromOn: LocalDate
  readonly untilOn?: LocalDate | undefined
}

/** Records that two people are related, because what a relative gets counts as theirs. */
export function relate(deps: PartyDeps): Command<RelateBody, Known, { partyId: string }> {
  return {
    operation: 'parties.relate',
    load: (tx, calls) =>
      loadKnown(
        tx,
        calls.flatMap(({ body }) => [body.personId, body.otherId]),
      ),
    decide: (known, { body }) => {
      const [personId, otherId] = [personOf(known, body.personId), personOf(known, body.otherId)]
      const object = { type: 'party', id: body.personId }
      if (isRefusal(personId)) return { refusal: personId, object }
      if (isRefusal(otherId)) return { refusal: refuse('parties.unknown', {}, '/body/otherId'), object }
      const row = {
        id: deps.newId('relation'),
        person_id: personId,
        other_id: otherId,
        relation: body.relation,
        from_on: body.fromOn,
        until_on: body.untilOn ?? null,
      }
      const decided = decideRelation(ofFamily(known, known.relations, personId), row)
      if (isRefusal(decided)) return { refusal: decided, object }
      known.relations = [...known.relations, { ...decided, version: 1 }]
      return {
        answer: { partyId: personId },
        object: { type: 'party', id: personId },
        changes: [insertRow(relationTable, decided)],
      }
    },
  }
}
