import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { rowsFor } from '../../../platform/db/rows-for.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { withAmounts } from '../store.ts'
import type { OrderRow } from '../tables.ts'
import { executeWithinDays } from './payment-days.ts'
import type {
  BatchFileRow,
  BatchLineRow,
  BatchRow,
  OwnAccountRow,
  ResultFileRow,
  StatementLineRow,
  StatementRow,
} from './tables.ts'

type Tables = {
  'payments.own_account': OwnAccountRow
  'payments.batch': BatchRow
  'payments.batch_file': BatchFileRow
  'payments.batch_line': BatchLineRow
  'payments.result_file': ResultFileRow
  'payments.statement': StatementRow
  'payments.statement_line': StatementLineRow
}

const rowsBy = rowsFor<Tables>()

/**
 * Our own accounts by id, locked: whoever takes in what a bank says of an account, or sends from it, holds
 * its row before the orders, so that all of them are judged one after the other on what stands.
 */
export async function loadOwnAccounts(tx: Transaction, ids: readonly string[]): Promise<OwnAccountRow[]> {
  const by = { column: 'id', values: ids, order: 'id', isLocked: true } as const
  return (await rowsBy(tx, 'payments.own_account', by)).map(withCurrency)
}

/**
 * The same for whoever says what one line or one payment is: files of the bank wait, other such answers do
 * not. Two of them about one payment or one line meet at its row.
 */
export async function holdOwnAccounts(tx: Transaction, ids: readonly string[]): Promise<void> {
  await rowsBy(tx, 'payments.own_account', { column: 'id', values: ids, order: 'id', isLocked: 'shared' })
}

/** All accounts of an entity, those first that were stated first. */
export async function ownAccountsOf(tx: Transaction, entityId: string): Promise<OwnAccountRow[]> {
  const by = { column: 'entity_id', values: [entityId], order: 'stated_at' } as const
  return (await rowsBy(tx, 'payments.own_account', by)).map(withCurrency)
}

/** Verified accounts with these numbers, whoever owns them: one number is one account of ours. */
export async function accountsNumbered(
  tx: Transaction,
  numbers: readonly string[],
): Promise<OwnAccountRow[]> {
  const rows = await rowsBy(tx, 'payments.own_account', { column: 'number', values: numbers })
  return rows.filter(({ state }) => state === 'verified').map(withCurrency)
}

function withCurrency<Row extends { readonly currency: string }>(row: Row): Row {
  return { ...row, currency: row.currency.trim() }
}

function withMinor<Row extends { readonly minor: bigint }>(row: Row): Row {
  return { ...row, minor: BigInt(row.minor) }
}

/** The batches of an entity, the latest first, or one of them. */
export async function batchesOf(
  tx: Transaction,
  { entityId, batchId }: { readonly entityId: string; readonly batchId: string | undefined },
  most: number,
): Promise<BatchRow[]> {
  const rows = await tx.sql<BatchRow>(
    `select * from payments.batch
where entity_id = $1
and ($3::text is null or id = $3)
order by made_at desc, id desc
limit $2`,
    [entityId, most, batchId ?? null],
    'payments_batches',
  )
  return rows.map(withCurrency).map(withMinor)
}

/** The files of batches. */
export async function filesOfBatches(tx: Transaction, ids: readonly string[]): Promise<BatchFileRow[]> {
  const by = { column: 'batch_id', values: ids, order: 'name' } as const
  return (await rowsBy(tx, 'payments.batch_file', by)).map(withMinor)
}

/** One file of a batch. */
export async function findBatchFile(tx: Transaction, id: string): Promise<BatchFileRow | undefined> {
  return (await rowsBy(tx, 'payments.batch_file', { column: 'id', values: [id] }))[0]
}

/** A payment that left, with its batch and what lines of statements have shown of it. */
export type SentRow = OrderRow & {
  readonly batch_id: string
  readonly batch_account_id: string
  readonly batch_form: string
  /** The day on which the bank was told to pay. */
  readonly execute_on: LocalDate
  /** A line has shown it going out. */
  readonly is_seen: boolean
  /** A line has shown it coming back. */
  readonly has_come_back: boolean
  /** A line has shown a part of it coming back. */
  readonly is_refunded: boolean
}

/**
 * The payments of an entity that left for the bank in the year before a moment, or before now: a statement or
 * a result of that moment can speak of no other. What failed or came back is among them, so that a late line
 * finds it.
 */
