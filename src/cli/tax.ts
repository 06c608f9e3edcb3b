import { formatMoney } from '../kernel/format.ts'
import { fromMoneyJson, type MoneyJson } from '../kernel/money.ts'
import { chargeTax, taxScheduleFor } from '../modules/payments/index.ts'
import { actAlone } from '../platform/act/act.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { cliTaxTexts } from '../texts/cli-tax.ts'
import { fill, type TextValue } from '../texts/text.ts'
import { dataOption, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { newKey, tellRefusal } from './with-access.ts'
import { withEntity, type EntityTools } from './with-entity.ts'

const text = { type: 'string' } as const

/** The tax schedule of a year, and the taxes on what was given brought into the books. */
export const taxCommand: CliCommand = {
  summary: cliTaxTexts['cli.tax'],
  usage: 'show --entity CODE --year YEAR | charge --entity CODE --month MONTH',
  options: { ...dataOption, entity: text, year: text, month: text },
  run: (call) => {
    const [what, ...more] = call.positionals
    if (what === 'show' && more.length === 0 && !call.has('month')) return show(call)
    if (what === 'charge' && more.length === 0 && !call.has('year')) return charge(call)
    throw new WrongUse(cliTaxTexts['cli.tax.what'])
  },
}

type Schedule = Awaited<ReturnType<typeof taxScheduleFor>>
type Word = keyof typeof cliTaxTexts
type Say = (key: Word, params?: Readonly<Record<string, TextValue>>) => string

const sayMoney = (amount: MoneyJson): string => formatMoney(fromMoneyJson(amount))

function sayIn(call: CliCall): Say {
  return (key, params = {}) => fill(cliTaxTexts[key], call.io.language, params)
}

async function show(call: CliCall): Promise<number> {
  const year = needText(call, 'year')
  if (!/^20(0[89]|[1-9]\d)$/.test(year)) throw new WrongUse(cliTaxTexts['cli.tax.year'])
  return withEntity(call, 'tax', async ({ world, actor, entityId }) => {
    const asked = { entityId, year: Number(year), at: world.now() }
    const reader = { actor, language: call.io.language }
    const schedule = await readOnly(world.pool, [actor], (tx) =>
      taxScheduleFor(world.requests, tx, reader, asked),
    )
    call.io.answer(schedule, () => told(schedule, sayIn(call)))
    return schedule.charge.due === 0 ? exit.done : exit.found
  })
}

/** The headings with their figures, what is open, and what of it stands in the books. */
function told({ year, sections, open, charge: { month, due, booked } }: Schedule, say: Say): string[] {
  const figures = sections.map(({ title, count, spent, addBack, tax }) =>
    [
      say('cli.tax.section', { title, count, spent: sayMoney(spent) }),
      addBack === undefined ? '' : say('cli.tax.add_back', { amount: sayMoney(addBack) }),
      tax === undefined ? '' : say('cli.tax.amount', { amount: sayMoney(tax) }),
    ].join(''),
  )
  return [
    ...(figures.length === 0 ? [say('cli.tax.none', { year: String(year) })] : figures),
    ...open,
    ...booked.map(({ name, amount }) => say('cli.tax.booked', { name, amount: sayMoney(amount) })),
    ...(due === 0 ? [] : [say('cli.tax.due', { month, count: due })]),
  ]
}

async function charge(call: CliCall): Promise<number> {
  const month = needText(call, 'month')
  if (!/^20(0[89]|[1-9]\d)-(0[1-9]|1[0-2])$/.test(month)) throw new WrongUse(cliTaxTexts['cli.tax.month'])
  return withEntity(call, 'tax', (tools) => chargeAll(call, tools, month))
}

const nothingLeft = 'payments.tax_nothing_to_charge'

/** Calls until nothing is left; each call is a commit of its own, so it goes on where it was broken off. */
async function chargeAll(call: CliCall, tools: EntityTools, month: string): Promise<number> {
  const { world, actor, entityId } = tools
  const command = chargeTax({ ...world.requests, newId: world.newId })
  let changed = 0
  for (let left = 1; left > 0;) {
    const asked = { key: newKey(), actor, body: { entityId, month }, at: world.now() }
    const outcome = await actAlone(world.door, command, asked)
    // Somebody else may have booked the rest meanwhile.
    if (changed > 0 && outcome.kind === 'refused' && outcome.refusal.code === nothingLeft) break
    if (outcome.kind === 'refused' || outcome.kind === 'forbidden') return tellRefusal(call, outcome.refusal)
    if (outcome.kind !== 'done') throw new Error(`a new key is answered: ${outcome.kind}`)
    changed += outcome.answer.changed
    left = outcome.answer.left
  }
  call.io.answer({ month, changed }, () => [sayIn(call)('cli.tax.charged', { month, count: changed })])
  return exit.done
}
