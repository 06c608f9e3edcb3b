import { ordinary } from './circumstances.ts'
import { parties } from './company.ts'
import type { RequestCalls, Who } from './request-calls.ts'

/** A lunch that the line manager alone decides. */
export const lunch = {
  customer: { partyId: parties.dealer },
  recipient: { to: 'person', partyId: parties.buyer },
  kindId: 'working_meal',
  amount: { currency: 'CNY', minor: '9000' },
  happensOn: '2026-11-26',
  reasonChip: 'exchange',
  reason: '新产品技术交流工作餐',
  facts: {
    ...ordinary('working_meal'),
    'benefit.meal.kind': 'lunch',
    'benefit.meal.guests': 2,
    'benefit.meal.hosts': 1,
  },
}

/** Lunch with one guest, on a day. */
export function lunchOn(happensOn: string) {
  return { ...lunch, happensOn, facts: { ...lunch.facts, 'benefit.meal.guests': 1 } }
}

/** A rebate that the line manager and then finance decide. */
export const rebate = {
  customer: { partyId: parties.dealer },
  recipient: { to: 'organisation' },
  kindId: 'rebate',
  amount: { currency: 'CNY', minor: '1280000' },
  happensOn: '2026-11-26',
  reasonChip: 'quarter',
  reason: '三季度达量返利，按合同第 6 条',
  facts: ordinary('rebate'),
}

/** A voucher that the line manager alone decides, below the first band. */
export const coupon = {
  customer: { partyId: parties.dealer },
  recipient: { to: 'organisation' },
  kindId: 'coupon',
  amount: { currency: 'CNY', minor: '20000' },
  happensOn: '2026-11-26',
  reasonChip: 'referral',
  reason: '老客户推荐新客户成交，按方案发放代金券',
  facts: ordinary('coupon'),
}

/** A request whose round of approval is open. */
export type Round = { readonly requestId: string; readonly approvalId: string; readonly version: number }

/** Files a benefit that goes to approval, and gives its round. */
export async function openRound(
  calls: RequestCalls,
  proposal: object = rebate,
  who: Who = 'sales',
): Promise<Round> {
  const filed = await calls.good(who, 'requests.submit', { body: { proposal } })
  return roundOf(calls, String(filed['requestId']), who)
}

/** The round of a request as it stands now. */
export async function roundOf(calls: RequestCalls, requestId: string, who: Who = 'sales'): Promise<Round> {
  const item = await calls.good(who, 'requests.detail', { params: { requestId } })
  return { requestId, approvalId: String(item['approvalId']), version: Number(item['version']) }
}

/** What a verb of approvals on a round carries. */
export function on({ approvalId, version }: Round, body: object = {}) {
  return { params: { approvalId }, body: { version, ...body } }
}

/** What a verb of requests on it carries. */
export function about({ requestId, version }: Round, body: object = {}) {
  return { params: { requestId }, body: { version, ...body } }
}