export async function sentOrders(tx: Transaction, entityId: string, at?: Instant): Promise<SentRow[]> {
  const rows = await tx.sql<SentRow>(
    `with shown as (
  select each.order_id,
    bool_or(line.verdict = 'paid') as is_seen,
    bool_or(line.verdict = 'returned') as has_come_back,
    bool_or(line.verdict = 'refunded') as is_refunded
  from payments.statement_line as line
  cross join lateral jsonb_array_elements_text(line.order_ids::jsonb) as each (order_id)
  where line.entity_id = $1
    and line.verdict in ('paid', 'returned', 'refunded')
  group by each.order_id
)
select o.*, batch.id as batch_id, batch.account_id as batch_account_id,
  batch.form as batch_form, batch.execute_on,
  coalesce(shown.is_seen, false) as is_seen,
  coalesce(shown.has_come_back, false) as has_come_back,
  coalesce(shown.is_refunded, false) as is_refunded
from payments.order as o
join payments.batch_line as left_in on left_in.order_id = o.id
join payments.batch as batch on batch.id = left_in.batch_id
left join shown on shown.order_id = o.id
where o.entity_id = $1
  and o.sent_at is not null
  and batch.made_at > coalesce($2::timestamptz, now()) - interval '400 days'
order by o.id`,
    [entityId, at ?? null],
    'payments_sent_orders',
  )
  return rows.map(withAmounts)
}

/** Tells of payments whether a line of a statement has shown them coming back. */
export function cameBackAmong(sent: readonly SentRow[]): (orderId: string) => boolean {
  const ids = new Set(sent.filter((row) => row.has_come_back).map(({ id }) => id))
  return (orderId) => ids.has(orderId)
}

/** The account from which an order left. */
export async function accountLeft(tx: Transaction, orderId: string): Promise<string | undefined> {
  const [row] = await tx.sql<{ account_id: string }>(
    `select batch.account_id
from payments.batch_line as left_in
join payments.batch as batch on batch.id = left_in.batch_id
where left_in.order_id = $1`,
    [orderId],
    'payments_account_left',
  )
  return row?.account_id
}

/**
 * Of these payments those that left, as a person names them: however many others the entity has sent. What
 * shows them is looked for from the day of their leaving, which is no longer before the day on which the bank
 * was to pay than a batch may say ahead; twice that, for days that zones shift.
 */
export async function sentAmong(tx: Transaction, orderIds: readonly string[]): Promise<SentRow[]> {
  const rows = await tx.sql<SentRow>(
    `select o.*, batch.id as batch_id, batch.account_id as batch_account_id,
  batch.form as batch_form, batch.execute_on,
  coalesce(shown.is_seen, false) as is_seen,
  coalesce(shown.has_come_back, false) as has_come_back,
  coalesce(shown.is_refunded, false) as is_refunded
from payments.order as o
join payments.batch_line as left_in on left_in.order_id = o.id
join payments.batch as batch on batch.id = left_in.batch_id
cross join lateral (
  select bool_or(line.verdict = 'paid') as is_seen, bool_or(line.verdict = 'returned') as has_come_back,
    bool_or(line.verdict = 'refunded') as is_refunded
  from payments.statement_line as line
  where line.entity_id = o.entity_id
    and line.verdict in ('paid', 'returned', 'refunded')
    and line.booked_on > batch.execute_on - $2::int
    and line.order_ids::jsonb ? o.id
) as shown
where o.id = any($1::text[])
  and o.sent_at is not null
  and batch.made_at > now() - interval '400 days'
order by o.id`,
    [orderIds, 2 * executeWithinDays],
    'payments_sent_among',
  )
  return rows.map(withAmounts)
}

/** The statements of accounts that count, by day. */
export async function statementsOf(tx: Transaction, accountIds: readonly string[]): Promise<StatementRow[]> {
  const by = { column: 'account_id', values: accountIds, order: 'to_on' } as const
  return (await rowsBy(tx, 'payments.statement', by)).map(amountsOfStatement)
}

/** The result files of an entity that had these bytes or these rows, the first of them first. */
export async function resultFilesLike(
  tx: Transaction,
  {
    entityId,
    digest,
    rowsDigest,
  }: {
    readonly entityId: string
    readonly digest: string
    readonly rowsDigest: string
  },
): Promise<ResultFileRow[]> {
  return tx.sql<ResultFileRow>(
    `select * from payments.result_file
where entity_id = $1 and (digest = $2 or rows_digest = $3)
order by imported_at, id`,
    [entityId, digest, rowsDigest],
    'payments_result_files_like',
  )
}

