import type { Transaction } from '../../platform/db/transaction.ts'
import { unitsBelow } from '../access/index.ts'
import { listCovered, type BenefitState, type Spend, type Stage } from '../benefits/index.ts'
import { loadHeldOf, type Posting } from '../ledger/index.ts'
import { loadRooms, roomOf, scopeOf, type RoomDeps } from './rooms.ts'
import type { BudgetRow } from './tables.ts'

/** A budget of which a sum of the register and the same sum of the books differ. */
export type BudgetApart = {
  readonly row: BudgetRow
  readonly stage: Stage
  readonly register: bigint
  readonly books: bigint
}

const stageOfAccount: Readonly<Partial<Record<string, Stage>>> = {
  hold: 'held',
  commitment: 'committed',
  expense: 'spent',
}

const everyState: readonly BenefitState[] = [
  'submitted',
  'more_information',
  'approved',
  'given',
  'paid',
  'completed',
  'rejected',
  'withdrawn',
  'cancelled',
  'declined',
  'expired',
  'reversed',
]

const pageSize = 2_000

/** What stands in the books for some benefits beside the register: payments, parts that came back, taxes. */
type BesidePort = (
  tx: Transaction,
  benefitIds: readonly string[],
) => Promise<ReadonlyMap<string, readonly Posting[]>>

/**
 * Works budgets out again from the entries of the memorandum ledger, benefit by benefit, and says where that
 * differs from the sums that submits are held against. A budget is spent by what benefits come to: the taxes
 * on them are expense beside it, and so is what a payment in yuan made of dollars.
 */
export async function proveBudgets(
  deps: RoomDeps & { readonly beside: readonly BesidePort[] },
  tx: Transaction,
  rows: readonly BudgetRow[],
): Promise<BudgetApart[]> {
  const apart: BudgetApart[] = []
  for (const room of await loadRooms(deps, tx, rows)) {
    const { row } = room
    const spends = await bookedFor(deps, tx, row)
    const booked = roomOf(deps.converted, deps.today, { row, spends })
    for (const stage of ['held', 'committed', 'spent'] as const) {
      const [register, books] = [room.sums[stage], booked.sums[stage]]
      if (register !== books) apart.push({ row, stage, register, books })
    }
  }
  return apart
}

/** What the books hold for all benefits that a budget covers, by stage and currency. */
async function bookedFor(
  { organisation, beside }: RoomDeps & { readonly beside: readonly BesidePort[] },
  tx: Transaction,
  row: BudgetRow,
): Promise<Spend[]> {
  const { unitId, ...scope } = scopeOf(row)
  const unitIds = unitId === undefined ? undefined : unitsBelow(organisation, unitId)
  const sums = new Map<string, Spend>()
  for (let after: { on: string; id: string } | undefined; ;) {
    const found = await listCovered(tx, { ...scope, unitIds, states: everyState, after, max: pageSize })
    const ids = found.map(({ id }) => id)
    for (const posting of [...(await loadHeldOf(tx, ids)).values()].flat()) add(sums, posting)
    for (const port of beside) {
      for (const posting of [...(await port(tx, ids)).values()].flat())
        add(sums, { ...posting, minor: -posting.minor })
    }
    const last = found.at(-1)
    if (!last || found.length < pageSize) return [...sums.values()]
    after = { on: last.happened_on, id: last.id }
  }
}

function add(sums: Map<string, Spend>, { account, currency, minor }: Posting): void {
  const stage = stageOfAccount[account]
  if (stage === undefined) return
  const key = `${stage} ${currency.trim()}`
  const known = sums.get(key)?.minor ?? 0n
  sums.set(key, { stage, currency: currency.trim(), minor: known + minor, count: 0 })
}
