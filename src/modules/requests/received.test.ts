import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'

let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

type Given = {
  readonly kindId: string
  readonly minor: string
  readonly disposal?: string
  readonly who?: string
  readonly more?: Record<string, unknown>
}

function proposalOf({ kindId, minor, disposal, more }: Given) {
  return {
    direction: 'received',
    customer: { partyId: parties.dealer },
    kindId,
    amount: { currency: 'CNY', minor },
    happensOn: '2026-11-24',
    reason: '来访时赠送，如实申报',
    ...(disposal === undefined ? {} : { disposal }),
    ...more,
  }
}

async function declared(given: Given) {
  const body = { proposal: proposalOf(given) }
  const filed = await calls.good(given.who ?? 'sales', 'requests.submit', { body })
  const item = await look(String(filed['requestId']), given.who)
  return { requestId: String(filed['requestId']), item }
}

function look(requestId: string, who = 'sales') {
  return calls.good(who, 'requests.detail', { params: { requestId } })
}

function settle(who: string, requestId: string, disposal: string, version = 1) {
  return calls.codeOf(who, 'requests.settle', { params: { requestId }, body: { version, disposal } })
}

/** Reads as compliance, who sees the whole entity. */
function read(sql: string, values: unknown[]) {
  return readOnly(company.world.pool, [company.actor('compliance')], (tx) => tx.sql(sql, values))
}

const stateOf = (item: Record<string, unknown>) => (item['state'] as { readonly word: string }).word

