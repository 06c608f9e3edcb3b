import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, testNow, type Company } from '../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { lockSubjects } from '../benefits/index.ts'
import { act } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { answerMatch, askMatch, type ClaimDeps } from './claim-commands.ts'
import { createCustomer } from './create-commands.ts'
import { correctCustomer } from './customer-commands.ts'
import { newCustomer } from './new-party.ts'

const code = { held: '91350100M000100Y43', free: '91310000MA1FL0B13F', other: '91440300MA5DA1XW3H' }
const third = '91320500MA1MK2CL79'
const fourth = '91330100MA27XY7P0K'
const holder = { id: 'party_holder000000', name: '厦门海沧阀门有限公司' }
/** Known without a code, so that only their names are compared. */
const bare = [
  { id: 'party_bare10000000', name: '合肥天鹅泵业有限公司' },
  { id: 'party_bare20000000', name: '遵义赤水酒业有限公司' },
] as const
const reason = '两家股东与地址均不同，已核对营业执照'
let company: Company
let calls: RequestCalls
let deps: ClaimDeps
let n = 0

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  const { newId, rounds, requests } = company.world
  deps = {
    newId,
    rounds,
    organisation: requests.organisation,
    lockSubjects,
    dayAt: () => '2026-11-25',
    findAskers: async () => [],
  }
  await company.store([
    newCustomer({ ...holder, created_at: testNow, credit_code: code.held }),
    ...bare.map((firm) => newCustomer({ ...firm, created_at: testNow })),
  ])
})

afterAll(async () => {
  calls.close()
  await company.close()
})

async function run<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body, who: string) {
  const call = { key: `codes-${n++}-key`, actor: company.actor(who), body, at: company.world.now() }
  const [outcome] = await act(company.world.door, command, [call])
  return outcome
}

async function codeOf<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body, who: string) {
  const outcome = await run(command, body, who)
  return outcome && 'refusal' in outcome ? outcome.refusal.code : outcome?.kind
}

const submit = (who: string, customer: Record<string, unknown>) =>
  calls.codeOf(who, 'requests.submit', {
    body: {
      proposal: {
        customer: { isNew: true, ...customer },
        recipient: { to: 'organisation' },
        kindId: 'discount',
        amount: { currency: 'CNY', minor: '10000' },
        happensOn: '2026-11-26',
        reasonChip: 'contract',
        reason: '首单折扣，按报价单',
      },
    },
  })

async function storedCode(name: string): Promise<string | null | undefined> {
  const found = await company.world.pool.query<{ credit_code: string | null }>(
    'select credit_code from parties.customer where name = $1',
    [name],
  )
  return found.rows[0]?.credit_code
}

describe('the credit code of a new name', () => {
  test('in the form is written one way, and belongs to one', async () => {
    const name = '拉萨高原制氧有限公司'
    expect(await submit('sales', { name, creditCode: '９１310000ma1fl0b13f' })).toBe('done')
    expect(await storedCode(name)).toBe(code.free)
    expect(await submit('sales', { name: '无人知晓实业有限公司', creditCode: code.free })).toBe(
      'parties.known_already',
    )
  })

  test('cannot be taken from its holder by whoever rules the holder out', async () => {
    const ruledOut = { partyIds: [holder.id], reason }
    const named = { name: '喀什远疆冷链有限公司', creditCode: code.held, ruledOut }
    expect(await submit('compliance', named)).toBe('parties.credit_code_taken')
    expect(await storedCode(named.name)).toBeUndefined()
  })

  test('that is corrected in one record and entered with another at the same time stands once', async () => {
    const correction = {
      partyId: parties.dealer,
      version: 1,
      fromOn: '2026-11-01',
      reason: '补全代码',
      evidence: { kind: 'registry_extract', reference: '2026-11-20 查询' },
      changes: { creditCode: code.other },
    } as const
    const body = {
      name: '腾冲翡翠包装有限公司',
      type: 'company',
      country: 'CN',
      creditCode: code.other,
    } as const
    const answers = await Promise.all([
      codeOf(correctCustomer(deps), correction, 'compliance'),
      codeOf(createCustomer(deps), body, 'compliance'),
    ])
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(answers.filter((answer) => answer?.startsWith('parties.'))).toHaveLength(1)
  })
})

describe('the credit code in a question to compliance', () => {
  const ask = (name: string, creditCode: string, partyId: string) =>
    run(
      askMatch(deps),
      { kind: 'apart', schema: 'organisation', party: { name, creditCode }, partyIds: [partyId], reason },
      'sales',
    )

  test.each([
    ['a wrong one', 'NOT-A-CODE', 'parties.credit_code_wrong'],
    ['one that somebody holds', code.held.toLowerCase(), 'parties.credit_code_taken'],
  ])('%s is not asked about', async (_, creditCode, refusal) => {
    const asked = await ask('厦门海沧阀门公司', creditCode, holder.id)
    expect(asked).toMatchObject({ refusal: { code: refusal } })
  })

  async function claimed(name: string, creditCode: string, partyId: string): Promise<string> {
    const asked = await ask(name, creditCode, partyId)
    if (asked?.kind !== 'done') throw new Error(JSON.stringify(asked))
    return asked.answer.claimId
  }

  const confirm = (claimId: string) =>
    codeOf(answerMatch(deps), { claimId, answer: 'confirm' as const }, 'compliance')

  test('is looked at again when it is answered', async () => {
    const [firm] = bare
    const claimId = await claimed('合肥天鹅泵业公司', third, firm.id)
    const correction = {
      partyId: firm.id,
      version: 1,
      fromOn: '2026-11-01',
      reason: '补全代码',
      evidence: { kind: 'registry_extract', reference: '2026-11-21 查询' },
      changes: { creditCode: third },
    } as const
    expect(await codeOf(correctCustomer(deps), correction, 'compliance')).toBe('done')
    expect(await confirm(claimId)).toBe('parties.credit_code_taken')
  })

  test('is stored one way', async () => {
    const [, firm] = bare
    const name = '遵义赤水酒业公司'
    expect(await confirm(await claimed(name, fourth.toLowerCase(), firm.id))).toBe('done')
    expect(await storedCode(name)).toBe(fourth)
  })
})

test('a question whether a new name is another follows the rule of names', async () => {
  const firm = { id: 'party_huawei000000', name: '深圳华为某某技术有限公司' }
  await company.store([newCustomer({ ...firm, created_at: testNow })])
  const ask = (schema: 'organisation' | 'person', name: string, employerId?: string) => {
    const party = { name, ...(employerId === undefined ? {} : { employerId }) }
    return codeOf(
      askMatch(deps),
      { kind: 'apart', schema, party, partyIds: [parties.dealer], reason },
      'sales',
    )
  }
  expect(await ask('organisation', '上海明台销售有限公司')).toBe('parties.own_entity')
  expect(await ask('organisation', '未知')).toBe('parties.no_name')
  expect(await ask('person', '王芳/华为')).toBe('parties.several')
  // Beside a name the employer is no second person, as in the form.
  expect(await ask('person', '王芳/华为', firm.id)).toBe('parties.nothing_to_confirm')
})
