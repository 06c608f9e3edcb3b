import { because } from '../../kernel/because.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Command, Call, Decision } from '../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import {
  factLine,
  linesAdded,
  loadGiverHistory,
  loadHistory,
  nextNumbers,
  registerBenefit,
  type BenefitRow,
} from '../benefits/index.ts'
import { decisionChange, limitsGivers, type PolicyInForce } from '../policy/index.ts'
import { decideRow, type RowDecision } from './decide-row.ts'
import type { ImportDeps } from './deps.ts'
import type { Remark } from './domain.ts'
import type { BookHistory } from './history.ts'
import { giverOf, registerDirection, stateFor, type PreparedRow } from './prepare.ts'
import { isRunning } from './store.ts'
import { rowTable, type RunRow } from './tables.ts'

/** One row as the command names it: what the file says of it is pinned by the digest of its facts. */
export type RowBody = {
  readonly runId: string
  readonly key: string
  readonly line: number
  readonly place: number
  readonly factsSha256: string
}

/** What became of a row; everything else stands in the register. A held one waits for a person. */
export type RowAnswer =
  | {
      readonly outcome: BenefitOutcome
      readonly stops: readonly string[]
      /** How many later benefits would be decided more strictly with it; absent where there are none. */
      readonly alerts?: number
      /** More later benefits stand behind it than were weighed again. */
      readonly isCut?: boolean
    }
  | { readonly held: readonly Remark[] }

export type BenefitOutcome = RowDecision['decision']['outcome']

/** The rows of one set by key, and the history of the book that they extend. */
export type RowSet = {
  readonly run: Pick<RunRow, 'id' | 'book' | 'started_at' | 'profile'>
  readonly rows: ReadonlyMap<string, PreparedRow>
  readonly history: BookHistory
  /** Hears which facts a row waits for. */
  readonly heard: (key: string, missing: readonly string[]) => void
  /** A row that is put right enters after its run has ended. */
  readonly isPutRight?: true
}

type State = { readonly policy: PolicyInForce; readonly numbers: bigint[]; readonly isOpen: boolean }

/**
 * Stores rows of an observed book: each enters the register whatever its verdict, because an import records
 * what happened. A run holds its book alone, so no subject is locked and the history stays in memory.
 */
export function storeObservedRows(deps: ImportDeps, set: RowSet): Command<RowBody, State, RowAnswer> {
  return {
    operation: 'imports.store_rows',
    load: async (tx, calls) => {
      set.history.rollBack()
      const policy = await deps.policy(tx)
      await fillHistory(tx, set, policy)
      return {
        policy,
        numbers: await nextNumbers(tx, calls.length),
        isOpen: tx.isReadOnly || set.isPutRight === true || (await isRunning(tx, set.run.id)),
      }
    },
    decide: (state, call) => decideOne(deps, set, state, call),
    constraints: {
      a_row_enters_once: (call) => ({
        refusal: refuse('imports.row_known', { key: call.body.key }),
        object: { type: 'import', id: call.body.runId },
      }),
    },
  }
}

async function fillHistory(tx: Transaction, set: RowSet, policy: PolicyInForce): Promise<void> {
  const rows = [...set.rows.values()]
  const unseen = set.history.unseen(rows.flatMap((row) => [row.recipientId, row.orgId ?? row.recipientId]))
  const givers = set.history.unseenGivers(rows.flatMap((row) => countedGiver(policy, row) ?? []))
  if (unseen.length + givers.length === 0) return
  const none = { householdIds: [], dealIds: [], eventIds: [] }
  const received = await loadHistory(tx, set.run.book, { recipientIds: unseen, orgIds: unseen, ...none })
  const given = await loadGiverHistory(tx, set.run.book, givers)
  set.history.fill({ subjects: unseen, givers }, { received, given })
}

/** The giver whose other benefits count, where the policy of that day limits what one person gives. */
function countedGiver(policy: PolicyInForce, { row, giverPersonId }: PreparedRow): string | undefined {
  return giverPersonId !== undefined && limitsGivers(policy.packsOn(row.day.from)) ? giverPersonId : undefined
}

