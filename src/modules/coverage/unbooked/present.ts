import { money, toMoneyJson } from '../../../kernel/money.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadBenefits } from '../../benefits/index.ts'
import { requestsOfBenefits } from '../../requests/index.ts'
import type { CoverageReader } from '../present.ts'
import { sayUnbooked } from '../report.ts'
import { loadLines, loadUnbooked } from '../store.ts'
import type { RunRow, UnbookedRow } from '../tables.ts'
import type { Unbooked } from './check.ts'
import { standingUnbooked } from './standing.ts'

/** Which part of the list is read. */
export type UnbookedAsked = { readonly after: number; readonly limit: number }

/** What is on record and a journal does not bear out, numbers first, with the way to each benefit. */
export async function unbookedOf(
  tx: Transaction,
  run: RunRow,
  { after, limit }: UnbookedAsked,
  { language }: CoverageReader,
) {
  const standing = standingUnbooked(await loadUnbooked(tx, run.id), await loadLines(tx, run.id))
  const found = standing.filter(({ place }) => place > after)
  const shown = found.slice(0, limit)
  const ids = [...new Set(shown.map(({ benefit_id: id }) => id))].sort()
  const benefits = await loadBenefits(tx, ids)
  const requests = await requestsOfBenefits(tx, ids)
  const json = (minor: bigint) => toMoneyJson(money(run.currency, minor))
  const items = shown.map((row) => {
    const benefit = benefits.get(row.benefit_id)
    const requestId = requests.get(row.benefit_id)
    return {
      place: row.place,
      // The database holds the list of kinds.
      kind: row.kind as Unbooked['kind'],
      benefitId: row.benefit_id,
      benefitNumber: benefit?.number ?? '',
      title: benefit?.title ?? '',
      ...(requestId !== undefined && { requestId }),
      ...(row.number !== null && { number: row.number }),
      day: row.on_day,
      ...(row.minor !== null && { amount: json(row.minor) }),
      why: sayUnbooked(unbookedIn(row, benefit?.number ?? ''), json, language),
    }
  })
  const last = items.at(-1)
  return found.length > limit && last ? { items, next: last.place } : { items }
}

/** A row as what it was when it was found; the database holds which kinds have which columns. */
function unbookedIn(row: UnbookedRow, registered: string): Unbooked {
  const { kind, benefit_id: benefitId, on_day: on, number, voucher_id: voucherId } = row
  const shared = { benefitId, on, ...(row.minor !== null && { minor: row.minor }) }
  if (kind === 'benefit' || number === null || voucherId === null)
    return { ...shared, kind: 'benefit', registered }
  return row.found_minor === null
    ? { ...shared, kind: 'number', voucherId, number }
    : { ...shared, kind: 'amount', voucherId, number, found: row.found_minor }
}
