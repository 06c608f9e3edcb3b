import { breathe } from '../../../platform/clock.ts'
import { saysAccrual } from '../accounts.ts'
import type { EvidenceRecord, Journal, Match } from '../domain.ts'
import { instalments, mergedClaims } from './groups.ts'
import { saidBy, type Said } from './names.ts'
import { enoughToMatch, isNumbered, scoreMatch, sought, tolerance, type Sought } from './score.ts'

/** What is known before matching: closings and lines taken back by others are not matched. */
export type Open = { readonly journal: Journal; readonly isOpen: (at: number) => boolean }

type Pair = Match & { readonly record: number }

/** So many spends and records are looked at before others have their turn: some milliseconds. */
const pairingsAtOnce = 1_000

/**
 * Finds for each spend the record that it comes from. First one to one, or all watched lines of one voucher
 * to one record, the surest pairs first; then several records in one line, and one record in several
 * vouchers. Each record and each line is used once.
 */
export async function matchRecords(open: Open, records: readonly EvidenceRecord[]): Promise<Match[]> {
  const byAmount = amountIndex(records)
  const ready = records.map(sought)
  const pairs: Pair[] = []
  let pairings = 0
  for (const unit of paidUnits(open)) {
    if (++pairings % pairingsAtOnce === 0) await breathe()
    for (const record of byAmount(unit.paid, unit.isNearEnough)) {
      if (++pairings % pairingsAtOnce === 0) await breathe()
      const pair = pairOf(open.journal, unit, ready[record], record)
      if (pair) pairs.push(pair)
    }
  }
  const used = { records: new Set<number>(), lines: new Set<number>() }
  // The giving of what is paid otherwise, where a line has no number of ours, comes after what is paid:
  // else a stranger of about that amount would be taken for it beside the real one.
  const isLater = ({ record, reasons }: Pair) => records[record]?.isGiving === true && !isNumbered(reasons)
  const found = surestFirst(
    pairs.filter((pair) => !isLater(pair)),
    used,
  )
  const shown = idsOf(records, used)
  const later = pairs.filter((pair) => isLater(pair) && !shown.has(records[pair.record]?.id ?? ''))
  found.push(...surestFirst(later, used))
  await breathe()
  found.push(...mergedClaims(open, records, used))
  await breathe()
  found.push(...instalments(open, records, used))
  return found
}

/**
 * What was paid at once: a line, a line with its input tax, the watched lines of a voucher, these with the
 * tax.
 */
type Unit = {
  readonly lines: readonly number[]
  readonly paid: bigint
  readonly isNearEnough: boolean
  said?: Said
}

function* paidUnits({ journal, isOpen }: Open): Generator<Unit> {
  const { watched, vouchers } = journal
  const ofVoucher = new Map<number, number[]>()
  for (const [at, line] of watched.entries()) {
    if (!isOpen(at) || line.minor <= 0n) continue
    const list = ofVoucher.get(line.at)
    if (list) list.push(at)
    else ofVoucher.set(line.at, [at])
  }
  for (const [voucher, lines] of ofVoucher) {
    const tax = vouchers[voucher]?.tax ?? 0n
    const sum = lines.reduce((total, at) => total + (watched[at]?.minor ?? 0n), 0n)
    // Amounts that are only near are looked for where benefits are booked; elsewhere they would find
    // strangers.
    const isNearEnough = lines.some((at) =>
      /^(entertainment|gift|meeting|travel)$/.test(watched[at]?.kind ?? ''),
    )
    for (const at of lines) yield { lines: [at], paid: watched[at]?.minor ?? 0n, isNearEnough }
    if (lines.length > 1) yield { lines, paid: sum, isNearEnough: false }
    if (tax > 0n) yield { lines, paid: sum + tax, isNearEnough: false }
  }
}

function pairOf(
  { watched, vouchers }: Journal,
  unit: Unit,
  ready: Sought | undefined,
  record: number,
): Pair | undefined {
  const [first] = unit.lines
  const line = first === undefined ? undefined : watched[first]
  const voucher = line && vouchers[line.at]
  if (!line || !voucher || !ready) return undefined
  const said = (): Said => (unit.said ??= saidBy(line, voucher))
  const isAccrual = voucher.isAccrual || saysAccrual(line.text)
  const scored = scoreMatch({ day: line.day, kind: line.kind, paid: unit.paid, isAccrual, said }, ready)
  if (!scored || scored.score < enoughToMatch) return undefined
  return { ...scored, record, records: [record], lines: unit.lines }
}

/** Records by their amount: exactly that sum, or near it; one that was converted is never more than near. */
function amountIndex(records: readonly EvidenceRecord[]) {
  const order = records.map((_, at) => at).sort((a, b) => compareBig(amountOf(a), amountOf(b)) || a - b)
  function amountOf(at: number | undefined): bigint {
    return at === undefined ? 0n : (records[at]?.minor ?? 0n)
  }
  const hasConverted = records.some(({ isConverted }) => isConverted)
  return function* (paid: bigint, isNearEnough: boolean): Generator<number> {
    const margin = isNearEnough || hasConverted ? (paid * tolerance) / 1_000n : 0n
    let [low, high] = [0, order.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (amountOf(order[middle]) < paid - margin) low = middle + 1
      else high = middle
    }
    for (; low < order.length && amountOf(order[low]) <= paid + margin; low++) {
      const at = order[low]
      if (at === undefined) continue
      if (isNearEnough || amountOf(at) === paid || records[at]?.isConverted) yield at
    }
  }
}

function compareBig(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What is used up while matching. */
export type Used = { readonly records: Set<number>; readonly lines: Set<number> }

/** The benefits of which a record is used. */
function idsOf(records: readonly EvidenceRecord[], used: Used): ReadonlySet<string> {
  return new Set([...used.records].flatMap((at) => records[at]?.id ?? []))
}

function surestFirst(pairs: Pair[], used: Used): Match[] {
  pairs.sort((a, b) => b.score - a.score || (a.lines[0] ?? 0) - (b.lines[0] ?? 0) || a.record - b.record)
  const found: Match[] = []
  for (const { record, ...match } of pairs) {
    if (used.records.has(record) || match.lines.some((at) => used.lines.has(at))) continue
    used.records.add(record)
    for (const at of match.lines) used.lines.add(at)
    found.push(match)
  }
  return found
}
