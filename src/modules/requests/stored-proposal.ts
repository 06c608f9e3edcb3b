import { proposalJson } from '../../contract/proposal.ts'
import type { Money } from '../../kernel/money.ts'
import { findKind } from './kinds.ts'
import { amountsOf, type Proposal } from './proposal.ts'
import type { RequestRow } from './tables.ts'

/**
 * The proposal of a stored request, with the parties that were found or made for it: a name that was new
 * when it was filed is a known party from then on.
 */
export function proposalOf(request: RequestRow): Proposal {
  const stored = proposalJson.parse(JSON.parse(request.application))
  return {
    ...stored,
    entityId: request.entity_id,
    ...(request.customer_id === null ? {} : { customer: { partyId: request.customer_id } }),
    ...(request.person_id === null
      ? {}
      : { recipient: { to: 'person' as const, partyId: request.person_id } }),
  }
}

/** What a stored request gives in all: its value is that of one of its recipients. */
export function wholeValueOf(request: RequestRow): Money | undefined {
  const { value_minor: each, value_currency: currency } = request
  if (each === null || currency === null) return undefined
  const proposal = proposalJson.parse(JSON.parse(request.application))
  const { recipientCount } = amountsOf(proposal, findKind(proposal.kindId))
  return { currency: currency.trim(), minor: each * BigInt(recipientCount) }
}
