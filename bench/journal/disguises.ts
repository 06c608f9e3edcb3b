import type { Random } from '../match-random.ts'
import type { SampleVoucher } from './company.ts'
import type { Disguise } from './disguise-parts.ts'
import { disguisesAtTheOffice } from './disguises-a.ts'
import { disguisesInSales } from './disguises-b.ts'

/** All disguises. */
export const disguises: readonly Disguise[] = [...disguisesAtTheOffice, ...disguisesInSales]

/** Texts that everybody writes. */
const dull = ['办公用品', '服务费', '材料费', '费用报销', '差旅费', '采购', '其他费用', '劳务费']

/**
 * One time in three somebody takes more care: the amount is not round, or the text is one that everybody
 * writes, or both.
 */
export function withCare(random: Random, voucher: SampleVoucher): SampleVoucher {
  if (!random.chance(0.33)) return voucher
  const old = voucher.lines[0]?.debit ?? 0
  const amount = random.chance(0.6)
    ? Math.round(old * 0.9) + random.below(Math.max(1, Math.round(old * 0.08)))
    : old
  const text = random.chance(0.5) ? random.pick(dull) : undefined
  const lines = voucher.lines.map((line) => ({
    ...line,
    ...(text !== undefined && { text }),
    ...(line.debit === old && { debit: amount }),
    ...(line.credit === old && { credit: amount }),
  }))
  return { ...voucher, lines }
}
