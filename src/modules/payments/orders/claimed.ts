import { toMoneyJson } from '../../../kernel/money.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { partsUsedFor } from '../../invoices/index.ts'
import { invoiceOf } from '../claims/invoice-shown.ts'
import { claimLinesNumbered, type LineNumbered } from '../store-sets.ts'
import type { Rests } from './rests.ts'

/** A payment that was made or that could be, by the claim on which it is paid. */
type Paid = { readonly claimId: string | null; readonly benefitId: string }

/** The claim on which a payment rests, with the invoices that show it; nothing where it rests on none. */
export type ClaimOf = (paid: Paid) => Pick<Rests, 'claim'>

/** The claims of a page of orders, each with its number and its invoices. */
export async function loadClaimed(
  tx: Transaction,
  actor: Actor,
  claimIds: readonly (string | null)[],
): Promise<ClaimOf> {
  const ids = [...new Set(claimIds.flatMap((id) => id ?? []))].sort()
  return claimedIn(tx, actor, ids.length === 0 ? [] : await claimLinesNumbered(tx, ids))
}

/** The same for lines that are at hand. */
export async function claimedIn(
  tx: Transaction,
  actor: Actor,
  lines: readonly LineNumbered[],
): Promise<ClaimOf> {
  const parts = await partsUsedFor(
    tx,
    'claim_line',
    lines.map(({ lineId }) => lineId),
  )
  const partsOf = Map.groupBy(parts, (part) => part.for_id)
  return ({ claimId, benefitId }) => {
    const line = lines.find((each) => each.claimId === claimId && each.benefitId === benefitId)
    if (!line) return {}
    return {
      claim: {
        claimId: line.claimId,
        number: line.number,
        amount: toMoneyJson({ currency: line.currency, minor: line.minor }),
        invoices: (partsOf.get(line.lineId) ?? []).map((part) => invoiceOf(actor, part)),
      },
    }
  }
}
