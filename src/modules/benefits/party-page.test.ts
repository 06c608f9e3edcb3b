import type { z } from 'zod'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { partyIdsOf } from '../../app/import-deps.ts'
import { registerPorts } from '../../app/routes.ts'
import { partyPage } from '../../contract/parties.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { partyTable } from '../imports/tables.ts'
import { employmentTable } from '../parties/tables.ts'
import { registerBenefit } from './changes.ts'
import { partyPageOf } from './party-page.ts'
import { registerPage } from './queries.ts'
import { register } from '../../contract/register.ts'

const at = '2026-11-25T01:00:00.000Z'
let company: Company
let n = 0

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

type Given = { minor: bigint; on: string; form: string; recipient: string; book?: string; group?: string }

function given({ minor, on, form, recipient, book = 'own', group = 'group' }: Given): RowChange[] {
  n += 1
  const id = `ben_page${String(n).padStart(6, '0')}`
  const row = {
    id,
    number: `BR-2026-9${String(n).padStart(3, '0')}`,
    book,
    direction: 'given',
    state: 'given',
    entity_id: book === 'own' ? (company.founded.entities['suzhou'] ?? '') : null,
    form,
    title: '',
    reason: '',
    requester_id: book === 'own' ? (company.founded.people['sales'] ?? '') : null,
    customer_id: book === 'own' ? parties.dealer : null,
    recipient_kind: 'person',
    recipient_id: recipient,
    recipient_count: 1,
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    value_minor: minor,
    value_currency: book === 'own' ? 'CNY' : 'GBP',
    value_is_at_least: book !== 'own' && minor === 2500n,
    happened_on: on,
    recorded_at: at,
    is_late: book !== 'own',
    outcome: 'allow',
    decision_id: null,
    source: 'web',
    way: null,
  }
  const home = [parties.buyer, parties.spouse].some((each) => each === recipient)
  const org = book === 'own' ? { orgId: parties.dealer, ...(home ? { householdId: 'hh_home0000' } : {}) } : {}
  return registerBenefit(row, [{ recipientId: recipient, ...org }], { group }, [`line_page${n}00000`])
}

const all = () => company.actor('compliance', Object.values(company.founded.entities))

async function pageOf(
  partyId: string,
  { actor = all(), language = 'zh-CN' }: { actor?: Actor; language?: 'zh-CN' | 'en' } = {},
): Promise<z.output<typeof partyPage.answer>> {
  const ports = registerPorts(company.world)
  const page = await readOnly(company.world.pool, [actor], async (tx) => {
    const organisation = await company.world.requests.organisation(tx)
    return partyPageOf(tx, { actor, language, now: at, today: '2026-11-25', organisation }, ports, partyId)
  })
  return partyPage.answer.parse(page)
}

describe('the limits on the page of a person', () => {
  test('are those of kinds that are routine for them, with nothing used', async () => {
    const { meters } = await pageOf(parties.colleague)
    expect(meters).toEqual([
      {
        title: '广告小礼品（每人每年）',
        window: '近 365 天',
        clause: expect.stringMatching(/^公司政策 ORG-GIFT · v\d/),
        used: { currency: 'CNY', minor: '0' },
        limit: { currency: 'CNY', minor: '20000' },
        share: 0,
        isExceeded: false,
      },
      {
        title: '工作餐次数（每人每年）',
        window: '近 365 天',
        clause: expect.stringMatching(/^公司政策 ORG-MEAL · v\d/),
        used: { times: 0 },
        limit: { times: 4 },
        share: 0,
        isExceeded: false,
      },
    ])
  })

  test('count what the household had within the window of the measure, and nothing older', async () => {
    await company.store([
      ...given({ minor: 5000n, on: '2026-01-15', form: 'logo_item', recipient: parties.buyer }),
      ...given({ minor: 4000n, on: '2026-06-15', form: 'logo_item', recipient: parties.spouse }),
      ...given({ minor: 3300n, on: '2025-11-24', form: 'logo_item', recipient: parties.buyer }),
      ...given({ minor: 8800n, on: '2026-06-15', form: 'meal', recipient: parties.buyer }),
    ])
    const { meters } = await pageOf(parties.buyer, { language: 'en' })
    expect(meters.map(({ title, window, used, share }) => [title, window, used, share])).toEqual([
      ['Advertising items per person and year', 'within 365 days', { currency: 'CNY', minor: '9000' }, 450],
      ['Working meals per person and year', 'within 365 days', { times: 1 }, 250],
    ])
  })

  test('say so where more was given than the limit allows', async () => {
    await company.store(
      given({ minor: 11001n, on: '2026-11-20', form: 'logo_item', recipient: parties.buyer }),
    )
    const [first] = (await pageOf(parties.buyer)).meters
    expect(first).toMatchObject({
      used: { currency: 'CNY', minor: '20001' },
      limit: { currency: 'CNY', minor: '20000' },
      share: 1000,
      isExceeded: true,
    })
  })

  test('are not shown for somebody for whom nothing is routine, nor for an organisation', async () => {
    expect((await pageOf(parties.official)).meters).toEqual([])
    expect((await pageOf(parties.dealer)).meters).toEqual([])
  })
})

