import type { Facts } from '../../contract/facts.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import {
  countsOn,
  linesAdded,
  loadHistory,
  lockSubjects,
  nextNumbers,
  numberOf,
  ownBook,
  registerBenefit,
  type BenefitRow,
  type HistoryLine,
} from '../benefits/index.ts'
import { buildFacts, type GiverRecord } from '../facts/index.ts'
import { decisionChange, type PolicyInForce } from '../policy/index.ts'
import { decideRow, type RowDecision } from './decide-row.ts'
import type { ImportDeps } from './deps.ts'
import type { NormalisedRow } from './domain.ts'
import { factLine } from './history.ts'
import type { RowAnswer, RowBody, RowSet } from './observed-rows.ts'
import type { OwnParties } from './own-parties.ts'
import { loadOwnSituations, type OwnSituation } from './own-situation.ts'
import { observedId, preparedRow, registerDirection, stateFor, type PreparedRow } from './prepare.ts'
import { isRunning } from './store.ts'
import { rowTable } from './tables.ts'
import { toFacts } from './to-facts.ts'

/** The rows of a set of our own history, and whom its names stand for. */
export type OwnSet = Pick<RowSet, 'run' | 'heard'> & {
  readonly rows: ReadonlyMap<string, NormalisedRow>
  readonly parties: OwnParties
  readonly entityId: string | undefined
}

type FactLine = NonNullable<Facts['history']>[number]

type State = {
  readonly policy: PolicyInForce
  /** What is on record of the entity that gave, as of a day. */
  readonly giverOn: (day: LocalDate) => GiverRecord
  readonly numbers: bigint[]
  readonly isOpen: boolean
  readonly situations: ReadonlyMap<string, OwnSituation>
  /** Grows as the rows of the set are decided. */
  readonly history: HistoryLine[]
}

/**
 * Stores rows of our own history: the same facts, policy and sums as a request, marked as late declarations. A
 * row whose customer or person could be one or another waits for a person and opens no fresh limit.
 */
