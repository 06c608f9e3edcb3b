import type { LocalDate } from '../../kernel/time.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import { ownBook } from './domain.ts'
import type { WrittenAs } from './fact-lines.ts'
import { lineTable, type LineRow } from './tables.ts'

/** One earlier benefit of one recipient, as far as it was not taken off on its own day. */
export type HistoryLine = {
  readonly benefitId: string
  readonly happenedOn: LocalDate
  /** The day from which it no longer counts; a reversal leaves the days before it as they were. */
  readonly offOn: LocalDate | undefined
  readonly form: string
  readonly currency: string
  readonly minor: bigint
  readonly recipientId: string
  /** Only where a merge has given its parties other identifiers since it was written. */
  readonly was?: WrittenAs
  readonly householdId: string | undefined
  /** Set where the household is another than the line was written with: it was recorded later. */
  readonly isHomeRead?: boolean
  readonly orgId: string | undefined
  /** For whom the recipient worked that day, where it was for several at once. */
  readonly orgIds?: readonly string[]
  /** Set where it is read as of another employer than the one under which it was written. */
  readonly isOrgRead?: boolean
  readonly giverPersonId: string | undefined
  readonly giverGroup: string
  readonly programmeId: string | undefined
  readonly eventId: string | undefined
  readonly dealId: string | undefined
  readonly place: string | undefined
  readonly entityId: string | undefined
}

/** What one benefit gave one recipient on one day, net; negative where a reversal has a day of its own. */
export type DayRow = Omit<LineRow, 'id' | 'version' | 'book' | 'direction' | 'recorded_at' | 'minor'> & {
  minor: string | bigint
}

/** The columns that tell lines of the sum apart, and the net amount of each day. */
export const dayColumns = `benefit_id, happened_on, form, currency, sum(minor) as minor, recipient_id,
  household_id, org_id, giver_person_id, giver_group, programme_id, event_id, deal_id, place, entity_id`

/** The grouping that belongs to `dayColumns`, oldest first. */
export const byDay = `group by benefit_id, happened_on, form, currency, recipient_id, household_id, org_id,
  giver_person_id, giver_group, programme_id, event_id, deal_id, place, entity_id
having sum(minor) <> 0
order by happened_on, benefit_id, recipient_id`

/** Whether a line counts in sums as of a day: a reversal subtracts on its own day, and never before it. */
export function countsOn(line: Pick<HistoryLine, 'offOn'>, day: LocalDate): boolean {
  return line.offOn === undefined || day < line.offOn
}

/**
 * The lines of days put together: what a reversal took off stays, with the day on which it ended. It
 * never stands as a negative amount in a window that its benefit is not in, where it would make room for
 * another.
 */
export function settled(rows: readonly DayRow[]): HistoryLine[] {
  const reversals = rows.filter((row) => BigInt(row.minor) < 0n)
  if (reversals.length === 0) return rows.map((row) => lineOf(row))
  const left = new Map(reversals.map((row) => [row, -BigInt(row.minor)]))
  return rows.flatMap((row) => {
    let open = BigInt(row.minor)
    if (open < 0n) return []
    const ended: HistoryLine[] = []
    for (const [reversal, amount] of left) {
      if (amount === 0n || open === 0n || !isSame(row, reversal)) continue
      const taken = amount < open ? amount : open
      left.set(reversal, amount - taken)
      open -= taken
      ended.push({ ...lineOf(row), minor: taken, offOn: reversal.happened_on })
    }
    return open === 0n ? ended : [...ended, { ...lineOf(row), minor: open }]
  })
}

const told = [
  'benefit_id',
  'form',
  'currency',
  'recipient_id',
  'household_id',
  'org_id',
  'giver_person_id',
  'giver_group',
  'programme_id',
  'event_id',
  'deal_id',
  'place',
  'entity_id',
] as const

type Told = Pick<LineRow, (typeof told)[number]>

function isSame(a: Told, b: Told): boolean {
  return told.every((column) => a[column] === b[column])
}

function lineOf(row: DayRow): HistoryLine {
  return {
    benefitId: row.benefit_id,
    happenedOn: row.happened_on,
    offOn: undefined,
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
  }
}

/** The lines of one benefit that no other line of it has taken off: what it counts for now. */
export function countingLines(lines: readonly LineRow[]): LineRow[] {
  const open = lines.filter((line) => line.minor > 0n)
  for (const taken of lines) {
    if (taken.minor > 0n) continue
    const isTaken = (line: LineRow) => line.minor === -taken.minor && isSame(line, taken)
    const ofTheDay = open.findIndex((line) => isTaken(line) && line.happened_on === taken.happened_on)
    const at = ofTheDay === -1 ? open.findIndex(isTaken) : ofTheDay
    if (at !== -1) open.splice(at, 1)
  }
  return open
}

/** The lines that some changes add to the sums, for whoever is decided after them in the same transaction. */
export function linesAdded(changes: readonly RowChange[]): HistoryLine[] {
  // What our own people received is summed apart; an observed book names giver and recipient of each line.
  return added(
    changes,
    (row) => row.direction === 'given' || (row.direction === 'received' && row.book !== ownBook),
  )
}

/** The lines that some changes add to what our own people received. */
export function receivedLinesAdded(changes: readonly RowChange[]): HistoryLine[] {
  return added(changes, (row) => row.direction === 'received' && row.book === ownBook)
}

function added(changes: readonly RowChange[], isSummed: (row: LineRow) => boolean): HistoryLine[] {
  return changes.flatMap((change) => {
    if (change.table.name !== lineTable.name) return []
    const row = change.row as unknown as LineRow
    return isSummed(row) && row.minor > 0n ? [lineOf(row)] : []
  })
}
