import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'

/** An entry of the own register as far as the books can show it again. */
export type GivenEntry = {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly form: string
  readonly title: string
  readonly reason: string
  readonly requesterId: string | undefined
  readonly customerId: string | undefined
  readonly recipientKind: string
  readonly recipientId: string
  /**
   * What the books show as spent at first: what of the value was released stands in none of them, and what a
   * payee sent back stands in a voucher of its own.
   */
  readonly minor: bigint
  readonly currency: string
  readonly day: LocalDate
}

type GivenRow = {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly form: string
  readonly title: string
  readonly reason: string
  readonly requester_id: string | null
  readonly customer_id: string | null
  readonly recipient_kind: string
  readonly recipient_id: string
  readonly spent_minor: string
  readonly value_currency: string
  readonly happened_on: LocalDate
}

const columns = `id, number, state, form, title, reason, requester_id, customer_id,
  recipient_kind, recipient_id, value_minor - released_minor as spent_minor, value_currency, happened_on`

/**
 * What was refused, withdrawn or never happened is no evidence for a spend, and what waits is none yet; nor
 * is that for which nothing will be claimed at all.
 */
const evidence = `book = 'own'
and direction = 'given'
and state in ('approved', 'given', 'paid', 'completed')
and (released_minor = 0 or released_minor < value_minor)`

/** Days, the first and the last among them, and the legal entity that is asked about; without one, all. */
type GivenAsked = {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly entityId?: string | undefined
}

/** What we gave, or are allowed to give, from a day to a day. */
export async function loadGiven(tx: Transaction, { from, to, entityId }: GivenAsked): Promise<GivenEntry[]> {
  const rows = await tx.sql<GivenRow>(
    `select ${columns}
from benefits.benefit
where ${evidence}
and happened_on between $1 and $2
and ($3::text is null or entity_id = $3)
order by id`,
    [from, to, entityId ?? null],
    'benefits_given_between',
  )
  return rows.map(entryOf)
}

/** Of some benefits, those that we gave or are allowed to give, whenever that was. */
export async function loadGivenAmong(tx: Transaction, ids: readonly string[]): Promise<GivenEntry[]> {
  const rows = await tx.sql<GivenRow>(
    `select ${columns}
from benefits.benefit
where ${evidence}
and id = any($1::text[])
order by id`,
    [ids],
    'benefits_given_among',
  )
  return rows.map(entryOf)
}

function entryOf(row: GivenRow): GivenEntry {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    form: row.form,
    title: row.title,
    reason: row.reason,
    requesterId: row.requester_id ?? undefined,
    customerId: row.customer_id ?? undefined,
    recipientKind: row.recipient_kind,
    recipientId: row.recipient_id,
    minor: BigInt(row.spent_minor),
    currency: row.value_currency,
    day: row.happened_on,
  }
}
