/** A part of a whole in whole numbers, for example 60 of 100: no floating point touches an amount. */
export type Ratio = { readonly of: bigint; readonly in: bigint }

/**
 * Reads a plain decimal such as `0.13` as a ratio. Throws on anything else: rates are data, and checked
 * there.
 */
export function ratioOf(decimal: string): Ratio {
  const found = /^(\d{1,6})(?:\.(\d{1,8}))?$/.exec(decimal)
  if (!found) throw new Error(`not a plain decimal: ${decimal}`)
  const fraction = found[2] ?? ''
  return { of: BigInt((found[1] ?? '') + fraction), in: 10n ** BigInt(fraction.length) }
}

/** That part of an amount in minor units, rounded half to even. Throws when the whole is not positive. */
export function partOf(minor: bigint, ratio: Ratio): bigint {
  return quotient(minor * ratio.of, ratio.in)
}

/** `dividend / divisor`, rounded half to even. Throws unless the divisor is positive. */
export function quotient(dividend: bigint, divisor: bigint): bigint {
  if (divisor <= 0n) throw new Error('a ratio has a positive whole')
  const isNegative = dividend < 0n
  const size = isNegative ? -dividend : dividend
  const down = size / divisor
  const twice = (size % divisor) * 2n
  const isUp = twice > divisor || (twice === divisor && down % 2n === 1n)
  const rounded = isUp ? down + 1n : down
  return isNegative ? -rounded : rounded
}