describe('what our own staff receive', () => {
  const cases = [
    ['a notebook with a mark', { kindId: 'logo_item', minor: '3000', disposal: 'kept' }, '已处置 · 留用', ''],
    ['a meal at work', { kindId: 'working_meal', minor: '6000', disposal: 'kept' }, '已处置 · 留用', ''],
    [
      'a gift that was sent back',
      { kindId: 'gift', minor: '20000', disposal: 'returned' },
      '已处置 · 退回',
      '',
    ],
    ['a card that was declined', { kindId: 'gift_card', minor: '50000', disposal: 'declined' }, '已谢绝', ''],
    ['a gift that lies on the desk', { kindId: 'gift', minor: '20000' }, '已申报', '等您补充'],
    ['a gift that was kept', { kindId: 'gift', minor: '20000', disposal: 'kept' }, '已申报', '等您补充'],
    ['a gift handed in', { kindId: 'gift', minor: '20000', disposal: 'handed_in' }, '已申报', '等待合规补充'],
    ['a dear meal', { kindId: 'working_meal', minor: '30000', disposal: 'kept' }, '已申报', '等待合规补充'],
  ] as const

  test.each(cases)('%s is recorded by the rules about receiving', async (_, given, word, waits) => {
    const { item } = await declared({ ...given, who: 'sales2' })
    expect([stateOf(item), item['waitingFor']]).toEqual([word, waits])
  })

  test('waits for its applicant by name only where somebody else reads it', async () => {
    const { requestId } = await declared({ kindId: 'gift', minor: '20000', who: 'sales2' })
    const seen = await calls.good('compliance', 'requests.detail', { params: { requestId } })
    expect(seen['waitingFor']).toBe('等待申请人补充')
  })

  test('is decided like everything else: rules, a record, an entry in the log and the register', async () => {
    const { item, requestId } = await declared({ kindId: 'gift', minor: '20000' })
    expect(item['verdict']).toMatchObject({
      outcome: 'prohibit',
      wayOut: ['谢绝或退回；退不了的上交公司并取得收据'],
    })
    expect(JSON.stringify(item['verdict'])).toContain('RCV-GIFT')
    const rows = await read(
      `select benefit.direction, benefit.state, benefit.recipient_id, benefit.customer_id, decision.outcome,
  (select count(*)::int from benefits.line where benefit_id = benefit.id and direction = 'received') as lines
from requests.request as request
join benefits.benefit as benefit on benefit.id = request.benefit_id
join policy.decision as decision on decision.id = request.decision_id
where request.id = $1`,
      [requestId],
    )
    expect(rows).toEqual([
      {
        direction: 'received',
        state: 'given',
        recipient_id: company.founded.people['sales'],
        customer_id: parties.dealer,
        outcome: 'prohibit',
        lines: 1,
      },
    ])
    expect((item['timeline'] as unknown[])[0]).toMatchObject({ verb: '提交申请' })
  })

  test('is summed apart for whoever received it: small items up to the limit of a year', async () => {
    const first = await declared({ kindId: 'logo_item', minor: '15000', disposal: 'kept', who: 'sales3' })
    expect(first.item['verdict']).toMatchObject({ outcome: 'allow_with_conditions' })
    const second = await declared({ kindId: 'logo_item', minor: '5001', disposal: 'kept', who: 'sales3' })
    expect(second.item['verdict']).toMatchObject({ outcome: 'prohibit' })
    expect(stateOf(second.item)).toBe('已申报')
    const other = await declared({ kindId: 'logo_item', minor: '5001', disposal: 'kept' })
    expect(other.item['verdict']).toMatchObject({ outcome: 'allow_with_conditions' })
  })

  test('leaves the sums of what we give to that customer as they are', async () => {
    const lunch = {
      customer: { partyId: parties.dealer },
      recipient: { to: 'person', partyId: parties.buyer },
      kindId: 'working_meal',
      amount: { currency: 'CNY', minor: '9000' },
    }
    const panel = await calls.good('sales', 'requests.preview', { body: lunch })
    const before = (panel['sums'] as { readonly before: { readonly minor: string } }[]).map(
      (sum) => sum.before.minor,
    )
    expect(new Set(before)).toEqual(new Set(['0']))
  })

  test('waits for nobody to look at it twice: what has not come yet is not declared', async () => {
    const body = { proposal: proposalOf({ kindId: 'gift', minor: '100', more: { happensOn: '2026-11-26' } }) }
    expect(await calls.codeOf('sales', 'requests.submit', { body })).toBe('requests.received_in_future')
  })

  test('is previewed by the same rules, and telling of it is no attempt', async () => {
    const panel = await calls.good('sales', 'requests.preview', {
      body: proposalOf({ kindId: 'gift_card', minor: '50000' }),
    })
    expect(panel).toMatchObject({
      verdict: { outcome: 'prohibit' },
      isRecorded: false,
      submit: { effect: 'register_only', button: '申报' },
    })
  })

  test('an offer that was not taken is recorded as declined', async () => {
    const { item } = await declared({ kindId: 'gift', minor: '20000', more: { direction: 'offered' } })
    expect(stateOf(item)).toBe('已谢绝')
  })
})

