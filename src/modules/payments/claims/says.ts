import { formatMoney } from '../../../kernel/format.ts'
import { sayClaim } from '../../../texts/claims.ts'
import type { Language } from '../../../texts/text.ts'
import { isLive, paysOut } from '../orders/domain.ts'
import type { ClaimRow, OrderRow } from '../tables.ts'
import { paidOf } from './paid-lines.ts'

/** What the sentence about a claim is made from. */
export type ClaimStanding = {
  readonly claim: Pick<
    ClaimRow,
    'state' | 'currency' | 'minor' | 'pay_currency' | 'pay_minor' | 'reason' | 'way'
  >
  /** Its payment orders, the oldest first. */
  readonly orders: readonly Pick<OrderRow, 'state' | 'minor' | 'withheld_minor' | 'number' | 'paid_on'>[]
  readonly checker: string
  /** Who filed it for others, where that is not the reader. */
  readonly filer?: string | undefined
  /** Who is reimbursed by what somebody else filed, where that is not the reader. */
  readonly payee?: string | undefined
  /** Whether whoever is reimbursed has a verified account; of no matter where a vendor is paid. */
  readonly hasAccount: boolean
}

/** Where a claim and its payment stand, and what comes next, in one sentence. Pure. */
export function claimSays(language: Language, standing: ClaimStanding): string {
  const { claim, checker, filer } = standing
  const reason = sentence(language, claim.reason ?? '')
  switch (claim.state) {
    case 'received':
      return sayClaim(language, 'says.received')
    case 'in_check':
      return sayClaim(language, 'says.in_check', { checker })
    case 'disputed':
      return filer === undefined
        ? sayClaim(language, 'says.disputed', { checker, reason })
        : sayClaim(language, 'says.disputed_of', { checker, reason, filer })
    case 'refused':
      return sayClaim(language, 'says.refused', { reason })
    case 'withdrawn':
      return filer === undefined
        ? sayClaim(language, 'says.withdrawn')
        : sayClaim(language, 'says.withdrawn_of', { filer })
    default:
      return paymentSays(language, standing)
  }
}

/** The reason of a person as a sentence of its own. */
export function sentence(language: Language, text: string): string {
  if (/[。.!！?？]$/u.test(text)) return text
  return `${text}${language === 'en' ? '.' : '。'}`
}

/** The most urgent first: what nobody knows, then what is under way, then what is still to be ordered. */
const underWay = ['unknown', 'sent', 'checked', 'prepared'] as const

function paymentSays(language: Language, { claim, orders, hasAccount, payee }: ClaimStanding): string {
  const { currency, minor: whole } = paidOf(claim)
  const text = (minor: bigint) => formatMoney({ currency, minor })
  const paid = orders.filter(({ state }) => state === 'paid')
  const paidMinor = paid.reduce((sum, order) => sum + paysOut(order), 0n)
  if (paidMinor >= whole) {
    const on = paid.at(-1)?.paid_on ?? ''
    return sayClaim(language, 'says.paid', { on, amount: text(whole) })
  }
  const part =
    paidMinor === 0n
      ? []
      : [sayClaim(language, 'says.part_paid', { paid: text(paidMinor), rest: text(whole - paidMinor) })]
  return [...part, ...nextSays(language, { claim, orders, hasAccount, payee }, paidMinor > 0n)].join(
    language === 'en' ? ' ' : '',
  )
}

function nextSays(
  language: Language,
  { claim, orders, hasAccount, payee }: Omit<ClaimStanding, 'checker'>,
  isPartPaid: boolean,
): string[] {
  for (const state of underWay) {
    const order = orders.find((each) => each.state === state)
    if (order) return [sayClaim(language, `says.${state}`, { number: order.number })]
  }
  const last = orders.at(-1)
  if (last && !isLive(last.state) && last.state !== 'stopped') {
    return [sayClaim(language, 'says.came_back', { number: last.number })]
  }
  if (claim.way === 'reimbursement' && !hasAccount) {
    return [
      payee === undefined
        ? sayClaim(language, 'says.no_account')
        : sayClaim(language, 'says.no_account_of', { name: payee }),
    ]
  }
  return isPartPaid ? [] : [sayClaim(language, 'says.to_order')]
}
