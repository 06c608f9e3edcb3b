import type { Asked } from '../facts/index.ts'
import type { Kind } from './kinds.ts'

/**
 * What a benefit depends on by what it is: a rebate on volume, a discount on the purchase. Undefined where
 * only the applicant can say.
 */
export function conditionsOf(kind: Pick<Kind, 'form'>): Asked['conditions'] {
  if (kind.form === 'rebate') return ['purchase_volume']
  const onPurchase: readonly string[] = ['discount', 'points_award', 'points_redemption']
  return onPurchase.includes(kind.form) ? ['purchase'] : undefined
}

/** What is asked of a thing that our own staff received or were offered. */
export const circumstancesOfReceived: readonly string[] = [
  'benefit.flags.requestedByRecipient',
  'benefit.flags.rewardForPastAct',
]

/**
 * The circumstances that the form asks of a kind in one list, where "none of these" is an answer too: what
 * nobody says stays unknown. By the paths of the facts.
 */
export function circumstancesOf(kind: Pick<Kind, 'form' | 'to'>): readonly string[] {
  return [
    ...(kind.to === 'person' ? ['benefit.flags.requestedByRecipient'] : []),
    ...(ofForm[kind.form] ?? []),
    'benefit.conditionalOn',
    'tender.state',
    ...(isMoneyOf(kind) ? ['payee.holder'] : []),
    // Whoever earns a commission is the third party, and their record says what they are.
    ...(kind.form === 'commission' ? [] : ['thirdParty.role']),
    'benefit.flags.concealed',
  ]
}

/** What the customer is paid, or need not pay: somebody else's hands may take it. */
function isMoneyOf({ form, to }: Pick<Kind, 'form' | 'to'>): boolean {
  const money: readonly Kind['form'][] = [
    'rebate',
    'discount',
    'discount_coupon',
    'points_award',
    'points_redemption',
    'sponsorship',
    'free_goods',
    'commission',
  ]
  return to === 'organisation' && money.includes(form)
}

const ofForm: Partial<Record<Kind['form'], readonly string[]>> = {
  meal: ['benefit.flags.alcohol', 'benefit.flags.luxury', 'benefit.familyShare'],
  travel: ['benefit.familyShare', 'benefit.travel.cashAllowance'],
  gift: ['benefit.flags.holidayLinked'],
  logo_item: ['benefit.flags.holidayLinked'],
}

/** What a kind may be a part of, by the fact that names it: an event, or a deal with the customer. */
export type PartOf = 'benefit.eventId' | 'benefit.dealId'

/** Which of them the form asks of a kind; a limit for each event or deal counts what names it. */
export function partOf(kind: Pick<Kind, 'form' | 'to'>): readonly PartOf[] {
  return [
    ...(atEvents.includes(kind.form) ? ['benefit.eventId' as const] : []),
    ...(kind.to === 'organisation' || inDeals.includes(kind.form) ? ['benefit.dealId' as const] : []),
  ]
}

const atEvents: readonly Kind['form'][] = [
  'meal',
  'logo_item',
  'gift',
  'travel',
  'entertainment',
  'sponsorship',
  'free_service',
]

/** What people get while a deal is worked on. */
const inDeals: readonly Kind['form'][] = ['meal', 'travel']

/** Things that are handed out at events. */
const handedOut: readonly Kind['form'][] = ['gift', 'logo_item']

/**
 * To what purpose and on what occasion a kind is given, by the reason that was chosen. What is handed out at
 * an event is a gift there, a festival or not, on which the law wants tax withheld from the people who get it
 * (CN-IIT-01); the rest stays what it is.
 */
export function whyOf(
  kind: Pick<Kind, 'form' | 'purpose' | 'context'>,
  reason: string | undefined,
  isAtEvent: boolean,
): Pick<Asked, 'purpose' | 'context'> {
  const isFestival = reason === 'festival'
  const purpose = reason === 'thanks' ? 'thanks' : kind.purpose
  const context = isFestival ? 'holiday' : kind.context
  return {
    purpose: isFestival ? 'holiday_greeting' : purpose,
    context: isAtEvent && handedOut.includes(kind.form) ? 'other_event' : context,
  }
}
