import type { z } from 'zod'
import { payableCursors, type payables } from '../../../contract/payments.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Call } from '../../../platform/act/command.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Language } from '../../../texts/text.ts'
import { entitiesFor, mayWith, nameOf } from '../../access/index.ts'
import { findOwed, type OwedBenefit } from '../../benefits/index.ts'
import { clauseInForce } from '../../deals/index.ts'
import { currentAccount, type CustomerRow } from '../../parties/index.ts'
import { requestsOfBenefits } from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { payeeObjection } from '../exceptions/commands.ts'
import { loadPayables } from '../store.ts'
import type { ExceptionRow } from '../tables.ts'
import { loadPaying, type Paying } from './load.ts'
import { planOf, type Planned, type PrepareBody } from './prepare.ts'
import type { PaymentReader } from './queries.ts'
import { loadGrounds, restsOf, type Grounds } from './rests.ts'
import { withheldShown } from './withheld.ts'

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
    way: 'company_account',
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

type Read = { readonly paying: Paying; readonly grounds: Grounds }

function itemOf(reader: PaymentReader, { paying, grounds }: Read, call: Call<PrepareBody>): Item | undefined {
  const { requestId } = call.body
  const request = paying.cases.get(requestId)?.request
  const resting = restingOf(paying, requestId)
  if (!request || !resting) return undefined
  const { actor, organisation } = reader
  const { language } = actor
  const { benefit, account, entityId, party, payeeId, exception } = resting
  const entity = organisation.entities.get(entityId)
  const left = leftOf(paying, requestId)
  const exceptionId = exception?.state === 'confirmed' ? exception.id : undefined
  const planned = plannedOf(paying, { ...call, body: { ...call.body, exceptionId } }, entityId)
  const hold = isRefusal(planned) ? planned : undefined
  return {
    requestId,
    ...(request.number === null ? {} : { requestNumber: request.number }),
    title: benefit.title,
    entityId,
    entity: entity ? nameOf(entity, language) : entityId,
    payee: { id: payeeId, name: party },
    happenedOn: benefit.happened_on,
    value: toMoneyJson({ currency: benefit.value_currency.trim(), minor: benefit.value_minor }),
    left: toMoneyJson({ currency: benefit.value_currency.trim(), minor: left }),
    ...(account
      ? {
          account: {
            text: `${account.bank} ····${account.number.slice(-4)}`,
            isVerified: account.state === 'verified' || exceptionId !== undefined,
          },
        }
      : {}),
    rests: restsOf(grounds, resting, language),
    ...(hold === undefined
      ? {}
      : { hold: heldIn(isPerson(hold) && exception ? refuse('payments.exception_waits') : hold, language) }),
    canPrepare: hold === undefined,
    ...(exceptionId === undefined ? {} : { exceptionId }),
    ...(isRefusal(planned) ? {} : withheldBy(paying, planned, language)),
    canPropose: isPerson(hold) && canPropose(paying, call, resting),
  }
}

/** The order that this reader would make, or what holds it back. */
function plannedOf(paying: Paying, call: Call<PrepareBody>, entityId: string): Planned | Refusal {
  const planned = planOf(paying, call)
  if (isRefusal(planned)) return planned
  const permission = mayWith(call.actor, 'payments.prepare', { entityId })
  return permission.can ? planned : permission.refusal
}

/** What it would withhold. */
function withheldBy(paying: Paying, planned: Planned, language: Language): Pick<Item, 'withheld'> {
  const { basis, payee, owed, withheld } = planned
  const order = { currency: basis.pays.currency, minor: owed - withheld, withheld_minor: withheld }
  const treatment = paying.exceptions.get(payee.accountId)?.tax_treatment
  const shown = withheldShown(order, { treatment, day: basis.found.situation.today, language })
  return shown === undefined ? {} : { withheld: shown }
}

/** Whether nothing but an exception of two people leads to an order. */
function isPerson(hold: Refusal | undefined): boolean {
  return hold?.code === 'payments.personal_payee'
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

function heldIn(refusal: Refusal, language: PaymentReader['actor']['language']): Item['hold'] {
  const { says, wayOut } = sayRefusal(refusal, language)
  return { code: refusal.code, reason: says, repair: wayOut }
}
