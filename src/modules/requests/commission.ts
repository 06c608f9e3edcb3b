import type { proposalJson } from '../../contract/proposal.ts'
import type { z } from 'zod'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
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

/** A number is written with or without spaces, in small letters or capitals. */
export function contractKey(number: string): string {
  return number.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()
}

/** The contract that a commission names; undefined for all else. */
export function contractOf({ kindId, facts }: Said): string | undefined {
  const number = facts?.[contract]
  return isCommission({ kindId }) && typeof number === 'string' && number.trim() !== '' ? number : undefined
}

/** Commissions on the contract of one, in its currency, whoever earned them; `except` is the one itself. */
export function commissionedBefore(
  rows: readonly CommissionRow[],
  asked: { readonly entityId: string; readonly proposal: Said },
  except?: string,
): bigint {
  const number = contractOf(asked.proposal)
  if (number === undefined) return 0n
  return rows
    .filter((row) => row.entity_id === asked.entityId && row.benefit_id !== except)
    .filter((row) => contractKey(row.contract) === contractKey(number))
    .filter((row) => row.currency === asked.proposal.amount?.currency)
    .reduce((sum, { minor }) => sum + minor, 0n)
}

function isCommission({ kindId }: Pick<Said, 'kindId'>): boolean {
  return findKind(kindId)?.form === 'commission'
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '')
}
