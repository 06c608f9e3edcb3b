import type { Pool } from 'pg'
import type { z } from 'zod'
import * as contract from '../../../contract/payment-sets.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import { actAlone, type Door } from '../../../platform/act/act.ts'
import type { Command, Outcome } from '../../../platform/act/command.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { answer, fromOutcome, refused, type HttpAnswer } from '../../../platform/http/answer.ts'
import { unavailable } from '../../../platform/http/unavailable.ts'
import { actOn } from '../../../platform/http/act-on.ts'
import { route, type HttpCall, type Route } from '../../../platform/http/route.ts'
import { saySet } from '../../../texts/payment-sets.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Language } from '../../../texts/text.ts'
import { loadRequests } from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { findOrders } from '../store.ts'
import { checkOrder } from './check.ts'
import { prepareOrder, type Ordered } from './prepare.ts'
import type { PaymentReader } from './queries.ts'
import { leftObjection, nameOfItem, openCheckSet, openPrepareSet } from './set-open.ts'
import { sheetOf } from './set-sheet.ts'
import { inBoth } from './set-words.ts'

type Deps = PaymentDeps & { readonly door: Door; readonly pool: Pool }
type AnyCall = HttpCall<unknown, unknown, unknown>

/** Reads in the caller's name. */
type Read = <Answer>(
  call: AnyCall,
  work: (tx: Transaction, reader: PaymentReader) => Promise<Answer>,
) => Promise<Answer>

/** Sets of payment orders: many at once, each as if it were alone. */
export function setRoutes(deps: Deps, read: Read): Route[] {
  return [
    route(contract.prepareSet, (call) => prepareSet(deps, call)),
    route(contract.checkSheet, async (call) => {
      const sheet = await read(call, (tx, reader) =>
        sheetOf(deps, tx, { ...reader, at: call.at }, call.body.orderIds),
      )
      return isRefusal(sheet) ? refused(sheet) : answer(sheet)
    }),
    route(contract.checkSet, (call) => checkSet(deps, call)),
  ]
}

type PrepareCall = HttpCall<unknown, unknown, z.output<typeof contract.prepareSet.body>>

async function prepareSet(deps: Deps, call: PrepareCall): Promise<HttpAnswer> {
  const { items } = call.body
  const opened = await actOn(deps, openPrepareSet(), call, { items })
  if (opened.kind !== 'done') return fromOutcome(opened)
  const outcomes = await eachAlone(
    deps,
    prepareOrder(deps),
    call,
    items.map((body) => ({ name: nameOfItem(body), body })),
  )
  const [numbers, requests] = await readOnly(deps.pool, [call.actor], async (tx) => [
    await numbersOf(tx, outcomes.flatMap(orderIdOf)),
    await loadRequests(tx, [...new Set(items.map(({ requestId }) => requestId))].sort()),
  ])
  const numberOf = (requestId: string) => requests.get(requestId)?.number ?? undefined
  return answered(
    outcomes,
    items.map(({ requestId }) => numberOf(requestId) ?? requestId),
    items.map((item, i) => {
      const [orderId] = orderIdOf(outcomes[i])
      const requestNumber = numberOf(item.requestId)
      const number = numbers.get(orderId ?? '')
      return {
        requestId: item.requestId,
        ...(item.claimId === undefined ? {} : { claimId: item.claimId }),
        ...(requestNumber === undefined ? {} : { requestNumber }),
        ...(orderId === undefined ? {} : { orderId }),
        ...(number === undefined ? {} : { number }),
        ...saidOf(outcomes[i], 'done.prepared', call.language),
      }
    }),
  )
}

type CheckCall = HttpCall<unknown, unknown, z.output<typeof contract.checkSet.body>>

