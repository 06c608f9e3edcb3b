import { because, wordsOr } from '../../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, rowAfter, type RowChange } from '../../../platform/act/rows.ts'
import { dutyChange, mayWith } from '../../access/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { count } from '../payable.ts'
import { nextOrderNumbers } from '../store.ts'
import { orderTable } from '../tables.ts'
import { basisOf, clauseOf, payeeOf, type Basis } from './decide.ts'
import { closedBy, decideAmount, bankNumber, orderNumber, partObjection, type Parts } from './domain.ts'
import { interlockRefusals } from './interlock.ts'
import { approversOf, loadPaying, type Paying } from './load.ts'
import type { Payee } from './payee.ts'
import { withheldOf } from './withheld.ts'

/** A payment order that finance makes, of an amount before tax; without one it is all that is left. */
export type PrepareBody = {
  readonly requestId: string
  readonly claimId?: string | undefined
  readonly exceptionId?: string | undefined
  readonly minor?: string | undefined
  readonly purpose: string
}

/** What became of an order. */
export type Ordered = { readonly orderId: string; readonly state: string; readonly version: number }

type State = { readonly paying: Paying; readonly numbers: bigint[] }

/** The first of the two people of a payment: finance, who neither asked for the benefit nor approved it. */
export function prepareOrder(deps: PaymentDeps): Command<PrepareBody, State, Ordered> {
  return {
    operation: 'payments.prepare',
    load: async (tx, calls) => {
      const [paying, numbers] = await Promise.all([
        loadPaying(deps, tx, calls),
        nextOrderNumbers(tx, calls.length),
      ])
      return { paying, numbers }
    },
    loadsAhead: true,
    decide: (state, call) => decidePrepared(deps, state, call),
    constraints: interlockRefusals<PrepareBody>(({ requestId }) => ({ type: 'request', id: requestId })),
  }
}

function decidePrepared(deps: PaymentDeps, state: State, call: Call<PrepareBody>): Decision<Ordered> {
  const { body, actor, at } = call
  const { paying } = state
  const request = paying.cases.get(body.requestId)?.request
  const object = { type: 'request', id: body.requestId }
  if (!request) return { refusal: refuse('platform.not_found'), object }
  const entityId = request.entity_id
  const permission = mayWith(actor, 'payments.prepare', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object, entityId }
  const planned = planOf(paying, call)
  if (isRefusal(planned)) return { refusal: planned, object, entityId }
  const { basis, payee, clauseId, owed, withheld, closes } = planned
  const id = deps.newId('payment')
  const number = orderNumber(state.numbers.shift() ?? 0n, basis.found.situation.today)
  const order = insertRow(orderTable, {
    id,
    entity_id: entityId,
    number,
    request_id: request.id,
    benefit_id: basis.benefit.id,
    claim_id: basis.claim?.id ?? null,
    way: basis.way,
    form: basis.benefit.form,
    payee_kind: payee.kind,
    payee_id: payee.id,
    account_id: payee.accountId,
    account_version: payee.accountVersion,
    currency: basis.pays.currency,
    minor: owed - withheld,
    purpose: body.purpose,
    clause_id: clauseId ?? null,
    exception_id: payee.kind === 'person' ? payee.accountId : null,
    end_to_end_id: bankNumber(id),
    state: 'prepared',
    made_by: actor.personId,
    made_at: at,
    checked_by: null,
    checked_at: null,
    sent_at: null,
    paid_on: null,
    reason: null,
    changed_at: at,
    withheld_minor: withheld,
    closes_currency: basis.pays.isOther ? basis.benefit.value_currency.trim() : null,
    closes_minor: basis.pays.isOther ? closes : null,
  })
  paying.orders.set(id, rowAfter(orderTable, order))
  const changes: RowChange[] = [
    order,
    count(paying.payables, basis.benefit, request.id, { ordered: closes }),
    dutyChange({ type: 'payment_order', id }, actor.personId, 'payer'),
  ]
  return {
    answer: { orderId: id, state: 'prepared', version: 1 },
    object: { type: 'payment_order', id },
    entityId,
    reason: wordsOr(body.purpose, because('payments.pays', { request: request.id })),
    changes,
  }
}

/** An order as it would be made. */
export type Planned = {
  readonly basis: Basis
  readonly payee: Payee
  readonly clauseId: string | undefined
  /** What it pays before tax, and the tax that it withholds of that, in the currency in which it is paid. */
  readonly owed: bigint
  readonly withheld: bigint
  /** What it takes off what is owed of the benefit; the same where both are in one currency. */
  readonly closes: bigint
}

/** What an order for this call would be, or what holds it back. */
export function planOf(paying: Paying, { body, actor }: Call<PrepareBody>): Planned | Refusal {
  const basis = basisOf(paying, body)
  if (isRefusal(basis)) return basis
  const payee = payeeOf(paying, basis, body.exceptionId)
  if (isRefusal(payee)) return payee
  const clauseId = clauseOf(paying, basis, payee)
  if (isRefusal(clauseId)) return clauseId
  const objection = partObjection(partsOf(paying, basis, payee, undefined), actor.personId)
  if (objection) return objection
  const amount = decideAmount(body.minor === undefined ? undefined : BigInt(body.minor), basis.pays.left)
  if (isRefusal(amount)) return amount
  const { minor: owed } = amount
  const withheld = withheldOf(paying, basis, owed, body.exceptionId)
  if (isRefusal(withheld)) return withheld
  const { left, pays } = basis
  const closes = pays.isOther ? closedBy(owed, { pay: pays.left, closes: left }) : owed
  if (pays.isOther && owed < pays.left && left < 2n) return refuse('payments.part_closes_nothing')
  return { basis, payee, clauseId, owed, withheld, closes }
}

/** Who had which part in what an order rests on. */
export function partsOf(
  { claimDuties }: Pick<Paying, 'claimDuties'>,
  { found, claim }: Basis,
  payee: Payee,
  makerId: string | undefined,
): Parts {
  return {
    requesterId: found.request.requester_id,
    approverIds: approversOf(found),
    claimantIds: claimDuties
      .filter(({ object_id: id, duty }) => id === claim?.id && duty === 'requester')
      .map((duty) => duty.person_id),
    payeeId: payee.id,
    statedBy: payee.statedBy,
    confirmedBy: payee.confirmedBy,
    makerId,
  }
}
