import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { unitsAbove } from '../access/index.ts'
import { listCovered, type CoveredBenefit, type SpendWanted } from '../benefits/index.ts'
import { loadHeldOf, type Posting } from '../ledger/index.ts'
import { covers } from './domain.ts'
import { scopeOf, worthIn, type RoomDeps } from './rooms.ts'
import type { BudgetRow } from './tables.ts'

/** What was given and nobody has been paid for yet: only that can still be owed. */
const owedStates = ['given'] as const

/** Benefits that are looked up at a time. */
const pageSize = 2_000

/** What each of these budgets owes of what it spent, as the account `payable` of the books has it. */
export async function loadAccrued(
  deps: RoomDeps,
  tx: Transaction,
  rows: readonly BudgetRow[],
): Promise<ReadonlyMap<string, bigint>> {
  const accrued = new Map<string, bigint>()
  for (const [entityId, own] of Map.groupBy(rows, ({ entity_id: id }) => id)) {
    const from = own.map(({ from_on: day }) => day).toSorted()[0] ?? ''
    const until =
      own
        .map(({ until_on: day }) => day)
        .toSorted()
        .at(-1) ?? ''
    const wanted = { entityId, from, until, unitIds: undefined, forms: undefined }
    for await (const page of owed(tx, wanted)) {
      for (const { benefit, payable } of page) {
        addTo(accrued, deps, { rows: own, benefit, payable, entityId })
      }
    }
  }
  return accrued
}

type Owed = { readonly benefit: CoveredBenefit; readonly payable: bigint }

async function* owed(tx: Transaction, wanted: SpendWanted): AsyncGenerator<Owed[]> {
  for (let after: { on: LocalDate; id: string } | undefined; ;) {
    const found = await listCovered(tx, { ...wanted, states: owedStates, after, max: pageSize })
    yield await payableOf(tx, found)
    const last = found.at(-1)
    if (!last || found.length < pageSize) return
    after = { on: last.happened_on, id: last.id }
  }
}

/** Those of some benefits that are still owed, with how much. */
export async function payableOf(tx: Transaction, benefits: readonly CoveredBenefit[]): Promise<Owed[]> {
  const held = await loadHeldOf(
    tx,
    benefits.map(({ id }) => id),
  )
  return benefits.flatMap((benefit) => {
    const payable = owedIn(held.get(benefit.id) ?? [], benefit.value_currency.trim())
    return payable > 0n ? [{ benefit, payable }] : []
  })
}

/** The account stands in credit while somebody is owed. */
function owedIn(postings: readonly Posting[], currency: string): bigint {
  const own = postings.filter((each) => each.account === 'payable' && each.currency.trim() === currency)
  return -own.reduce((sum, { minor }) => sum + minor, 0n)
}

type Adding = Owed & { readonly rows: readonly BudgetRow[]; readonly entityId: string }

function addTo(
  accrued: Map<string, bigint>,
  { organisation, converted, today }: RoomDeps,
  { rows, benefit, payable, entityId }: Adding,
): void {
  const { happened_on: day, form, unit_id: unitId } = benefit
  const covered = { entityId, day, form, unitIds: unitsAbove(organisation, unitId) }
  for (const row of rows.filter((each) => covers(scopeOf(each), covered))) {
    const currency = benefit.value_currency.trim()
    const worth = worthIn(converted, row, today)({ currency, minor: payable }) ?? 0n
    accrued.set(row.id, (accrued.get(row.id) ?? 0n) + worth)
  }
}
