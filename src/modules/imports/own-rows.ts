import type { Facts } from '../../contract/facts.ts'
import { because } from '../../kernel/because.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import {
  atEmployer,
  countsOn,
  factLine,
  linesAdded,
  loadReceivedHistory,
  lockSubjects,
  nextNumbers,
  numberOf,
  ownBook,
  receivedLinesAdded,
  registerBenefit,
  type BenefitRow,
  type HistoryLine,
  type ReadEmployers,
} from '../benefits/index.ts'
import type { GiverRecord } from '../facts/index.ts'
import { concernedBy, decisionChange, limitsGivers, type PolicyInForce } from '../policy/index.ts'
import { alertsOf, historyAndFamilies, laterMax, loadDecided, type Later } from '../requests/index.ts'
import { decideRow, type RowDecision } from './decide-row.ts'
import type { ImportDeps } from './deps.ts'
import type { DryMemory } from './dry-memory.ts'
import type { NormalisedRow, Remark, RowParty } from './domain.ts'
import type { Judgements } from './judgement.ts'
import type { RowAnswer, RowBody, RowSet } from './observed-rows.ts'
import type { OwnParties } from './own-parties.ts'
import { loadOwnSituations, type OwnSituation } from './own-situation.ts'
import { prepareOwn } from './own-facts.ts'
import { giverOf, registerDirection, stateFor, type PreparedRow } from './prepare.ts'
import { partsOf } from './parts.ts'
import { strictest } from './stops.ts'
import { isRunning } from './store.ts'
import { rowTable } from './tables.ts'
import { eachOnce, takenText } from './taken-for.ts'

/** The rows of a set of our own history, and whom its names stand for. */
export type OwnSet = Pick<RowSet, 'run' | 'heard' | 'isPutRight'> & {
  readonly rows: ReadonlyMap<string, NormalisedRow>
  readonly parties: OwnParties
  /** Hears which names of a row were taken for a known party of another name. */
  readonly took: (key: string, taken: readonly Remark[]) => void
  readonly entityId: string | undefined
  /** What the sets before have decided, in a dry run; what is stored is found in the register. */
  readonly dry?: Readonly<Record<'given' | 'received', DryMemory>> | undefined
  /** What somebody said of the names of a row that is put right. */
  readonly judged?: Judgements
}

type FactLine = NonNullable<Facts['history']>[number]

type State = {
  readonly policy: PolicyInForce
  /** What is on record of the entity that gave, as of a day. */
  readonly giverOn: (day: LocalDate) => GiverRecord
  readonly numbers: bigint[]
  readonly isOpen: boolean
  readonly situations: ReadonlyMap<string, OwnSituation>
  readonly earlier: Earlier
  /** What was decided about benefits that are dated after a row: they are weighed again with it. */
  readonly later: Later
  /** Parts behind which more stands than is weighed again. */
  readonly cut: ReadonlySet<string>
}

