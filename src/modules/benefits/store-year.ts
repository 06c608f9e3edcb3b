import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ownBook } from './domain.ts'

/** A benefit that an entity gave, with what its taxes and its books are reckoned on. */
export type GivenBenefit = {
  readonly id: string
  readonly number: string
  readonly form: string
  readonly title: string
  readonly customer_id: string | null
  readonly recipient_count: number
  readonly value_minor: bigint
  readonly released_minor: bigint
  readonly refunded_minor: bigint
  readonly value_currency: string
  readonly happened_on: LocalDate
  readonly decision_id: string | null
  readonly way: string | null
  /** How it came on record; what an import brought is in no books of ours. */
  readonly source: string
}

/** Who got something of a benefit, and how much, in its currency. */
export type RecipientShare = {
  readonly recipientId: string
  readonly minor: bigint
  /** It is the organisation on which the part of those stands whom nobody named. */
  readonly isOrganisation: boolean
}

/** Who got what of benefits, by the lines of the register. */
export async function loadRecipients(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RecipientShare[]>> {
  const rows = await tx.sql<RecipientShare & { benefitId: string }>(
    `select benefit_id as "benefitId",
  recipient_id as "recipientId",
  bool_or(recipient_id = org_id) is true as "isOrganisation",
  sum(minor) as minor
from benefits.line
where benefit_id = any($1::text[])
group by benefit_id, recipient_id
having sum(minor) > 0
order by benefit_id, bool_or(recipient_id = org_id) is true, recipient_id`,
    [benefitIds],
    'benefits_recipients',
  )
  const shares = rows.map((row) => ({ ...row, minor: BigInt(row.minor) }))
  return Map.groupBy(shares, ({ benefitId }) => benefitId)
}

/**
 * What an entity gave from one day up to, and without, another: what stands as given, in the order of days.
 */
export async function loadGivenBetween(
  tx: Transaction,
  {
    entityId,
    from,
    before,
  }: { readonly entityId: string; readonly from: LocalDate; readonly before: LocalDate },
): Promise<GivenBenefit[]> {
  const rows = await tx.sql<GivenBenefit>(
    `select ${columns}
from benefits.benefit
where book = $1
and direction = 'given'
and entity_id = $2
and state in ('given', 'paid', 'completed')
and happened_on >= $3
and happened_on < $4
order by happened_on, id`,
    [ownBook, entityId, from, before],
  )
  return rows.map(givenRow)
}

/** Benefits by their identifiers, whatever became of them. */
export async function loadGivenByIds(tx: Transaction, ids: readonly string[]): Promise<GivenBenefit[]> {
  const rows = await tx.sql<GivenBenefit>(
    `select ${columns}
from benefits.benefit
where id = any($1::text[])
order by id`,
    [ids],
  )
  return rows.map(givenRow)
}

const columns = `id, number, form, title, customer_id, recipient_count, value_minor, released_minor,
  refunded_minor, value_currency, happened_on, decision_id, way, source`

function givenRow(row: GivenBenefit): GivenBenefit {
  return {
    ...row,
    value_minor: BigInt(row.value_minor),
    released_minor: BigInt(row.released_minor),
    refunded_minor: BigInt(row.refunded_minor),
    value_currency: row.value_currency.trim(),
  }
}
