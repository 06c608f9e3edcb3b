import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { Command, Decision } from '../../platform/act/command.ts'
import { rowAfter, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { loadMergeRecords, mergeChange, type LockSubjects, type MergeRecords } from './merge-change.ts'
import { decideSplit } from './merging.ts'
import { lockNewNames } from './store.ts'
import { loadLivingHolders } from './store-search.ts'
import { customerTable, personTable, type CustomerRow, type PersonRow } from './tables.ts'

/** Two records that are one party; `goneId` points to `keptId` from then on. */
export type MergeBody = { readonly keptId: string; readonly goneId: string; readonly reason: string }

/** A merged record that is a party of its own after all. */
export type SplitBody = { readonly partyId: string; readonly reason: string }

type Merging = { readonly records: MergeRecords }

/** Merges two records: history and sums of both count as one, and a split brings back what was there. */
export const merge: Command<MergeBody, Merging, { partyId: string }> = {
  operation: 'parties.merge',
  load: async (tx, calls) => ({
    records: await loadMergeRecords(
      tx,
      calls.flatMap(({ body }) => [body.keptId, body.goneId]),
    ),
  }),
  decide: ({ records }, { body }) => {
    const { keptId, goneId, reason } = body
    const object = { type: 'party', id: keptId }
    const change = mergeChange(records, body)
    if (isRefusal(change)) return { refusal: change, object }
    const { customers, people } = records
    if (change.table.name === customerTable.name) customers.set(goneId, rowAfter(customerTable, change))
    else people.set(goneId, rowAfter(personTable, change))
    return { answer: { partyId: keptId }, object, reason, note: { merged: goneId }, changes: [change] }
  },
}

/**
 * The merge as it runs beside requests: it waits for those that are being decided for either record, and they
 * for it, so that no two of them miss one another on the two sides of the merge.
 */
export function mergeLocked(lockSubjects: LockSubjects): Command<MergeBody, Merging, { partyId: string }> {
  return {
    ...merge,
    load: async (tx, calls) => {
      const ids = calls.flatMap(({ body }) => [body.keptId, body.goneId])
      await lockSubjects(tx, [...new Set(ids)].sort())
      return merge.load(tx, calls)
    },
  }
}

type State = {
  readonly customers: Map<string, CustomerRow>
  readonly people: Map<string, PersonRow>
  readonly holders: Map<string, CustomerRow>
}

async function loadBoth(tx: Transaction, ids: readonly string[]): Promise<State> {
  // A code that comes alive again must not be entered as new at the same moment.
  await lockNewNames(tx)
  const { customers, people } = await loadMergeRecords(tx, ids)
  const codes = [...customers.values()].flatMap((row) => row.credit_code ?? [])
  return { customers, people, holders: await loadLivingHolders(tx, codes) }
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
