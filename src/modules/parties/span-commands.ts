import { because } from '../../kernel/because.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { looseningNote } from '../access/index.ts'
import { decideClass } from './classes.ts'
import type { PartyDeps } from './create-commands.ts'
import {
  classChange,
  employmentRow,
  isRelaxing,
  ownBody,
  relaxingObjection,
  survivingCustomer,
  type ClassBody,
  type EmploymentBody,
} from './create-person.ts'
import { loadKnown, ofFamily, personOf, type Known } from './known-people.ts'
import { personKeys } from './new-party.ts'
import { askerObjection, askersOf, type Askers } from './own-requests.ts'
import { decideEmployment, decideLeaveEmployer, decideRelation } from './spans.ts'
import { loadEmployments, lockPeople } from './store.ts'
import {
  classificationTable,
  employmentTable,
  personDetailTable,
  relationTable,
  type EmploymentRow,
} from './tables.ts'

/** A change of class for one person. */
export type ClassifyBody = ClassBody & { readonly personId: string }

/**
 * Says who somebody is. A class that opens what others close needs its proof, and compliance to look at it.
 */
export function classify(
  deps: PartyDeps,
): Command<ClassifyBody, Known & { readonly askers: Askers }, { partyId: string }> {
  return {
    operation: 'parties.classify',
    load: async (tx, calls) => ({
      ...(await loadKnown(
        tx,
        calls.map((call) => call.body.personId),
      )),
      askers: await askersOf(deps, tx, calls, (body) =>
        isRelaxing(undefined, body) ? body.personId : undefined,
      ),
    }),
    decide: (known, call) => {
      const personId = personOf(known, call.body.personId)
      const object = { type: 'party', id: call.body.personId }
      if (isRefusal(personId)) return { refusal: personId, object }
      const objection =
        relaxingObjection(call, { classification: call.body }, ownBody) ??
        askerObjection(known.askers, call.body.personId, call.actor.personId)
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
      return {
        answer: { partyId: personId },
        object: { type: 'party', id: personId },
        reason: because('parties.is_of_class', { class: call.body.class, source: call.body.source }),
        ...looseningNote(isRelaxing(undefined, call.body) ? [personId] : []),
        changes,
      }
    },
  }
}

/** Work at an employer for one person. */
export type SetEmploymentBody = EmploymentBody & { readonly personId: string }

/** Records where somebody works; the new employer helps the search from then on. */
export function setEmployment(
  deps: PartyDeps,
): Command<SetEmploymentBody, Known & { readonly askers: Askers }, { employmentId: string }> {
  return {
    operation: 'parties.set_employment',
    load: async (tx, calls) => ({
      ...(await loadKnown(
        tx,
        calls.map((call) => call.body.personId),
        calls.map((call) => call.body.customerId),
      )),
      askers: await askersOf(deps, tx, calls, (body) =>
        isRelaxing(body, undefined) ? body.personId : undefined,
      ),
    }),
    decide: (known, call) => {
      const { body } = call
      const personId = personOf(known, body.personId)
      const object = { type: 'party', id: body.personId }
      if (isRefusal(personId)) return { refusal: personId, object }
      if (!survivingCustomer(known.customers, body.customerId)) {
        return { refusal: refuse('parties.unknown', {}, '/body/customerId'), object }
      }
      const objection =
        relaxingObjection(call, { employment: body }, ownBody) ??
        askerObjection(known.askers, body.personId, call.actor.personId)
      if (objection) return { refusal: objection, object }
      const starting = employmentRow(deps, known.customers, personId, body)
      const decided = decideEmployment(ofFamily(known, known.employments, personId), starting)
      if (isRefusal(decided)) return { refusal: decided, object }
      known.employments = [...known.employments, { ...decided, version: 1 }]
      const changes = [
        insertRow(employmentTable, decided),
        ...employerKeys(known, personId, decided.customer_id),
      ]
      return {
        answer: { employmentId: decided.id },
        object: { type: 'party', id: personId },
        reason: because('parties.works_there', { from: body.fromOn }),
        ...looseningNote(isRelaxing(body, undefined) ? [personId] : []),
        changes,
      }
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

type EndState = { readonly rows: Map<string, EmploymentRow>; readonly askers: Askers }

/** The last day at an employer. */
export type EndEmploymentBody = {
  readonly employmentId: string
  readonly lastDay: LocalDate
  readonly reason: string
}

/**
 * Ends a span of work. Whoever has left decides on us no more, so compliance records it, and nobody who asks
 * for a benefit for them.
 */
export function endWork(deps: PartyDeps): Command<EndEmploymentBody, EndState, { employmentId: string }> {
  return {
    operation: 'parties.end_employment',
    load: async (tx, calls) => {
      const ids = calls.map((call) => call.body.employmentId)
      const found = await loadEmployments(tx, ids)
      await lockPeople(tx, [...new Set([...found.values()].map((row) => row.person_id))].sort())
      return {
        rows: await loadEmployments(tx, ids),
        askers: await askersOf(deps, tx, calls, (body) => found.get(body.employmentId)?.person_id),
      }
    },
    decide: (state, { body, actor }) => {
      const row = state.rows.get(body.employmentId)
      const object = { type: 'party', id: row?.person_id ?? body.employmentId }
      if (!row) return { refusal: refuse('platform.not_found'), object }
      const objection = askerObjection(state.askers, row.person_id, actor.personId)
      if (objection) return { refusal: objection, object }
      const decided = decideLeaveEmployer(row, body.lastDay)
      if (isRefusal(decided)) return { refusal: decided, object }
      const change = updateRow(employmentTable, row, { until_on: body.lastDay })
      state.rows.set(row.id, { ...decided, version: row.version + 1 })
      const { reason } = body
      const note = looseningNote([row.person_id, row.customer_id])
      return { answer: { employmentId: row.id }, object, reason, ...note, changes: [change] }
    },
  }
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
        reason: because('parties.is_related', { relation: body.relation }),
        changes: [insertRow(relationTable, decided)],
      }
    },
  }
}
