import { answerLine } from '../../src/modules/payments/index.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { pause } from '../../src/platform/clock.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { bankDeps } from '../setup/bank-deps.ts'
import { askTwice, type Work } from './payers.ts'

/** What came in beside a payment, and may be a part of it that came back. */
export const cameIn = ['0.40', '0.60'] as const

/** The checker says that a line beside a payment is a part of it that came back, and says so once more. */
export async function sendBack(work: Work, orderId: string, mark: string): Promise<void> {
  const lineId = await lineOf(work, mark)
  const body = { lineId, version: 1, verdict: 'refunded', orderIds: [orderId], reason: mark } as const
  await askTwice(work, answerLine(bankDeps(work.company.world)), {
    key: `${mark}-refund`,
    body,
    actor: work.calls.pay.checker,
  })
  work.answered.refunds.push(orderId)
}

/** The smaller amount that came in on the statement of a payment, as soon as a connection holds. */
async function lineOf({ company, onFault }: Work, mark: string): Promise<string> {
  for (;;) {
    const found = await readOnly(company.world.pool, [systemActor], (tx) =>
      tx.sql<{ id: string }>(
        `select line.id
from payments.statement_line as line
join payments.statement on statement.id = line.statement_id
where statement.number = $1
and line.direction = 'in'
order by line.minor
limit 1`,
        [mark],
      ),
    ).catch(onFault)
    const [line] = found ?? []
    if (line) return line.id
    if (found) throw new Error(`the statement ${mark} shows nothing that came in`)
    await pause(20)
  }
}
