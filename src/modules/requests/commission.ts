import type { proposalJson } from '../../contract/proposal.ts'
import type { z } from 'zod'
import type { Money } from '../../kernel/money.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Asked } from '../facts/index.ts'
import { findKind } from './kinds.ts'
import type { CommissionRow } from './store-commissions.ts'

type Said = Pick<z.output<typeof proposalJson>, 'kindId' | 'amount' | 'facts'>

const contract = 'thirdParty.contract'
const revenue = 'thirdParty.contractRevenue'

/** A commission that names no contract would be limited by none: what it is a share of is part of it. */
export function contractObjection(proposal: Said): Refusal | undefined {
  if (!isCommission(proposal)) return undefined
  const missing = [contract, revenue].find((path) => isEmpty(proposal.facts?.[path]))
  if (missing === undefined) return undefined
  return refuse('requests.commission_contract_needed', {}, `/body/proposal/facts/${missing}`)
}

/** The contract is worth more than its commission, in the same currency, or no share can be reckoned. */
export function revenueObjection(proposal: Said): Refusal | undefined {
  const { amount } = proposal
  const stated = proposal.facts?.[revenue]
  const isAmount = typeof stated === 'object' && !Array.isArray(stated)
  if (!isCommission(proposal) || !isAmount || !amount) return undefined
  if (stated.currency === amount.currency && BigInt(stated.minor) >= BigInt(amount.minor)) return undefined
  return refuse('requests.commission_revenue_wrong', {}, `/body/proposal/facts/${revenue}`)
}

/** A number is written with or without blanks and signs that nobody sees, in small letters or capitals. */
export function contractKey(number: string): string {
  return number
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replaceAll(/\p{Pd}/gu, '-')
    .toUpperCase()
}

/** The contract that a commission names; undefined for all else. */
export function contractOf({ kindId, facts }: Said): string | undefined {
  const number = facts?.[contract]
  return isCommission({ kindId }) && typeof number === 'string' && !isEmpty(number) ? number : undefined
}

type Weighed = { readonly entityId: string; readonly proposal: Said; readonly asked: Asked | undefined }

/** What the sums of a contract are reckoned with. */
type SumOf = {
  /** The commission itself, where it is on record. */
  readonly except?: string | undefined
  /** An amount in another currency, at the rate of the day of the request; undefined where there is none. */
  readonly converted: (amount: Money, currency: string) => bigint | undefined
}

/**
 * Commissions on the contract of one, in its currency, whoever earned them; one whose worth nobody can tell
 * makes the sum unknown. Beside one that stands as it was approved, only those that were filed before it
 * count: a later one was or will be decided with this one in its sum, and while it is only asked for it
 * stops no payment.
 */
export function commissionedBefore(
  rows: readonly CommissionRow[],
  weighed: Weighed,
  { except, converted }: SumOf,
): bigint | 'unknown' {
  const number = contractOf(weighed.proposal)
  const currency = weighed.proposal.amount?.currency
  if (number === undefined || currency === undefined) return 0n
  const own = rows.find((row) => row.benefit_id === except)
  const standing = own && stands(own, weighed, number) ? own : undefined
  const worths = rows
    .filter((row) => row.entity_id === weighed.entityId && row.benefit_id !== except)
    .filter((row) => contractKey(row.contract) === contractKey(number))
    .filter((row) => standing === undefined || isBefore(row, standing))
    .map((row) => converted({ currency: row.currency, minor: row.minor }, currency))
  const known = worths.filter((worth) => worth !== undefined)
  return known.length < worths.length ? 'unknown' : known.reduce((sum, worth) => sum + worth, 0n)
}

const approved: readonly string[] = ['approved', 'given', 'paid', 'completed']

/** Whether it is approved, and weighed on the same contract and no worse a share of it. */
function stands(own: CommissionRow, { proposal, asked }: Weighed, number: string): boolean {
  const stated = proposal.facts?.[revenue]
  const { value, recipientCount = 1 } = asked ?? {}
  if (!approved.includes(own.state) || contractKey(own.contract) !== contractKey(number)) return false
  if (value?.currency !== own.currency || BigInt(value.minor) * BigInt(recipientCount) > own.minor)
    return false
  const isAmount = typeof stated === 'object' && !Array.isArray(stated) && stated.currency === own.currency
  return isAmount && own.revenue !== null && BigInt(stated.minor) >= BigInt(own.revenue)
}

function isBefore(row: CommissionRow, own: CommissionRow): boolean {
  return row.filed_at === own.filed_at ? row.request_id < own.request_id : row.filed_at < own.filed_at
}

function isCommission({ kindId }: Pick<Said, 'kindId'>): boolean {
  return findKind(kindId)?.form === 'commission'
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && contractKey(value) === '')
}
