import { registerBenefit } from '../../src/modules/benefits/index.ts'
import { classificationTable, newPerson } from '../../src/modules/parties/index.ts'
import { submitCommand, type SubmitBody } from '../../src/modules/requests/index.ts'
import { act } from '../../src/platform/act/act.ts'
import { insertRow, type RowChange } from '../../src/platform/act/rows.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
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

/** A buyer who has had ¥199.00 of the ¥200.00 of this year. */
function almostFull(company: Company, personId: string, round: number): RowChange[] {
  const id = String(round).padStart(8, '0')
  const benefit = {
    id: `ben_race${id}`,
    number: `RACE-${id}`,
    book: 'own',
    direction: 'given',
    state: 'completed',
    entity_id: company.founded.entities['suzhou'] ?? '',
    form: 'logo_item',
    title: '宣传品',
    reason: '',
    requester_id: company.founded.people['sales'] ?? '',
    customer_id: parties.dealer,
    recipient_kind: 'person',
    recipient_id: personId,
    recipient_count: 1,
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    value_minor: 19_900n,
    value_currency: 'CNY',
    value_is_at_least: false,
    happened_on: '2026-03-02',
    recorded_at: testNow,
    is_late: false,
    outcome: 'allow',
    decision_id: null,
    source: 'test',
  }
  return [
    ...newPerson({ id: personId, name: `赛${id}`, at: testNow }),
    insertRow(classificationTable, {
      id: `cls_race${id}`,
      person_id: personId,
      class: 'private_staff',
      is_verified: true,
      source: 'document',
      evidence: null,
      left_office_on: null,
      was_leader: null,
      from_on: '2020-01-01',
      until_on: null,
    }),
    ...registerBenefit(benefit, [{ recipientId: personId }], { group: 'group' }, [`line_race${id}`]),
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