export function storeOwnRows(deps: ImportDeps, set: OwnSet): Command<RowBody, State, RowAnswer> {
  return {
    operation: 'imports.store_rows',
    load: async (tx, calls) => {
      const organisation = await deps.own.organisation(tx)
      const situations = await loadOwnSituations(deps, tx, { calls, rows: set.rows, parties: set.parties })
      return {
        situations,
        history: await historyOf(tx, [...situations.values()]),
        policy: await deps.policy(tx),
        giverOn: (day) => deps.own.giver(organisation, set.entityId ?? '', day),
        numbers: await nextNumbers(tx, calls.length),
        isOpen: tx.isReadOnly || (await isRunning(tx, set.run.id)),
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

async function historyOf(tx: Transaction, situations: readonly OwnSituation[]): Promise<HistoryLine[]> {
  const sorted = (ids: readonly (string | undefined)[]) =>
    [...new Set(ids.filter((id) => id !== undefined))].sort()
  const recipientIds = sorted(situations.flatMap(({ customer, person }) => [customer?.id, person?.id]))
  const householdIds = sorted(situations.map(({ person }) => person?.householdId))
  const orgIds = sorted(situations.flatMap(({ customer, person }) => [customer?.id, person?.employerId]))
  await lockSubjects(tx, sorted([...recipientIds, ...householdIds, ...orgIds]))
  const subjects = { recipientIds, householdIds, orgIds, dealIds: [], eventIds: [] }
  return loadHistory(tx, ownBook, subjects)
}

function decideOne(deps: ImportDeps, set: OwnSet, state: State, call: Call<RowBody>): Decision<RowAnswer> {
  const object = { type: 'import', id: set.run.id }
  const row = set.rows.get(call.body.key)
  const situation = state.situations.get(call.body.key)
  if (!row || !situation) throw new Error(`the set does not hold the row ${call.body.key}`)
  if (!state.isOpen) return { refusal: refuse('imports.run_closed'), object }
  if (situation.held.length > 0) return { answer: { held: situation.held }, object, changes: [] }
  const prepared = prepareOwn(state, situation, row, call.actor.personId)
  const facts = { ...prepared.facts, history: historyFor(state, situation, row) }
  const decided = decideRow(state.policy, facts)
  const benefit = benefitOf(deps, set, {
    row,
    situation,
    prepared,
    decided,
    call,
    n: state.numbers.pop() ?? 0n,
  })
  const record = state.policy.decide(facts)
  const about = { type: 'benefit', id: benefit.id }
  const changes = [
    ...situation.changes,
    ...linesOf(deps, situation, benefit, prepared),
    decisionChange(benefit.decision_id ?? '', about, record, call.at),
    importedRow(deps, set, { prepared, decided, call, benefitId: benefit.id }),
  ]
  state.history.push(...linesAdded(changes))
  const { outcome, missing } = decided.decision
  if (outcome === 'hold') set.heard(call.body.key, missing)
  return { answer: { outcome, stops: decided.stops }, object, changes }
}

/** The facts of a row: of a benefit that we gave, those of a request; of one received, what the file says. */
function prepareOwn(
  state: State,
  situation: OwnSituation,
  row: NormalisedRow,
  requesterId: string,
): PreparedRow {
  const { customer, person, deal, asked } = situation
  if (row.direction === 'received') {
    const giverGroup = customer?.id ?? observedId(ownBook, row.giver)
    const recipientId = observedId(ownBook, row.recipient)
    const { facts } = toFacts(row, { giverGroup, recipientId })
    return preparedRow(row, facts, { recipientId, giverGroup, orgId: undefined })
  }
  if (!deal) throw new Error('a row that is decided has its agreements')
  const giver = state.giverOn(row.day.from)
  const records = { giver, customer, person, deal, evidence: [], history: [] }
  // Judged as if it had been asked for in time: what would the rules of the day have said?
  const { history: _, ...facts } = buildFacts(asked, records, { requesterId, isLate: false })
  return preparedRow(row, facts, {
    recipientId: person?.id ?? customer?.id ?? observedId(ownBook, row.recipient),
    giverGroup: giver.group,
    orgId: person?.employerId ?? customer?.id,
  })
}

function historyFor(state: State, situation: OwnSituation, row: NormalisedRow): FactLine[] {
  if (row.direction === 'received') return []
  const { customer, person } = situation
  const orgs = [customer?.id, person?.employerId].filter((id) => id !== undefined)
  return state.history
    .filter(
      (line) =>
        countsOn(line, row.day.from) &&
        (line.recipientId === person?.id ||
          (line.householdId !== undefined && line.householdId === person?.householdId) ||
          orgs.includes(line.recipientId) ||
          (line.orgId !== undefined && orgs.includes(line.orgId))),
    )
    .map(factLine)
}

function linesOf(
  deps: ImportDeps,
  situation: OwnSituation,
  benefit: Omit<BenefitRow, 'version'>,
  prepared: PreparedRow,
): RowChange[] {
  const householdId = situation.person?.householdId
  const recipient = {
    recipientId: prepared.recipientId,
    ...(prepared.orgId === undefined ? {} : { orgId: prepared.orgId }),
    ...(householdId === undefined ? {} : { householdId }),
  }
  return registerBenefit(benefit, [recipient], { group: prepared.giverGroup }, [
    deps.newId('line'),
    deps.newId('line'),
  ])
}

type Settled = {
  readonly prepared: PreparedRow
  readonly decided: RowDecision
  readonly call: Call<RowBody>
}

function importedRow(
  deps: ImportDeps,
  set: OwnSet,
  settled: Settled & { readonly benefitId: string },
): RowChange {
  const { prepared, decided, call, benefitId } = settled
  return insertRow(rowTable, {
    id: deps.newId('importLine'),
    run_id: set.run.id,
    book: set.run.book,
    key: call.body.key,
    line: call.body.line,
    place: call.body.place,
    benefit_id: benefitId,
    outcome: decided.decision.outcome,
    stopped_by: decided.stops.join(','),
    rules: decided.decision.ruleIds.join(','),
    facts: prepared.factsText,
    decision_sha256: decided.sha256,
    is_reversed: false,
  })
}

type Registered = Settled & {
  readonly row: NormalisedRow
  readonly situation: OwnSituation
  readonly n: bigint
}

function benefitOf(deps: ImportDeps, set: OwnSet, given: Registered): Omit<BenefitRow, 'version'> {
  const { row, situation, prepared, decided, call, n } = given
  return {
    id: deps.newId('benefit'),
    number: numberOf(n, row.day.from),
    book: ownBook,
    direction: registerDirection(row.direction),
    state: stateFor(row.direction),
    entity_id: set.entityId ?? null,
    form: row.form,
    title: row.description.slice(0, 200),
    reason: '',
    requester_id: null,
    customer_id: situation.customer?.id ?? null,
    recipient_kind: situation.person || row.direction === 'received' ? 'person' : 'entity',
    recipient_id: prepared.recipientId,
    recipient_count: row.recipientCount,
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    value_minor: prepared.whole.minor,
    value_currency: prepared.whole.currency,
    value_is_at_least: row.value.known === 'at_least',
    happened_on: row.day.from,
    recorded_at: call.at,
    is_late: true,
    outcome: decided.decision.outcome,
    decision_id: deps.newId('decision'),
    source: 'import',
  }
}
