import type { LocalDate } from '../../kernel/time.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type {
  ClaimLineRow,
  ClaimRow,
  ExceptionRow,
  OrderRow,
  PayableRow,
  RefundRow,
  ReleaseRow,
  StaffAccountRow,
} from './tables.ts'

type Tables = {
  'payments.staff_account': StaffAccountRow
  'payments.claim': ClaimRow
  'payments.claim_line': ClaimLineRow
  'payments.exception': ExceptionRow
  'payments.payable': PayableRow
  'payments.order': OrderRow
  'payments.release': ReleaseRow
  'payments.refund': RefundRow
}

const rowsBy = rowsFor<Tables>()

type WithAmount = { readonly minor: bigint; readonly currency: string }

/** The driver gives `numeric` as text, so that nothing is rounded; our rows hold bigint. */
export function withBigint<Row extends WithAmount>(row: Row): Row {
  return { ...row, minor: BigInt(row.minor), currency: row.currency.trim() }
}

/** An order as the driver gives it, with its amounts as bigint. */
export function withAmounts<Row extends OrderRow>(row: Row): Row {
  return { ...withClosed(row), withheld_minor: BigInt(row.withheld_minor) }
}

/** An amount that closes another one, in the currency of that one. */
export function withClosed<Row extends WithAmount & Pick<OrderRow, 'closes_minor'>>(row: Row): Row {
  return { ...withBigint(row), closes_minor: bigOrNull(row.closes_minor) }
}

/** A claim or a line of one as the driver gives it, with what is paid where that is in another currency. */
export function withPay<Row extends WithAmount & Pick<ClaimRow, 'pay_minor'>>(row: Row): Row {
  return { ...withBigint(row), pay_minor: bigOrNull(row.pay_minor) }
}

function lineRow(row: ClaimLineRow): ClaimLineRow {
  return { ...withPay(row), day_minor: bigOrNull(row.day_minor) }
}

function bigOrNull(minor: bigint | null): bigint | null {
  return minor === null ? null : BigInt(minor)
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]))
}

