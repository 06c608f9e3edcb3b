import { z } from 'zod'
import { canonical } from '../../kernel/canonical.ts'
import { money, toMoneyJson, type MoneyJson } from '../../kernel/money.ts'
import { leftOutReasons } from '../../texts/coverage.ts'
import { fill, type Language } from '../../texts/text.ts'
import type { Journal, LeftOut } from './domain.ts'

/** An account of expense that nobody looked at, in words. */
export type LeftOutSaid = {
  readonly code: string
  readonly name: string
  readonly lines: number
  readonly debit: MoneyJson
  readonly why: string
}

/** An account that nobody looked at, and why. */
export function sayLeftOut(
  { code, name, why, lines, debit }: LeftOut,
  currency: string,
  language: Language,
): LeftOutSaid {
  const amount = toMoneyJson(money(currency, debit))
  return { code, name, lines, debit: amount, why: fill(leftOutReasons[why], language) }
}

/** So many accounts are kept with a comparison; the sum is that of all. */
const keptMax = 100

const stored = z.object({
  count: z.int(),
  debit: z.string().transform((text) => BigInt(text)),
  accounts: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      why: z.enum(['never', 'unknown']),
      lines: z.int(),
      debit: z.string().transform((text) => BigInt(text)),
    }),
  ),
})

/** What nobody looked at, as it is kept with a comparison. */
export function leftOutText({ leftOut }: Pick<Journal, 'leftOut'>): string {
  const debit = leftOut.reduce((sum, each) => sum + each.debit, 0n)
  const accounts = leftOut.slice(0, keptMax).map((each) => ({ ...each, debit: each.debit.toString() }))
  return canonical({ count: leftOut.length, debit: debit.toString(), accounts })
}

/** What nobody looked at; undefined for a comparison from before it was kept. */
export function storedLeftOut(text: string | null): z.output<typeof stored> | undefined {
  return text === null ? undefined : stored.parse(JSON.parse(text))
}
