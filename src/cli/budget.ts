import { besideBenefits } from '../app/booking.ts'
import { budgetDeps } from '../app/budget-deps.ts'
import { masterKeyInUse } from '../app/master-key.ts'
import { makeWorld, type World } from '../app/world.ts'
import type { Organisation } from '../modules/access/index.ts'
import { budgetItems, budgetsIn, proveBudgets, type BudgetApart } from '../modules/budgets/index.ts'
import { formatMoney } from '../kernel/format.ts'
import { fromMoneyJson, type MoneyJson } from '../kernel/money.ts'
import { systemActor } from '../platform/act/actor.ts'
import { systemClock } from '../platform/clock.ts'
import { openPool } from '../platform/db/connect.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Transaction } from '../platform/db/transaction.ts'
import { budgetTexts } from '../texts/budgets.ts'
import { fill } from '../texts/text.ts'
import { propose, proposalOptions, proposalUsage } from './budget-propose.ts'
import { dataOption, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { withDatabase } from './with-database.ts'

/** Shows the budgets of a year, proves them from the memorandum ledger, or proposes changes of them. */
export const budgetCommand: CliCommand = {
  summary: budgetTexts['budget.command'],
  usage: `list [--year YEAR] | check [--year YEAR] | ${proposalUsage}`,
  options: { ...dataOption, year: { type: 'string' }, ...proposalOptions },
  run: (call) => {
    const what = call.positionals.join(' ')
    if (what === 'propose' || what === 'end' || what === 'demand') return propose(call, what)
    const year = call.text('year') ?? systemClock()().slice(0, 4)
    if (!/^20\d{2}$/.test(year)) throw new WrongUse(budgetTexts['budget.year'])
    if (what === 'list') return reading(call, (parts) => list(call, parts, year))
    if (what === 'check') return reading(call, (parts) => check(call, parts, year))
    throw new WrongUse(budgetTexts['budget.what'])
  },
}

type Parts = { readonly world: World; readonly tx: Transaction; readonly organisation: Organisation }

/** Reads all books of an installation on one snapshot. */
async function reading(call: CliCall, work: (parts: Parts) => Promise<number>): Promise<number> {
  return withDatabase(call, async (database, config) => {
    const pool = openPool(database.app, { max: 1, name: 'budget' })
    const world = makeWorld({
      pool,
      masterKey: await masterKeyInUse(config, database),
      data: config.data,
      now: systemClock(),
      enqueue: async () => undefined,
    })
    try {
      return await readOnly(pool, [systemActor], async (tx) => {
        const organisation = await world.requests.organisation(tx)
        return work({ world, tx, organisation })
      })
    } finally {
      await pool.end()
    }
  })
}

/** The budgets of each entity, in the order of their codes. */
async function rowsOf({ tx, organisation }: Parts, year: string) {
  const entities = [...organisation.entities.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))
  const found: { entityId: string; code: string; rows: Awaited<ReturnType<typeof budgetsIn>> }[] = []
  for (const { id, code } of entities) {
    found.push({ entityId: id, code, rows: await budgetsIn(tx, id, year) })
  }
  return found
}

async function list(call: CliCall, parts: Parts, year: string): Promise<number> {
  const { world, tx, organisation } = parts
  const deps = budgetDeps(world)
  const { language } = call.io
  const items: ({ entity: string } & Awaited<ReturnType<typeof budgetItems>>[number])[] = []
  for (const { entityId, code, rows } of await rowsOf(parts, year)) {
    const today = deps.dayOf(organisation, entityId, world.now())
    const reader = { language, organisation, today, forms: deps.forms }
    for (const item of await budgetItems(deps, tx, reader, rows)) items.push({ entity: code, ...item })
  }
  const money = (amount: MoneyJson) => formatMoney(fromMoneyJson(amount))
  call.io.answer({ items }, () =>
    items.length === 0
      ? [fill(budgetTexts['budget.none'], language, { year })]
      : items.map((item) =>
          fill(budgetTexts['budget.line'], language, {
            id: item.budgetId,
            entity: item.entity,
            period: item.period,
            name: item.name,
            planned: money(item.planned),
            held: money(item.held),
            committed: money(item.committed),
            spent: money(item.spent),
            accrued: money(item.accrued),
            paid: money(item.paid),
            rest: money(item.rest),
            forecast: money(item.forecast),
          }),
        ),
  )
  return exit.done
}

async function check(call: CliCall, parts: Parts, year: string): Promise<number> {
  const { world, tx, organisation } = parts
  const deps = budgetDeps(world)
  const converted = await deps.converted(tx)
  const { language } = call.io
  const apart: BudgetApart[] = []
  let count = 0
  for (const { entityId, rows } of await rowsOf(parts, year)) {
    const today = deps.dayOf(organisation, entityId, world.now())
    count += rows.length
    const proving = { organisation, converted, today, beside: besideBenefits }
    apart.push(...(await proveBudgets(proving, tx, rows)))
  }
  const found = apart.map(({ row, stage, register, books }) => ({
    budgetId: row.id,
    name: row.name,
    period: row.period,
    stage,
    register: { currency: row.currency.trim(), minor: register.toString() },
    books: { currency: row.currency.trim(), minor: books.toString() },
  }))
  call.io.answer({ agrees: found.length === 0, budgets: count, apart: found }, () =>
    found.length === 0
      ? [fill(budgetTexts['budget.agree'], language, { count })]
      : found.map(({ name, period, stage, register, books }) =>
          fill(budgetTexts['budget.differ'], language, {
            name,
            period,
            stage: fill(budgetTexts[`budget.figure.${stage}`], language),
            register: formatMoney(fromMoneyJson(register)),
            books: formatMoney(fromMoneyJson(books)),
          }),
        ),
  )
  return found.length === 0 ? exit.done : exit.found
}
