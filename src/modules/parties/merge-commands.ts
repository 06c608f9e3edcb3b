import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { rowAfter, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { loosens } from '../access/index.ts'
import { loadMergeRecords, mergeChange, type LockSubjects, type MergeRecords } from './merge-change.ts'
import { decideSplit } from './merging.ts'
import { askerObjection, askersOf, type AskDeps, type Askers } from './own-requests.ts'
import { lockNewNames } from './store.ts'
import { loadLivingHolders } from './store-search.ts'
import { customerTable, personTable, type CustomerRow, type PersonRow } from './tables.ts'

/** Two records that are one party; `goneId` points to `keptId` from then on. */
export type MergeBody = { readonly keptId: string; readonly goneId: string; readonly reason: string }

/** A merged record that is a party of its own after all. */
export type SplitBody = { readonly partyId: string; readonly reason: string }

type Merging = { readonly records: MergeRecords; readonly askers: Askers }

/**
 * Merges two records: history and sums of both count as one, and a split brings back what was there. What one
 * of them never said is taken from the other, so nobody does it who asks for a benefit for either.
 */
export function merge(deps: AskDeps): Command<MergeBody, Merging, { partyId: string }> {
  return {
    operation: 'parties.merge',
    load: async (tx, calls) => ({
      records: await loadMergeRecords(
        tx,
        calls.flatMap(({ body }) => bothOf(body)),
      ),
      askers: await askersOf(deps, tx, calls, bothOf),
    }),
    decide: ({ records, askers }, { body, actor, at }) => {
      const { keptId, goneId, reason } = body
      const object = { type: 'party', id: keptId }
      const change = mergeChange(records, { ...body, at })
      if (isRefusal(change)) return { refusal: change, object }
      const objection = askerObjection(askers, bothOf(body), actor.personId)
      if (objection) return { refusal: objection, object }
      const { customers, people } = records
      if (change.table.name === customerTable.name) customers.set(goneId, rowAfter(customerTable, change))
      else people.set(goneId, rowAfter(personTable, change))
      const note = { merged: goneId, ...loosens(bothOf(body)) }
      return { answer: { partyId: keptId }, object, reason, note, changes: [change] }
    },
  }
}

const bothOf = ({ keptId, goneId }: MergeBody) => [keptId, goneId]

/** What the merge is made with where it runs beside requests. */
export type MergeDeps = AskDeps & { readonly lockSubjects: LockSubjects }

/**
 * The merge as it runs beside requests: it waits for those that are being decided for either record, and they
 * for it, so that no two of them miss one another on the two sides of the merge.
 */
export function mergeLocked(deps: MergeDeps): Command<MergeBody, Merging, { partyId: string }> {
  const command = merge(deps)
  return {
    ...command,
    load: async (tx, calls) => {
      const ids = calls.flatMap(({ body }) => bothOf(body))
      await deps.lockSubjects(tx, [...new Set(ids)].sort())
      return command.load(tx, calls)
    },
  }
}

type State = {
  readonly customers: Map<string, CustomerRow>
  readonly people: Map<string, PersonRow>
  readonly holders: Map<string, CustomerRow>
  readonly askers: Askers
}

async function loadBoth(tx: Transaction, ids: readonly string[]): Promise<Omit<State, 'askers'>> {
  // A code that comes alive again must not be entered as new at the same moment.
  await lockNewNames(tx)
  const { customers, people } = await loadMergeRecords(tx, ids)
  const codes = [...customers.values()].flatMap((row) => row.credit_code ?? [])
  return { customers, people, holders: await loadLivingHolders(tx, codes) }
}

/**
 * Undoes a merge. Lines kept the identifier that they were written with, so each side has its own again, and
 * room under every limit: nobody does it who asks for a benefit for the one party that both are.
 */
export function splitParty(deps: AskDeps): Command<SplitBody, State, { partyId: string }> {
  return {
    operation: 'parties.split',
    load: async (tx, calls) => ({
      ...(await loadBoth(
        tx,
        calls.map((call) => call.body.partyId),
      )),
      askers: await askersOf(deps, tx, calls, (body) => body.partyId),
    }),
    decide: decideSplitting,
  }
}

function decideSplitting(state: State, { body, actor }: Call<SplitBody>): Decision<{ partyId: string }> {
  const { partyId, reason } = body
  const object = { type: 'party', id: partyId }
  const done = (from: string | null, change: RowChange): Decision<{ partyId: string }> => ({
    answer: { partyId },
    object,
    reason,
    note: { splitFrom: from, ...loosens([partyId, from]) },
    changes: [change],
  })
  const customer = state.customers.get(partyId)
  const row = customer ?? state.people.get(partyId)
  if (!row) return { refusal: refuse('parties.unknown', {}, '/path/partyId'), object }
  const holderOfCode = state.holders.get(customer?.credit_code ?? '')?.id
  const decided = decideSplit<CustomerRow | PersonRow>(row, reason, holderOfCode)
  if (isRefusal(decided)) return { refusal: decided, object }
  const objection = askerObjection(state.askers, partyId, actor.personId)
  if (objection) return { refusal: objection, object }
  if (customer) {
    const change = updateRow(customerTable, customer, { merged_into: null, merged_at: null })
    state.customers.set(partyId, rowAfter(customerTable, change))
    return done(customer.merged_into, change)
  }
  return done(row.merged_into, updateRow(personTable, row, { merged_into: null }))
}
