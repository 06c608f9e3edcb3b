import type { Transaction } from '../../platform/db/transaction.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { HistoryLine } from './store.ts'

type AsOfRow = {
  readonly benefit_id: string
  readonly happened_on: LocalDate
  readonly form: string
  readonly currency: string
  readonly minor: string
  readonly recipient_id: string
  readonly household_id: string | null
  readonly org_id: string | null
  readonly giver_person_id: string | null
  readonly giver_group: string
  readonly programme_id: string | null
  readonly event_id: string | null
  readonly deal_id: string | null
  readonly place: string | null
  readonly entity_id: string | null
}

const asOfSql = `select benefit_id, min(happened_on) as happened_on, form, currency, sum(minor) as minor,
  recipient_id, household_id, org_id, giver_person_id, giver_group, programme_id, event_id, deal_id, place, entity_id
from benefits.line
where benefit_id = any($1)
and recorded_at <= $2
group by benefit_id, form, currency, recipient_id, household_id, org_id, giver_person_id, giver_group,
  programme_id, event_id, deal_id, place, entity_id
having sum(minor) <> 0
order by 2, 1`

/** The lines of some benefits as they stood at a moment, to take a decision of that moment again. */
export async function loadHistoryAsOf(
  tx: Transaction,
  benefitIds: readonly string[],
  at: Instant,
): Promise<HistoryLine[]> {
  if (benefitIds.length === 0) return []
  const rows = await tx.sql<AsOfRow>(asOfSql, [benefitIds, at], 'benefits_as_of')
  return rows.map((row) => ({
    benefitId: row.benefit_id,
    happenedOn: row.happened_on,
    form: row.form,
    currency: row.currency,
    minor: BigInt(row.minor),
    recipientId: row.recipient_id,
    householdId: row.household_id ?? undefined,
    orgId: row.org_id ?? undefined,
    giverPersonId: row.giver_person_id ?? undefined,
    giverGroup: row.giver_group,
    programmeId: row.programme_id ?? undefined,
    eventId: row.event_id ?? undefined,
    dealId: row.deal_id ?? undefined,
    place: row.place ?? undefined,
    entityId: row.entity_id ?? undefined,
  }))
}
