import * as contract from '../../../contract/accruals.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { answer, forbidden } from '../../../platform/http/answer.ts'
import { run } from '../../../platform/http/act-on.ts'
import { route, type Route } from '../../../platform/http/route.ts'
import { mayWith } from '../../access/index.ts'
import type { NamesPort } from '../entries.ts'
import { bookAccruals } from './book-accruals.ts'
import type { AccrualDeps } from './deps.ts'
import { accrualList } from './queries.ts'

/** What the routes of accruals are made with; filled in `app`. */
export type AccrualRouteDeps = AccrualDeps & { readonly names: NamesPort }

/** The routes of what a month accrues. */
export function accrualRoutes(deps: AccrualRouteDeps): Route[] {
  return [
    route(contract.accruals, ({ actor, at, language, query }) => {
      const permission = mayWith(actor, 'ledger.accruals', { entityId: query.entityId })
      if (!permission.can) return Promise.resolve(forbidden(permission.refusal))
      return readOnly(deps.door.pool, [actor], async (tx) =>
        answer(await accrualList(deps, tx, { ...query, actor, language, at })),
      )
    }),
    route(contract.bookAccruals, (call) => run(deps, bookAccruals(deps), call, call.body)),
  ]
}
