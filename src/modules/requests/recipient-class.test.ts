import { afterAll, beforeAll, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { ordinary } from '../../../test/setup/circumstances.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { classificationTable, newCustomer, newPerson, relationTable } from '../parties/index.ts'
import { loadSituations } from './situation.ts'
import { routePeople, weigh } from './weigh.ts'

// K16 of the known gaps of others: the class of the recipient, and not the amount alone, chooses the way.

let company: Company
const stateFirm = 'party_statefirm000'
const stateStaff = 'party_statestaff00'
const wife = 'party_officialwife'

beforeAll(async () => {
  company = await testCompany()
  const at = company.world.now()
  const work = {
    decides_on_us: true,
    management_duty: false,
    nominated_by: null,
    from_on: '2020-01-01',
    until_on: null,
  }
  const classified = (personId: string, kind: string, n: string) =>
    insertRow(classificationTable, {
      id: `cls_k16${n}000`,
      person_id: personId,
      class: kind,
      is_verified: true,
      source: 'document',
      evidence: '任职文件',
      left_office_on: null,
      was_leader: null,
      from_on: '2020-01-01',
      until_on: null,
    })
  await company.store([
    newCustomer({
      id: stateFirm,
      name: '江苏某国有机床集团有限公司',
      type: 'company',
      ownership: 'state_wholly_owned',
      country: 'CN',
      created_at: at,
      public_purchaser: false,
      staff_benefit_authorised: false,
    }),
    ...newPerson({
      id: stateStaff,
      name: '许国强',
      at,
      employment: { ...work, id: 'mem_k16a0000', customer_id: stateFirm, position: '采购' },
    }),
    classified(stateStaff, 'soe_staff', 'a'),
    ...newPerson({
      id: wife,
      name: '陈美华',
      at,
      employment: { ...work, id: 'mem_k16b0000', customer_id: parties.dealer, position: '会计' },
    }),
    classified(wife, 'private_staff', 'b'),
    insertRow(relationTable, {
      id: 'rel_k16c0000',
      person_id: wife,
      other_id: parties.official,
      relation: 'spouse',
      from_on: '2020-01-01',
      until_on: null,
    }),
  ])
})

afterAll(() => company.close())

/** What the form asks beside the ordinary where the recipient is of the state side, answered plainly. */
const plain = { tokenPrice: false, rewardForPastAct: false, alcohol: false, luxury: false }

/** The same lunch for the same money with the same papers, weighed for one recipient. */
async function wayFor(customerId: string, personId: string, papers = ['officialLetter', 'agenda']) {
  const actor = company.actor('sales')
  const proposal = {
    customer: { partyId: customerId },
    recipient: { to: 'person' as const, partyId: personId },
    kindId: 'working_meal',
    amount: { currency: 'CNY', minor: '12000' },
    happensOn: '2026-11-26',
    reasonChip: 'exchange',
    reason: '新产品技术交流工作餐',
    facts: {
      ...ordinary('working_meal'),
      'benefit.meal.kind': 'lunch',
      'benefit.meal.guests': 2,
      'benefit.meal.hosts': 1,
      ...Object.fromEntries(Object.entries(plain).map(([flag, is]) => [`benefit.flags.${flag}`, is])),
    },
  }
  const call = { key: 'k16-key-0001', actor, body: {}, at: company.world.now() }
  return readOnly(company.database.pool('app', 2), [actor], async (tx) => {
    const filed = [{ call, proposal, evidence: papers }]
    const { shared, situations } = await loadSituations(company.world.requests, tx, filed)
    const [situation] = situations
    const weighing = situation && weigh(shared, situation, { requesterId: actor.personId })
    if (!weighing) throw new Error('the lunch is weighed')
    const { outcome, missing } = weighing.decision
    const levels = routePeople(weighing).map((step) => step.level)
    return { outcome, effect: weighing.effect, levels, missing }
  })
}

const recipients = {
  official: [parties.bureau, parties.official],
  wife: [parties.dealer, wife],
  state: [stateFirm, stateStaff],
} as const

test(
  'K16: a lunch goes another way for an official, an official’s wife, the staff of a state ' + 'firm',
  async () => {
    const buyer = await wayFor(parties.dealer, parties.buyer)
    expect(buyer).toMatchObject({ outcome: 'allow_with_conditions', effect: 'route', levels: ['L1'] })
    for (const [customerId, personId] of Object.values(recipients)) {
      const way = await wayFor(customerId, personId)
      expect(way).toMatchObject({ effect: 'route', levels: ['L1', 'L2', 'L3'] })
    }
  },
)

test('without the letter of the other side it waits, for an official and for a state firm', async () => {
  const agenda = ['agenda']
  expect(await wayFor(parties.dealer, parties.buyer, agenda)).toMatchObject({ effect: 'route' })
  for (const who of ['official', 'state'] as const) {
    const [customerId, personId] = recipients[who]
    const way = await wayFor(customerId, personId, agenda)
    expect(way).toMatchObject({ effect: 'hold', levels: [] })
    expect(way.missing).toEqual(['docs.officialLetter'])
  }
})
