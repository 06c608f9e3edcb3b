import * as contract from '../../contract/ledger.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { answer, forbidden, refused, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import { mayWith } from '../access/index.ts'
import { money, trialBalanceOf } from './balances.ts'
import { entriesOf } from './entries.ts'
import type { PackDeps } from './pack/pack.ts'
import { takePack } from './pack/take.ts'
import { answerPeriod } from './periods/answer.ts'
import type { PeriodDeps } from './periods/deps.ts'
import { firstDayOf, lastDayOf, type Month } from './periods/months.ts'
import { proposePeriod } from './periods/propose.ts'
import { periodsOf } from './periods/queries.ts'
import { loadClosings } from './periods/store.ts'
import { run } from '../../platform/http/act-on.ts'
import { proveBooks, type Behind, type Proof } from './proof.ts'

/** What the routes of the books are made with; filled in `app`. */
export type LedgerRouteDeps = PeriodDeps & PackDeps & { readonly behind: readonly Behind[] }

type AnyCall = HttpCall<unknown, unknown, unknown>

/** The routes of the memorandum ledger and of its months. */
export function ledgerRoutes(deps: LedgerRouteDeps): Route[] {
  return [...readingRoutes(deps), ...periodRoutes(deps)]
}

function readingRoutes(deps: LedgerRouteDeps): Route[] {
  return [
    route(contract.trialBalance, (call) => {
      const { entityId, from, until } = call.query
      return reading(deps, call, { operation: 'ledger.trial_balance', entityId }, async (tx) => {
        const balance = await trialBalanceOf(tx, { entityId, ...daysOf(from, until) }, call.language)
        const closed = (await loadClosings(tx, [entityId])).get(entityId)?.closed_until
        return { ...balance, ...(closed === undefined || closed === null ? {} : { closedUntil: closed }) }
      })
    }),
    route(contract.ledgerEntries, (call) => {
      const { from, until, cursor, ...wanted } = call.query
      const { entityId } = wanted
      return reading(deps, call, { operation: 'ledger.entries', entityId }, (tx) =>
        entriesOf(deps, tx, {
          ...wanted,
          ...daysOf(from, until),
          after: cursor,
          reader: call.actor,
          language: call.language,
        }),
      )
    }),
    route(contract.checkBooks, (call) => {
      const { entityId } = call.query
      return reading(deps, call, { operation: 'ledger.check', entityId }, async (tx) =>
        proofJson(await proveBooks(tx, deps.behind, (id) => id === entityId)),
      )
    }),
  ]
}

function periodRoutes(deps: LedgerRouteDeps): Route[] {
  return [
    route(contract.periods, (call) => {
      const { entityId } = call.query
      return reading(deps, call, { operation: 'ledger.periods', entityId }, async (tx) => {
        const organisation = await deps.organisation(tx)
        const today = deps.dayOf(organisation, entityId, call.at)
        const canPropose = mayWith(call.actor, 'ledger.propose_period', { entityId }).can
        return periodsOf(deps, tx, { organisation, language: call.language, entityId, today, canPropose })
      })
    }),
    route(contract.filingPack, (call) => packFile(deps, call)),
    route(contract.proposePeriod, (call) => run(deps, proposePeriod(deps), call, call.body)),
    route(contract.answerPeriod, (call) =>
      run(deps, answerPeriod(deps), call, { ...call.params, ...call.body }),
    ),
  ]
}

function daysOf(from: Month, until: Month | undefined) {
  return { from: firstDayOf(from), until: lastDayOf(until ?? from) }
}

/** The proof as the contract has it. */
export function proofJson(proof: Proof) {
  return {
    agrees: proof.apart.length === 0 && proof.broken.length === 0,
    objects: proof.objects,
    entries: proof.entries,
    apart: proof.apart.map(({ objectType, objectId, account, currency, form, register, books }) => ({
      objectType,
      objectId,
      account,
      currency,
      form,
      register: money(currency, register),
      books: money(currency, books),
    })),
    broken: [...proof.broken],
    isWhole: proof.isWhole,
  }
}

type PackCall = HttpCall<unknown, { entityId: string; month: Month; reason: string }, unknown>

/** The archive of a closed month, for whoever oversees its entity. */
async function packFile(deps: LedgerRouteDeps, call: PackCall): Promise<HttpAnswer> {
  const { actor, at, language, query } = call
  const permission = mayWith(actor, 'ledger.filing_pack', { entityId: query.entityId })
  if (!permission.can) return forbidden(permission.refusal)
  const bytes = await takePack(deps, { ...query, language, actor, at })
  if (isRefusal(bytes)) return refused(bytes)
  return { kind: 'bytes', mediaType: 'application/zip', fileName: `filing-${query.month}.zip`, bytes }
}

/** Answers a query about the books of one entity for somebody who serves it. */
async function reading(
  deps: LedgerRouteDeps,
  { actor }: AnyCall,
  { operation, entityId }: { readonly operation: string; readonly entityId: string },
  query: (tx: Transaction) => Promise<unknown>,
): Promise<HttpAnswer> {
  const permission = mayWith(actor, operation, { entityId })
  if (!permission.can) return forbidden(permission.refusal)
  return readOnly(deps.door.pool, [actor], async (tx) => answer(await query(tx)))
}