async function checkSet(deps: Deps, call: CheckCall): Promise<HttpAnswer> {
  const { items, reason } = call.body
  const opened = await actOn(deps, openCheckSet(deps), call, call.body)
  if (opened.kind !== 'done') return fromOutcome(opened)
  if (opened.replayed) {
    const refusal = await readOnly(deps.pool, [call.actor], (tx) => leftObjection(deps, tx, call, itemKey))
    if (refusal) return refused(refusal)
  }
  const outcomes = await eachAlone(
    deps,
    checkOrder(deps),
    call,
    items.map(({ orderId, version }) => ({
      name: orderId,
      body: { orderId, version, setOf: items.length, ...(reason === undefined ? {} : { reason }) },
    })),
  )
  const ids = items.map(({ orderId }) => orderId)
  const numbers = await readOnly(deps.pool, [call.actor], (tx) => numbersOf(tx, ids))
  return answered(
    outcomes,
    ids.map((id) => numbers.get(id) ?? id),
    items.map(({ orderId }, i) => {
      const outcome = outcomes[i]
      const number = numbers.get(orderId)
      return {
        orderId,
        ...(number === undefined ? {} : { number }),
        ...(outcome?.kind === 'done' ? { state: outcome.answer.state } : {}),
        ...saidOf(outcome, 'done.checked', call.language),
      }
    }),
  )
}

/**
 * Runs the command once an item: a transaction, a key and an entry each, so that what is refused or fails
 * takes nothing with it. One after another, for each locks what the sums of a customer rest on.
 */
async function eachAlone<Body, State>(
  { door }: Deps,
  command: Command<Body, State, Ordered>,
  { key, actor, at, onFault }: AnyCall,
  items: readonly { readonly name: string; readonly body: Body }[],
): Promise<Outcome<Ordered>[]> {
  const outcomes: Outcome<Ordered>[] = []
  for (const { name, body } of items) {
    try {
      outcomes.push(await actAlone(door, command, { key: itemKey(key, name), actor, at, body }))
    } catch (fault) {
      outcomes.push({ kind: 'refused', refusal: brokenBy(fault), replayed: false })
      onFault?.(fault)
    }
  }
  return outcomes
}

/** The key of an item: that of its set, and the item. */
function itemKey(key: string, name: string): string {
  return `${key}:${name}`
}

/** What a fault does to an item; without a database or room for it no other goes ahead either. */
function brokenBy(fault: unknown): Refusal {
  const known = unavailable(fault)
  if (known !== undefined && known.code !== 'platform.file_lost') throw fault
  return known ?? refuse('payments.set_item_broke')
}

function orderIdOf(outcome: Outcome<Ordered> | undefined): string[] {
  return outcome?.kind === 'done' ? [outcome.answer.orderId] : []
}

async function numbersOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map((await findOrders(tx, ids)).map(({ id, number }) => [id, number]))
}

/** Why an item was not done; a key of another call is as much an answer as a rule is. */
function refusalOf(outcome: Outcome<Ordered> | undefined): Refusal | undefined {
  switch (outcome?.kind) {
    case 'refused':
    case 'forbidden':
      return outcome.refusal
    case 'key_reused':
      return refuse('platform.key_reused')
    case 'in_progress':
      return refuse('platform.in_progress')
    default:
      return undefined
  }
}

function saidOf(
  outcome: Outcome<Ordered> | undefined,
  done: 'done.prepared' | 'done.checked',
  language: Language,
) {
  const refusal = refusalOf(outcome)
  if (!refusal) return { isDone: true, says: saySet(language, done) }
  return { isDone: false, code: refusal.code, ...sayRefusal(refusal, language) }
}

/** What became of each; where nothing came of the whole it is a "no", with the reasons in its words. */
function answered(
  outcomes: readonly Outcome<Ordered>[],
  names: readonly string[],
  results: readonly { readonly isDone: boolean }[],
): HttpAnswer {
  const done = results.filter(({ isDone }) => isDone).length
  if (done > 0) return answer({ done, results })
  const told = names.flatMap((name, i) => {
    const refusal = refusalOf(outcomes[i])
    return refusal ? [{ name, why: (language: Language) => sayRefusal(refusal, language).says }] : []
  })
  return refused(refuse('payments.set_all_refused', { count: names.length, ...inBoth(told) }))
}