/** What an entity's statements are held for, the latest first. */
export async function heldStatements(
  tx: Transaction,
  entityId: string,
  most: number,
): Promise<StatementRow[]> {
  const rows = await tx.sql<StatementRow>(
    `select * from payments.statement
where entity_id = $1 and state = 'held'
order by imported_at desc, id desc
limit $2`,
    [entityId, most],
    'payments_held_statements',
  )
  return rows.map(amountsOfStatement)
}

function amountsOfStatement(row: StatementRow): StatementRow {
  return {
    ...row,
    currency: row.currency?.trim() ?? null,
    opening_minor: row.opening_minor === null ? null : BigInt(row.opening_minor),
    closing_minor: row.closing_minor === null ? null : BigInt(row.closing_minor),
  }
}

/** Which of these keys an account's lines have already. */
export async function knownKeys(
  tx: Transaction,
  accountId: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.sql<{ key: string }>(
    `select key from payments.statement_line where account_id = $1 and key = any($2::text[])`,
    [accountId, keys],
    'payments_known_keys',
  )
  return new Set(rows.map(({ key }) => key))
}

/** Lines by id, locked when they are to be answered. */
export async function loadLines(tx: Transaction, ids: readonly string[]): Promise<StatementLineRow[]> {
  const by = { column: 'id', values: ids, order: 'id', isLocked: true } as const
  return (await rowsBy(tx, 'payments.statement_line', by)).map(withCurrency).map(withMinor)
}

/** Lines as they stand, without a lock. */
export async function findLines(tx: Transaction, ids: readonly string[]): Promise<StatementLineRow[]> {
  const rows = await rowsBy(tx, 'payments.statement_line', { column: 'id', values: ids })
  return rows.map(withCurrency).map(withMinor)
}

/** One line as it stands, without a lock: whose account is locked before it. */
export async function findLine(tx: Transaction, id: string): Promise<StatementLineRow | undefined> {
  return (await findLines(tx, [id]))[0]
}

/** The lines of an entity that wait for a person, oldest first. */
export async function openLines(
  tx: Transaction,
  entityId: string,
  most: number,
): Promise<StatementLineRow[]> {
  const rows = await tx.sql<StatementLineRow>(
    `select * from payments.statement_line
where entity_id = $1
  and verdict in ('ask', 'never_made')
  and answered_by is null
order by booked_on, id
limit $2`,
    [entityId, most],
    'payments_open_lines',
  )
  return rows.map(withCurrency).map(withMinor)
}

/** What of an account is unexplained: the sum of its lines that wait for a person, and how many there are. */
export async function unexplainedOf(
  tx: Transaction,
  accountId: string,
): Promise<{ readonly lines: number; readonly minor: bigint }> {
  const [row] = await tx.sql<{ lines: number; minor: string }>(
    `select count(*)::int as lines,
  coalesce(sum(case direction when 'in' then minor else -minor end), 0)::text as minor
from payments.statement_line
where account_id = $1
  and verdict in ('ask', 'never_made')
  and answered_by is null`,
    [accountId],
    'payments_unexplained',
  )
  return { lines: row?.lines ?? 0, minor: BigInt(row?.minor ?? '0') }
}

/** Whether another line shows a payment of this one as it does: a payment in parts. */
export async function hasOtherLines(tx: Transaction, line: StatementLineRow): Promise<boolean> {
  const rows = await tx.sql(
    `select 1
from payments.statement_line as other
cross join lateral jsonb_array_elements_text(other.order_ids::jsonb) as each (id)
where other.entity_id = $1
  and other.verdict = $2
  and other.verdict in ('paid', 'returned')
  and other.id <> $3
  and $4::jsonb ? each.id
limit 1`,
    [line.entity_id, line.verdict, line.id, line.order_ids],
    'payments_other_lines',
  )
  return rows.length > 0
}

/** How many lines wait for a person that could be this payment. */
export async function openLinesFor(tx: Transaction, orderId: string): Promise<number> {
  const [row] = await tx.sql<{ lines: number }>(
    `select count(*)::int as lines
from payments.statement_line
where verdict = 'ask'
  and answered_by is null
  and order_ids::jsonb ? $1`,
    [orderId],
    'payments_open_lines_for',
  )
  return row?.lines ?? 0
}
