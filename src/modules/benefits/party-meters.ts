import type { z } from 'zod'
import type { partyPage } from '../../contract/parties.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { PartyCap, RegisterPorts } from './ports.ts'
import { moneyOf, type RegisterReader } from './words.ts'

type Meters = z.output<typeof partyPage.answer>['meters']

/** Whose limits a page shows: a person with their employer, or a customer itself. */
export function capParty(partyId: string, isPerson: boolean, employerId: string | undefined) {
  if (!isPerson) return { customerId: partyId }
  return { personId: partyId, ...(employerId === undefined ? {} : { customerId: employerId }) }
}

/** How much is used of each company limit that speaks of a party, the fullest first. */
export async function metersOf(
  tx: Transaction,
  reader: RegisterReader,
  ports: Pick<RegisterPorts, 'capsOf'>,
  party: Parameters<RegisterPorts['capsOf']>[2],
): Promise<Meters> {
  const caps = await ports.capsOf(tx, reader, party)
  return caps.map(meterOf).toSorted((a, b) => b.share - a.share)
}

function meterOf(cap: PartyCap): Meters[number] {
  const { title, window, clause, currency, used, limit } = cap
  const measured = (value: bigint) =>
    currency === undefined ? { times: Number(value) } : moneyOf(currency, value)
  const share = limit > 0n ? Number((used * 1000n) / limit) : 1000
  return {
    title,
    window,
    clause,
    used: measured(used),
    limit: measured(limit),
    share: Math.min(1000, Math.max(0, share)),
    isExceeded: used > limit,
  }
}
