import { submitCommand, type SubmitBody } from '../../src/modules/requests/index.ts'
import { act } from '../../src/platform/act/act.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { almostFull } from '../setup/almost-full.ts'
import { companyOn, parties, testNow, type Company } from '../setup/company-on.ts'
import { ordinary } from '../setup/circumstances.ts'
import { atLeast, atMost, withGateDatabase, type Gate, type GateLine, type GateOptions } from './gate.ts'

const concurrent = 10
const limitMinor = 20_000n

/**
 * G7: races over a limit. In each round ten requests ask at once for the last yuan of one person's yearly
 * limit for advertising items. Exactly one may pass, and the sum may never stand above the limit.
 */
export const gate: Gate = {
  name: 'race',
  rounds: 300,
  run: (options) => withGateDatabase(async (database) => raceOn(await companyOn(database), options)),
}

/** Runs the races on a company that is there already. */
export async function raceOn(company: Company, { rounds, say }: GateOptions): Promise<GateLine[]> {
  let over = 0
  let exact = 0
  for (let round = 0; round < rounds; round++) {
    const person = `party_race${String(round).padStart(8, '0')}`
    await company.store(almostFull(company, person, round))
    const passed = await raceFor(company, person, round)
    const sum = await sumOf(company, person)
    if (sum > limitMinor) over++
    if (passed === 1 && sum === limitMinor) exact++
    if (round % 50 === 49) say(`race: ${round + 1} of ${rounds} rounds`)
  }
  return [
    atMost('G7 rounds over the limit', over, 0, 'rounds'),
    atLeast('G7 rounds in which exactly one passed', exact, rounds, 'rounds'),
  ]
}

async function raceFor(company: Company, personId: string, round: number): Promise<number> {
  const proposal: SubmitBody['proposal'] = {
    customer: { partyId: parties.dealer },
    recipient: { to: 'person', partyId: personId },
    kindId: 'logo_item',
    amount: { currency: 'CNY', minor: '100' },
    happensOn: '2026-11-25',
    reasonChip: 'fair',
    reason: '展会宣传品',
    facts: ordinary('logo_item'),
  }
  const command = submitCommand(company.world.requests)
  const outcomes = await Promise.all(
    Array.from({ length: concurrent }, (_, i) =>
      act(company.world.door, command, [
        { key: `race-${round}-${i}-key`, actor: company.actor('sales'), body: { proposal }, at: testNow },
      ]),
    ),
  )
  return outcomes.filter(([outcome]) => outcome?.kind === 'done').length
}

function sumOf(company: Company, personId: string): Promise<bigint> {
  return readOnly(company.world.pool, [company.actor('sales')], async (tx) => {
    const [row] = await tx.sql<{ sum: string }>(
      'select sum(minor)::text as sum from benefits.line where recipient_id = $1',
      [personId],
    )
    return BigInt(row?.sum ?? '0')
  })
}
