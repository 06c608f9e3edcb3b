import { coveredCursors, type budgetFigures } from '../../contract/budgets.ts'
import type { GivingWay } from '../../contract/common.ts'
import { toMoneyJson } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { unitsBelow } from '../access/index.ts'
import { listCovered, spentOf, type BenefitState, type CoveredBenefit } from '../benefits/index.ts'
import { loadLastEntries } from '../ledger/index.ts'
import { payableOf } from './accrued.ts'
import type { BudgetDeps } from './deps.ts'
import { scopeOf, worthIn, type RoomDeps } from './rooms.ts'
import type { BudgetRow } from './tables.ts'
import { formWords, type WordReader } from './words.ts'

/** A figure that opens into the benefits behind it. */
export type Figure = (typeof budgetFigures)[number]

const statesOf: Readonly<Record<Figure, readonly BenefitState[]>> = {
  held: ['submitted', 'more_information'],
  committed: ['approved'],
  spent: ['given', 'paid', 'completed'],
  accrued: ['given'],
}

/** The account of the books on which a figure stands. */
const accountOf: Readonly<Record<Figure, string>> = {
  held: 'hold',
  committed: 'commitment',
  spent: 'expense',
  accrued: 'payable',
}

/** Which figure, and which page of it. */
export type BehindWanted = {
  readonly row: BudgetRow
  readonly figure: Figure
  readonly after: { readonly on: LocalDate; readonly id: string } | undefined
  readonly limit: number
}

/** The benefits behind a figure of a budget, each with its request and its last entry. */
export async function benefitsBehindFigure(
  deps: BudgetDeps,
  tx: Transaction,
  reader: WordReader & RoomDeps,
  { row, figure, after, limit }: BehindWanted,
) {
  const { unitId, ...scope } = scopeOf(row)
  const unitIds = unitId === undefined ? undefined : unitsBelow(reader.organisation, unitId)
  const states = statesOf[figure]
  const found = await listCovered(tx, { ...scope, unitIds, states, after, max: limit + 1 })
  const shown = found.slice(0, limit)
  const amounts = await amountsOf(tx, figure, shown)
  const ids = [...amounts.keys()]
  const [entries, requests] = await Promise.all([loadLastEntries(tx, ids), deps.requestsOf(tx, ids)])
  const worth = worthIn(reader.converted, row, reader.today)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    items: shown.flatMap((benefit) => {
      const minor = amounts.get(benefit.id)
      if (minor === undefined) return []
      const amount = { currency: benefit.value_currency.trim(), minor }
      const counts = worth(amount)
      const entry = entries.get(benefit.id)
      const requestId = requests.get(benefit.id)
      return {
        benefitId: benefit.id,
        number: benefit.number,
        title: benefit.title,
        form: formWords(reader, benefit.form)[0]?.word ?? benefit.form,
        day: benefit.happened_on,
        amount: toMoneyJson(amount),
        ...(counts === undefined
          ? {}
          : { counts: toMoneyJson({ currency: row.currency.trim(), minor: counts }) }),
        // The database holds the list of ways.
        ...(benefit.way === null ? {} : { way: benefit.way as GivingWay }),
        ...(requestId === undefined ? {} : { requestId }),
        ...(entry
          ? { entry: { entryId: entry.id, account: accountOf[figure], month: entry.booked_on.slice(0, 7) } }
          : {}),
      }
    }),
    ...(last ? { next: coveredCursors.write({ on: last.happened_on, id: last.id }) } : {}),
  }
}

/** What each benefit counts for in a figure; what is no longer owed is left out of what is accrued. */
async function amountsOf(
  tx: Transaction,
  figure: Figure,
  benefits: readonly CoveredBenefit[],
): Promise<ReadonlyMap<string, bigint>> {
  if (figure !== 'accrued') return new Map(benefits.map((benefit) => [benefit.id, spentOf(benefit)]))
  const owed = await payableOf(tx, benefits)
  return new Map(owed.map(({ benefit, payable }) => [benefit.id, payable]))
}
