import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Pool } from 'pg'
import { apiCalls } from '../../test/setup/api-calls.ts'
import type { Company } from '../../test/setup/company-on.ts'
import { pgbench } from '../pgbench.ts'
import {
  livesIn,
  numbersOf,
  payingAccount,
  prepareLives,
  showOnStatement,
  type Lives,
  type Staff,
} from './company.ts'
import { day, lunchOf } from './lives.ts'
import { copiesOf, madeIn, scriptOf, type Script } from './script.ts'
import { steps, type Life } from './steps.ts'
import { nextTransaction, tracing, writtenSince, type Footprint, type Traced } from './traced.ts'

const templateNumber = 10_000_000
const proofNumber = 10_000_001

/** One real life, from which the scripts of pgbench are made. */
export type Template = {
  readonly scriptOf: (operation: string) => Script
  /** Gives these lives everything that a life has before its approval. */
  readonly copyTo: (lives: Lives) => Promise<void>
  /** The orders that scripts make for lives. */
  readonly ordersOf: (lives: Lives) => Pick<Life, 'n' | 'orderId'>[]
}

type Site = { readonly company: Company; readonly staff: Staff; readonly folder: string }

/**
 * Lives one life through the product, and another one of the same by the scripts that are made of it; throws
 * where they leave other rows behind.
 */
export async function templateOf(site: Site): Promise<Template> {
  const { company } = site
  const owner = company.database.pool('owner', 1)
  await prepareLives(company, { first: templateNumber, last: proofNumber })
  const commands = await liveOnce(site, owner)
  const made = madeIn(templateNumber, [...commands.values()])
  const filed = commands.get('requests.submit')
  const [life] = await livesIn(company, { first: templateNumber, last: templateNumber })
  if (!filed || !life) throw new Error('the life of the template was not filed')
  const template: Template = {
    scriptOf: (operation) => {
      const command = commands.get(operation)
      if (!command) throw new Error(`nobody gave the command ${operation}`)
      return scriptOf(command, made)
    },
    copyTo: async ({ first, last }) => {
      await owner.query("set app.entities to '*'")
      await owner.query('begin')
      for (const text of copiesOf([filed], made, [first, last])) await owner.query(text)
      await owner.query(
        `insert into benefits.subject (id)
select replace(id, $1::text, n::text) from benefits.subject, generate_series($2::int, $3::int) as n
where id like '%' || $1
on conflict (id) do nothing`,
        [String(templateNumber), first, last],
      )
      await owner.query('commit')
    },
    ordersOf: (lives) => numbersOf(lives).map((n) => ({ n, orderId: `${made.get(life.orderId) ?? ''}${n}` })),
  }
  await prove(site, owner, commands, template)
  return template
}

/** Every command of one life, in its order, with what each wrote. */
async function liveOnce({ company, staff }: Site, owner: Pool): Promise<Map<string, Traced>> {
  const { world, traced } = tracing(company.world, owner)
  const calls = apiCalls(world)
  const commands = new Map<string, Traced>()
  const give = async (operation: string, personId: string, given: { params?: object; body: object }) =>
    void commands.set(operation, await traced(() => calls.good(personId, operation, given)))
  await give('requests.submit', staff.sales.personId, { body: { proposal: lunchOf(templateNumber) } })
  for (const step of steps) {
    const [life] = await livesIn(company, { first: templateNumber, last: templateNumber })
    if (!life) throw new Error('the life of the template is not there')
    if (step.operation === 'bank.answer_line') {
      const body = { accountId: payingAccount, orderIds: [life.orderId], executeOn: day }
      await give('bank.make_batch', staff.maker.personId, { body })
      await showOnStatement(company, [life])
    }
    const params = step.params?.(life)
    const given = { ...(params === undefined ? {} : { params }), body: step.body(life) }
    await give(step.operation, staff[step.who].personId, given)
  }
  return commands
}

/** Lives another life by the scripts, and compares what each of them writes with what its command wrote. */
async function prove(
  { company, folder }: Site,
  owner: Pool,
  commands: ReadonlyMap<string, Traced>,
  template: Template,
): Promise<void> {
  const lives = { first: proofNumber, last: proofNumber }
  await template.copyTo(lives)
  for (const [operation, command] of commands) {
    if (operation === 'requests.submit') continue
    if (operation === 'bank.answer_line') await showOnStatement(company, template.ordersOf(lives))
    const { text, variables } = template.scriptOf(operation)
    const script = join(folder, 'proof.sql')
    writeFileSync(script, text)
    const since = await nextTransaction(owner)
    await pgbench({
      url: company.database.poolUrl('owner'),
      script,
      clients: 1,
      length: { transactions: 1 },
      variables: { ...variables, base: proofNumber, each: 0, i: -1 },
    })
    const written = await writtenSince(owner, since)
    // Nobody measures the batch, whose file has a row beside.
    if (operation === 'bank.make_batch') continue
    if (command.transactions !== 1 || written.transactions !== 1) {
      throw new Error(`${operation}: ${command.transactions} and ${written.transactions} transactions`)
    }
    compare(operation, command.footprint, written.footprint)
  }
}

/** The same number of rows in the same tables, and as many bytes but for the length of numbers. */
function compare(operation: string, ours: Footprint, theirs: Footprint): void {
  const tables = [...new Set([...ours.keys(), ...theirs.keys()])].sort()
  const apart = tables.filter((table) => {
    const [one, other] = [ours.get(table), theirs.get(table)]
    if (one?.rows !== other?.rows) return true
    return Math.abs((one?.bytes ?? 0) - (other?.bytes ?? 0)) > 8 * (one?.rows ?? 0)
  })
  const say = (table: string) =>
    `${table} ${JSON.stringify(ours.get(table))} ${JSON.stringify(theirs.get(table))}`
  if (apart.length > 0) throw new Error(`${operation} is written otherwise: ${apart.map(say).join('; ')}`)
  const sum = (of: Footprint, what: 'rows' | 'bytes') =>
    [...of.values()].reduce((all, each) => all + each[what], 0)
  process.stderr.write(
    `${operation}: both write ${sum(ours, 'rows')} rows in ${tables.length} tables, ` +
      `${sum(ours, 'bytes')} and ${sum(theirs, 'bytes')} bytes\n`,
  )
}
