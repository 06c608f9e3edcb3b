import { accrualDeps } from '../app/ledger-deps.ts'
import { formatMoney } from '../kernel/format.ts'
import { fromMoneyJson, type MoneyJson } from '../kernel/money.ts'
import { accrualList, bookAccruals } from '../modules/ledger/index.ts'
import { actAlone } from '../platform/act/act.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { cliAccrualTexts } from '../texts/cli-accruals.ts'
import { ledgerTexts } from '../texts/ledger.ts'
import { fill, type TextValue } from '../texts/text.ts'
import { needText, WrongUse, type CliCall } from './args.ts'
import { exit } from './io.ts'
import { newKey, tellRefusal } from './with-access.ts'
import { withEntity, type EntityTools } from './with-entity.ts'

type List = Awaited<ReturnType<typeof accrualList>>
type Say = (key: keyof typeof cliAccrualTexts, params?: Readonly<Record<string, TextValue>>) => string

const sayMoney = (amount: MoneyJson): string => formatMoney(fromMoneyJson(amount))

function sayIn(call: CliCall): Say {
  return (key, params = {}) => fill(cliAccrualTexts[key], call.io.language, params)
}

function monthOf(call: CliCall): string {
  const month = needText(call, 'month')
  if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(month)) throw new WrongUse(ledgerTexts['books.month'])
  return month
}

/** Tells what a month accrues; exits with 1 where the books hold something else. */
export async function showAccruals(call: CliCall): Promise<number> {
  const month = monthOf(call)
  return withEntity(call, 'books', async ({ world, actor, entityId }) => {
    const asked = { entityId, month, actor, language: call.io.language, at: world.now() }
    const list = await readOnly(world.pool, [actor], (tx) => accrualList(accrualDeps(world), tx, asked))
    call.io.answer(list, () => told(list, sayIn(call)))
    return list.due === 0 ? exit.done : exit.found
  })
}

function itemLine(item: List['items'][number], say: Say): string {
  const { number, title, happenedOn: day, amount, booked, isGivenLate = false } = item
  const params = { number, title, day, amount: sayMoney(amount), booked: sayMoney(booked) }
  return `${say('cli.accruals.item', params)}${isGivenLate ? say('cli.accruals.given_late') : ''}`
}

function told({ month, state, count, due, items, totals }: List, say: Say): string[] {
  if (count === 0) return [say('cli.accruals.none', { month })]
  return [
    ...items.map((item) => itemLine(item, say)),
    ...totals.map(({ amount, booked }) =>
      say('cli.accruals.total', {
        state: say(`cli.accruals.${state}`),
        amount: sayMoney(amount),
        booked: sayMoney(booked),
      }),
    ),
    ...(due === 0 ? [] : [say('cli.accruals.due', { count: due })]),
  ]
}

/** Books what a month accrues. */
export async function bookAllAccruals(call: CliCall): Promise<number> {
  const month = monthOf(call)
  return withEntity(call, 'books', (tools) => bookAll(call, tools, month))
}

/** Calls until nothing is left; each call is a commit of its own, so it goes on where it was broken off. */
async function bookAll(call: CliCall, tools: EntityTools, month: string): Promise<number> {
  const { world, actor, entityId } = tools
  const command = bookAccruals(accrualDeps(world))
  let changed = 0
  for (let left = 1; left > 0;) {
    const asked = { key: newKey(), actor, body: { entityId, month }, at: world.now() }
    const outcome = await actAlone(world.door, command, asked)
    const isRefused = outcome.kind === 'refused' || outcome.kind === 'forbidden'
    // Somebody else may have booked the rest meanwhile.
    if (changed > 0 && isRefused && outcome.refusal.code === 'ledger.accruals_nothing_due') break
    if (isRefused) return tellRefusal(call, outcome.refusal)
    if (outcome.kind !== 'done') throw new Error(`a new key is answered: ${outcome.kind}`)
    changed += outcome.answer.changed
    left = outcome.answer.left
  }
  call.io.answer({ month, changed }, () => [sayIn(call)('cli.accruals.booked', { month, count: changed })])
  return exit.done
}
