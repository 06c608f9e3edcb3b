import type { Pool } from 'pg'
import * as contract from '../../contract/payments.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { act, type Door } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { answer, fromOutcome, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import type { PaymentDeps } from './deps.ts'
import { checkOrder } from './orders/check.ts'
import { prepareOrder } from './orders/prepare.ts'
import { queueOf } from './orders/queries.ts'
import { stopOrder } from './orders/stop.ts'
import { taxRoutes } from './tax/routes.ts'

/** What the routes of payments are made with; filled in `app`. */
export type PaymentRouteDeps = PaymentDeps & {
  readonly door: Door
  readonly pool: Pool
  readonly dayAt: (at: Instant) => LocalDate
}

/** The routes of payment orders. */
export function paymentRoutes(deps: PaymentRouteDeps): Route[] {
  return [
    route(contract.prepareOrder, (call) => run(deps, prepareOrder(deps), call, call.body)),
    route(contract.checkOrder, (call) => run(deps, checkOrder(deps), call, { ...call.params, ...call.body })),
    route(contract.stopOrder, (call) => run(deps, stopOrder(), call, { ...call.params, ...call.body })),
    route(contract.orderQueue, ({ actor, at, query, language }) =>
      readOnly(deps.pool, [actor], async (tx) => {
        const organisation = await deps.requests.organisation(tx)
        const reader = { actor: { ...actor, language }, organisation, today: deps.dayAt(at) }
        return answer(await queueOf(tx, reader, query))
      }),
    ),
    ...taxRoutes(deps),
  ]
}

async function run<Body, State, Answer>(
  deps: PaymentRouteDeps,
  command: Command<Body, State, Answer>,
  { key, actor, at }: HttpCall<unknown, unknown, unknown>,
  body: Body,
): Promise<HttpAnswer> {
  const [outcome] = await act(deps.door, command, [{ key, actor, at, body }])
  if (!outcome) throw new Error('the door gave no outcome')
  return fromOutcome(outcome)
}
