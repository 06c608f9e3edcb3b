import { taxStatements } from '../../../demo/taxes.ts'
import { dayIn } from '../../kernel/time.ts'
import { lastDayOf, monthBefore, monthOf } from '../../modules/ledger/index.ts'
import { setTaxYear } from '../../modules/payments/index.ts'
import { homeZone } from '../world.ts'
import { later } from './course.ts'
import { actAll, idOf, staffActor, type Stage } from './stage.ts'

const hour = 3_600_000

/**
 * What the tax year rests on, as finance states it from the income statement of the months that are over. The
 * taxes themselves wait to be booked, as they do before the first month is closed.
 */
export async function stateTaxes(stage: Stage): Promise<void> {
  const { world, founded, begunAt } = stage
  const today = dayIn(homeZone, begunAt)
  const year = Number(today.slice(0, 4))
  const monthsOver = BigInt(Number(today.slice(5, 7)) - 1)
  for (const { entity, revenueOfMonth, bearing, source } of taxStatements) {
    const revenue = { currency: 'CNY', minor: String(revenueOfMonth * monthsOver) }
    const body = {
      year,
      entityId: idOf(founded.entities, entity),
      // In January no month of the year is over yet.
      ...(monthsOver > 0n && { revenue, revenueUpTo: lastDayOf(monthBefore(monthOf(today))) }),
      sector: 'general' as const,
      bearing,
      isWithoutVat: false,
      vatRate: '0.13',
      source,
    }
    const at = later(begunAt, -20 * hour)
    const call = { key: `demo:tax-year:${entity}`, actor: staffActor(stage, 'lin-xiao'), at, body }
    await actAll(world, setTaxYear(world.requests), [call])
  }
}
