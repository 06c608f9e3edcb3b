import { partOf, ratioOf, type Ratio } from '../../../kernel/ratio.ts'
import type { Dated } from './rates.ts'

/** A step of the table: up to how much of the taxable income its rate holds, and what is taken off then. */
type Step = { readonly upTo: bigint | undefined; readonly rate: Ratio; readonly less: bigint }

/** How tax on pay for services is withheld beforehand. Amounts are in fen, and of one month. */
export type LabourTable = Dated & {
  /** Up to this much, a sum is deducted; above it, a share. */
  readonly low: { readonly upTo: bigint; readonly deduction: bigint }
  readonly deduction: Ratio
  /** The last step has no end. */
  readonly steps: readonly Step[]
}

/** Prepayment withholding on pay for services (劳务报酬所得预扣预缴). */
export const labourTables: readonly LabourTable[] = [
  {
    from: '2019-01-01',
    law: '国家税务总局公告2018年第61号 第8条',
    standing: 'to_confirm',
    low: { upTo: 400_000n, deduction: 80_000n },
    deduction: ratioOf('0.20'),
    steps: [
      { upTo: 2_000_000n, rate: ratioOf('0.20'), less: 0n },
      { upTo: 5_000_000n, rate: ratioOf('0.30'), less: 200_000n },
      { upTo: undefined, rate: ratioOf('0.40'), less: 700_000n },
    ],
  },
]

/** The tax that is withheld from what one person is paid for one matter in a month, in fen. */
export function labourTax(income: bigint, { low, deduction, steps }: LabourTable): bigint {
  const taxable = income - (income <= low.upTo ? low.deduction : partOf(income, deduction))
  const step = steps.find(({ upTo }) => upTo === undefined || taxable <= upTo)
  if (!step || taxable <= 0n) return 0n
  return partOf(taxable, step.rate) - step.less
}
