import type { z } from 'zod'
import type { budgets } from '../../contract/budgets.ts'
import { formatMoney } from '../../kernel/format.ts'
import { toMoneyJson } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import { mayWith, nameOf } from '../access/index.ts'
import { loadAccrued } from './accrued.ts'
import { answererObjection } from './answer.ts'
import type { BudgetDeps } from './deps.ts'
import { forecastOf, type Demand } from './domain.ts'
import { loadRooms, type Room, type RoomDeps } from './rooms.ts'
import { listChanges, loadBudgetsOf, loadDemands } from './store.ts'
import type { BudgetRow, ChangeRow } from './tables.ts'
import { answerWord, changeWords, formWords, say, unitName, type WordReader } from './words.ts'

type List = z.input<(typeof budgets)['answer']>
type Item = List['items'][number]

/** The last proposals that the page shows. */
const changesMax = 50

/** Who reads, and about which entity and year. */
export type BudgetReader = WordReader & {
  readonly actor: Actor
  readonly entityId: string
  readonly year: string
  readonly today: LocalDate
}

/** The budgets of an entity in a year as the page shows them. */
export async function budgetList(deps: BudgetDeps, tx: Transaction, reader: BudgetReader): Promise<List> {
  const { entityId, organisation, actor } = reader
  const rows = await budgetsIn(tx, entityId, reader.year)
  const items = await budgetItems(deps, tx, reader, rows)
  const demands = await loadDemands(tx, [entityId])
  // The database holds the list of answers.
  const key = (demands.get(entityId)?.answer ?? 'free') as Demand
  const changes = await listChanges(tx, { entityId, max: changesMax })
  const units = [...organisation.units.values()].filter(
    (unit) => unit.entity_id === null || unit.entity_id === entityId,
  )
  return {
    items,
    demand: { key, says: say(reader, `budget.demand.${key}`) },
    changes: changes.map((row) => changeJson(reader, row)),
    currency: organisation.entities.get(entityId)?.currency.trim() ?? '',
    forms: [...deps.forms(reader.language)],
    units: units.map((unit) => ({ id: unit.id, name: nameOf(unit, reader.language) })),
    can: { propose: mayWith(actor, 'budgets.propose', { entityId }).can },
  }
}

/** The budgets in force of a year, the widest first. */
export async function budgetsIn(tx: Transaction, entityId: string, year: string): Promise<BudgetRow[]> {
  const rows = await loadBudgetsOf(tx, [entityId])
  return rows
    .filter(({ state, period }) => state === 'set' && period.startsWith(year))
    .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
}

function orderOf({ period, unit_id: unitId, forms, name }: BudgetRow): string {
  return [period, unitId ?? '', forms, name].join('\n')
}

/** The figures of budgets in the reader's words. */
export async function budgetItems(
  deps: Pick<BudgetDeps, 'converted'>,
  tx: Transaction,
  reader: WordReader & { readonly today: LocalDate },
  rows: readonly BudgetRow[],
): Promise<Item[]> {
  const { organisation, today } = reader
  const rooming: RoomDeps = { organisation, today, converted: await deps.converted(tx) }
  const [rooms, accrued] = [await loadRooms(rooming, tx, rows), await loadAccrued(rooming, tx, rows)]
  return rooms.map((room) => itemOf(reader, room, accrued.get(room.row.id) ?? 0n))
}

function itemOf(reader: WordReader & { readonly today: LocalDate }, room: Room, accrued: bigint): Item {
  const { row, sums, rest, scope, unknown } = room
  const { id, name, period, from_on: from, until_on: until, unit_id: unitId, planned_minor: planned } = row
  const money = (minor: bigint) => toMoneyJson({ currency: row.currency.trim(), minor })
  const forecast = forecastOf(sums, scope, reader.today)
  const state = stateOf(planned, rest, forecast)
  const share = (part: bigint) => (planned === 0n ? 0 : Number((part * 1000n) / planned))
  return {
    budgetId: id,
    name,
    period,
    from,
    until,
    ...(unitId === null ? {} : { unit: { id: unitId, name: unitName(reader, unitId) } }),
    forms: formWords(reader, row.forms),
    answer: { key: row.answer, word: answerWord(reader, row.answer) },
    planned: money(planned),
    held: money(sums.held),
    committed: money(sums.committed),
    spent: money(sums.spent),
    accrued: money(accrued),
    paid: money(paidOf(sums.spent, accrued)),
    rest: money(rest),
    forecast: money(forecast),
    share: { spent: share(sums.spent), committed: share(sums.committed), held: share(sums.held) },
    state,
    says: sentenceOf(reader, room, { state, forecast }),
    unknown: [...unknown],
  }
}

/** What is spent and owed no more; two roundings of one worth never make it less than nothing. */
function paidOf(spent: bigint, accrued: bigint): bigint {
  return spent > accrued ? spent - accrued : 0n
}

function stateOf(planned: bigint, rest: bigint, forecast: bigint): Item['state'] {
  if (rest < 0n) return 'over'
  if (forecast > planned) return 'forecast_over'
  return rest * 10n < planned ? 'tight' : 'fits'
}

type Stands = { readonly state: Item['state']; readonly forecast: bigint }

function sentenceOf(reader: WordReader, { row, rest, unknown }: Room, { state, forecast }: Stands): string {
  const money = (minor: bigint) => formatMoney({ currency: row.currency.trim(), minor })
  const beyond = state === 'over' ? -rest : forecast - row.planned_minor
  const params = { rest: money(rest), over: money(beyond), until: row.until_on }
  const says = say(reader, `budget.state.${state}`, params)
  if (unknown.length === 0) return says
  return `${says} ${say(reader, 'budget.state.unknown', { currencies: unknown.join(', ') })}`
}

function changeJson(reader: BudgetReader, row: ChangeRow): List['changes'][number] {
  const { organisation, language, actor } = reader
  const name = (id: string) => {
    const person = organisation.people.get(id)
    return person ? nameOf(person, language) : id
  }
  const refusal = row.state === 'proposed' ? answererObjection(row, actor) : undefined
  const answer = refusal ? { can: false, why: sayRefusal(refusal, language).says } : { can: true }
  return {
    changeId: row.id,
    // The database holds the lists.
    what: row.what as 'set',
    ...(row.budget_id === null ? {} : { budgetId: row.budget_id }),
    says: changeWords(reader, row),
    reason: row.reason,
    state: row.state as 'proposed',
    proposedBy: name(row.proposed_by),
    proposedAt: row.proposed_at,
    ...(row.answered_by === null ? {} : { answeredBy: name(row.answered_by) }),
    ...(row.answered_at === null ? {} : { answeredAt: row.answered_at }),
    ...(row.state === 'proposed' ? { answer } : {}),
  }
}
