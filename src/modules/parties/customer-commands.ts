import { readCreditCode } from '../../kernel/credit-code.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, rowAfter, updateRow } from '../../platform/act/rows.ts'
import { loosens } from '../access/index.ts'
import { decideCorrection, type CustomerChanges, type RecordEvidence } from './customer-record.ts'
import type { PartyDeps } from './create-commands.ts'
import { organisationKeys } from './new-party.ts'
import { askerObjection, loadAskers, type Askers } from './own-requests.ts'
import { namesGivenUp } from './former-names.ts'
import { loadRenamings, renameObjection, type Renaming } from './renamed.ts'
import { loadCustomers, lockCustomers, lockNewNames } from './store.ts'
import { loadCustomerFiles, type CustomerFiles } from './store-files.ts'
import { loadCustomerFacts } from './store-record.ts'
import { loadCodeHolders, loadFormerNames } from './store-search.ts'
import { mayRelax } from './strict-facts.ts'
import {
  customerFactTable,
  customerTable,
  formerNameTable,
  type CustomerFactRow,
  type CustomerRow,
  type FormerNameRow,
} from './tables.ts'

/** A correction of one customer's record. */
export type CorrectBody = {
  readonly partyId: string
  readonly version: number
  readonly fromOn: string
  readonly reason: string
  readonly evidence?: { readonly kind: RecordEvidence; readonly reference: string } | undefined
  readonly changes: CustomerChanges
}

type State = {
  readonly customers: Map<string, CustomerRow>
  readonly facts: Map<string, CustomerFactRow[]>
  readonly holders: Map<string, Pick<CustomerRow, 'id' | 'name'>>
  readonly former: Map<string, readonly FormerNameRow[]>
  readonly files: CustomerFiles
  readonly askers: Askers
  /** What the names that a call writes are held against; absent where it writes none. */
  readonly renamings: ReadonlyMap<Call<CorrectBody>, Renaming>
}

/** What a correction answers: the party, and the version that the next one names. */
export type Corrected = { readonly partyId: string; readonly version: number }

/**
 * Puts the record of a customer right or completes it, with evidence and reason and the day from which it
 * holds. What waited for the fact is weighed again, because requests follow the log.
 */
export function correctCustomer(deps: PartyDeps): Command<CorrectBody, State, Corrected> {
  return {
    operation: 'parties.correct_customer',
    load: async (tx, calls) => {
      const ids = [...new Set(calls.map((call) => call.body.partyId))].sort()
      const codes = calls.flatMap(({ body }) => readCreditCode(body.changes.creditCode ?? '') ?? [])
      // A name or a code that is taken on here must not be entered as new at the same moment.
      await lockNewNames(tx)
      await lockCustomers(tx, ids)
      const customers = await loadCustomers(tx, ids)
      return {
        customers: new Map(customers),
        renamings: await loadRenamings(tx, calls, customers, (call) => deps.dayAt(call.at)),
        facts: await loadCustomerFacts(tx, ids),
        files: await loadCustomerFiles(tx, ids),
        former: await loadFormerNames(tx, ids),
        askers: await loadAskers(tx, deps.findAskers, ids, deps.dayAt(calls[0]?.at ?? '')),
        holders: new Map(await loadCodeHolders(tx, codes)),
      }
    },
    decide: (state, call) => decideOne(deps, state, call),
    constraints: {
      credit_code_is_unique: ({ body }) => ({
        refusal: refuse(
          'parties.credit_code_taken',
          { name: body.changes.name ?? '' },
          '/body/changes/creditCode',
        ),
        object: { type: 'party', id: body.partyId },
      }),
    },
  }
}

function decideOne(deps: PartyDeps, state: State, call: Call<CorrectBody>): Decision<Corrected> {
  const { body, at, actor } = call
  const object = { type: 'party', id: body.partyId }
  const row = state.customers.get(body.partyId)
  if (!row) return { refusal: refuse('parties.unknown', {}, '/path/partyId'), object }
  const facts = state.facts.get(row.id) ?? []
  const holderOfCode = state.holders.get(readCreditCode(body.changes.creditCode ?? '') ?? '')
  const known = { row, facts, holderOfCode, today: deps.dayAt(at) }
  const decided = decideCorrection(known, { ...body, evidence: body.evidence })
  if (isRefusal(decided)) return { refusal: decided, object }
  const misnamed = renamedWrongly(state.renamings.get(call), body.changes, decided.columns)
  if (misnamed) return { refusal: misnamed, object }
  const former = state.former.get(row.id) ?? []
  const givenUp = namesGivenUp(row, decided.columns, former, at)
  const allFormer = [...former, ...givenUp]
  const change = updateRow(customerTable, row, withKeys(row, decided.columns, allFormer))
  const added = decided.facts.map((fact) =>
    insertRow(customerFactTable, {
      ...fact,
      id: deps.newId('fact'),
      customer_id: row.id,
      evidence: body.evidence ? `${body.evidence.kind}:${body.evidence.reference}` : '',
      reason: body.reason,
      from_on: body.fromOn,
      recorded_by: actor.personId,
      recorded_at: at,
    }),
  )
  const after = rowAfter(customerTable, change)
  const allFacts = [...facts, ...added.map((one) => rowAfter(customerFactTable, one))]
  const merged = state.files.mergedInto(row.id)
  const isMilder = mayRelax([{ row, facts }, ...merged], [{ row: after, facts: allFacts }, ...merged])
  const objection = isMilder ? askerObjection(state.askers, row.id, actor.personId) : undefined
  if (objection) return { refusal: objection, object }
  state.customers.set(row.id, after)
  state.former.set(row.id, allFormer)
  state.facts.set(row.id, allFacts)
  if (after.credit_code !== null) state.holders.set(after.credit_code, after)
  return {
    answer: { partyId: row.id, version: after.version },
    object,
    reason: body.reason,
    note: {
      fromOn: body.fromOn,
      ...(body.evidence ? { evidence: { ...body.evidence } } : {}),
      ...(isMilder ? loosens([row.id]) : {}),
    },
    changes: [change, ...added, ...givenUp.map((one) => insertRow(formerNameTable, one))],
  }
}

/** What stands already is no matter of this correction. */
function renamedWrongly(
  renaming: Renaming | undefined,
  { name, shortName, latinName }: CustomerChanges,
  columns: Readonly<Record<string, unknown>>,
): Refusal | undefined {
  if (!renaming) return undefined
  const changed = {
    ...('name' in columns ? { name } : {}),
    ...('short_name' in columns ? { shortName } : {}),
    ...('latin_name' in columns ? { latinName } : {}),
  }
  return renameObjection(renaming, changed, '/body/changes')
}

/** The changed columns of the row, with the keys under which the search finds it. */
function withKeys(
  row: CustomerRow,
  columns: Readonly<Record<string, string | boolean | null>>,
  former: readonly FormerNameRow[],
) {
  // What has no column stands in the dated facts alone.
  const { federal_health_programme: _, ...own } = columns
  const after = { ...row, ...own } as CustomerRow
  const { name, short_name: shortName, latin_name: latinName, credit_code: code, phone } = after
  const valuesOf = (isCode: boolean) =>
    former.filter(({ kind }) => (kind === 'credit_code') === isCode).map(({ value }) => value)
  const keys = { name, shortName, latinName, code, phone }
  return {
    ...own,
    name_keys: organisationKeys({ ...keys, formerNames: valuesOf(false), formerCodes: valuesOf(true) }),
  }
}
