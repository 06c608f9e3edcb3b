import type { z } from 'zod'
import { payableCursors, type payables } from '../../../contract/payments.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Call } from '../../../platform/act/command.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { entitiesFor, mayWith } from '../../access/index.ts'
import { findOwed, type OwedBenefit } from '../../benefits/index.ts'
import { clauseInForce } from '../../deals/index.ts'
import { currentAccount, type CustomerRow } from '../../parties/index.ts'
import { requestsOfBenefits } from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { payeeObjection } from '../exceptions/commands.ts'
import { loadPayables } from '../store.ts'
import type { ExceptionRow } from '../tables.ts'
import { loadPaying, type Paying } from './load.ts'
import { plannedOf, shownOf, type Read } from './payable-shown.ts'
import type { PrepareBody } from './prepare.ts'
import type { PaymentReader } from './queries.ts'
import { loadGrounds } from './rests.ts'

type Answer = z.output<typeof payables.answer>
type Item = Answer['items'][number]

const pageSize = 20
/** How many benefits are looked through for a page. */
const readAtOnce = 400

/**
 * What may be ordered to company accounts, the oldest first, each weighed as an order would be: with what it
 * rests on, and what holds it back.
 */
export async function payablesOf(
  deps: PaymentDeps,
  tx: Transaction,
  reader: PaymentReader & { readonly at: Instant },
  query: z.output<typeof payables.query>,
): Promise<Answer> {
  const mine = entitiesFor(reader.actor, 'payments.payables')
  const all = mine.includes('*') ? [...reader.organisation.entities.keys()] : mine
  const entityIds = query.entityId === undefined ? all : all.filter((each) => each === query.entityId)
  const { cursor } = query
  const owed = await findOwed(tx, { entityIds, way: 'company_account', after: cursor, limit: readAtOnce })
  const counted = await loadPayables(
    tx,
    owed.map(({ id }) => id),
  )
  // What is ordered as a whole waits for its bank: it would fill pages on which nothing is to be done.
  const open = owed.filter(({ id, minor }) => minor > (counted.get(id)?.ordered_minor ?? 0n))
  const shown = open.slice(0, pageSize)
  const last = open.length > pageSize ? shown.at(-1) : owed.length === readAtOnce ? owed.at(-1) : undefined
  return {
    items: await itemsOf(deps, tx, reader, shown),
    ...(last ? { next: payableCursors.write({ on: last.happenedOn, id: last.id }) } : {}),
  }
}

async function itemsOf(
  deps: PaymentDeps,
  tx: Transaction,
  reader: PaymentReader & { readonly at: Instant },
  owed: readonly OwedBenefit[],
): Promise<Item[]> {
  const requests = await requestsOfBenefits(
    tx,
    owed.map(({ id }) => id),
  )
  const calls = owed.flatMap(({ id }): Call<PrepareBody>[] => {
    const requestId = requests.get(id)
    if (requestId === undefined) return []
    return [{ key: '', actor: reader.actor, at: reader.at, body: { requestId, purpose: '' } }]
  })
  const paying = await loadPaying(deps, tx, calls)
  const open = calls.filter(({ body }) => leftOf(paying, body.requestId) > 0n)
  const grounds = await loadGrounds(
    tx,
    open.flatMap(({ body }) => restingOf(paying, body.requestId) ?? []),
  )
  return open.flatMap((call) => itemOf(reader, { paying, grounds }, call) ?? [])
}

/** What no live order holds yet. */
function leftOf({ cases, payables: counted }: Paying, requestId: string): bigint {
  const benefit = cases.get(requestId)?.benefit
  return benefit ? benefit.value_minor - (counted.get(benefit.id)?.ordered_minor ?? 0n) : 0n
}

/** Whom it would pay, on which account and by which clause, whether or not something holds it back. */
function restingOf(paying: Paying, requestId: string) {
  const benefit = paying.cases.get(requestId)?.benefit
  if (!benefit) return undefined
  const entityId = benefit.entity_id ?? ''
  const payeeId = paying.survivorOf(benefit.customer_id ?? '')
  const customer = paying.customers.get(payeeId)
  const exception = exceptionFor(paying, benefit.id)
  const confirmed = exception?.state === 'confirmed' ? exception : undefined
  const account = confirmed ?? currentAccount(paying.accounts.get(payeeId) ?? [])
  const wanted = { customerId: payeeId, form: benefit.form, day: benefit.happened_on, entityId }
  return {
    entityId,
    benefitId: benefit.id,
    form: benefit.form,
    way: 'company_account' as const,
    payeeId,
    clauseId: confirmed ? undefined : clauseInForce(paying.deals, wanted)?.clause.id,
    party: customer?.name ?? '',
    customer,
    holder: account?.holder,
    account,
    exception,
    benefit,
  }
}

/** The exception that waits for its second person or was confirmed for a benefit, the latest. */
function exceptionFor({ exceptions }: Paying, benefitId: string): ExceptionRow | undefined {
  return [...exceptions.values()]
    .filter((row) => row.benefit_id === benefitId && ['proposed', 'confirmed'].includes(row.state))
    .toSorted((one, other) => (one.asked_at < other.asked_at ? -1 : 1))
    .at(-1)
}

function itemOf(reader: PaymentReader, read: Read, call: Call<PrepareBody>): Item | undefined {
  const { paying } = read
  const resting = restingOf(paying, call.body.requestId)
  if (!resting) return undefined
  const { benefit, exception } = resting
  const exceptionId = exception?.state === 'confirmed' ? exception.id : undefined
  const planned = plannedOf(paying, { ...call, body: { ...call.body, exceptionId } })
  const isForPerson = isRefusal(planned) && isPerson(planned)
  const waits = isForPerson && exception ? refuse('payments.exception_waits') : planned
  const currency = benefit.value_currency.trim()
  const left = { currency, minor: leftOf(paying, call.body.requestId) }
  const value = { currency, minor: benefit.value_minor }
  const shown = shownOf(reader, read, { call, resting, planned: waits, left, value })
  if (!shown) return undefined
  return {
    ...shown,
    ...(exceptionId === undefined ? {} : { exceptionId }),
    canPropose: isForPerson && canPropose(paying, call, resting),
  }
}

/** Whether nothing but an exception of two people leads to an order. */
function isPerson({ code }: Refusal): boolean {
  return code === 'payments.personal_payee'
}

/** Whether the reader may propose that the customer, a consumer, is paid. */
function canPropose(
  paying: Paying,
  { actor, body }: Call<PrepareBody>,
  { customer, entityId }: { readonly customer: CustomerRow | undefined; readonly entityId: string },
): boolean {
  const found = paying.cases.get(body.requestId)
  if (!found || !customer) return false
  const state = { paying, customers: new Map([[customer.id, customer]]), people: new Map() }
  const asked = { payeeId: found.benefit?.customer_id ?? '', kind: 'consumer_refund' } as const
  return (
    mayWith(actor, 'payments.propose_exception', { entityId }).can &&
    payeeObjection(state, found, asked) === undefined
  )
}
