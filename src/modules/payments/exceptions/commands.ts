import { readAccountNumber } from '../../../kernel/bank-account.ts'
import { because, wordsOr } from '../../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, rowAfter, updateRow } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { OpenRound } from '../../../platform/rounds.ts'
import { holdersOf, mayWith, nobodyObjection } from '../../access/index.ts'
import {
  isHolder,
  loadCustomers,
  loadPeople,
  loadPersonDetails,
  readRoute,
  type CustomerRow,
  type Route,
  type RouteGiven,
} from '../../parties/index.ts'
import type { OpenCase } from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { wayOf } from '../orders/domain.ts'
import { approversOf, loadPaying, type Paying } from '../orders/load.ts'
import { loadExceptions } from '../store.ts'
import { takesPayeePhone } from '../templates/store.ts'
import { exceptionTable, type ExceptionRow } from '../tables.ts'
import {
  answerObjection,
  taxObjection,
  type ExceptionKind,
  type ExceptionParts,
  type TaxTreatment,
} from './domain.ts'

/** The kind of object of the round in which an exception is confirmed. */
export const exceptionType = 'payment_exception'

/** That a natural person is to be paid for a benefit. */
export type ExceptionBody = RouteGiven & {
  readonly requestId: string
  readonly kind: ExceptionKind
  readonly payeeId: string
  readonly holder: string
  readonly bank: string
  readonly number: string
  /** The agreement with its clause, or the licence of the agent. */
  readonly reference: string
  readonly reason: string
  readonly taxTreatment: TaxTreatment
}

type Proposed = { readonly exceptionId: string }

/** What a proposal is decided on. */
export type Proposing = {
  readonly paying: Paying
  readonly customers: ReadonlyMap<string, CustomerRow>
  readonly people: ReadonlyMap<string, Named>
}

type ProposingState = Proposing & { readonly takesPhone: boolean }

/** The names of a natural person. */
type Named = { readonly name: string; readonly latin_name: string | null }

/** Finance proposes that a natural person is paid; compliance or the general manager confirms it. */
export function proposeException(deps: PaymentDeps): Command<ExceptionBody, ProposingState, Proposed> {
  return {
    operation: 'payments.propose_exception',
    load: async (tx, calls) => {
      const payeeIds = calls.map(({ body }) => body.payeeId)
      const payees = await loadNatural(tx, payeeIds)
      const hasPhone = calls.some(({ body }) => body.phone !== undefined)
      const takesPhone = hasPhone && (await takesPayeePhone(tx))
      return { ...payees, takesPhone, paying: await loadPaying(deps, tx, calls) }
    },
    decide: (state, call) => decideProposed(deps, state, call),
  }
}

/** What tells which of these payees are natural persons. */
export async function loadNatural(
  tx: Transaction,
  payeeIds: readonly string[],
): Promise<Omit<Proposing, 'paying'>> {
  const known = await loadPeople(tx, payeeIds)
  const people = await loadPersonDetails(tx, [...known.keys()])
  return { customers: await loadCustomers(tx, payeeIds), people }
}

function decideProposed(
  deps: PaymentDeps,
  state: ProposingState,
  call: Call<ExceptionBody>,
): Decision<Proposed> {
  const { body, actor, at } = call
  const found = state.paying.cases.get(body.requestId)
  const object = { type: 'request', id: body.requestId }
  const benefit = found?.benefit
  if (!found || !benefit) return { refusal: refuse('platform.not_found'), object }
  const entityId = found.request.entity_id
  const confirmers = confirmersOf(found, actor.personId)
  const permission = mayWith(actor, 'payments.propose_exception', { entityId })
  if (!permission.can) return { refusal: permission.refusal, object, entityId }
  const account = readAccount(body, state.takesPhone)
  if (isRefusal(account)) return { refusal: account, object, entityId }
  const refusal = bodyObjection(state, found, body) ?? nobodyObjection(confirmers, actor.personId)
  if (refusal) return { refusal, object, entityId }
  const id = deps.newId('exception')
  const row = insertRow(exceptionTable, {
    id,
    entity_id: entityId,
    request_id: found.request.id,
    benefit_id: benefit.id,
    kind: body.kind,
    payee_id: body.payeeId,
    holder: body.holder,
    bank: body.bank,
    number: account.number,
    reference: body.reference,
    reason: body.reason,
    tax_treatment: body.taxTreatment,
    state: 'proposed',
    asked_by: actor.personId,
    asked_at: at,
    answered_by: null,
    answered_at: null,
    ...account.route,
  })
  const round = deps.rounds.open({
    object: { type: exceptionType, id },
    entityId,
    requesterId: actor.personId,
    kind: exceptionType,
    role: 'compliance',
    personIds: confirmers,
    at,
  })
  return {
    answer: { exceptionId: id },
    object: { type: exceptionType, id },
    entityId,
    reason: body.reason,
    note: { kind: body.kind },
    changes: [row, ...round],
  }
}

function bodyObjection(state: Proposing, found: OpenCase, body: ExceptionBody): Refusal | undefined {
  return (
    payeeObjection(state, found, body) ??
    holderObjection(state, body) ??
    taxObjection(body.kind, body.taxTreatment)
  )
}

/** What is confirmed is paid as it stands, so that a number that can be none is refused here. */
function readAccount(
  body: ExceptionBody,
  takesPhone: boolean,
): { readonly number: string; readonly route: Route } | Refusal {
  const number = readAccountNumber(body.number)
  if (number === undefined) return refuse('payments.account_number_wrong', {}, '/body/number')
  const route = readRoute({ ...body, number }, undefined, takesPhone)
  return isRefusal(route) ? route : { number, route }
}

