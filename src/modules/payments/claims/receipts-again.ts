import { formatMoney } from '../../../kernel/format.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { sayClaim } from '../../../texts/claims.ts'
import type { Language } from '../../../texts/text.ts'
import type { ReceiptAgain } from '../store-receipts.ts'
import type { ClaimRow } from '../tables.ts'

/** So many of the others are named; whoever has to answer for more looks into the first ones anyway. */
const namedMax = 3

/**
 * Why a claim is held: another one that stands has the same paper and the same amount, so that one receipt
 * would be paid twice. What invoices show in full is guarded by what is left of them, and asked about only.
 */
export function heldByReceipt(
  claim: ClaimRow,
  again: readonly ReceiptAgain[],
  isShownInFull: boolean,
): Refusal | undefined {
  if (isShownInFull) return undefined
  const same = again.find(
    ({ number, currency, minor }) =>
      number !== null && minor === claim.minor && currency === claim.currency.trim(),
  )
  return same && refuse('payments.receipt_claimed', { number: same.number ?? '' })
}

/** What whoever accepts a claim has to answer of its papers: each place where the same one lies. */
export function receiptQuestions(
  language: Language,
  claim: ClaimRow,
  again: readonly ReceiptAgain[],
): string[] {
  return again.slice(0, namedMax).map(({ entity_id: entityId, number, currency, minor, request_number }) => {
    // Of another company of the group no amount and no person is told.
    if (entityId !== claim.entity_id) {
      return sayClaim(language, 'again.elsewhere', { number: number ?? request_number ?? '' })
    }
    if (number === null || currency === null || minor === null) {
      return sayClaim(language, 'again.request', { number: request_number ?? '' })
    }
    return sayClaim(language, 'again.claim', { number, amount: formatMoney({ currency, minor }) })
  })
}
