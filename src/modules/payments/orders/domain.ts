import { orderStates, payableWays } from '../../../contract/states.ts'
import { quotient } from '../../../kernel/ratio.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { OrderRow } from '../tables.ts'

export type OrderState = (typeof orderStates)[number]

const moves: Readonly<Record<OrderState, readonly OrderState[]>> = {
  prepared: ['checked', 'stopped'],
  checked: ['sent', 'stopped'],
  sent: ['paid', 'failed', 'unknown'],
  // Nobody sends it again: a person finds out at the bank what became of it.
  unknown: ['paid', 'failed'],
  // Back to where they stood before a line of a statement that was taken back.
  paid: ['returned', 'unknown'],
  failed: [],
  returned: ['paid'],
  stopped: [],
}

/** Says whether an order may go from one state to another; the database holds the same list. */
export function decideOrderMove(from: string, to: OrderState): Refusal | undefined {
  // The database holds the list of states.
  return moves[from as OrderState].includes(to)
    ? undefined
    : refuse('payments.no_such_move', { number: '', from, to })
}

/** True while an order holds a part of what is payable: nobody orders that part a second time. */
export function isLive(state: string): boolean {
  return !['failed', 'returned', 'stopped'].includes(state)
}

/**
 * What an order takes off what is owed of its benefit, in the currency of that one. Whatever is counted of a
 * benefit is counted by this.
 */
export function owedBy(order: Pick<OrderRow, 'minor' | 'withheld_minor' | 'closes_minor'>): bigint {
  return order.closes_minor ?? paysOut(order)
}

/** What an order pays in its own currency: what leaves the house, and the tax that is withheld. */
export function paysOut(order: Pick<OrderRow, 'minor' | 'withheld_minor'>): bigint {
  return order.minor + order.withheld_minor
}

/** What is left of two amounts in two currencies of which a part of the one closes a part of the other. */
export type LeftOfBoth = { readonly pay: bigint; readonly closes: bigint }

/**
 * How much a part of what is left to be paid closes. The last part closes all of the rest, and no other one
 * does, so that neither is anything left over nor is anything paid that closes nothing.
 */
export function closedBy(part: bigint, left: LeftOfBoth): bigint {
  if (part >= left.pay) return left.closes
  const share = quotient(part * left.closes, left.pay)
  const most = left.closes - 1n
  return share > most ? most : share < 1n ? 1n : share
}

/** True while an order can still be stopped: nothing of it has left the house. */
export function isStoppable(state: string): boolean {
  return state === 'prepared' || state === 'checked'
}

export type PayableWay = (typeof payableWays)[number]

/** The way of a benefit for a payment; null counts as reimbursement, as the shared register says. */
export function wayOf(benefit: { readonly way: string | null }): string {
  return benefit.way ?? 'reimbursement'
}

/** True for a way that ends in a payment order; the others leave nothing to pay out. */
export function isPayableWay(way: string): way is PayableWay {
  return (payableWays as readonly string[]).includes(way)
}

/** The readable number of the `n`th order: PAY-2026-0042. */
export function orderNumber(n: bigint, day: LocalDate): string {
  return `PAY-${day.slice(0, 4)}-${n.toString().padStart(4, '0')}`
}

/**
 * The number under which a bank knows an order or a batch. It is made of the identifier, which is made once
 * and stored before anything leaves, so that no second number of one order exists.
 */
export function bankNumber(id: string): string {
  return `AB${id.slice(id.indexOf('_') + 1).toUpperCase()}`
}

/** Who had which part in the benefit and in the order, and who the payee is. */
export type Parts = {
  readonly requesterId: string
  readonly approverIds: readonly string[]
  /** Who filed the claim that is paid, and who asked for what else stands in it. */
  readonly claimantIds: readonly string[]
  readonly payeeId: string
  /** Who told us the account: the changer never pays. */
  readonly statedBy: string | undefined
  /** Who confirmed the exception by which a natural person is paid. */
  readonly confirmedBy: string | undefined
  /** Who made the order, where it is there already. */
  readonly makerId: string | undefined
}

/** The objection to somebody making or checking an order. It asks for people, never for accounts. */
export function partObjection(parts: Parts, personId: string): Refusal | undefined {
  if (parts.makerId === personId) return refuse('payments.maker_never_checks')
  if (parts.requesterId === personId) return refuse('payments.own_request')
  if (parts.approverIds.includes(personId)) return refuse('payments.approver_never_pays')
  if (parts.claimantIds.includes(personId)) return refuse('payments.claimant_never_pays')
  if (parts.payeeId === personId) return refuse('payments.own_payment')
  if (parts.statedBy === personId) return refuse('payments.changer_never_pays')
  if (parts.confirmedBy === personId) return refuse('payments.confirmer_never_pays')
  return undefined
}

/** How much of a benefit may still be ordered; the objection where it is less than was asked for. */
export function decideAmount(asked: bigint | undefined, left: bigint): { readonly minor: bigint } | Refusal {
  if (left <= 0n) return refuse('payments.nothing_left')
  if (asked !== undefined && asked > left) return refuse('payments.above_payable', {}, '/body/minor')
  return { minor: asked ?? left }
}