describe('registers of others on the page of a party', () => {
  const book = 'uk_hospitality'
  let maker: string
  let named: string
  let coded: string

  beforeAll(async () => {
    const ids = partyIdsOf(company.world)
    maker = ids.idOf(book, { kind: 'entity', name: 'Acme plc', ids: {} })
    named = ids.idOf(book, { kind: 'person', name: '张伟', ids: {} })
    coded = ids.idOf(book, { kind: 'entity', name: '', ids: { uscc: '91320594MA1MYHUK0X' } })
    const party = (id: string, kind: string, name: string) => insertRow(partyTable, { id, book, kind, name })
    const gifts = { form: 'gift', book, group: maker }
    await company.store([
      party(maker, 'entity', 'Acme plc'),
      party(named, 'person', '张伟'),
      party(coded, 'entity', '恒泰（旧名）'),
      ...given({ ...gifts, minor: 10000n, on: '2024-03-01', recipient: named }),
      ...given({ ...gifts, minor: 2500n, on: '2025-04-01', recipient: named }),
      ...given({ ...gifts, minor: 700n, on: '2025-05-01', recipient: coded }),
    ])
  })

  test('are summed apart, by the very name or code, and stand in no other sum', async () => {
    const before = await pageOf(parties.colleague)
    const page = await pageOf(parties.buyer)
    expect(page.observed).toEqual([
      {
        book,
        name: '张伟',
        by: 'name',
        count: 2,
        sums: [{ currency: 'GBP', minor: '12500' }],
        isAtLeast: true,
        from: '2024-03-01',
        to: '2025-04-01',
      },
    ])
    expect(before.observed).toEqual([])
    const sums = JSON.stringify([page.totals, page.byYear, page.byKind, page.byEntity, page.meters])
    expect(sums).not.toContain('GBP')
    expect(page.byYear.map((slice) => slice.key)).not.toContain('2024')
  })

  test('lead from a credit code to the party of that code', async () => {
    await company.database
      .pool('owner', 1)
      .query(`update parties.customer set credit_code = '91320594MA1MYHUK0X' where id = $1`, [parties.dealer])
    expect((await pageOf(parties.dealer)).observed).toMatchObject([
      { name: '恒泰（旧名）', by: 'code', count: 1, isAtLeast: false },
    ])
  })

  test('are not mentioned to whoever may not read those registers', async () => {
    expect((await pageOf(parties.buyer, { actor: company.actor('finance') })).observed).toEqual([])
    expect((await pageOf(parties.buyer, { actor: company.actor('sales') })).observed).toEqual([])
  })

  test('are read in the register by the names that they bear there', async () => {
    const ports = registerPorts(company.world)
    const page = await readOnly(company.world.pool, [all()], async (tx) => {
      const organisation = await company.world.requests.organisation(tx)
      const reader = { actor: all(), language: 'zh-CN' as const, now: at, today: '2026-11-25', organisation }
      return registerPage(tx, reader, ports, register.query.parse({ book }))
    })
    const { rows } = register.answer.parse(page)
    expect(rows.map((row) => [row.isLate, row.state.marks])).toEqual(rows.map(() => [false, []]))
    expect(rows.map((row) => [row.on, row.observed])).toEqual([
      ['2025-05-01', { giver: 'Acme plc', recipient: '恒泰（旧名）' }],
      ['2025-04-01', { giver: 'Acme plc', recipient: '张伟' }],
      ['2024-03-01', { giver: 'Acme plc', recipient: '张伟' }],
    ])
  })
})

describe('what somebody of two employers got', () => {
  const span = { from_on: '2020-01-01', until_on: null }
  const work = { position: '采购', decides_on_us: true, management_duty: false, nominated_by: null }
  const employment = (id: string, personId: string) =>
    insertRow(employmentTable, { id, person_id: personId, customer_id: parties.bureau, ...work, ...span })
  const flagsOf = async (partyId: string, language?: 'en') =>
    (await pageOf(partyId, language && { language })).flags.map(({ text }) => text)

  test('is said to count for the other as well, on the page of each', async () => {
    const before = await flagsOf(parties.bureau)
    await company.store([
      employment('emp_page_two', parties.colleague),
      ...given({ minor: 5500n, on: '2026-10-01', form: 'meal', recipient: parties.colleague }),
    ])
    expect(await flagsOf(parties.colleague)).toContainEqual(expect.stringMatching(/每一家的限额都计入：.+、.+。/))
    const added = (await flagsOf(parties.bureau)).filter((text) => !before.includes(text))
    expect(added).toEqual([expect.stringContaining('收到 ¥55.00（1 笔）')])
    expect((await flagsOf(parties.dealer)).join(' ')).not.toContain('¥55.00')
    expect((await flagsOf(parties.bureau, 'en')).join(' ')).toContain('got ¥55.00 (1 benefit) under')
  })
})
