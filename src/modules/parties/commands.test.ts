import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, testNow, type Company } from '../../../test/setup/company.ts'
import { loggedReasons } from '../../../test/setup/logged-reasons.ts'
import { searchParties } from '../../contract/parties.ts'
import { act } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { createCustomer, type CustomerBody, type PartyDeps } from './create-commands.ts'
import { createPerson, type PersonBody } from './create-person.ts'
import { merge, splitParty } from './merge-commands.ts'
import { newCustomer } from './new-party.ts'
import { searchFor, type SearchPorts } from './queries.ts'
import { joinHousehold, leaveHousehold } from './household-commands.ts'
import { classify, endWork, relate, setEmployment } from './span-commands.ts'
import { loadPersonSituations } from './store.ts'

const today = '2026-11-25'
let company: Company
let deps: PartyDeps
let asking: string[] = []
let n = 0

beforeAll(async () => {
  company = await testCompany()
  deps = { newId: company.world.newId, dayAt: () => today, findAskers: async () => asking }
})

afterAll(() => company.close())

async function run<Body, State, Answer>(
  command: Command<Body, State, Answer>,
  bodies: readonly Body[],
  who = 'compliance',
) {
  const at = company.world.now()
  const calls = bodies.map((body) => ({ key: `parties-${n++}-key`, actor: company.actor(who), body, at }))
  return act(company.world.door, command, calls)
}

async function done<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body, who?: string) {
  const [outcome] = await run(command, [body], who)
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.answer
}

async function codeOf<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body, who?: string) {
  const [outcome] = await run(command, [body], who)
  return outcome && 'refusal' in outcome ? outcome.refusal.code : outcome?.kind
}

function firm(name: string, more: Partial<CustomerBody> = {}): CustomerBody {
  return { name, type: 'company', country: 'CN', ...more }
}

function human(name: string, more: Partial<PersonBody> = {}): PersonBody {
  return { name, country: 'CN', ...more }
}

const situationOf = (personId: string, day = today) =>
  readOnly(company.world.pool, [company.actor('compliance')], async (tx) => {
    const situations = await loadPersonSituations(tx, [personId])
    return situations(personId, day)
  })

const ports: SearchPorts = {
  recentParties: async () => [parties.buyer, parties.dealer],
  openMatters: async () => new Map([[parties.dealer, { state: 'open', matter: 'tender' }]]),
}

const search = (q: string, kind: 'organisation' | 'person' | 'any' = 'any', employerId?: string) =>
  readOnly(company.world.pool, [company.actor('sales')], async (tx) => {
    const asked = { q, kind, employerId, personId: 'per_1' }
    const found = await searchFor(tx, ports, { language: 'zh-CN', today }, asked)
    return searchParties.answer.parse(found)
  })

