import type { Pool } from 'pg'
import * as claimContract from '../../contract/claims.ts'
import * as releaseContract from '../../contract/releases.ts'
import * as payeeContract from '../../contract/payees.ts'
import * as contract from '../../contract/payments.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { type Door } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { answer, notFound, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { answerClaim, checkClaim } from './claims/check.ts'
import { fileClaim } from './claims/file.ts'
import { claimableOf } from './claims/claimable.ts'
import { claimsOf, claimsWatched } from './claims/queries.ts'
import { releaseRest } from './claims/release.ts'
import { releasableWatched, releasesWatched } from './claims/release-lists.ts'
import { withdrawRelease } from './claims/withdraw-release.ts'
import { withdrawClaim } from './claims/withdraw.ts'
import type { PaymentDeps } from './deps.ts'
import { answerException, proposeException } from './exceptions/commands.ts'
import { exceptionPayeesOf } from './exceptions/payees.ts'
import { exceptionReport } from './exceptions/queries.ts'
import { checkOrder } from './orders/check.ts'
import { prepareOrder } from './orders/prepare.ts'
import { payableClaimsOf } from './orders/payable-claims.ts'
import { payablesOf } from './orders/payables.ts'
import { queueOf, type PaymentReader } from './orders/queries.ts'
import { setRoutes } from './orders/set-routes.ts'
import { stopOrder } from './orders/stop.ts'
import { myAccountOf, staffAccountsFor } from './staff-account-queries.ts'
import { checkStaffAccount, stateLeaverAccount, stateOwnAccount } from './staff-accounts.ts'
import { run, runTogether } from '../../platform/http/act-on.ts'
import { taxRoutes } from './tax/routes.ts'

/** What the routes of payments are made with; filled in `app`. */
export type PaymentRouteDeps = PaymentDeps & {
  readonly door: Door
  readonly pool: Pool
  readonly dayAt: (at: Instant) => LocalDate
}

/** The routes of payment orders, of the claims on which they rest, and of exceptional payees. */
export function paymentRoutes(deps: PaymentRouteDeps): Route[] {
  return [
    ...orderRoutes(deps),
    ...setRoutes(deps, (call, work) => inName(deps, call, work)),
    ...claimRoutes(deps),
    ...releaseRoutes(deps),
    ...payeeRoutes(deps),
    ...taxRoutes(deps),
  ]
}

function claimRoutes(deps: PaymentRouteDeps): Route[] {
  const file = runTogether(deps, fileClaim(deps))
  const check = runTogether(deps, checkClaim(deps))
  return [
    route(claimContract.fileClaim, (call) => file(call, call.body)),
    route(claimContract.checkClaim, (call) => check(call, { ...call.params, ...call.body })),
    route(claimContract.answerClaim, (call) =>
      run(deps, answerClaim(), call, { ...call.params, ...call.body }),
    ),
    route(claimContract.withdrawClaim, (call) =>
      run(deps, withdrawClaim(deps), call, { ...call.params, ...call.body }),
    ),
    route(claimContract.claimable, (call) =>
      reading(deps, call, (tx, reader) => claimableOf(deps, tx, reader, call.query)),
    ),
    route(claimContract.claims, (call) =>
      reading(deps, call, (tx, reader) => claimsOf(deps, tx, reader, claimsWatched(reader), call.query)),
    ),
    route(claimContract.myClaims, (call) =>
      reading(deps, call, (tx, reader) => {
        const mine = { entityIds: undefined, claimantId: reader.actor.personId }
        return claimsOf(deps, tx, reader, mine, call.query)
      }),
    ),
  ]
}

function releaseRoutes(deps: PaymentRouteDeps): Route[] {
  return [
    route(releaseContract.releaseRest, (call) =>
      run(deps, releaseRest(deps), call, { ...call.params, ...call.body }),
    ),
    route(releaseContract.withdrawRelease, (call) =>
      run(deps, withdrawRelease(), call, { ...call.params, ...call.body }),
    ),
    route(releaseContract.releases, (call) =>
      reading(deps, call, (tx, reader) => releasesWatched(tx, reader, call.query)),
    ),
    route(releaseContract.releasable, (call) =>
      reading(deps, call, (tx, reader) => releasableWatched(deps, tx, reader, call.query)),
    ),
  ]
}

function payeeRoutes(deps: PaymentRouteDeps): Route[] {
  return [
    route(payeeContract.stateOwnAccount, (call) => run(deps, stateOwnAccount(deps), call, call.body)),
    route(payeeContract.stateLeaverAccount, (call) => run(deps, stateLeaverAccount(deps), call, call.body)),
    route(payeeContract.checkStaffAccount, (call) =>
      run(deps, checkStaffAccount(), call, { ...call.params, ...call.body }),
    ),
    route(payeeContract.myAccount, (call) =>
      reading(deps, call, (tx, reader) => myAccountOf(deps, tx, reader)),
    ),
    route(payeeContract.staffAccounts, (call) =>
      reading(deps, call, (tx, reader) => staffAccountsFor(tx, reader, call.query)),
    ),
    route(payeeContract.proposeException, (call) => run(deps, proposeException(deps), call, call.body)),
    route(payeeContract.answerException, (call) =>
      run(deps, answerException(deps), call, { ...call.params, ...call.body }),
    ),
    route(payeeContract.exceptions, (call) =>
      reading(deps, call, (tx, reader) => exceptionReport(tx, reader, call.query)),
    ),
    route(payeeContract.exceptionPayees, (call) =>
      reading(deps, call, (tx, reader) =>
        exceptionPayeesOf(deps, tx, { ...reader, at: call.at }, call.query.of),
      ),
    ),
  ]
}

async function reading(
  deps: PaymentRouteDeps,
  call: HttpCall<unknown, unknown, unknown>,
  read: (tx: Transaction, reader: PaymentReader) => Promise<unknown>,
): Promise<HttpAnswer> {
  const found = await inName(deps, call, read)
  return found === undefined ? notFound() : answer(found)
}

/** Reads in the caller's name and language. */
function inName<Answer>(
  deps: PaymentRouteDeps,
  { actor, at, language }: HttpCall<unknown, unknown, unknown>,
  read: (tx: Transaction, reader: PaymentReader) => Promise<Answer>,
): Promise<Answer> {
  return readOnly(deps.pool, [actor], async (tx) => {
    const organisation = await deps.requests.organisation(tx)
    return read(tx, { actor: { ...actor, language }, organisation, today: deps.dayAt(at) })
  })
}

function orderRoutes(deps: PaymentRouteDeps): Route[] {
  const prepare = runTogether(deps, prepareOrder(deps))
  const check = runTogether(deps, checkOrder(deps))
  return [
    route(contract.prepareOrder, (call) => prepare(call, call.body)),
    route(contract.checkOrder, (call) => check(call, { ...call.params, ...call.body })),
    route(contract.stopOrder, (call) => run(deps, stopOrder(), call, { ...call.params, ...call.body })),
    route(contract.orderQueue, (call) =>
      reading(deps, call, (tx, reader) => queueOf(tx, reader, call.query)),
    ),
    route(contract.payables, (call) =>
      reading(deps, call, (tx, reader) => payablesOf(deps, tx, { ...reader, at: call.at }, call.query)),
    ),
    route(contract.payableClaims, (call) =>
      reading(deps, call, (tx, reader) => payableClaimsOf(deps, tx, { ...reader, at: call.at }, call.query)),
    ),
  ]
}
