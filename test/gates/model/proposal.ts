import type { SubmitBody } from '../../../src/modules/requests/index.ts'
import { idIn } from './company.ts'
import type { Asked, EntityKey, Kind, World } from './state.ts'

const reasons: Readonly<Record<Kind, string>> = {
  rebate: 'quarter',
  logo_item: 'fair',
  working_meal: 'exchange',
  gift_card: 'festival',
  coupon: 'referral',
}

/** What is asked for, as the form sends it. */
export function proposalOf(
  world: World,
  asked: Asked,
  more: { readonly entity: EntityKey; readonly fileIds: readonly string[]; readonly isIncomplete?: boolean },
): SubmitBody['proposal'] {
  const { kind, minor, quantity, recipient, happensOn, deal } = asked
  const meal = {
    'benefit.meal.kind': 'lunch',
    'benefit.meal.guests': quantity,
    'benefit.meal.hosts': 1,
  } as const
  const facts = {
    ...(kind === 'working_meal' ? meal : {}),
    ...(deal === undefined ? {} : { 'benefit.dealId': idIn(world, deal) }),
  }
  return {
    entityId: idIn(world, more.entity),
    customer: { partyId: idIn(world, 'dealer') },
    recipient:
      recipient === 'dealer' ? { to: 'organisation' } : { to: 'person', partyId: idIn(world, recipient) },
    kindId: kind,
    ...(more.isIncomplete ? {} : { amount: { currency: 'CNY', minor: minor.toString() } }),
    quantity,
    happensOn,
    reasonChip: reasons[kind],
    reason: '按方案执行',
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    fileIds: [...more.fileIds],
  }
}