describe('a new customer', () => {
  test('is entered with its credit code, checked and written one way', async () => {
    const { partyId } = await done(
      createCustomer(deps),
      firm('无锡远景流体设备有限公司', { creditCode: '9135 0100-M000 100y 43' }),
    )
    const rows = await company.world.pool.query('select credit_code from parties.customer where id = $1', [
      partyId,
    ])
    expect(rows.rows).toEqual([{ credit_code: '91350100M000100Y43' }])
  })

  test.each([
    [
      'a wrong check character',
      firm('某某甲有限公司', { creditCode: '91350100M000100Y44' }),
      'parties.credit_code_wrong',
    ],
    [
      'a code that somebody holds',
      firm('另一家有限公司', { creditCode: '91350100M000100Y43' }),
      'parties.credit_code_taken',
    ],
    ['a known name, misspelt', firm('苏州恒太精密机械有限公司'), 'parties.known_already'],
    ['the name of an entity of ours', firm('苏州明台装备有限公司'), 'parties.own_entity'],
    [
      'a state organ in private hands',
      firm('某县财政局', { type: 'state_organ', ownership: 'private' }),
      'parties.ownership_contradicts',
    ],
  ])('is refused with %s', async (_, body, code) => {
    expect(await codeOf(createCustomer(deps), body, 'sales')).toBe(code)
  })

  test.each(['sales', 'compliance'])('is not said to be private by the word of %s', async (who) => {
    const said = firm('乌兰察布草原机械有限公司', { ownership: 'private' })
    expect(await codeOf(createCustomer(deps), said, who)).toBe('parties.fact_comes_later')
  })

  test('is said to be public by whoever enters it', async () => {
    const more = { type: 'public_hospital', ownership: 'public_body', publicPurchaser: true } as const
    const { partyId } = await done(createCustomer(deps), firm('阿勒泰地区人民医院', more), 'sales')
    const { rows } = await company.world.pool.query(
      'select type, ownership, public_purchaser from parties.customer where id = $1',
      [partyId],
    )
    expect(rows).toEqual([{ type: 'public_hospital', ownership: 'public_body', public_purchaser: true }])
  })

  test('that resembles a known one is entered by compliance, who names it and says why', async () => {
    const body = firm('苏州恒泰精密机械有限公司')
    const ruledOut = { partyIds: [parties.dealer], reason: '两家同名公司，注册地址与法定代表人均不同' }
    expect(await codeOf(createCustomer(deps), { ...body, ruledOut }, 'sales')).toBe(
      'parties.match_needs_compliance',
    )
    const [outcome] = await run(createCustomer(deps), [{ ...body, ruledOut }])
    expect(outcome?.kind).toBe('done')
  })

  test('is checked against those of its own set too', async () => {
    const twins = [firm('常熟瑞丰阀门有限公司'), firm('常熟瑞丰阀门有限公司'), firm('大庆蓝海泵业有限公司')]
    const outcomes = await run(createCustomer(deps), twins)
    expect(outcomes.map((each) => ('refusal' in each ? each.refusal.code : each.kind))).toEqual([
      'done',
      'parties.known_already',
      'done',
    ])
  })

  test('of one name entered twice at the same time is entered once', async () => {
    const body = firm('桂林南方仪表有限公司')
    const outcomes = await Promise.all([run(createCustomer(deps), [body]), run(createCustomer(deps), [body])])
    expect(
      outcomes
        .flat()
        .map((each) => each.kind)
        .toSorted(),
    ).toEqual(['done', 'refused'])
  })
})

describe('a new person', () => {
  test('comes with employer, household and class in one command', async () => {
    const { partyId, householdId } = await done(
      createPerson(deps),
      human('欧阳雪梅', {
        employment: {
          customerId: parties.dealer,
          position: '采购经理',
          decidesOnUs: true,
          fromOn: '2024-01-01',
        },
        household: { fromOn: '2024-01-01' },
        classification: {
          class: 'private_staff',
          source: 'document',
          evidence: { kind: 'employer_letter', reference: '在职证明 2026-031' },
          fromOn: '2024-01-01',
        },
      }),
    )
    const situation = await situationOf(partyId)
    expect(situation).toMatchObject({
      householdId,
      employments: [{ customer_id: parties.dealer, position: '采购经理', decides_on_us: true }],
      classification: { class: 'private_staff', is_verified: true },
    })
  })

  test.each([
    [
      'somebody known at that employer',
      human('张伟', { employment: { customerId: parties.dealer, fromOn: today } }),
      'parties.known_already',
    ],
    [
      'an employer that nobody knows',
      human('司马青云', { employment: { customerId: 'party_nobody000', fromOn: today } }),
      'parties.unknown',
    ],
    [
      'a proof that only compliance may record',
      human('司马青云', { classification: { class: 'private_staff', source: 'document', fromOn: today } }),
      'parties.needs_compliance',
    ],
    [
      'the word that they decide nothing',
      human('司马青云', { employment: { customerId: parties.dealer, decidesOnUs: false, fromOn: today } }),
      'parties.needs_compliance',
    ],
  ])('is refused to sales with %s', async (_, body, code) => {
    expect(await codeOf(createPerson(deps), body, 'sales')).toBe(code)
  })
})