/** What is payable of benefits, locked when it is to be changed. */
export async function loadPayables(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<Map<string, PayableRow>> {
  const by = { column: 'id', values: benefitIds, order: 'id', isLocked: true } as const
  const rows = await rowsBy(tx, 'payments.payable', by)
  return byId(
    rows.map((row) => ({
      ...row,
      currency: row.currency.trim(),
      claimed_minor: BigInt(row.claimed_minor),
      payable_minor: BigInt(row.payable_minor),
      ordered_minor: BigInt(row.ordered_minor),
      paid_minor: BigInt(row.paid_minor),
      released_minor: BigInt(row.released_minor),
      refunded_minor: BigInt(row.refunded_minor),
    })),
  )
}

/** Orders by id, locked when they are to be changed. */
export async function loadOrders(tx: Transaction, ids: readonly string[]): Promise<Map<string, OrderRow>> {
  const by = { column: 'id', values: ids, order: 'id', isLocked: true } as const
  return byId((await rowsBy(tx, 'payments.order', by)).map(withAmounts))
}

/** Orders by id as they stand, without a lock: whose request is locked before them. */
export async function findOrders(tx: Transaction, ids: readonly string[]): Promise<OrderRow[]> {
  return (await rowsBy(tx, 'payments.order', { column: 'id', values: ids })).map(withAmounts)
}

/** All orders of benefits; these are locked by the caller. */
export async function ordersOf(tx: Transaction, benefitIds: readonly string[]): Promise<OrderRow[]> {
  const by = { column: 'benefit_id', values: benefitIds, order: 'id' } as const
  return (await rowsBy(tx, 'payments.order', by)).map(withAmounts)
}

/** The payment orders of claims, the oldest first. */
export async function ordersOfClaims(tx: Transaction, claimIds: readonly string[]): Promise<OrderRow[]> {
  const by = { column: 'claim_id', values: claimIds, order: 'made_at' } as const
  return (await rowsBy(tx, 'payments.order', by)).map(withAmounts)
}

/** Claims by id, locked when they are to be changed. */
export async function loadClaims(tx: Transaction, ids: readonly string[]): Promise<Map<string, ClaimRow>> {
  const by = { column: 'id', values: ids, order: 'id', isLocked: true } as const
  return byId((await rowsBy(tx, 'payments.claim', by)).map(withPay))
}

/** The lines of claims. */
export async function loadClaimLines(tx: Transaction, claimIds: readonly string[]): Promise<ClaimLineRow[]> {
  const by = { column: 'claim_id', values: claimIds, order: 'id' } as const
  return (await rowsBy(tx, 'payments.claim_line', by)).map(lineRow)
}

/** Claims by their identifiers, as they stand. */
export async function findClaims(tx: Transaction, ids: readonly string[]): Promise<ClaimRow[]> {
  return (await rowsBy(tx, 'payments.claim', { column: 'id', values: ids, order: 'id' })).map(withPay)
}

/** What claims say of these benefits, whatever became of the claims. */
export async function linesOfBenefits(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<ClaimLineRow[]> {
  const by = { column: 'benefit_id', values: benefitIds, order: 'id' } as const
  return (await rowsBy(tx, 'payments.claim_line', by)).map(lineRow)
}

/** Exceptions by id, locked when they are to be changed. */
export async function loadExceptions(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, ExceptionRow>> {
  const by = { column: 'id', values: ids, order: 'id', isLocked: true } as const
  return byId(await rowsBy(tx, 'payments.exception', by))
}

/** The exceptions beside benefits. */
export async function exceptionsOf(tx: Transaction, benefitIds: readonly string[]): Promise<ExceptionRow[]> {
  return rowsBy(tx, 'payments.exception', { column: 'benefit_id', values: benefitIds, order: 'id' })
}

/** The exceptions by which these persons are paid. */
export async function exceptionsTo(
  tx: Transaction,
  payeeIds: readonly string[],
): Promise<ConfirmedAccount[]> {
  if (payeeIds.length === 0) return []
  return tx.sql<ConfirmedAccount>(
    `select payee_id, number, bank, cnaps, province, city, state, asked_at, answered_at
from payments.exceptions_to($1::text[])`,
    [payeeIds],
    'payments_exceptions_to',
  )
}

/** By which account an exception pays a person, and since when; of another company nothing more is known. */
export type ConfirmedAccount = Pick<
  ExceptionRow,
  'payee_id' | 'number' | 'bank' | 'cnaps' | 'province' | 'city' | 'state' | 'asked_at' | 'answered_at'
>

/** Releases by id, locked when they are to be changed. */
export async function loadReleases(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, ReleaseRow>> {
  const by = { column: 'id', values: ids, order: 'id', isLocked: true } as const
  return byId((await rowsBy(tx, 'payments.release', by)).map(withBigint))
}

/** Releases by id as they stand, without a lock: whose request is locked before them. */
export async function findReleases(tx: Transaction, ids: readonly string[]): Promise<ReleaseRow[]> {
  return (await rowsBy(tx, 'payments.release', { column: 'id', values: ids })).map(withBigint)
}

/** All releases of benefits, the oldest first; those that were taken back among them. */
export async function releasesOf(tx: Transaction, benefitIds: readonly string[]): Promise<ReleaseRow[]> {
  const by = { column: 'benefit_id', values: benefitIds, order: 'made_at' } as const
  return (await rowsBy(tx, 'payments.release', by)).map(withBigint)
}

/** Refunds by the line that shows them, locked when they are to be changed; those taken back among them. */
export async function loadRefundsBy(
  tx: Transaction,
  column: 'line_id' | 'order_id',
  values: readonly string[],
): Promise<RefundRow[]> {
  const by = { column, values, order: 'id', isLocked: true } as const
  return (await rowsBy(tx, 'payments.refund', by)).map(withClosed)
}

/** Refunds by an identifier of theirs, as they stand. */
export async function findRefunds(
  tx: Transaction,
  column: 'id' | 'order_id' | 'benefit_id',
  values: readonly string[],
): Promise<RefundRow[]> {
  const by = { column, values, order: 'made_at' } as const
  return (await rowsBy(tx, 'payments.refund', by)).map(withClosed)
}

/** What came back to an entity and stands, of lines from one day up to, and without, another. */
export async function loadRefundsOn(
  tx: Transaction,
  {
    entityId,
    from,
    before,
  }: { readonly entityId: string; readonly from: LocalDate; readonly before: LocalDate },
): Promise<RefundRow[]> {
  const rows = await tx.sql<RefundRow>(
    `select *
from payments.refund
where entity_id = $1
and state = 'recorded'
and booked_on >= $2
and booked_on < $3
order by id`,
    [entityId, from, before],
    'payments_refunds_on',
  )
  return rows.map(withClosed)
}

/**
 * The accounts of our own people in the order in which they were stated, by person. Whoever pays holds them
 * against change (`shared`), beside others who pay the same person.
 */
export async function loadStaffAccounts(
  tx: Transaction,
  personIds: readonly string[],
  isLocked: true | 'shared',
): Promise<Map<string, StaffAccountRow[]>> {
  const by = { column: 'person_id', values: personIds, order: 'stated_at', isLocked } as const
  const rows = await rowsBy(tx, 'payments.staff_account', by)
  return Map.groupBy(rows, (row) => row.person_id)
}

/** Accounts of our own people by id. */
export async function findStaffAccounts(tx: Transaction, ids: readonly string[]): Promise<StaffAccountRow[]> {
  return rowsBy(tx, 'payments.staff_account', { column: 'id', values: ids })
}

/** The next readable numbers of orders, in order; gaps are allowed. */
export async function nextOrderNumbers(tx: Transaction, count: number): Promise<bigint[]> {
  const rows = await tx.sql<{ n: string | bigint }>(
    `select nextval('payments.order_number') as n from generate_series(1, $1)`,
    [count],
    'payments_order_numbers',
  )
  return rows.map((row) => BigInt(row.n))
}

/** The next readable numbers of claims, in order; gaps are allowed. */
export async function nextClaimNumbers(tx: Transaction, count: number): Promise<bigint[]> {
  const rows = await tx.sql<{ n: string | bigint }>(
    `select nextval('payments.claim_number') as n from generate_series(1, $1)`,
    [count],
    'payments_claim_numbers',
  )
  return rows.map((row) => BigInt(row.n))
}
