import { homeZone, type World } from '../../src/app/world.ts'
import { toDecimal } from '../../src/kernel/money.ts'
import { dayIn } from '../../src/kernel/time.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { apiCalls, type ApiCalls } from '../setup/api-calls.ts'
import { camtFile, paymentDetails } from '../setup/bank-files.ts'
import { templateWords } from './busy-later.ts'

type PayingAccount = {
  readonly id: string
  readonly entity_id: string
  readonly stated_by: string
  readonly checked_by: string
  readonly minor: string
}

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
 * checked, what was checked leaves in a batch, and a statement shows all that the bank had not answered. What
 * left by a template of their own bank is answered by its words, and what was claimed in yuan for dollars is
 * ordered and paid; the account of a leaver is verified, and what was watched is ended.
 */
export async function goOn(world: World): Promise<void> {
  const api = apiCalls(world)
  const [account] = await sql<PayingAccount>(
    world,
    `select account.id, account.entity_id, account.stated_by, account.checked_by,
  shown.closing_minor::text as minor
from payments.own_account as account
join payments.statement as shown on shown.account_id = account.id
order by shown.imported_at desc, shown.closing_minor desc`,
  )
  if (!account) return
  await answerByTemplate(world, api)
  await answerRest(world, api, account)
  await orderConverted(world, api, account)
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

/** The result of the bank whose template sent a payment, in the words that its template knows. */
async function answerByTemplate(world: World, api: ApiCalls): Promise<void> {
  const sent = await sql<Order & { readonly entity_id: string }>(
    world,
    `select paid.id, paid.state, paid.made_by, paid.end_to_end_id, paid.minor::text as minor, paid.entity_id
from payments.order as paid
join payments.batch_line as left_in on left_in.order_id = paid.id
join payments.batch as batch on batch.id = left_in.batch_id
join payments.own_account as account on account.id = batch.account_id
where paid.state = 'sent'
and account.form like 'btpl_%'`,
  )
  for (const { made_by: maker, entity_id: entityId, end_to_end_id: number, minor } of sent) {
    const amount = toDecimal({ currency: 'CNY', minor: BigInt(minor) })
    const heading = [templateWords.number, templateWords.amount, templateWords.state].join(',')
    const text = `${heading}\r\n${number},${amount},${templateWords.paid}\r\n`
    const files = [{ name: 'result.csv', bytes: Buffer.from(text) }]
    await api.good(maker, 'bank.import_results', { body: { entityId }, files })
  }
}

/** The account of a leaver is verified by another, and compliance ends what was watched. */
async function answerRest(world: World, api: ApiCalls, account: PayingAccount): Promise<void> {
  const stated = await sql<{ id: string }>(
    world,
    `select id from payments.staff_account where state = 'stated' and stated_by <> person_id`,
  )
  for (const { id: accountId } of stated) {
    const body = { answer: 'confirm', how: 'bank_confirmation', reference: '银行回函' }
    await api.good(account.checked_by, 'payments.check_staff_account', { params: { accountId }, body })
  }
  const watched = await sql<{ id: string; version: number; person_id: string }>(
    world,
    `select watched.id, watched.version, grants.person_id
from coverage.watched_account as watched
join access.role_grant as grants on grants.role = 'compliance'
and coalesce(grants.entity_id, watched.entity_id) = watched.entity_id
where watched.state = 'watched'`,
  )
  for (const { id: watchId, version, person_id: personId } of watched.slice(0, 1)) {
    const body = { version, reason: '科目已停用' }
    await api.good(personId, 'coverage.end_watch', { params: { watchId }, body })
  }
}

/** An order for each accepted claim that is paid in another currency than its benefit's. */
async function orderConverted(world: World, api: ApiCalls, account: PayingAccount): Promise<void> {
  const claims = await sql<{ id: string; request_id: string }>(
    world,
    `select claim.id, line.request_id
from payments.claim as claim
join payments.claim_line as line on line.claim_id = claim.id
where claim.state = 'accepted'
and claim.pay_currency is not null
and not exists (select from payments.order where claim_id = claim.id)`,
  )
  for (const { id: claimId, request_id: requestId } of claims) {
    const body = { requestId, claimId, purpose: '境外用餐报销' }
    await api.good(account.stated_by, 'payments.prepare', { body })
  }
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
