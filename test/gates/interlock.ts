import { companyOn, type Company } from '../setup/company-on.ts'
import { hire } from '../setup/hire.ts'
import { paymentCalls, type PaymentCalls } from '../setup/payment-calls.ts'
import { atLeast, atMost, withGateDatabase, type Gate, type GateLine, type GateOptions } from './gate.ts'

/**
 * The interlock of payments: in each round somebody tries to make and check one order alone, two people order
 * the same money at one moment, two check one order, and direct SQL brings an order past its checks. No try
 * may pass, and what is right must go through.
 */
export const gate: Gate = {
  name: 'interlock',
  rounds: 20,
  run: (options) => withGateDatabase(async (database) => interlockOn(await companyOn(database), options)),
}

/** Runs the tries on a company that is there already. */
export async function interlockOn(company: Company, { rounds, say }: GateOptions): Promise<GateLine[]> {
  const calls = await paymentCalls(company)
  const third = await hire(company, { role: 'finance' })
  const seen = { alone: 0, ordered: 0, past: 0, right: 0 }
  for (let round = 0; round < rounds; round++) {
    const requestId = await calls.approvedRebate(String(300_000 + round))
    const makers = await Promise.all(
      [calls.maker, third].map((who) => calls.codeOf(who, 'payments.prepare', calls.pays(requestId))),
    )
    if (makers.filter((code) => code === 'done').length !== 1) seen.ordered++
    const order = await orderOf(calls, requestId)
    const maker = order.madeBy === third.personId ? third : calls.maker
    const check = { params: { orderId: order.id }, body: { version: 1 } }
    if ((await calls.codeOf(maker, 'payments.check', check)) === 'done') seen.alone++
    seen.past += await pastTheChecks(calls, order.id)
    if ((await calls.codeOf(calls.checker, 'payments.check', check)) === 'done') seen.right++
    if (round % 10 === 9) say(`interlock: ${round + 1} of ${rounds} rounds`)
  }
  calls.close()
  return [
    atMost('interlock: orders made and checked by one person', seen.alone, 0, 'orders'),
    atMost('interlock: rounds in which not exactly one of two makers passed', seen.ordered, 0, 'rounds'),
    atMost('interlock: statements of SQL that brought an order on', seen.past, 0, 'statements'),
    atLeast('interlock: orders that two people brought on', seen.right, rounds, 'orders'),
  ]
}

async function orderOf(calls: PaymentCalls, requestId: string) {
  const [row] = await calls.sql('select id, made_by from payments.order where request_id = $1', [requestId])
  return { id: String(row?.['id']), madeBy: String(row?.['made_by']) }
}

/** As the application's own role would: to the next state, to another payee, and to the last state. */
async function pastTheChecks(calls: PaymentCalls, orderId: string): Promise<number> {
  const tries = [
    `update payments.order set state = 'sent', sent_at = now() where id = $1`,
    `update payments.order set state = 'paid', paid_on = now() where id = $1`,
    `update payments.order set minor = minor + 1 where id = $1`,
    `update payments.order set end_to_end_id = reverse(end_to_end_id) where id = $1`,
    `update payments.order set payee_id = 'party_buyer0000000' where id = $1`,
    `update payments.order set state = 'checked', checked_at = now(),
checked_by = (select person_id from access.duty where object_type = 'request' and object_id = request_id
  and duty = 'approver' limit 1) where id = $1`,
  ]
  let passed = 0
  for (const text of tries) if ((await calls.brokenBy(text, [orderId])) === 'done') passed++
  return passed
}
