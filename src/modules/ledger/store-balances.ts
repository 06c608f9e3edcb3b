import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Span } from './balances.ts'
import type { Account } from './domain.ts'

/** One account in one currency over a span. */
export type BalanceRow = {
  readonly account: Account
  readonly currency: string
  readonly opening: bigint
  readonly debit: bigint
  readonly credit: bigint
}

type Texts<Row> = { readonly [K in keyof Row]: string }

/** What each account held before a span, and what moved in it. */
export async function loadTrialBalance(tx: Transaction, span: Span): Promise<BalanceRow[]> {
  const rows = await tx.sql<Texts<BalanceRow>>(
    `select account, currency,
  coalesce(sum(minor) filter (where booked_on < $2), 0)::text as opening,
  coalesce(sum(minor) filter (where booked_on >= $2 and minor > 0), 0)::text as debit,
  coalesce(-sum(minor) filter (where booked_on >= $2 and minor < 0), 0)::text as credit
from ledger.line
where entity_id = $1
and booked_on <= $3
group by account, currency`,
    [span.entityId, span.from, span.until],
  )
  return rows.map(({ account, currency, opening, debit, credit }) => ({
    // The database holds the list of accounts.
    account: account as Account,
    currency,
    opening: BigInt(opening),
    debit: BigInt(debit),
    credit: BigInt(credit),
  }))
}

/** A line of an account with its entry. */
export type AccountLine = {
  readonly id: string
  readonly entry_id: string
  readonly booked_on: LocalDate
  readonly document_on: LocalDate
  readonly recorded_at: Instant
  readonly form: string
  readonly currency: string
  readonly minor: string
  readonly object_type: string
  readonly object_id: string
  readonly document_type: string
  readonly document_id: string
  /** The accounts of the whole entry, each with the sign of its line: `+expense`, `-payable`. */
  readonly moved: readonly string[]
}

/** Which lines of an account, and behind which place the page begins. */
export type LinesWanted = Span & {
  readonly account: string
  readonly currency: string
  readonly form?: string | undefined
  readonly side?: 'debit' | 'credit' | undefined
  readonly after?: { readonly on: LocalDate; readonly id: string } | undefined
  readonly max: number
}

/** The lines of an account within a span, newest first. */
export async function listLines(tx: Transaction, wanted: LinesWanted): Promise<AccountLine[]> {
  const { entityId, account, currency, from, until, form, side, after, max } = wanted
  return tx.sql<AccountLine>(
    `select line.id, line.entry_id, line.booked_on, entry.document_on, entry.recorded_at, line.form,
  line.currency, line.minor::text as minor, entry.object_type, entry.object_id, entry.document_type,
  entry.document_id, array(
    select (case when own.minor > 0 then '+' else '-' end) || own.account
    from ledger.line as own
    where own.entry_id = entry.id
  ) as moved
from ledger.line as line
join ledger.entry as entry on entry.id = line.entry_id
where line.entity_id = $1
and line.account = $2
and line.currency = $3
and line.booked_on between $4 and $5
and ($6::text is null or line.form = $6)
and ($7::date is null or (line.booked_on, line.id) < ($7::date, $8::text))
and ($10::text is null or (line.minor > 0) = ($10 = 'debit'))
order by line.booked_on desc, line.id desc
limit $9`,
    [
      entityId,
      account,
      currency,
      from,
      until,
      form ?? null,
      after?.on ?? null,
      after?.id ?? null,
      max,
      side ?? null,
    ],
  )
}
