import { quotient } from '../../../kernel/ratio.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadRecipients, type GivenBenefit, type RecipientShare } from '../../benefits/index.ts'
import type { TaxedLine } from './schedule.ts'

/** The part of a taxed benefit that one person got, or that those got together whom nobody named. */
export type TaxedShare = {
  /** The person, or the organisation of those who are not named; absent where nothing says whose it is. */
  readonly recipientId?: string
  /** How many are not named; absent for a person. */
  readonly unnamed?: number
  readonly base: bigint
  readonly tax: bigint
}

/**
 * Who got what of these benefits, for the declaration of the tax that was withheld (announcement 74 of 2019,
 * point 3: by person; those who are many and not named, as a sum).
 */
export async function sharesOf(
  tx: Transaction,
  lines: readonly TaxedLine[],
  benefits: ReadonlyMap<string, GivenBenefit>,
): Promise<ReadonlyMap<TaxedLine, readonly TaxedShare[]>> {
  const divided = lines.filter(({ payeeId }) => payeeId === undefined)
  const ids = [...new Set(divided.map(({ line }) => line.benefitId))].sort()
  const shares = await loadRecipients(tx, ids)
  return new Map(
    lines.map((taxed) => {
      const { line, payeeId, base, tax } = taxed
      if (payeeId !== undefined) return [taxed, [{ recipientId: payeeId, base, tax }]]
      const people = benefits.get(line.benefitId)?.recipient_count ?? 1
      return [taxed, sharesIn(taxed, shares.get(line.benefitId) ?? [], people)]
    }),
  )
}

/** Divides base and tax as the benefit was divided; the parts are the whole, to the cent. */
export function sharesIn(
  { base, tax }: Pick<TaxedLine, 'base' | 'tax'>,
  shares: readonly RecipientShare[],
  people: number,
): TaxedShare[] {
  if (shares.length === 0) return [{ unnamed: people, base, tax }]
  const weights = shares.map(({ minor }) => minor)
  const [bases, taxes] = [divided(base, weights), divided(tax, weights)]
  const named = shares.filter(({ isOrganisation }) => !isOrganisation).length
  return shares.map(({ recipientId, isOrganisation }, i) => ({
    recipientId,
    ...(isOrganisation && { unnamed: Math.max(1, people - named) }),
    base: bases[i] ?? 0n,
    tax: taxes[i] ?? 0n,
  }))
}

/** An amount by weights: each part ends where its sum of weights does, so that nothing is lost. */
function divided(amount: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  let [before, sum] = [0n, 0n]
  return weights.map((weight) => {
    sum += weight
    const until = quotient(amount * sum, whole)
    const part = until - before
    before = until
    return part
  })
}
