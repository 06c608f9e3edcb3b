import { text as textOf } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch as item } from '../../../test/setup/approval-round.ts'
import { ordinary } from '../../../test/setup/circumstances.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { changeMatrix } from '../../../test/setup/matrix.ts'
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

/** Files as `who` and gives what the applicant sees. */
async function filed(who = 'sales', more: Record<string, unknown> = {}) {
  const answer = await calls.good(who, 'requests.submit', { body: { proposal: { ...item, ...more } } })
  return look(who, String(answer['requestId']))
}

async function look(who: string, requestId: string) {
  const seen = await calls.good(who, 'requests.detail', { params: { requestId } })
  return { requestId, seen, version: Number(seen['version']), state: seen['state'] as { state: string } }
}

const approvalOf = (seen: Record<string, unknown>) => ({ approvalId: String(seen['approvalId']) })

describe('evidence over HTTP', () => {
  test('what cannot be evidence is refused with its reason, and nothing of it is kept', async () => {
    const file = (bytes: Buffer) => ({ body: { purpose: 'agenda' }, files: [{ name: '附件', bytes }] })
    const cases = [
      ['an empty file', Buffer.alloc(0), 'platform.file_empty'],
      ['a web page', Buffer.from('<!doctype html><p>hello'), 'platform.file_kind'],
      ['a program', Buffer.from('7f454c46020101000000000000000000', 'hex'), 'platform.file_kind'],
      ['plain text', Buffer.from('议程：一、介绍'), 'done'],
    ] as const
    for (const [what, bytes, code] of cases) {
      expect([what, await calls.codeOf('sales', 'requests.upload', file(bytes))]).toEqual([what, code])
    }
  })

  test('a file comes back as it was, to those who may see its request and to nobody else', async () => {
    const fileId = await calls.upload('sales', 'agenda', '议程.txt')
    await filed('sales', { fileIds: [fileId] })
    const opened = await calls.call('head', 'requests.download', { params: { fileId } })
    if (opened.kind !== 'bytes') throw new Error(`no bytes but ${JSON.stringify(opened)}`)
    expect(opened.fileName).toBe('议程.txt')
    expect(await textOf(Readable.from([opened.bytes].flat()))).toBe('agenda 议程.txt')
    expect(await calls.codeOf('sales2', 'requests.download', { params: { fileId } })).toBe(
      'platform.not_found',
    )
  })
})

describe('a question and its answer', () => {
  test('the answer opens a new round for the same people, and the question is gone', async () => {
    const first = await filed()
    const asked = await look('head', first.requestId)
    await calls.good('head', 'approvals.return', {
      params: approvalOf(asked.seen),
      body: { version: asked.version, field: 'reason', text: '请写明交流的产品' },
    })
    const waiting = await look('sales', first.requestId)
    expect(waiting.state.state).toBe('more_information')
    expect(waiting.seen['question']).toMatchObject({ field: 'reason', text: '请写明交流的产品' })
    const reason = 'HX-300 新产品技术交流工作餐'
    const answer = {
      params: { requestId: first.requestId },
      body: { version: waiting.version, text: '已补充', proposal: { ...item, reason } },
    }
    expect(await calls.codeOf('sales2', 'requests.answer', answer)).toBe('requests.not_yours')
    expect(await calls.good('sales', 'requests.answer', answer)).toMatchObject({
      state: { state: 'submitted' },
    })
    const again = await look('head', first.requestId)
    expect(again.seen).toMatchObject({ reason, can: { approve: { can: true } } })
    expect(again.seen['approvalId']).not.toBe(asked.seen['approvalId'])
    expect(again.seen['question']).toBeUndefined()
  })

  test('a change after the approval goes back to approval, and the sum follows it', async () => {
    const first = await filed('sales2')
    await calls.approve(first.requestId)
    const approved = await look('sales2', first.requestId)
    expect(approved.state.state).toBe('approved')
    const amount = { currency: 'CNY', minor: '7000' }
    await calls.good('sales2', 'requests.change', {
      params: { requestId: first.requestId },
      body: { version: approved.version, text: '改为简餐', proposal: { ...item, amount } },
    })
    const changed = await look('sales2', first.requestId)
    expect(changed.state.state).toBe('submitted')
    expect((changed.seen['amount'] as { minor: string }).minor).toBe('14000')
    const { rows } = await company.database.pool('owner', 1).query<{ sum: string }>(
      `select sum(line.minor)::text as sum
from benefits.line as line
join benefits.benefit as benefit on benefit.id = line.benefit_id
where benefit.number = $1`,
      [changed.seen['number']],
    )
    expect(BigInt(rows[0]?.sum ?? '0')).toBe(14000n)
  })
})

describe('a batch', () => {
  beforeAll(() =>
    changeMatrix(company, '2026-11-25', (text) => text.replace('batch: []', 'batch: [meal, logo_item]')),
  )

  test('approves green items of one kind, each with its own result and its own entry', async () => {
    const items = [await filed('sales3', other('2026-11-27')), await filed('sales3', other('2026-12-04'))]
    const seen = await Promise.all(items.map((one) => look('head', one.requestId)))
    const approvalIds = seen.map(({ seen: each }) => approvalOf(each).approvalId)
    const sheet = await calls.good('head', 'approvals.batch_sheet', { body: { approvalIds } })
    expect(sheet).toMatchObject({ permission: { can: true }, leftOut: [] })
    const body = {
      items: seen.map((each, i) => ({ approvalId: approvalIds[i], version: each.version })),
      readSeconds: 12,
    }
    const answer = await calls.good('head', 'approvals.batch_approve', { body })
    expect(answer['results']).toMatchObject([{ isDone: true }, { isDone: true }])
    for (const one of items) expect((await look('sales3', one.requestId)).state.state).toBe('approved')
    const again = await calls.codeOf('head', 'approvals.batch_approve', { body })
    expect(again).toBe('approvals.not_in_batch')
  })

  test('refuses a mixture of kinds before it decides anything', async () => {
    const lunch = await filed('sales3', other('2026-12-11'))
    const notebook = await filed('sales3', {
      ...other('2026-12-11'),
      kindId: 'logo_item',
      amount: { currency: 'CNY', minor: '1000' },
      reasonChip: 'visit',
      facts: ordinary('logo_item'),
    })
    const seen = await Promise.all([lunch, notebook].map((one) => look('head', one.requestId)))
    const body = {
      items: seen.map((each) => ({ ...approvalOf(each.seen), version: each.version })),
      readSeconds: 3,
    }
    expect(['approvals.mixed_batch', 'approvals.not_in_batch']).toContain(
      await calls.codeOf('head', 'approvals.batch_approve', { body }),
    )
    for (const one of [lunch, notebook])
      expect((await look('sales3', one.requestId)).state).toEqual(one.state)
  })
})

/** A lunch with somebody whom nobody else takes out, on a day of its own. */
function other(happensOn: string) {
  return { recipient: { to: 'person', partyId: parties.colleague }, happensOn }
}