describe('what is known of a person', () => {
  test("a strict class may be one's own word, a relaxing one needs its proof and compliance", async () => {
    const { partyId: personId } = await done(createPerson(deps), human('诸葛明远'))
    const said = { personId, class: 'public_official', source: 'self', fromOn: '2026-01-01' } as const
    expect((await run(classify(deps), [said], 'sales'))[0]?.kind).toBe('done')
    const relaxing = { personId, class: 'private_staff', source: 'document', fromOn: '2026-02-01' } as const
    const evidence = { kind: 'employment_record', reference: '社保记录 2026-02' } as const
    expect(await codeOf(classify(deps), { ...relaxing, evidence }, 'sales')).toBe('parties.needs_compliance')
    expect(await codeOf(classify(deps), relaxing)).toBe('parties.class_needs_evidence')
    asking = [company.actor('compliance').personId]
    expect(await codeOf(classify(deps), { ...relaxing, evidence })).toBe('parties.of_own_request')
    asking = []
    expect(await codeOf(classify(deps), { ...relaxing, evidence })).toBe('done')
    const [before, after] = [
      await situationOf(personId, '2026-01-31'),
      await situationOf(personId, '2026-02-01'),
    ]
    expect([before.classification?.class, after.classification?.class]).toEqual([
      'public_official',
      'private_staff',
    ])
  })

  test('work begins once and ends on its last day; the new employer helps the search', async () => {
    const { partyId: personId } = await done(createPerson(deps), human('夏侯志远'))
    const work = { personId, customerId: parties.dealer, fromOn: '2026-03-01' }
    const { employmentId } = await done(setEmployment(deps), work, 'sales')
    expect(await codeOf(setEmployment(deps), work, 'sales')).toBe('parties.employed_already')
    const found = await search('夏侯志元', 'person', parties.dealer)
    expect(found.items[0]).toMatchObject({ id: personId })
    asking = [company.actor('compliance').personId]
    const end = { employmentId, lastDay: '2026-08-31', reason: '名片已换，对方公司来函' }
    expect(await codeOf(endWork(deps), end)).toBe('parties.of_own_request')
    const other = { ...work, fromOn: '2026-01-01', untilOn: '2026-01-31' }
    expect(await codeOf(setEmployment(deps), { ...other, decidesOnUs: false })).toBe('parties.of_own_request')
    asking = []
    await done(endWork(deps), end)
    expect(await loggedReasons(company.database, 'parties.end_employment')).toEqual([end.reason])
    expect((await situationOf(personId, '2026-08-31')).employments).toMatchObject([
      { customer_id: parties.dealer },
    ])
    expect((await situationOf(personId, '2026-09-01')).employments).toEqual([])
  })

  test('two people become one household, and one of them leaves it again', async () => {
    const [one, other] = [
      await done(createPerson(deps), human('慕容嘉')),
      await done(createPerson(deps), human('尉迟恭文')),
    ]
    const joining = { personId: one.partyId, withPersonId: other.partyId, fromOn: '2026-01-01' }
    // A past day is compliance's: it could be taken before the true household is known.
    const [early] = await run(joinHousehold(deps), [{ ...joining, fromOn: '2026-11-24' }], 'sales')
    expect(early).toMatchObject({
      refusal: { code: 'parties.needs_compliance', pointer: '/body/fromOn' },
    })
    const opened = human('第五鸿飞', { household: { fromOn: '2026-11-24' } })
    expect(await codeOf(createPerson(deps), opened, 'sales')).toBe('parties.needs_compliance')
    const today = human('第五鸿飞', { household: { fromOn: '2026-11-25' } })
    expect(await codeOf(createPerson(deps), today, 'sales')).toBe('done')
    const { householdId } = await done(joinHousehold(deps), joining)
    expect((await situationOf(other.partyId)).householdId).toBe(householdId)
    expect(await codeOf(joinHousehold(deps), { personId: one.partyId, fromOn: '2026-02-01' })).toBe(
      'parties.in_other_household',
    )
    const leaving = { personId: other.partyId, lastDay: '2026-05-31', reason: '分户，户口簿已核' }
    asking = [company.actor('compliance').personId]
    expect(await codeOf(leaveHousehold(deps), leaving)).toBe('parties.of_own_request')
    asking = []
    await done(leaveHousehold(deps), leaving)
    expect((await situationOf(other.partyId, '2026-06-01')).householdId).toBeUndefined()
    expect(await codeOf(leaveHousehold(deps), { ...leaving, lastDay: '2026-06-30' })).toBe(
      'parties.in_no_household',
    )
    expect(await loggedReasons(company.database, 'parties.leave_household')).toEqual([leaving.reason])
    expect((await situationOf(other.partyId, '2026-05-31')).householdId).toBe(householdId)
    await done(
      relate(deps),
      { personId: one.partyId, otherId: other.partyId, relation: 'spouse', fromOn: '2026-01-01' },
      'sales',
    )
    expect((await situationOf(one.partyId)).relations).toMatchObject([
      { other_id: other.partyId, relation: 'spouse' },
    ])
  })
})

