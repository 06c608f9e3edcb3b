import { hash } from 'node:crypto'
import { because } from '../../../kernel/because.ts'
import { canonical } from '../../../kernel/canonical.ts'
import { formatMoney } from '../../../kernel/format.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { saySet } from '../../../texts/payment-sets.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Language } from '../../../texts/text.ts'
import { findAnswers, keyOf } from '../../../platform/act/keys.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadRequests } from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import type { PrepareBody } from './prepare.ts'
import { judgeSet, type Judged } from './set-judge.ts'
import { inBoth, type Why } from './set-words.ts'

/** The orders that somebody makes together. */
export type PrepareSetBody = { readonly items: readonly PrepareBody[] }

/** The set that somebody checks, as it was shown to them, with the total that they typed. */
export type CheckSetBody = {
  readonly items: readonly { readonly orderId: string; readonly version: number; readonly shown: string }[]
  readonly total: { readonly currency: string; readonly minor: string }
  readonly reason?: string | undefined
}

/** How many a set holds: it says nothing of what becomes of each. */
export type Opened = { readonly orders: number }

/**
 * A set is opened before its items run: one entry of the log says what was done together, a set that cannot
 * be one is refused once and not once an item, and its key stands for this very list from then on.
 */
export function openPrepareSet(): Command<PrepareSetBody, string | undefined, Opened> {
  return {
    operation: 'payments.prepare_set',
    load: async (tx, [call]) => numberOfTwice(tx, call?.body.items ?? []),
    decide: (number, { body: { items } }) => {
      const names = items.map(nameOfItem)
      const object = setRef(names)
      const refusal = twiceObjection(names, (name) => number ?? name)
      if (refusal) return { refusal, object }
      return {
        answer: { orders: items.length },
        object,
        changes: [],
        reason: because('payments.set_prepared', { orders: items.length }),
        note: { requests: names },
      }
    },
  }
}

/** The number of the request that a set names twice, as its reader knows it. */
async function numberOfTwice(tx: Transaction, items: PrepareSetBody['items']): Promise<string | undefined> {
  const names = items.map(nameOfItem)
  const twice = items.find((_, i) => names.indexOf(names[i] ?? '') !== i)
  if (twice === undefined) return undefined
  return (await loadRequests(tx, [twice.requestId])).get(twice.requestId)?.number ?? undefined
}

/** Under what an item of a set to be prepared is one and the same. */
export function nameOfItem({ requestId, claimId }: PrepareBody): string {
  return claimId === undefined ? requestId : `${requestId} ${claimId}`
}

/** The same for a set to be checked: all that its checker saw is compared with what stands now. */
export function openCheckSet(deps: PaymentDeps): Command<CheckSetBody, ReadonlyMap<string, Judged>, Opened> {
  return {
    operation: 'payments.check_set',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      const ids = call.body.items.map(({ orderId }) => orderId)
      return judgeSet(deps, tx, call, [...new Set(ids)])
    },
    decide: decideOpened,
  }
}

function decideOpened(judged: ReadonlyMap<string, Judged>, { body }: Call<CheckSetBody>): Decision<Opened> {
  const ids = body.items.map(({ orderId }) => orderId)
  const found = ids.flatMap((id) => judged.get(id) ?? [])
  const entities = [...new Set(found.map(({ order }) => order.entity_id))]
  const [entityId] = entities
  const about = { object: setRef(ids), ...(entityId && entities.length === 1 ? { entityId } : {}) }
  const refusal =
    twiceObjection(ids, (id) => judged.get(id)?.order.number ?? id) ??
    sightObjection(ids, found) ??
    changeObjection(body, judged) ??
    totalObjection(body, found)
  if (refusal) return { ...about, refusal }
  const total = formatMoney({ currency: body.total.currency, minor: BigInt(body.total.minor) })
  return {
    ...about,
    answer: { orders: ids.length },
    changes: [],
    reason: because('payments.set_checked', { orders: ids.length, total }),
    note: { orders: ids, total: body.total },
  }
}

function twiceObjection(names: readonly string[], shown: (name: string) => string): Refusal | undefined {
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  return twice === undefined ? undefined : refuse('payments.set_names_twice', { what: shown(twice) })
}

function sightObjection(ids: readonly string[], found: readonly Judged[]): Refusal | undefined {
  const missing = ids.length - found.length
  return missing === 0 ? undefined : refuse('payments.set_out_of_sight', { count: missing })
}

type Items = CheckSetBody['items']

/**
 * A set that is sent again goes on with what has no answer yet, on what stood when it was opened. What of it
 * still waits is held against what was shown once more.
 */
export async function leftObjection(
  deps: PaymentDeps,
  tx: Transaction,
  { key, actor, at, body: { items } }: Call<CheckSetBody>,
  itemKey: (key: string, orderId: string) => string,
): Promise<Refusal | undefined> {
  const keyed = items.map((item) => ({ item, key: keyOf(actor, itemKey(key, item.orderId)) }))
  const answers = await findAnswers(
    tx,
    keyed.map((each) => each.key),
  )
  const left = keyed.flatMap((each) => (answers.get(each.key)?.kind === 'free' ? [each.item] : []))
  if (left.length === 0) return undefined
  const ids = left.map(({ orderId }) => orderId)
  const judged = await judgeSet(deps, tx, { actor, at }, ids)
  const waiting = left.filter(({ orderId }) => judged.get(orderId)?.order.state === 'prepared')
  const changed = changesIn(waiting, judged)
  const count = items.length - left.length
  return changed.length === 0
    ? undefined
    : refuse('payments.set_changed_since', { count, ...inBoth(changed) })
}

function changeObjection({ items }: CheckSetBody, judged: ReadonlyMap<string, Judged>): Refusal | undefined {
  const changed = changesIn(items, judged)
  return changed.length === 0 ? undefined : refuse('payments.set_changed', inBoth(changed))
}

/** What is not as it was shown: moved by somebody, checked alone by now, or unusual in another way. */
function changesIn(items: Items, judged: ReadonlyMap<string, Judged>) {
  return items.flatMap((item): { name: string; why: Why }[] => {
    const now = judged.get(item.orderId)
    if (!now) return []
    const { order, objection, shown } = now
    const why = (language: Language) =>
      objection
        ? sayRefusal(objection, language).says
        : saySet(language, order.version === item.version ? 'changed.unusual' : 'changed.version')
    return objection || shown !== item.shown || order.version !== item.version
      ? [{ name: order.number, why }]
      : []
  })
}

function totalObjection({ total }: CheckSetBody, found: readonly Judged[]): Refusal | undefined {
  const currencies = [...new Set(found.map(({ order }) => order.currency))].sort()
  if (currencies.length > 1) {
    return refuse('payments.set_mixes_currencies', { currencies: currencies.join(', ') })
  }
  const sum = found.reduce((all, { order }) => all + order.minor, 0n)
  return currencies[0] === total.currency && BigInt(total.minor) === sum
    ? undefined
    : refuse('payments.set_total_differs', { count: found.length }, '/body/total')
}

/** A set has no row: the log knows it by what it holds, in whatever order it was sent. */
function setRef(names: readonly string[]) {
  return { type: 'payment_set', id: hash('sha256', canonical([...names].sort())).slice(0, 32) }
}
