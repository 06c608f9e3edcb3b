import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../test/setup/api-calls.ts'
import { lunchOn, on, openRound, type Round } from '../../test/setup/approval-round.ts'
import { askDeps } from '../../test/setup/ask-deps.ts'
import { ordinary } from '../../test/setup/circumstances.ts'
import { independent } from '../../test/setup/middleman.ts'
import { testCompany, testNow, type Company } from '../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { operations } from '../contract/index.ts'
import { addDays } from '../kernel/time.ts'
import { looseningOperations } from '../modules/access/index.ts'
import { accessTable } from '../modules/access/table.ts'
import {
  classificationTable,
  householdMemberTable,
  newCustomer,
  loadPeople,
  newPerson,
  personTable,
} from '../modules/parties/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import { classify } from '../modules/parties/span-commands.ts'
import type { PersonRow } from '../modules/parties/tables.ts'
import { insertRow, updateRow } from '../platform/act/rows.ts'
import { readOnly } from '../platform/db/in-transaction.ts'

let company: Company
let calls: RequestCalls
let api: ApiCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  api = apiCalls(company.world)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const who = (key: string) => company.actor(key).personId
const today = () => company.world.now().slice(0, 10)
const since = '2020-01-01'
const proof = { evidence: '公共资源交易中心公告 2026-118', reason: '结果已公示' }

/** A customer and its person, with somebody in the same household; nobody did anything about them yet. */
type Pair = {
  readonly firm: string
  readonly firmName: string
  readonly person: string
  readonly mate: string
  readonly name: string
}

const firstNames = '若溪 景行 望舒 云深 知远 听澜 怀瑾 嘉木 清扬 长庚 临渊 采薇'.split(' ')
const lastNames = '慕容 尉迟 令狐 东方 南宫 西门 公孙 轩辕 独孤 闻人 钟离 宇文'.split(' ')
const towns = '昆山 宜兴 溧阳 丹阳 句容 靖江 泰兴 兴化 高邮 仪征 东台 启东'.split(' ')
let n = 0

async function pair(cls = 'private_staff'): Promise<Pair> {
  const i = n++
  const id = (kind: string) => `party_${kind}${String(i).padStart(4, '0')}00000`
  const name = `${lastNames[i % 12]}${firstNames[(i * 5) % 12]}`
  const firmName = `${towns[i % 12]}${['甲', '乙', '丙'][Math.floor(i / 12)]}子重工有限公司`
  const [firm, person, mate] = [id('firm'), id('pers'), id('mate')]
  const work = { decides_on_us: true, management_duty: false, nominated_by: null, position: '采购' }
  const span = { from_on: since, until_on: null }
  const people = [
    [person, name, 'p'],
    [mate, `${lastNames[(i + 6) % 12]}${firstNames[(i * 7 + 3) % 12]}`, 'm'],
  ] as const
  await company.store([
    newCustomer({
      id: firm,
      name: firmName,
      type: 'company',
      ownership: 'private',
      created_at: testNow,
    }),
    ...people.flatMap(([personId, called, key]) => [
      ...newPerson({
        id: personId,
        name: called,
        at: testNow,
        ...(personId === person
          ? { employment: { ...work, ...span, id: `mem_${key}e${i}000000`, customer_id: firm } }
          : {}),
      }),
      insertRow(classificationTable, {
        id: `cls_${key}${i}000000`,
        person_id: personId,
        class: key === 'p' ? cls : 'private_staff',
        is_verified: true,
        source: 'document',
        evidence: '在职证明',
        left_office_on: null,
        was_leader: null,
        ...span,
      }),
      insertRow(householdMemberTable, {
        id: `mem_${key}h${i}000000`,
        household_id: `hh_home${i}000000`,
        person_id: personId,
        ...span,
      }),
    ]),
  ])
  return { firm, firmName, person, mate, name }
}

const proposalFor = (to: Pick<Pair, 'firm' | 'person'>, more: object = {}) => ({
  kindId: 'logo_item',
  customer: { partyId: to.firm },
  recipient: { to: 'person', partyId: to.person },
  amount: { currency: 'CNY', minor: '100' },
  happensOn: today(),
  reasonChip: 'fair',
  reason: '展会宣传品',
  facts: ordinary('logo_item'),
  ...more,
})

