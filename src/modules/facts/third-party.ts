import type { Facts } from '../../contract/facts.ts'
import type { Asked, DealRecord } from './records.ts'

type ThirdPartyFacts = NonNullable<Facts['thirdParty']>

/**
 * Whoever earns a commission stands between us and a customer, and is what its verified record says; without
 * one all of it is unknown, and the policy says what that means. Whoever verified the record has no proof in
 * it for what they ask for themselves.
 */
export function thirdPartyFacts(
  asked: Asked,
  { thirdParty }: DealRecord,
  requesterId: string,
): { readonly thirdParty?: ThirdPartyFacts } {
  if (asked.form !== 'commission') return {}
  const { verifiedBy, ...known } = thirdParty ?? {}
  const feePercent = feePercentOf(asked)
  const stated = Object.entries(verifiedBy === requesterId ? {} : known)
  return {
    thirdParty: {
      // Only what is known stands in the facts: an absent one is unknown.
      ...(Object.fromEntries(stated.filter(([, value]) => value !== undefined)) as ThirdPartyFacts),
      ...(feePercent === undefined ? {} : { feePercent }),
    },
  }
}

/** Ten-thousandths of a percent in a whole: no fact has more places. */
const places = 10_000n

/** More than any fact of a percentage holds. */
const tooMuch = 1000n * places

/**
 * The commission, with all others on the same contract, as a share of it: reckoned and never said. What lies
 * between two places is rounded up: a commission a little above a limit is not below it.
 */
function feePercentOf({ value, recipientCount, commissioned = 0n, said }: Asked): string | undefined {
  const revenue = moneyOf(said['thirdParty.contractRevenue'])
  if (commissioned === 'unknown') return undefined
  if (!value || !revenue || revenue.currency !== value.currency || revenue.minor <= 0n) return undefined
  const paid = (BigInt(value.minor) * BigInt(recipientCount) + commissioned) * 100n * places
  const share = (paid + revenue.minor - 1n) / revenue.minor
  if (share >= tooMuch) return undefined
  const rest = String(share % places)
    .padStart(4, '0')
    .replace(/0+$/, '')
  return `${share / places}${rest === '' ? '' : `.${rest}`}`
}

function moneyOf(said: unknown): { readonly currency: string; readonly minor: bigint } | undefined {
  if (typeof said !== 'object' || said === null || !('currency' in said) || !('minor' in said))
    return undefined
  const { currency, minor } = said
  if (typeof currency !== 'string' || typeof minor !== 'string' || !/^\d{1,17}$/.test(minor)) return undefined
  return { currency, minor: BigInt(minor) }
}