/** The person is the one who benefits, and what they are fits the kind of the exception. */
export function payeeObjection(
  { paying, customers, people }: Proposing,
  { benefit }: OpenCase,
  { payeeId, kind }: Pick<ExceptionBody, 'payeeId' | 'kind'>,
): Refusal | undefined {
  const waits = [...paying.exceptions.values()].some(
    (row) => row.benefit_id === benefit?.id && row.payee_id === payeeId && row.state === 'proposed',
  )
  if (waits) return refuse('payments.exception_waits')
  if (!benefit || wayOf(benefit) !== 'company_account') return refuse('payments.exception_without_account')
  const isOfBenefit = [benefit.customer_id, benefit.recipient_id].includes(payeeId)
  if (!isOfBenefit) return refuse('payments.exception_of_another', {}, '/body/payeeId')
  const customer = customers.get(payeeId)
  const isConsumer = customer?.type === 'consumer'
  const isNatural = isConsumer || people.has(payeeId)
  if (!isNatural) return refuse('payments.exception_needs_person', {}, '/body/payeeId')
  return kind === 'consumer_refund' && !isConsumer
    ? refuse('payments.exception_needs_consumer', {}, '/body/kind')
    : undefined
}

/** The account is the payee's own: whoever confirms reads one name, and it is the one that is paid. */
function holderObjection(
  { customers, people }: Proposing,
  { payeeId, holder }: Pick<ExceptionBody, 'payeeId' | 'holder'>,
): Refusal | undefined {
  const payee = customers.get(payeeId) ?? people.get(payeeId)
  if (!payee || isHolder(payee, holder)) return undefined
  return refuse('payments.exception_holder_differs', { name: payee.name, holder }, '/body/holder')
}

/** Compliance and the general manager of the entity, without whoever had a part in the benefit or in this. */
export function confirmersOf(found: OpenCase, askedBy: string): string[] {
  const { request, situation, shared } = found
  const subject = {
    requesterId: request.requester_id,
    entityId: request.entity_id,
    excludedIds: [askedBy, request.requester_id, ...approversOf(found)],
  }
  const roles = ['compliance', 'general_manager'] as const
  return [...new Set(roles.flatMap((role) => holdersOf(shared.organisation, role, subject, situation.today)))]
}

/** What the second person says. */
export type AnswerExceptionBody = {
  readonly exceptionId: string
  readonly answer: 'confirm' | 'decline'
  readonly reason?: string | undefined
}

type AnswerState = {
  readonly exceptions: Map<string, ExceptionRow>
  readonly paying: Paying
  readonly rounds: ReadonlyMap<string, OpenRound>
}

/** Loads exceptions with their requests and what was ordered for them. */
export async function loadExceptionCases(
  deps: PaymentDeps,
  tx: Transaction,
  calls: readonly Call<{ readonly exceptionId: string }>[],
): Promise<Pick<AnswerState, 'exceptions' | 'paying'>> {
  const exceptions = await loadExceptions(
    tx,
    calls.map(({ body }) => body.exceptionId),
  )
  const asked = calls.flatMap((call) => {
    const requestId = exceptions.get(call.body.exceptionId)?.request_id
    return requestId === undefined ? [] : [{ ...call, body: { requestId } }]
  })
  return { exceptions, paying: await loadPaying(deps, tx, asked) }
}

/** The second of the two people: from then on the person can be paid, and the report shows it. */
export function answerException(deps: PaymentDeps): Command<AnswerExceptionBody, AnswerState, Proposed> {
  return {
    operation: 'payments.answer_exception',
    load: async (tx, calls) => ({
      ...(await loadExceptionCases(deps, tx, calls)),
      rounds: await deps.rounds.load(
        tx,
        exceptionType,
        calls.map(({ body }) => body.exceptionId),
      ),
    }),
    decide: decideAnswered,
  }
}

function decideAnswered(
  { exceptions, paying, rounds }: AnswerState,
  { body, actor, at }: Call<AnswerExceptionBody>,
): Decision<Proposed> {
  const row = exceptions.get(body.exceptionId)
  const object = { type: exceptionType, id: body.exceptionId }
  if (!row) return { refusal: refuse('platform.not_found'), object }
  const about = { object, entityId: row.entity_id }
  const permission = mayWith(actor, 'payments.answer_exception', { entityId: row.entity_id })
  const refusal = permission.can
    ? answerObjection(row, exceptionParts(paying, row), actor.personId)
    : permission.refusal
  if (refusal) return { ...about, refusal }
  const isConfirmed = body.answer === 'confirm'
  if (!isConfirmed && body.reason === undefined) {
    return { ...about, refusal: refuse('approvals.reason_needed', {}, '/body/reason') }
  }
  const { personId } = actor
  const change = updateRow(exceptionTable, row, {
    state: isConfirmed ? 'confirmed' : 'declined',
    answered_by: personId,
    answered_at: at,
  })
  exceptions.set(row.id, rowAfter(exceptionTable, change))
  const closed = rounds.get(row.id)?.answered({ personId, at, isConfirmed, reason: body.reason }) ?? []
  return {
    ...about,
    answer: { exceptionId: row.id },
    reason: wordsOr(body.reason, because('payments.exception_stands', { exception: row.id })),
    changes: [change, ...closed],
  }
}

/** Who asked for the benefit, who approved it, and who made or checked a payment of it. */
export function exceptionParts(paying: Paying, row: ExceptionRow): ExceptionParts {
  const found = paying.cases.get(row.request_id)
  const orders = [...paying.orders.values()].filter((order) => order.benefit_id === row.benefit_id)
  return {
    requesterId: found?.request.requester_id ?? '',
    approverIds: found ? approversOf(found) : [],
    payerIds: orders.flatMap((order) => [
      order.made_by,
      ...(order.checked_by === null ? [] : [order.checked_by]),
    ]),
  }
}