/** What counts already. It grows as the rows of the set are decided. */
type Earlier = {
  readonly given: HistoryLine[]
  /** What our own people received, which is summed apart. */
  readonly received: HistoryLine[]
  /** Reads a line that this file has added with all employers of its recipient. */
  readonly employed: ReadEmployers
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
      const policy = await deps.policy(tx)
      const situations = await loadOwnSituations(deps, tx, { ...set, calls, organisation })
      const earlier = await loadEarlier(tx, set, policy, situations)
      return {
        situations,
        earlier,
        // A dry run would weigh them for each row inside one transaction: it says that it does not.
        ...(tx.isReadOnly ? nothingLater : await loadLaterOf(tx, earlier.given, situations)),
        policy,
        giverOn: (day) => deps.own.giver(organisation, set.entityId ?? '', day),
        numbers: await nextNumbers(tx, situations.size),
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

const nothingLater = { later: new Map(), cut: new Set() } as const satisfies Pick<State, 'later' | 'cut'>

/** Locks whom the rows concern and reads what they had before, merges and givers as a request counts them. */
async function loadEarlier(
  tx: Transaction,
  { dry }: Pick<OwnSet, 'dry'>,
  policy: PolicyInForce,
  situations: ReadonlyMap<string, OwnSituation>,
): Promise<Earlier> {
  const sorted = (ids: readonly (string | undefined)[]) =>
    [...new Set(ids.filter((id) => id !== undefined))].sort()
  const rows = [...situations.values()]
  const recipientIds = sorted(rows.flatMap(({ customer, person }) => [customer?.id, person?.id]))
  const householdIds = sorted(rows.map(({ person }) => person?.householdId))
  const orgIds = sorted(rows.flatMap(({ customer, person }) => [customer?.id, person?.employerId]))
  const isGiving = ({ row }: OwnSituation) => row.direction !== 'received'
  const countsGiver = ({ row }: OwnSituation) => limitsGivers(policy.packsOn(row.day.from))
  const givers = sorted(
    rows.filter((each) => isGiving(each) && countsGiver(each)).map(({ staffId }) => staffId),
  )
  const receivers = sorted(rows.filter((each) => !isGiving(each)).map(({ staffId }) => staffId))
  const all = sorted([...recipientIds, ...householdIds, ...orgIds, ...givers, ...receivers])
  await lockSubjects(tx, all)
  const subjects = { recipientIds, householdIds, orgIds, dealIds: [], eventIds: [] }
  const { history, employed } = await historyAndFamilies(tx, subjects, givers)
  const received = await loadReceivedHistory(tx, receivers)
  return {
    given: [...history, ...(dry?.given.of(all) ?? [])],
    received: [...received, ...(dry?.received.of(receivers) ?? [])],
    employed,
  }
}

/**
 * What was decided about benefits that a row concerns and that are dated after it, the next ones first. What
 * our own people received is summed apart and has none.
 */
async function loadLaterOf(
  tx: Transaction,
  given: readonly HistoryLine[],
  situations: ReadonlyMap<string, OwnSituation>,
): Promise<Pick<State, 'later' | 'cut'>> {
  const cut = new Set<string>()
  const inOrder = given.toSorted((a, b) => (a.happenedOn < b.happenedOn ? -1 : 1))
  const ids = [...situations.values()].flatMap(({ row, customer, person, staffId }) => {
    if (row.direction === 'received') return []
    const subjects = new Set([customer?.id, person?.id, person?.employerId])
    const behind = inOrder.filter(
      (line) =>
        line.happenedOn > row.day.from &&
        (subjects.has(line.recipientId) ||
          (line.orgId !== undefined && subjects.has(line.orgId)) ||
          (line.householdId !== undefined && line.householdId === person?.householdId) ||
          (line.giverPersonId !== undefined && line.giverPersonId === staffId)),
    )
    const found = [...new Set(behind.map((line) => line.benefitId))]
    if (found.length > laterMax) cut.add(row.key)
    return found.slice(0, laterMax)
  })
  return { later: await loadDecided(tx, [...new Set(ids)]), cut }
}

function decideOne(deps: ImportDeps, set: OwnSet, state: State, call: Call<RowBody>): Decision<RowAnswer> {
  const object = { type: 'import', id: set.run.id }
  const row = set.rows.get(call.body.key)
  const situations = row ? partsOf(row).map(({ key }) => state.situations.get(key)) : []
  const parts = situations.filter((each) => each !== undefined)
  if (parts.length === 0 || parts.length < situations.length)
    throw new Error(`the set does not hold the row ${call.body.key}`)
  if (!state.isOpen) return { refusal: refuse('imports.run_closed'), object }
  const [refusal] = parts.flatMap((part) => part.refusal ?? [])
  if (refusal) return { refusal, object }
  const [held] = parts.flatMap((part) => (part.held.length > 0 ? [part.held] : []))
  const reason = because('imports.row_of_file', { import: set.run.id })
  if (held) return { answer: { held }, object, reason, changes: [] }
  const entered = parts.map((situation, i) => enter(deps, set, state, { situation, call, i }))
  const missing = entered.flatMap((each) => each.missing)
  if (missing.length > 0) set.heard(call.body.key, [...new Set(missing)])
  const taken = eachOnce(parts.flatMap((part) => part.taken))
  if (taken.length > 0) set.took(call.body.key, taken)
  const alerts = entered.reduce((sum, each) => sum + each.alerts, 0)
  return {
    answer: {
      // Each part has its own in the register.
      outcome: strictest(entered.map(({ outcome }) => outcome)),
      stops: [...new Set(entered.flatMap((each) => each.stops))].sort(),
      ...(alerts === 0 ? {} : { alerts }),
      ...(parts.some((part) => state.cut.has(part.row.key)) ? { isCut: true } : {}),
    },
    object,
    reason,
    changes: entered.flatMap((each) => each.changes),
  }
}

type Part = { readonly situation: OwnSituation; readonly call: Call<RowBody>; readonly i: number }

/** Decides one part and gives the rows that enter with it. What it adds counts for those behind it. */
function enter(deps: ImportDeps, set: OwnSet, state: State, { situation, call, i }: Part) {
  const { row } = situation
  const prepared = prepareOwn(state.giverOn(row.day.from), situation, (party) => ownId(deps, state, party))
  const facts = { ...prepared.facts, history: historyFor(state, situation, prepared.facts) }
  const decided = decideRow(state.policy, facts)
  const n = state.numbers.pop() ?? 0n
  const benefit = benefitOf(deps, set, { situation, prepared, decided, call, n })
  const record = state.policy.decide(facts)
  const about = { type: 'benefit', id: benefit.id }
  const at = { key: row.key, place: call.body.place + i }
  const changes = [
    ...situation.changes,
    ...linesOf(deps, situation, benefit, prepared),
    decisionChange(benefit.decision_id ?? '', about, record, call.at),
    importedRow(deps, set, { prepared, decided, call, taken: situation.taken, benefitId: benefit.id, at }),
  ]
  const { given: history, employed } = state.earlier
  const shared = { policy: state.policy, history, employed }
  const alerts = alertsOf({ newId: deps.newId, shared, later: state.later }, { changes, at: call.at })
  const added = { given: linesAdded(changes), received: receivedLinesAdded(changes) }
  for (const book of ['given', 'received'] as const) {
    state.earlier[book].push(...added[book])
    set.dry?.[book].add(added[book])
  }
  const { outcome, missing } = decided.decision
  return {
    outcome,
    stops: decided.stops,
    missing: outcome === 'hold' ? missing : [],
    alerts: alerts.length,
    changes: [...changes, ...alerts],
  }
}

/** What is summed already under the id that an earlier version made of a name goes on under that id. */
function ownId({ partyIds: ids }: ImportDeps, { earlier }: State, party: RowParty): string {
  const older = ids.olderIdOf(ownBook, party)
  const isKnown = earlier.received.some((line) => line.giverGroup === older)
  return isKnown ? older : ids.idOf(ownBook, party)
}

/** The earlier lines that concern the row, as of its day, in the way in which a replay finds them again. */
function historyFor(state: State, { row, staffId }: OwnSituation, facts: Facts): FactLine[] {
  const isReceived = row.direction === 'received'
  if (isReceived && staffId === undefined) return []
  const concerns = concernedBy(facts, limitsGivers(state.policy.packsOn(facts.asOf)))
  const lines = isReceived ? state.earlier.received : state.earlier.given
  return lines
    .filter((line) => countsOn(line, row.day.from))
    .map((line) => factLine(atEmployer(state.earlier.employed(line), facts.recipient?.employerId)))
    .filter(concerns)
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
  return registerBenefit(benefit, [recipient], giverOf(prepared), [deps.newId('line'), deps.newId('line')])
}

type Settled = {
  readonly prepared: PreparedRow
  readonly decided: RowDecision
  readonly call: Call<RowBody>
}

function importedRow(
  deps: ImportDeps,
  set: OwnSet,
  settled: Settled & {
    readonly benefitId: string
    readonly at: { key: string; place: number }
    readonly taken: readonly Remark[]
  },
): RowChange {
  const { prepared, decided, call, benefitId, at, taken } = settled
  return insertRow(rowTable, {
    id: deps.newId('importLine'),
    run_id: set.run.id,
    book: set.run.book,
    key: at.key,
    line: call.body.line,
    place: at.place,
    benefit_id: benefitId,
    outcome: decided.decision.outcome,
    stopped_by: decided.stops.join(','),
    rules: decided.decision.ruleIds.join(','),
    facts: prepared.factsText,
    decision_sha256: decided.sha256,
    is_reversed: false,
    taken_for: takenText(taken),
  })
}

type Registered = Settled & { readonly situation: OwnSituation; readonly n: bigint }

function benefitOf(deps: ImportDeps, set: OwnSet, given: Registered): Omit<BenefitRow, 'version'> {
  const { situation, prepared, decided, call, n } = given
  const { row } = situation
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
    requester_id: situation.staffId ?? null,
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
    way: null,
    unit_id: null,
    released_minor: 0n,
    refunded_minor: 0n,
  }
}
