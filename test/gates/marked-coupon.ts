import type { SubmitBody } from '../../src/modules/requests/index.ts'
import { ordinary } from '../setup/circumstances.ts'
import { parties } from '../setup/company-on.ts'

/** A small benefit that the rules allow, told apart by its reason. */
export function couponOf(mark: string): SubmitBody['proposal'] {
  return {
    customer: { partyId: parties.dealer },
    kindId: 'coupon',
    amount: { currency: 'CNY', minor: '100' },
    happensOn: '2026-11-25',
    reasonChip: 'referral',
    reason: mark,
    facts: ordinary('coupon'),
  }
}
