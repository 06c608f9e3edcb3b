import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { Command, Decision } from '../../platform/act/command.ts'
import { updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { decideMerge, decideSplit } from './merging.ts'
import { loadCustomers, loadPeople, lockCustomers, lockPeople } from './store.ts'
import { loadLivingHolders } from './store-search.ts'
import { customerTable, personTable, type CustomerRow, type PersonRow } from './tables.ts'

/** Two records that are one party; `goneId` points to `keptId` from then on. */
export type MergeBody = { readonly keptId: string; readonly goneId: string; readonly reason: string }

/** A merged record that is a party of its own after all. */
export type SplitBody = { readonly partyId: string; readonly reason: string }

type State = {
  readonly customers: Map<string, CustomerRow>
  readonly people: Map<string, PersonRow>
  readonly holders: Map<string, CustomerRow>
}

async function loadBoth(tx: Transaction, ids: readonly string[]): Promise<State> {
  const asked = [...new Set(ids)].sort()
  await lockCustomers(tx, asked)
  await lockPeople(tx, asked)
  const customers = await loadCustomers(tx, asked)
  const codes = [...customers.values()].flatMap((row) => row.credit_code ?? [])
  return {
    customers: new Map(customers),
    people: new Map(await loadPeople(tx, asked)),
    holders: await loadLivingHolders(tx, codes),
  }
}

/** Merges two records: history and sums of both count as one, and a split brings back what was there. */
export const merge: Command<MergeBody, State, { partyId: string }> = {
  operation: 'parties.merge',
  load: (tx, calls) =>
    loadBoth(
      tx,
      calls.flatMap(({ body }) => [body.keptId, body.goneId]),
    ),
  decide: (state, { body }) => {
    const { keptId, goneId, reason } = body
    const object = { type: 'party', id: keptId }
    const { customers, people } = state
    const [customer, goneCustomer] = [customers.get(keptId), customers.get(goneId)]
    const [person, gonePerson] = [people.get(keptId), people.get(goneId)]
    const done = (change: RowChange): Decision<{ partyId: string }> => ({
      answer: { partyId: keptId },
      object,
      reason,
      note: { merged: goneId },
      changes: [change],
    })
    if (customer && goneCustomer) {
      const decided = decideMerge(customer, goneCustomer, reason)
      if (isRefusal(decided)) return { refusal: decided, object }
      customers.set(goneId, { ...decided, version: goneCustomer.version + 1 })
      return done(updateRow(customerTable, goneCustomer, { merged_into: keptId }))
    }
    if (person && gonePerson) {
      const decided = decideMerge(person, gonePerson, reason)
      if (isRefusal(decided)) return { refusal: decided, object }
      people.set(goneId, { ...decided, version: gonePerson.version + 1 })
      return done(updateRow(personTable, gonePerson, { merged_into: keptId }))
    }
    return { refusal: refuse('parties.unknown', {}, '/body/goneId'), object }
  },
}

/** Undoes a merge. Lines kept the identifier that they were written with, so each side has its own again. */
export const splitParty: Command<SplitBody, State, { partyId: string }> = {
  operation: 'parties.split',
  load: (tx, calls) =>
    loadBoth(
      tx,
      calls.map((call) => call.body.partyId),
    ),
  decide: (state, { body }) => {
    const { partyId, reason } = body
    const object = { type: 'party', id: partyId }
    const done = (from: string | null, change: RowChange): Decision<{ partyId: string }> => ({
      answer: { partyId },
      object,
      reason,
      note: { splitFrom: from },
      changes: [change],
    })
    const customer = state.customers.get(partyId)
    if (customer) {
      const decided = decideSplit(customer, reason, state.holders.get(customer.credit_code ?? '')?.id)
      if (isRefusal(decided)) return { refusal: decided, object }
      state.customers.set(partyId, { ...decided, version: customer.version + 1 })
      return done(customer.merged_into, updateRow(customerTable, customer, { merged_into: null }))
    }
    const person = state.people.get(partyId)
    if (!person) return { refusal: refuse('parties.unknown', {}, '/params/partyId'), object }
    const decided = decideSplit(person, reason, undefined)
    if (isRefusal(decided)) return { refusal: decided, object }
    state.people.set(partyId, { ...decided, version: person.version + 1 })
    return done(person.merged_into, updateRow(personTable, person, { merged_into: null }))
  },
}