describe('settling what was received', () => {
  test('its owner sends it back; who may not keep it cannot, and compliance cannot let them', async () => {
    const { requestId, item } = await declared({ kindId: 'gift', minor: '20000' })
    expect(item['can']).toMatchObject({ settle: { can: true } })
    expect(Object.keys(item['can'] as object)).not.toContain('give')
    expect(item['settle']).toMatchObject([
      { disposal: 'returned', permission: { can: true } },
      { disposal: 'handed_in', permission: { can: false } },
      { disposal: 'kept', permission: { can: false } },
      { disposal: 'declined', permission: { can: false } },
    ])
    expect(await settle('sales', requestId, 'kept')).toBe('requests.not_to_keep')
    expect(await settle('compliance', requestId, 'kept')).toBe('requests.not_to_keep')
    expect(await settle('sales2', requestId, 'returned')).toBe('requests.not_yours')
    expect(await settle('sales', requestId, 'returned', 9)).toBe('platform.stale')
    expect(await settle('sales', requestId, 'returned')).toBe('done')
    expect(stateOf(await look(requestId))).toBe('已处置 · 退回')
    expect(await settle('sales', requestId, 'returned', 2)).toBe('requests.no_such_move')
  })

  test('handing in is confirmed by compliance', async () => {
    const { requestId } = await declared({ kindId: 'gift', minor: '20000' })
    expect(await settle('sales', requestId, 'handed_in')).toBe('requests.hand_in_is_confirmed')
    expect(await settle('compliance', requestId, 'handed_in')).toBe('done')
    expect(stateOf(await look(requestId))).toBe('已处置 · 上交')
  })

  test('keeping in doubt is judged by compliance, and by nobody for themselves', async () => {
    const dear = { kindId: 'working_meal', minor: '30000' }
    const { requestId } = await declared(dear)
    expect(await settle('sales', requestId, 'kept')).toBe('requests.keeping_in_doubt')
    expect(await settle('compliance', requestId, 'kept')).toBe('done')
    const own = await declared({ ...dear, who: 'compliance' })
    expect(await settle('compliance', own.requestId, 'kept')).toBe('requests.keeping_in_doubt')
  })

  test('what is declined in the end is taken off the sum by compliance, and not by its owner', async () => {
    const { requestId } = await declared({ kindId: 'gift', minor: '7777' })
    expect(await settle('sales', requestId, 'declined')).toBe('requests.declining_is_confirmed')
    expect(await settle('compliance', requestId, 'declined')).toBe('done')
    const rows = await read(
      `select sum(line.minor)::text as sum, count(*)::int as lines
from benefits.line as line
join requests.request as request on request.benefit_id = line.benefit_id
where request.id = $1`,
      [requestId],
    )
    expect(rows).toEqual([{ sum: '0', lines: 2 }])
  })

  test('the verbs of giving are not for it, and settling is not for what is given', async () => {
    const { requestId } = await declared({ kindId: 'gift', minor: '20000' })
    const body = { version: 1, fileIds: [] }
    expect(await calls.codeOf('sales', 'requests.complete', { params: { requestId }, body })).toBe(
      'requests.is_settled_instead',
    )
    const lunch = {
      customer: { partyId: parties.dealer },
      recipient: { to: 'person', partyId: parties.buyer },
      kindId: 'working_meal',
      amount: { currency: 'CNY', minor: '9000' },
      happensOn: '2026-11-26',
      reason: '新产品技术交流工作餐',
    }
    const given = await calls.good('sales', 'requests.submit', { body: { proposal: lunch } })
    expect(await settle('sales', String(given['requestId']), 'returned')).toBe('requests.not_received')
  })

  test('nobody turns a gift to others into one that was received by saying so', async () => {
    const card = {
      customer: { partyId: parties.dealer },
      recipient: { to: 'person', partyId: parties.buyer },
      kindId: 'gift_card',
      amount: { currency: 'CNY', minor: '9000' },
      happensOn: '2026-11-26',
      reason: '节日问候',
      facts: { 'benefit.direction': 'received' },
    }
    await expect(
      calls.codeOf('sales', 'requests.submit', { body: { proposal: card } }),
    ).rejects.toMatchObject({
      issues: [{ message: 'of_records', path: ['proposal', 'facts', 'benefit.direction'] }],
    })
  })

  test('a draft that is declared for another entity goes there with all its parts', async () => {
    const { suzhou = '', shanghai = '' } = company.founded.entities
    const both = company.actor('sales', [suzhou, shanghai])
    const fileIds = [await calls.upload(both, 'photo')]
    const proposal = { ...proposalOf({ kindId: 'gift', minor: '20000' }), entityId: suzhou, fileIds }
    const draft = await calls.good(both, 'requests.create_draft', { body: { proposal } })
    const body = {
      draftId: draft['requestId'],
      draftVersion: draft['version'],
      proposal: { ...proposal, entityId: shanghai },
    }
    await calls.good(both, 'requests.submit', { body })
    const rows = await readOnly(company.world.pool, [both], (tx) =>
      tx.sql(
        `select request.entity_id as request, benefit.entity_id as benefit, evidence.entity_id as evidence
from requests.request
join benefits.benefit on benefit.id = benefit_id
join requests.evidence on evidence.request_id = request.id
where request.id = $1`,
        [draft['requestId']],
      ),
    )
    expect(rows).toEqual([{ request: shanghai, benefit: shanghai, evidence: shanghai }])
  })
})