const filing = (key: string, to: Pick<Pair, 'firm' | 'person'>, more: object = {}) =>
  calls.codeOf(key, 'requests.submit', { body: { proposal: proposalFor(to, more) } })

const compliance = (id: string, given: Record<string, unknown>) => api.good(who('compliance'), id, given)

/** What loosens, done by somebody of compliance; the parties for which that person files nothing after it. */
const deeds: Record<string, (of: Pair) => Promise<Pick<Pair, 'firm' | 'person'> | void>> = {
  'parties.correct_customer': async ({ firm }) => {
    const evidence = { kind: 'registry_extract', reference: '公示系统 2026-11-20' }
    const body = { version: 1, fromOn: '2026-11-01', reason: '股权变更', evidence }
    const changes = { ownership: 'state_participated' }
    await compliance('parties.correct_customer', {
      params: { partyId: firm },
      body: { ...body, changes },
    })
  },
  'parties.classify': async ({ person }) => {
    const evidence = { kind: 'employer_letter', reference: '在职证明' }
    const body = { class: 'private_staff', source: 'document', evidence, fromOn: '2026-11-25' }
    await compliance('parties.classify', { params: { partyId: person }, body })
  },
  'parties.set_employment': async ({ mate, firm }) => {
    const body = { customerId: firm, decidesOnUs: false, fromOn: '2026-11-25' }
    await compliance('parties.set_employment', { params: { partyId: mate }, body })
  },
  'parties.end_employment': async ({ person }) => {
    const { employments } = await employmentsOf(person)
    const body = { lastDay: '2025-11-20', reason: '离职证明已核' }
    await compliance('parties.end_employment', { params: { employmentId: employments[0] }, body })
  },
  'parties.leave_household': async ({ mate }) => {
    const body = { lastDay: '2025-11-20', reason: '已分户，户口簿已核' }
    await compliance('parties.leave_household', { params: { partyId: mate }, body })
  },
  'parties.end_staff_tie': async ({ person }) => {
    const tie = { tie: 'sibling', staffId: who('sales3'), reason: '户口簿', fromOn: since }
    const { tieId } = await compliance('parties.tie_staff', { params: { partyId: person }, body: tie })
    const body = { lastDay: '2026-11-20', reason: '更正：同名' }
    await compliance('parties.end_staff_tie', { params: { tieId }, body })
  },
  'parties.merge': async ({ person, mate }) => {
    const body = { goneId: mate, reason: '身份证件已核对' }
    await compliance('parties.merge', { params: { partyId: person }, body })
  },
  // Split off from the person for whom it is filed, who is no more of its family then.
  'parties.split': async ({ firm, person }) => {
    const gone = await pair()
    await company.store([updateRow(personTable, await personRow(gone.person), { merged_into: person })])
    await compliance('parties.split', { params: { partyId: gone.person }, body: { reason: '同名不同人' } })
    return { firm, person }
  },
  'parties.create_person': async ({ firm, person, name }) => {
    const body = {
      name,
      country: 'CN',
      employment: { customerId: firm, fromOn: today() },
      classification: { class: 'private_staff', source: 'self', fromOn: today() },
      ruledOut: { partyIds: [person], reason: '另一位同名同事' },
    }
    const { partyId } = await compliance('parties.create_person', { body })
    return { firm, person: String(partyId) }
  },
  'parties.create_customer': async ({ firm, firmName, person }) => {
    const ruledOut = { partyIds: [firm], reason: '注册地址与法定代表人均不同' }
    const body = { name: firmName.replace('有限公司', '公司'), type: 'company', country: 'CN', ruledOut }
    const { partyId } = await compliance('parties.create_customer', { body })
    return { firm: String(partyId), person }
  },
  'parties.answer_match': async ({ person, mate }) => {
    const body = { kind: 'same', keptId: person, goneId: mate, reason: '身份证件已核对' }
    const { claimId } = await api.good(who('sales'), 'parties.ask_match', { body })
    await compliance('parties.answer_match', { params: { claimId }, body: { answer: 'confirm' } })
  },
  'deals.award_tender': async ({ firm, person }) => {
    const params = { tenderId: await openMatter(firm, person) }
    await compliance('deals.award_tender', { params, body: { awardedOn: '2026-08-20', ...proof } })
  },
  'deals.close_tender': async ({ firm, person }) => {
    const params = { tenderId: await openMatter(firm, person) }
    await compliance('deals.close_tender', { params, body: { closedOn: '2026-08-26', ...proof } })
  },
  'deals.verify_third_party': async ({ firm }) => {
    const body = { entityId: company.founded.entities['suzhou'], partyId: firm, ...independent }
    const { thirdPartyId } = await api.good(who('finance'), 'deals.record_third_party', { body })
    await compliance('deals.verify_third_party', { params: { thirdPartyId }, body: { answer: 'confirm' } })
  },
}