describe('a merge', () => {
  test('keeps the strict class of the record that goes, and a split gives both their own again', async () => {
    const ruledOut = { partyIds: 'all', reason: '测试：稍后合并' } as const
    const kept = (await done(createPerson(deps), human('皇甫静怡', { phone: '13800001111' }))).partyId
    const gone = (await done(createPerson(deps), human('皇甫静仪', { phone: '13900002222', ruledOut })))
      .partyId
    await done(classify(deps), {
      personId: gone,
      class: 'public_official',
      source: 'self',
      fromOn: '2026-01-01',
    })
    await done(merge(deps), { keptId: kept, goneId: gone, reason: '同一人，身份证件一致' })
    expect((await situationOf(kept)).classification?.class).toBe('public_official')
    expect((await search('皇甫静仪', 'person')).items.map((item) => item.id)).not.toContain(gone)
    await done(splitParty(deps), { partyId: gone, reason: '核对证件后确认为两人' })
    expect((await situationOf(kept)).classification).toBeUndefined()
    expect((await situationOf(gone)).classification?.class).toBe('public_official')
  })

  test.each([
    [
      'of a record with itself',
      { keptId: parties.dealer, goneId: parties.dealer, reason: '测试' },
      'parties.merge_with_itself',
    ],
    [
      'of a customer and a person',
      { keptId: parties.dealer, goneId: parties.buyer, reason: '测试' },
      'parties.unknown',
    ],
    [
      'without a reason',
      { keptId: parties.buyer, goneId: parties.colleague, reason: ' ' },
      'parties.reason_missing',
    ],
  ])('is refused %s', async (_, body, code) => {
    expect(await codeOf(merge(deps), body)).toBe(code)
  })

  test('is for compliance with a fresh second factor', async () => {
    const body = { keptId: parties.buyer, goneId: parties.colleague, reason: '测试' }
    expect(await codeOf(merge(deps), body, 'sales')).toBe('access.role_needed')
  })
})

describe('the search', () => {
  test('finds a misspelt customer, says why, warns, and asks whether it is meant', async () => {
    const found = await search('苏州横泰精密机械', 'organisation')
    const item = found.items.find((each) => each.id === parties.dealer)
    expect(item).toMatchObject({ name: '恒泰精密', label: '经销商', flags: ['正在招标'], match: 'likely' })
    expect(item?.why).not.toBe('')
    expect(found.asksWhich).toBe(true)
  })

  test('knows the exact name and does not ask', async () => {
    const found = await search('宁波市某区水务局')
    expect(found).toMatchObject({
      asksWhich: false,
      items: [{ id: parties.bureau, match: 'exact', flags: ['国家机关'] }],
    })
  })

  test('asks for a new one where nobody known resembles the name', async () => {
    const nobody = { items: [], asksWhich: true, hasMore: false }
    expect(await search('喀什远疆冷链', 'organisation')).toEqual(nobody)
    expect(await search('古丽娜尔', 'person', parties.bureau)).toEqual(nobody)
  })

  test('never offers an entity of ours, even one that was once entered among the customers', async () => {
    await company.store([
      newCustomer({ id: 'party_ourselves00', name: '上海明台销售', created_at: testNow }),
      newCustomer({ id: 'party_neighbour00', name: '上海明台酒店', created_at: testNow }),
    ])
    expect((await search('明台')).items.map((item) => item.id)).toEqual(['party_neighbour00'])
  })

  test('warns of officials', async () => {
    const { items } = await search('郑国栋', 'person')
    expect(items[0]).toMatchObject({
      id: parties.official,
      flags: ['公职人员'],
      label: '宁波市某区水务局 · 采购',
    })
  })

  test('gives the last used parties without a text, and the contacts of a chosen customer', async () => {
    expect((await search('')).items).toMatchObject([
      { id: parties.buyer, match: 'recent', why: '最近用过' },
      { id: parties.dealer, match: 'recent' },
    ])
    const contacts = await search('', 'person', parties.bureau)
    expect(contacts.items).toMatchObject([{ id: parties.official, why: '该客户的联系人' }])
  })

  test('finds what was typed in part', async () => {
    expect((await search('水务')).items.map((item) => item.name)).toEqual(['宁波市某区水务局'])
  })
})
