import { systemActor } from '../../src/platform/act/actor.ts'
import { monotonicMs, pause } from '../../src/platform/clock.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { Transaction } from '../../src/platform/db/transaction.ts'
import { brokenOff } from './broken-off.ts'
import { atLeast, atMost, type GateLine } from './gate.ts'
import type { Work } from './payers.ts'
import { provePayments, toLines } from './payments-proof.ts'

/** The worst of what was ever found, by what must never be. */
export type Worst = Map<string, number>

/**
 * Proves payments and books, as soon as a connection holds where those of before were broken off, and keeps
 * what is worse than before.
 */
export async function proveAgain({ company }: Work, worst: Worst): Promise<void> {
  for (;;) {
    const wrongs = await readOnly(company.world.pool, [systemActor], provePayments).catch(brokenOff)
    for (const [name, count] of wrongs ?? []) worst.set(name, Math.max(count, worst.get(name) ?? 0))
    if (wrongs) return
    await pause(20)
  }
}

/** For how long a payment is waited for on a slow machine; without one by then the payers stand still. */
const idleMsMax = 60_000

/**
 * Waits until more payments than before have come to their end, however slow the machine: what is disturbed
 * before anybody was answered proves nothing.
 */
export async function untilOneEnds({ answered: { ends } }: Work, before: number): Promise<void> {
  const began = monotonicMs()
  while (ends.size <= before && monotonicMs() - began < idleMsMax) await pause(20)
}

/**
 * What was answered to payers is there as they were told, once and with its entry; and what was found of
 * payments and books.
 */
export async function judgePayers(gate: string, work: Work, worst: Worst): Promise<GateLine[]> {
  const { company, answered, name } = work
  const found = await readOnly(company.world.pool, [systemActor], (tx) => loadMarked(tx, `${name}-%`))
  const { coupons, orders } = found
  const states = new Map(orders.map(({ id, state }) => [id, state]))
  const marks = new Set(coupons.map(({ mark }) => mark))
  const lost = [
    ...answered.coupons.filter((mark) => !marks.has(mark)),
    ...[...answered.orders.values()].filter((id) => !states.has(id)),
    ...answered.checked.filter((id) => (states.get(id) ?? 'prepared') === 'prepared'),
    ...[...answered.ends].filter(([id, end]) => states.get(id) !== end),
    ...answered.refunds.filter((id) => orders.find((order) => order.id === id)?.refunds !== 1n),
  ]
  const all = [...coupons, ...orders]
  const twice = coupons.length - marks.size + orders.length - new Set(orders.map(({ mark }) => mark)).size
  return [
    atMost(`${gate} answered writes that are not there`, lost.length, 0, 'writes'),
    atMost(`${gate} benefits and orders that stand twice`, twice, 0, 'writes'),
    atMost(`${gate} writes without one entry`, all.filter(hasNotOne).length, 0, 'writes'),
    atLeast(`${gate} parts of payments that came back`, answered.refunds.length, 1, 'writes'),
    atMost(`${gate} payments that were refused at first`, answered.refused.length, 0, 'writes'),
    ...toLines(gate, worst),
  ]
}

type Marked = {
  readonly id: string
  readonly mark: string
  readonly state: string
  readonly entries: bigint
}

/** An order, with the number of parts of it that came back and of entries that say so. */
type MarkedOrder = Marked & { readonly refunds: bigint }

function hasNotOne({ entries }: Marked): boolean {
  return entries !== 1n
}

/** The benefits and orders of a gate, each with the number of entries that made it. */
async function loadMarked(tx: Transaction, marks: string) {
  const coupons = await tx.sql<Marked>(
    `select request.id, request.reason as mark, request.state, count(entry.id) as entries
from requests.request
left join audit.entry on entry.object_id = request.id and entry.operation = 'requests.submit'
where request.reason like $1
group by request.id, request.reason, request.state`,
    [marks],
  )
  const orders = await tx.sql<MarkedOrder>(
    `select made.id, made.purpose as mark, made.state, count(entry.id) as entries, (
  select count(*)
  from payments.refund as back
  join audit.entry as said on said.object_id = back.line_id and said.operation = 'bank.answer_line'
  where back.order_id = made.id
  and back.state = 'recorded'
  and not said.is_refused
) as refunds
from payments.order as made
left join audit.entry on entry.object_id = made.id and entry.operation = 'payments.prepare'
where made.purpose like $1
group by made.id, made.purpose, made.state`,
    [marks],
  )
  return { coupons, orders }
}