async function openMatter(customerId: string, personId: string): Promise<unknown> {
  const roles = [{ personId, role: 'panel_member' }]
  const body = { customerId, matter: 'tender', title: '设备采购', announcedOn: '2026-08-01' }
  const made = await api.good(who('sales'), 'deals.create_tender', {
    body: { ...body, governmentProcurement: false, roles },
  })
  return made['tenderId']
}

async function personRow(id: string): Promise<PersonRow> {
  return readOnly(company.world.pool, [systemActor], async (tx) => {
    const row = (await loadPeople(tx, [id])).get(id)
    if (!row) throw new Error(`no person ${id}`)
    return row
  })
}

async function employmentsOf(personId: string): Promise<{ employments: string[] }> {
  const found = await company.database
    .pool('auditor', 1)
    .query<{ id: string }>('select id from parties.employment where person_id = $1', [personId])
  return { employments: found.rows.map(({ id }) => id) }
}

/** These are done to imported history, and have their tests beside it. */
const ofImports = ['imports.answer_undo', 'imports.correct', 'imports.undo']

describe('whoever made the rules milder', () => {
  test.each(Object.keys(deeds))(
    'by %s files nothing for those people; a colleague does',
    async (operation) => {
      const of = await pair(operation === 'parties.classify' ? 'unknown' : undefined)
      const to = (await deeds[operation]?.(of)) ?? of
      const answer = await calls.call('compliance', 'requests.submit', {
        body: { proposal: proposalFor(to) },
      })
      expect(answer).toMatchObject({
        kind: 'refused',
        status: 409,
        refusal: { code: 'requests.own_loosening', params: { operation, on: today() } },
      })
      expect(await filing('sales', to)).toBe('done')
    },
  )

  test('is everybody who can: each operation that does is done here', () => {
    expect([...Object.keys(deeds), ...ofImports].sort()).toEqual([...looseningOperations])
    const loosening = {
      isPublic: false,
      factor: 'none',
      rules: [{ roles: ['compliance'], relations: ['any'] }],
    }
    const rows = Object.entries(accessTable).filter(([, row]) => isDeepStrictEqual(row, loosening))
    expect(rows.length).toBeGreaterThan(5)
    expect(looseningOperations).toEqual(expect.arrayContaining(rows.map(([id]) => id)))
    const own = ['parties.of_own_request', 'deals.of_own_request']
    const barred = operations.filter(({ refusals }) => refusals.some((code) => own.includes(code)))
    expect(looseningOperations).toEqual(expect.arrayContaining(barred.map(({ id }) => id)))
  })

  test('is found by an index that holds just these operations', async () => {
    const found = await company.database
      .pool('owner', 1)
      .query<{ def: string }>(
        `select indexdef as def from pg_indexes where indexname like 'entry_loosening%'`,
      )
    expect(found.rows).toHaveLength(2)
    for (const { def } of found.rows) {
      const listed = [...def.matchAll(/'([a-z]+\.[a-z_]+)'::text/g)].map(([, id]) => id)
      expect(listed.sort()).toEqual([...looseningOperations])
    }
  })
})

async function marksOf(key: string, requestId: string): Promise<string[]> {
  const detail = await calls.good(key, 'requests.detail', { params: { requestId } })
  const { marks } = detail['state'] as { readonly marks: readonly { readonly key: string }[] }
  return marks.map((mark) => mark.key)
}