function decideOne(deps: ImportDeps, set: RowSet, state: State, call: Call<RowBody>): Decision<RowAnswer> {
  const object = { type: 'import', id: set.run.id }
  const prepared = set.rows.get(call.body.key)
  if (!prepared) throw new Error(`the set does not hold the row ${call.body.key}`)
  if (!state.isOpen) return { refusal: refuse('imports.run_closed'), object }
  const giverId = countedGiver(state.policy, prepared)
  const history = set.history.linesFor(prepared.recipientId, prepared.orgId, giverId)
  const facts = { ...prepared.facts, history }
  const decided = decideRow(state.policy, facts)
  const changes = changesFor(deps, set, { prepared, decided, call, number: state.numbers.pop() ?? 0n })
  const { outcome } = decided.decision
  if (outcome === 'prohibit' || outcome === 'escalate') {
    const benefit = changes[0]?.row
    const id = String(benefit?.['decision_id'])
    const about = { type: 'benefit', id: benefit?.id ?? '' }
    changes.push(decisionChange(id, about, state.policy.decide(facts), call.at))
  }
  for (const line of linesAdded(changes)) set.history.append(factLine(line))
  if (outcome === 'hold') set.heard(call.body.key, decided.decision.missing)
  const reason = because('imports.row_of_file', { import: set.run.id })
  return { answer: { outcome, stops: decided.stops }, object, reason, changes }
}

/** One row with what was decided, about to be stored. */
type Stored = {
  readonly prepared: PreparedRow
  readonly decided: RowDecision
  readonly call: Call<RowBody>
  readonly number: bigint
}

function changesFor(deps: ImportDeps, set: RowSet, stored: Stored): RowChange[] {
  const { prepared, decided, call } = stored
  const { run } = set
  const benefit = benefitOf(deps, run, stored)
  const recipient = {
    recipientId: prepared.recipientId,
    ...(prepared.orgId === undefined ? {} : { orgId: prepared.orgId }),
  }
  const lineIds = [deps.newId('line'), deps.newId('line')]
  const changes = registerBenefit(benefit, [recipient], giverOf(prepared), lineIds)
  const row = insertRow(rowTable, {
    id: deps.newId('importLine'),
    run_id: run.id,
    book: run.book,
    key: call.body.key,
    line: call.body.line,
    place: call.body.place,
    benefit_id: benefit.id,
    outcome: decided.decision.outcome,
    stopped_by: decided.stops.join(','),
    rules: decided.decision.ruleIds.join(','),
    facts: prepared.factsText,
    decision_sha256: decided.sha256,
    is_reversed: false,
    taken_for: null,
  })
  return [...changes, row]
}

/** The entry of the register. It is recorded as of the start of its run: one run is one act of recording. */
function benefitOf(deps: ImportDeps, run: RowSet['run'], stored: Stored): Omit<BenefitRow, 'version'> {
  const { prepared, decided, number } = stored
  const { row, whole } = prepared
  const { outcome } = decided.decision
  return {
    id: deps.newId('benefit'),
    number: `OB-${row.day.from.slice(0, 4)}-${number}`,
    book: run.book,
    direction: registerDirection(row.direction),
    state: stateFor(row.direction),
    entity_id: null,
    form: row.form,
    title: row.description.slice(0, 200),
    reason: '',
    requester_id: null,
    customer_id: null,
    recipient_kind: row.recipient.kind === 'entity' ? 'entity' : 'person',
    recipient_id: prepared.recipientId,
    recipient_count: row.recipientCount,
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    value_minor: whole.minor,
    value_currency: whole.currency,
    value_is_at_least: row.value.known === 'at_least',
    happened_on: row.day.from,
    recorded_at: run.started_at,
    is_late: true,
    outcome,
    decision_id: outcome === 'prohibit' || outcome === 'escalate' ? deps.newId('decision') : null,
    source: `import:${run.profile}`,
    way: null,
    unit_id: null,
    released_minor: 0n,
    refunded_minor: 0n,
  }
}
