import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { act } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { partyRecord } from '../../contract/parties-record.ts'
import { organisationIn } from '../access/index.ts'
import { checkAccount, stateAccount, type AccountDeps } from './account-commands.ts'
import { createCustomer } from './create-commands.ts'
import { correctCustomer, type CorrectBody } from './customer-commands.ts'
import { partyRecordOf } from './record-view.ts'

const today = '2026-11-25'
let company: Company
let deps: AccountDeps
let asking: string[] = []
let isPhoneAsked = false
let n = 0

beforeAll(async () => {
  company = await testCompany()
  deps = {
    newId: company.world.newId,
    dayAt: () => today,
    findAskers: async () => asking,
    takesPhone: async () => isPhoneAsked,
  }
})

afterAll(() => company.close())

async function run<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body, who: string) {
  const call = { key: `record-${n++}-key`, actor: company.actor(who), body, at: company.world.now() }
  const [outcome] = await act(company.world.door, command, [call])
  return outcome
}

async function done<Body, State, Answer>(
  command: Command<Body, State, Answer>,
  body: Body,
  who = 'compliance',
) {
  const outcome = await run(command, body, who)
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.answer
}

async function codeOf<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body, who: string) {
  const outcome = await run(command, body, who)
  return outcome && 'refusal' in outcome ? outcome.refusal.code : outcome?.kind
}

const correct = (more: Partial<CorrectBody>): CorrectBody => ({
  partyId: parties.dealer,
  version: 1,
  fromOn: '2024-06-01',
  reason: '年审时核对工商登记',
  evidence: { kind: 'registry_extract', reference: '国家企业信用信息公示系统 2026-11-20' },
  changes: { ownership: 'state_controlled' },
  ...more,
})

const recordOf = (partyId: string, who = 'compliance') =>
  readOnly(company.world.pool, [company.actor(who)], async (tx) => {
    const organisation = await organisationIn(tx, company.world.organisations)
    const at = company.world.now()
    const askersOf = async () => new Map<string, string[]>()
    const reader = {
      actor: company.actor(who),
      organisation,
      now: at,
      zone: 'Asia/Shanghai',
      today,
      askersOf,
      takesPhone: deps.takesPhone,
    }
    return partyRecord.answer.parse(await partyRecordOf(tx, { ...reader, language: 'en' }, partyId))
  })

describe('the record of a customer', () => {
  test('is corrected by compliance alone, and every correction has its row and its entry', async () => {
    expect(await codeOf(correctCustomer(deps), correct({}), 'sales')).toBe('access.role_needed')
    // Whoever asks may tighten: state-owned from that day on, and nothing milder.
    asking = [company.actor('compliance').personId]
    const milder = [
      { ownership: null },
      { ownership: 'state_participated' },
      { publicPurchaser: null },
      { country: 'US' },
    ]
    for (const changes of milder as CorrectBody['changes'][]) {
      expect(await codeOf(correctCustomer(deps), correct({ changes }), 'compliance')).toBe(
        'parties.of_own_request',
      )
    }
    expect(await done(correctCustomer(deps), correct({}))).toEqual({ partyId: parties.dealer, version: 2 })
    expect(await codeOf(correctCustomer(deps), correct({ changes: { type: 'charity' } }), 'compliance')).toBe(
      'platform.stale',
    )
    const { entries } = await recordOf(parties.dealer)
    expect(entries.find(({ field }) => field.path === 'ownership')).toMatchObject({
      value: 'state_controlled',
      text: 'State-controlled',
      since: '2024-06-01',
      evidence: 'Registry extract: 国家企业信用信息公示系统 2026-11-20',
      by: { name: 'Lin Xiao' },
    })
    const facts = await company.world.pool.query(
      'select fact, value, was, version from parties.customer_fact where customer_id = $1',
      [parties.dealer],
    )
    expect(facts.rows).toEqual([{ fact: 'ownership', value: 'state_controlled', was: 'private', version: 1 }])
  })

  test('takes no name that is none, that stands for several, or that is ours or another’s', async () => {
    const made = { type: 'company', country: 'CN' } as const
    const { partyId } = await done(createCustomer(deps), { name: '昆山青禾包装有限公司', ...made })
    const known = await done(createCustomer(deps), { name: '嘉兴蓝田轴承有限公司', ...made })
    const changing = (changes: CorrectBody['changes']) =>
      codeOf(correctCustomer(deps), correct({ partyId, changes }), 'compliance')
    const cases = [
      [{ name: '----' }, 'parties.no_name'],
      [{ shortName: '/' }, 'parties.no_name'],
      [{ latinName: '--' }, 'parties.no_name'],
      [{ name: '昆山青禾包装有限公司、昆山青禾纸业有限公司' }, 'parties.several'],
      [{ shortName: '青禾包装、青禾纸业' }, 'parties.several'],
      [{ latinName: 'Qinghe Packing Co., Ltd.; Qinghe Paper Co., Ltd.' }, 'parties.several'],
      [{ name: '上海明台销售有限公司' }, 'parties.own_entity'],
      [{ name: '嘉兴蓝田轴承有限公司' }, 'parties.name_of_another'],
      [{ name: '嘉興藍田軸承有限責任公司' }, 'parties.name_of_another'],
      [{ shortName: '嘉兴蓝田轴承有限公司' }, 'parties.name_of_another'],
      [{ shortName: '青禾' }, 'done'],
    ] as const
    for (const [changes, code] of cases) expect([changes, await changing(changes)]).toEqual([changes, code])
    // Two codes tell them apart: then the name may be alike.
    const named = { partyId, version: 2, changes: { name: '嘉兴蓝田轴承有限责任公司' } }
    const coded = { ...named, changes: { ...named.changes, creditCode: '91310000MA1FL0B13F' } }
    expect(await codeOf(correctCustomer(deps), correct(coded), 'compliance')).toBe('parties.name_of_another')
    const holder = { partyId: known.partyId, changes: { creditCode: '91320594MA1MYHUK0E' } }
    await done(correctCustomer(deps), correct(holder))
    await done(correctCustomer(deps), correct(coded))
    // What stands is no matter of another correction.
    await done(correctCustomer(deps), correct({ ...coded, version: 3, changes: { city: '嘉兴' } }))
  })

  test('a corrected name and code are found by the search, and a code belongs to one', async () => {
    const { partyId } = await done(createCustomer(deps), {
      name: '昆山远航五金有限公司',
      type: 'company',
      country: 'CN',
    })
    const changes = { name: '昆山远帆五金有限公司', creditCode: '9135 0100 M000 100Y 43' }
    await done(correctCustomer(deps), correct({ partyId, changes }))
    const keys = await company.world.pool.query<{ name_keys: string }>(
      `select name_keys from parties.customer where id = $1 and credit_code = '91350100M000100Y43'`,
      [partyId],
    )
    expect(keys.rows[0]?.name_keys).toContain('91350100')
    const again = correct({ version: 2, changes: { creditCode: '91350100M000100Y43' } })
    expect(await codeOf(correctCustomer(deps), again, 'compliance')).toBe('parties.credit_code_taken')
  })

  test('nobody has', async () => {
    const body = correct({ partyId: 'party_nobody0000000' })
    expect(await codeOf(correctCustomer(deps), body, 'compliance')).toBe('parties.unknown')
  })

  test('tells sales why they may not correct it, and shows the classes of a person', async () => {
    const { may } = await recordOf(parties.dealer, 'sales')
    expect(may.correct.can).toBe(false)
    expect(may.stateAccount.can).toBe(true)
    const person = await recordOf(parties.official)
    expect(person.classes).toMatchObject([{ word: 'Public official', isVerified: true }])
    expect(person.may.classify.can).toBe(true)
  })
})