describe('what was made milder', () => {
  const classify = async (of: Pair) => deeds['parties.classify']?.(of)

  test('reaches the household and the employer, and nobody else', async () => {
    const [of, stranger] = [await pair('unknown'), await pair()]
    await classify(of)
    expect(await filing('compliance', { firm: of.firm, person: of.mate })).toBe('requests.own_loosening')
    expect(await filing('compliance', { firm: of.firm, person: stranger.person })).toBe(
      'requests.own_loosening',
    )
    expect(await filing('compliance', { firm: stranger.firm, person: of.mate })).toBe(
      'requests.own_loosening',
    )
    expect(await filing('compliance', stranger)).toBe('done')
  })

  test('is said beforehand, with what it was and when', async () => {
    const of = await pair('unknown')
    await classify(of)
    const said = (key: string) => calls.good(key, 'requests.preview', { body: proposalFor(of) })
    const { submit, verdict } = await said('compliance')
    expect(submit).toMatchObject({ effect: 'incomplete', says: expect.stringContaining('登记对象类别') })
    expect(verdict).toBeDefined()
    expect((await said('sales')).submit).toMatchObject({ effect: 'submit' })
  })

  test('is no obstacle to what was given already, which a colleague looks into', async () => {
    const of = await pair('unknown')
    await classify(of)
    const late = { happensOn: addDays(today(), -3) }
    const filed = await calls.good('compliance', 'requests.submit', {
      body: { proposal: proposalFor(of, late) },
    })
    expect(filed).toMatchObject({ state: { state: 'more_information' } })
    expect(await marksOf('compliance', String(filed['requestId']))).toContain('own_loosening')
    const colleagues = await calls.good('sales', 'requests.submit', {
      body: { proposal: proposalFor(await pair(), late) },
    })
    expect(await marksOf('sales', String(colleagues['requestId']))).not.toContain('own_loosening')
  })

  test('keeps a request from being changed to those people', async () => {
    const [of, other] = [await pair('unknown'), await pair()]
    await classify(of)
    const filed = await calls.good('compliance', 'requests.submit', {
      body: { proposal: proposalFor(other) },
    })
    const params = { requestId: filed['requestId'] }
    const { version } = await calls.good('compliance', 'requests.detail', { params })
    const body = { version, text: '换收件人', proposal: proposalFor(of) }
    expect(await calls.codeOf('compliance', 'requests.change', { params, body })).toBe(
      'requests.own_loosening',
    )
  })

  test('is forgotten after ninety days', async () => {
    const of = await pair('unknown')
    await classify(of)
    company.clock.set(`${addDays(today(), 90)}T01:00:00.000Z`)
    expect(await filing('compliance', of)).toBe('requests.own_loosening')
    company.clock.set(`${addDays(today(), 1)}T01:00:00.000Z`)
    expect(await filing('compliance', of)).toBe('done')
  })
})

describe('whoever made the rules milder and is asked to sign', () => {
  const lunchFor = (of: Pair) => ({
    ...lunchOn(addDays(today(), 1)),
    customer: { partyId: of.firm },
    recipient: { to: 'person', partyId: of.person },
  })

  /** By the line manager, while of compliance. */
  async function classified(of: Pair): Promise<void> {
    const actor = { ...company.actor('head'), roles: ['compliance' as const] }
    const body = {
      personId: of.person,
      class: 'private_staff' as const,
      source: 'document' as const,
      evidence: { kind: 'employer_letter' as const, reference: '在职证明' },
      fromOn: today(),
    }
    const call = { key: `classified-${of.person}`, actor, body, at: company.world.now() }
    const deps = { ...askDeps, newId: company.world.newId }
    const [outcome] = await act(company.world.door, classify(deps), [call])
    expect(outcome).toMatchObject({ kind: 'done' })
  }

  test('is passed over for the next one up, and signs nothing that came before', async () => {
    const of = await pair()
    const before = await openRound(calls, lunchFor(of))
    await classified(of)
    const sign = (key: string, round: Round) =>
      calls.codeOf(key, 'approvals.approve', on(round, { reason: '同意' }))
    expect(await sign('head', before)).toBe('approvals.own_loosening')
    const item = await calls.good('head', 'requests.detail', { params: { requestId: before.requestId } })
    expect(item['can']).toMatchObject({ approve: { can: false }, transfer: { can: true } })
    const after = await openRound(calls, lunchFor(of))
    expect(await sign('head', after)).toBe('approvals.not_asked')
    const handed = on(after, { toPersonId: who('head'), text: '出差' })
    expect(await calls.codeOf('boss', 'approvals.transfer', handed)).toBe('approvals.newcomer_loosened')
    expect(await sign('boss', after)).toBe('done')
  })
})
