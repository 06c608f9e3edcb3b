import { homeZone, type World } from '../../src/app/world.ts'
import { toDecimal } from '../../src/kernel/money.ts'
import { dayIn } from '../../src/kernel/time.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { apiCalls } from '../setup/api-calls.ts'
import { camtFile, paymentDetails } from '../setup/bank-files.ts'

type Order = {
  readonly id: string
  readonly state: string
  readonly made_by: string
  readonly end_to_end_id: string
  readonly minor: string
}

/** How the payment orders of a company stand. */
export async function standingOf(world: World): Promise<Map<string, string>> {
  const orders = await ordersOf(world)
  return new Map(orders.map(({ id, state }) => [id, state]))
}

/**
 * People of an older company bring its payments to their end by the commands of today: what was prepared is
 * checked, what was checked leaves in a batch, and a statement shows all that the bank had not answered.
 */
export async function goOn(world: World): Promise<void> {
  const api = apiCalls(world)
  const [account] = await sql<{ id: string; entity_id: string; checked_by: string; minor: string }>(
    world,
    `select account.id, account.entity_id, account.checked_by, shown.closing_minor::text as minor
from payments.own_account as account
join payments.statement as shown on shown.account_id = account.id`,
  )
  if (!account) return
  const orders = await ordersOf(world)
  const inState = (...states: readonly string[]) => orders.filter(({ state }) => states.includes(state))
  for (const { id } of inState('prepared'))
    await api.good(account.checked_by, 'payments.check', { params: { orderId: id }, body: { version: 1 } })
  const leaving = inState('prepared', 'checked')
  const maker = leaving[0]?.made_by ?? ''
  const day = dayIn(homeZone, world.now())
  const batch = { accountId: account.id, orderIds: leaving.map(({ id }) => id), executeOn: day }
  await api.good(maker, 'bank.make_batch', { body: batch })
  const bytes = statementOf(inState('prepared', 'checked', 'sent', 'unknown'), BigInt(account.minor), day)
  const files = [{ name: 'statement.xml', bytes: Buffer.from(bytes) }]
  await api.good(maker, 'bank.import_statement', { body: { entityId: account.entity_id }, files })
}

/** The statement that follows the one before, on which everything has left. */
function statementOf(orders: readonly Order[], opening: bigint, day: string): Uint8Array {
  const amountOf = (minor: bigint) => toDecimal({ currency: 'CNY', minor })
  const closing = orders.reduce((rest, { minor }) => rest - BigInt(minor), opening)
  const entries = orders.map(({ end_to_end_id: id, minor }) => ({
    amount: amountOf(BigInt(minor)),
    day,
    details: paymentDetails('08', { id }),
  }))
  return camtFile('08', [{ id: 'S-later', opening: amountOf(opening), closing: amountOf(closing), entries }])
}

function ordersOf(world: World): Promise<Order[]> {
  return sql<Order>(
    world,
    'select id, state, made_by, end_to_end_id, minor::text as minor from payments.order order by id',
  )
}

function sql<Row extends object>(world: World, text: string): Promise<Row[]> {
  return readOnly(world.pool, [systemActor], (tx) => tx.sql<Row & Record<string, unknown>>(text))
}
