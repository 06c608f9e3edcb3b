import { money, toMoneyJson } from '../../kernel/money.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { loadBenefits } from '../benefits/index.ts'
import { requestsOfBenefits } from '../requests/index.ts'
import type { AccountKind, EvidenceRecord, Reason } from './domain.ts'
import { benefitRecords } from './evidence.ts'
import { namesIn, saidBy, soughtNames } from './match/names.ts'
import { bookedWithin, dayNumber, fits, tolerance } from './match/score.ts'
import { soughtText, textIn } from './match/text.ts'
import type { CoverageReader } from './present.ts'
import { whyOf } from './report.ts'
import { loadAccounts, loadLines } from './store.ts'
import type { LineRow, RunRow } from './tables.ts'

/** So many are shown; whoever knows of another one matches it by its page. */
const shownMax = 6

type Candidate = {
  readonly record: EvidenceRecord
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** The benefits that a line may show, the likeliest first; undefined where there is no such line. */
export async function candidatesOf(tx: Transaction, run: RunRow, lineId: string, reader: CoverageReader) {
  const lines = await loadLines(tx, run.id)
  const line = lines.find(({ id }) => id === lineId)
  if (!line) return undefined
  const accounts = await loadAccounts(tx, run.id)
  const records = await benefitRecords(tx, {
    from: line.happened_on,
    to: line.happened_on,
    entityId: run.entity_id,
    currency: run.currency,
    organisation: reader.organisation,
  })
  // The database holds the kinds of accounts, so the text is one of them.
  const kind = accounts.find(({ place }) => place === line.account)?.kind as AccountKind | undefined
  const found = records
    // Whoever matches a line means the benefit: what was accrued of it is found by itself.
    .filter((record) => record.kind !== 'accrual')
    .flatMap((record) => candidate(line, kind, record) ?? [])
    .toSorted((a, b) => b.score - a.score || (a.record.id < b.record.id ? -1 : 1))
    // A benefit and the tax on it are two records: it is offered once, by the one that fits better.
    .filter(({ record }, at, all) => all.findIndex((each) => each.record.id === record.id) === at)
    .slice(0, shownMax)
  const ids = found.map(({ record }) => record.id).sort()
  const benefits = await loadBenefits(tx, ids)
  const requests = await requestsOfBenefits(tx, ids)
  return {
    items: found.map(({ record, reasons }) => {
      const requestId = requests.get(record.id)
      const benefit = benefits.get(record.id)
      return {
        benefitId: record.id,
        ...(requestId !== undefined && { requestId }),
        number: benefit?.number ?? '',
        title: benefit?.title ?? '',
        amount: toMoneyJson(money(run.currency, record.minor)),
        day: record.day,
        names: [...new Set(record.names.map(({ name }) => name))],
        why: whyOf(reasons, reader.language),
        matchedLines: lines.filter((each) => each.id !== lineId && each.benefit_id === record.id).length,
      }
    }),
  }
}

/**
 * What speaks for it that a line shows this benefit. More is offered than the comparison would decide by
 * itself: an amount or a name is enough, for a person looks at it.
 */
function candidate(
  line: LineRow,
  kind: AccountKind | undefined,
  record: EvidenceRecord,
): Candidate | undefined {
  const days = dayNumber(line.happened_on) - dayNumber(record.day)
  if (days < -bookedWithin.before || days > bookedWithin.after) return undefined
  const said = saidBy(saidLine(line), { party: '', staff: '' })
  const names = namesIn(soughtNames(record), said)
  const amount = amountReason(line, record)
  if (!amount && names.length === 0) return undefined
  const distance = Math.abs(days)
  const reasons: Reason[] = [
    ...(amount ? [amount] : []),
    ...names,
    { code: 'match.days', points: distance <= 10 ? 16 : distance <= 31 ? 12 : 4, params: { days: distance } },
    ...(kind && fits(record, kind) ? [{ code: 'match.account', points: 10 }] : []),
    ...textIn(soughtText(record), said),
  ]
  return { record, reasons, score: reasons.reduce((sum, { points }) => sum + points, 0) }
}

function saidLine({ text, payee, staff }: LineRow) {
  return { text, party: payee, staff: staff ?? '' }
}

/** The line or its invoice says the amount of the benefit, or nearly so. */
function amountReason(
  { minor, invoice_minor: invoice }: LineRow,
  record: EvidenceRecord,
): Reason | undefined {
  const said = invoice === null ? [minor] : [minor, invoice]
  if (said.includes(record.minor) && !record.isConverted) return { code: 'match.amount', points: 40 }
  const isNear = said.some((each) => {
    const apart = each > record.minor ? each - record.minor : record.minor - each
    return apart * 1_000n <= each * tolerance
  })
  const code = record.isConverted ? 'match.near_rate' : 'match.near_amount'
  return isNear ? { code, points: 22 } : undefined
}