describe('an account of a customer', () => {
  const account = {
    partyId: parties.bureau,
    holder: '宁波市某区水务局',
    bank: '宁波银行江北支行',
    number: '6222 0212 3456 7890',
    givenIn: 'contract' as const,
    reference: 'HT-2026-0417 第 8 条',
  }
  const check = { answer: 'confirm' as const, how: 'call_back' as const, reference: '0574-87654321 财务科' }
  const isVerified = async () => {
    const found = await company.world.pool.query<{ verified: boolean }>(
      'select account_verified as verified from parties.customer where id = $1',
      [parties.bureau],
    )
    return found.rows[0]?.verified
  }

  test('counts once another person has verified it, and a later one takes its place', async () => {
    const { accountId } = await done(stateAccount(deps), account, 'compliance')
    expect(await codeOf(checkAccount(deps), { accountId, ...check }, 'sales')).toBe('access.role_needed')
    expect(await codeOf(checkAccount(deps), { accountId, ...check }, 'compliance')).toBe(
      'parties.account_own',
    )
    asking = [company.actor('finance').personId]
    expect(await codeOf(checkAccount(deps), { accountId, ...check }, 'finance')).toBe(
      'parties.account_of_own_request',
    )
    asking = []
    expect(await isVerified()).toBe(false)
    await done(checkAccount(deps), { accountId, ...check }, 'finance')
    expect(await isVerified()).toBe(true)
    expect(await codeOf(checkAccount(deps), { accountId, ...check }, 'finance')).toBe(
      'parties.account_checked_already',
    )

    const next = { ...account, number: '6222 0212 3456 7891', givenIn: 'message' as const }
    const other = await done(stateAccount(deps), next, 'sales')
    expect(await isVerified()).toBe(false)
    await done(checkAccount(deps), { ...check, accountId: other.accountId, answer: 'refuse' }, 'finance')
    expect(await isVerified()).toBe(true)
    const clearing = { ...next, number: '6222021234567892', cnaps: '313332082914' }
    const third = await done(stateAccount(deps), clearing, 'sales')
    await done(checkAccount(deps), { ...check, accountId: third.accountId }, 'finance')
    const { accounts } = await recordOf(parties.bureau)
    expect(accounts.map(({ cnaps }) => cnaps)).toEqual(['313332082914', undefined, undefined])
    expect(await codeOf(stateAccount(deps), clearing, 'sales')).toBe('parties.nothing_changes')
    expect(accounts.map(({ state, number }) => [state, number])).toEqual([
      ['verified', '•••• 7892'],
      ['refused', '•••• 7891'],
      ['replaced', '•••• 7890'],
    ])
  })

  test('the log shows that an account changed, never its number', async () => {
    const entries = await company.world.pool.query<{ bytes: Buffer }>(
      `select bytes from audit.entry where operation = 'parties.state_account'`,
    )
    expect(entries.rows.length).toBeGreaterThan(2)
    for (const { bytes } of entries.rows) expect(bytes.toString()).not.toContain('6222021')
  })

  test('is refused for a party and an account that nobody has', async () => {
    const nobody = { ...account, partyId: 'party_nobody0000000' }
    expect(await codeOf(stateAccount(deps), nobody, 'sales')).toBe('parties.unknown')
    const wrong = { accountId: 'bank_nobody00000000', ...check }
    expect(await codeOf(checkAccount(deps), wrong, 'finance')).toBe('platform.not_found')
  })
})
