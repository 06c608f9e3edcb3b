import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { ordinary } from '../../../test/setup/circumstances.ts'
import { newGuest } from '../../../test/setup/guest.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'

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

let guests = 0

/** Files an advertising item of a day for somebody new, with the paper that a late one needs. */
async function filed(happensOn = '2026-11-25'): Promise<string> {
  const proposal = {
    customer: { partyId: parties.dealer },
    recipient: { to: 'person', partyId: await newGuest(company, guests++, 'private_staff') },
    kindId: 'logo_item',
    amount: { currency: 'CNY', minor: '1500' },
    happensOn,
    reasonChip: 'fair',
    reason: '展会宣传品',
    facts: ordinary('logo_item'),
    fileIds: [await calls.upload('sales', 'distributionList')],
  }
  return String((await calls.good('sales', 'requests.submit', { body: { proposal } }))['requestId'])
}

const detailOf = (requestId: string, who = 'sales') =>
  calls.good(who, 'requests.detail', { params: { requestId } })

async function versionOf(requestId: string): Promise<number> {
  return Number((await detailOf(requestId))['version'])
}

/** Files an item, has it approved and records it as given. */
async function given(): Promise<string> {
  const requestId = await filed()
  await calls.approve(requestId)
  const body = { version: await versionOf(requestId), givenOn: '2026-11-25', fileIds: [] }
  await calls.good('sales', 'requests.give', { params: { requestId }, body })
  return requestId
}

/** What stands in the sums for a request, by day, and how it is recorded. */
const standing = (requestId: string) =>
  readOnly(company.world.pool, [company.actor('finance')], async (tx) => {
    const [row] = await tx.sql<{ state: string; benefit: string; ended: string | null; rounds: string[] }>(
      `select request.state, benefit.state as benefit, request.ended_as as ended,
  (select coalesce(array_agg(state order by opened_at, id), '{}') from approvals.flow
    where object_type = 'request' and object_id = request.id) as rounds
from requests.request as request
join benefits.benefit as benefit on benefit.id = request.benefit_id
where request.id = $1`,
      [requestId],
    )
    const lines = await tx.sql<{ day: string; minor: string }>(
      `select line.happened_on as day, sum(line.minor)::text as minor
from requests.request as request
join benefits.line as line on line.benefit_id = request.benefit_id
where request.id = $1
group by 1
having sum(line.minor) <> 0
order by 1`,
      [requestId],
    )
    return { ...row, lines: lines.map(({ day, minor }) => `${day} ${minor}`) }
  })

/** The reversal of this request in somebody's inbox. */
async function reversalFor(who: string, requestId: string): Promise<Record<string, unknown> | undefined> {
  const { number } = await detailOf(requestId, 'compliance')
  const inbox = await calls.good(who, 'approvals.inbox', { query: { bucket: 'all', group: 'deadline' } })
  const groups = inbox['groups'] as readonly { rows: readonly Record<string, unknown>[] }[]
  return groups
    .flatMap(({ rows }) => rows)
    .find(
      ({ object, matter }) =>
        (object as { type: string }).type === 'reversal' && String(matter).includes(String(number)),
    )
}

const receipt = () => calls.upload('sales', 'returnReceipt')

async function ask(requestId: string, fileIds?: readonly string[]) {
  const body = {
    version: await versionOf(requestId),
    text: '客户退回',
    fileIds: fileIds ?? [await receipt()],
  }
  return { params: { requestId }, body }
}

const answer = (row: Record<string, unknown> | undefined, reason = '已核对退还收据') => ({
  params: { approvalId: row?.['approvalId'] },
  body: { version: row?.['version'], reason },
})

describe('taking something given off the sums', () => {
  test('is taken back by whoever asked for it, and asked for again', async () => {
    const requestId = await given()
    const before = await standing(requestId)
    const params = { requestId }
    expect((await detailOf(requestId))['can']).toMatchObject({ withdraw: { can: false } })
    await calls.good('sales', 'requests.reverse', await ask(requestId))
    const body = { version: await versionOf(requestId), text: '客户未退回' }
    expect((await detailOf(requestId))['can']).toMatchObject({ withdraw: { can: true } })
    expect((await detailOf(requestId, 'compliance'))['can']).toMatchObject({ withdraw: { can: false } })
    expect(await calls.codeOf('compliance', 'requests.withdraw', { params, body })).toBe('requests.not_yours')
    const row = await reversalFor('compliance', requestId)
    expect(await calls.good('sales', 'requests.withdraw', { params, body })).toMatchObject({
      state: { state: 'given' },
      version: body.version,
      says: expect.stringContaining('冲销申请已撤回'),
    })
    expect(await standing(requestId)).toEqual(before)
    expect(JSON.stringify((await detailOf(requestId))['timeline'])).toContain('撤回冲销申请')
    // Nobody is asked any more, and an answer comes too late.
    expect(await reversalFor('compliance', requestId)).toBeUndefined()
    expect(await calls.codeOf('compliance', 'approvals.approve', answer(row))).not.toBe('done')
    expect(await standing(requestId)).toEqual(before)
    await calls.good('sales', 'requests.reverse', await ask(requestId))
    await calls.confirmReversal(requestId)
    expect(await standing(requestId)).toMatchObject({ state: 'reversed' })
  })

  test('can be asked for once more by whoever asked: those who answer are reminded', async () => {
    const requestId = await given()
    await calls.good('sales', 'requests.reverse', await ask(requestId))
    const screen = await detailOf(requestId)
    expect(screen['can']).toMatchObject({ remind: { can: true } })
    const remind = { params: { approvalId: screen['approvalId'] }, body: { version: screen['version'] } }
    // Their leader reads the request and has no part in the reversal.
    expect((await detailOf(requestId, 'head'))['can']).toMatchObject({ remind: { can: false } })
    expect(await calls.codeOf('head', 'approvals.remind', remind)).not.toBe('done')
    expect(await calls.good('sales', 'approvals.remind', remind)).toMatchObject({ says: '已催办。' })
    expect(await calls.codeOf('sales', 'approvals.remind', remind)).toBe('approvals.reminded_recently')
    const nudged = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      tx.sql<{ nudged: number }>(
        `select count(*)::int as nudged
from approvals.task
join approvals.flow on flow.id = task.flow_id
where flow.id = $1
and nudged_at is not null`,
        [screen['approvalId']],
      ),
    )
    expect(nudged[0]?.nudged).toBeGreaterThan(0)
  })

  test('needs a paper, and until a second person confirms it nothing changes', async () => {
    const requestId = await given()
    const before = await standing(requestId)
    expect(before.lines).toEqual(['2026-11-25 1500'])
    expect(await calls.codeOf('sales', 'requests.reverse', await ask(requestId, []))).toBe(
      'requests.reversal_needs_paper',
    )
    const asked = await calls.good('sales', 'requests.reverse', await ask(requestId))
    expect(asked).toMatchObject({ state: { state: 'given' }, says: expect.stringContaining('待合规确认') })
    expect(await standing(requestId)).toEqual(before)
    const screen = await detailOf(requestId)
    expect(JSON.stringify(screen['facts'])).toContain('仍计入合计')
    expect(JSON.stringify(screen['state'])).toContain('冲销待确认')
    expect(screen['can']).toMatchObject({ reverse: { can: false }, complete: { can: false } })
    // Nothing else happens to it meanwhile.
    expect(await calls.codeOf('sales', 'requests.reverse', await ask(requestId))).toBe(
      'requests.reversal_waits',
    )
    const complete = { params: { requestId }, body: { version: screen['version'], fileIds: [] } }
    expect(await calls.codeOf('sales', 'requests.complete', complete)).toBe('requests.reversal_waits')
    // The applicant does not answer for themselves, in whichever role.
    expect(await reversalFor('sales', requestId)).toBeUndefined()
    const row = await reversalFor('compliance', requestId)
    expect(row).toMatchObject({ why: '冲销', heading: expect.stringContaining('来宾') })
    const matter = await calls.good('compliance', 'approvals.detail', {
      params: { approvalId: row?.['approvalId'] },
    })
    expect(matter).toMatchObject({
      object: { type: 'reversal' },
      changes: [{ before: '已给予', after: '已冲销' }],
      evidence: [{ purpose: 'returnReceipt' }],
      can: { approve: { can: true }, reject: { can: true } },
    })
    company.clock.set('2026-12-02T03:00:00.000Z')
    await calls.good('compliance', 'approvals.approve', answer(row))
    company.clock.set('2026-11-25T06:00:00.000Z')
    expect(await standing(requestId)).toMatchObject({
      state: 'reversed',
      benefit: 'reversed',
      lines: ['2026-11-25 1500', '2026-12-02 -1500'],
    })
    const after = await detailOf(requestId)
    expect(JSON.stringify(after['timeline'])).toContain('确认冲销')
  })

  test('refused leaves everything as it was, and it may be asked for again', async () => {
    const requestId = await given()
    const before = await standing(requestId)
    await calls.good('sales', 'requests.decline', await ask(requestId))
    const row = await reversalFor('compliance', requestId)
    const no = {
      ...answer(row),
      body: { version: row?.['version'], reason: 'other', text: '收据不是本次的' },
    }
    await calls.good('compliance', 'approvals.reject', no)
    expect(await standing(requestId)).toEqual(before)
    expect(JSON.stringify((await detailOf(requestId))['timeline'])).toContain('不同意冲销')
    expect(await calls.codeOf('compliance', 'approvals.approve', answer(row))).not.toBe('done')
    await calls.good('sales', 'requests.decline', await ask(requestId))
    const again = await reversalFor('compliance', requestId)
    await calls.good('compliance', 'approvals.approve', answer(again))
    expect(await standing(requestId)).toMatchObject({ state: 'declined', lines: [] })
  })

  test('is confirmed by nobody who asked for it or decided on the request', async () => {
    const requestId = await given()
    const fileIds = [await calls.upload('compliance', 'returnReceipt')]
    await calls.good('compliance', 'requests.reverse', await ask(requestId, fileIds))
    expect(await reversalFor('compliance', requestId)).toBeUndefined()
    const row = await reversalFor('boss', requestId)
    for (const who of ['compliance', 'sales', 'head', 'finance']) {
      expect(await calls.codeOf(who, 'approvals.approve', answer(row))).not.toBe('done')
    }
    await calls.good('boss', 'approvals.approve', answer(row))
    expect(await standing(requestId)).toMatchObject({ state: 'reversed' })
  })

  test('declined before it was given stays the applicant’s own word', async () => {
    const requestId = await filed()
    await calls.approve(requestId)
    const body = { version: await versionOf(requestId), text: '客户谢绝' }
    await calls.good('sales', 'requests.decline', { params: { requestId }, body })
    expect(await standing(requestId)).toMatchObject({ state: 'declined', lines: [] })
  })
})

describe('a late declaration', () => {
  const stands = { state: 'given', benefit: 'given', lines: ['2026-11-20 1500'] }

  test('that is withdrawn stays given and counts', async () => {
    const requestId = await filed('2026-11-20')
    const body = { version: await versionOf(requestId), text: '撤回' }
    const done = await calls.good('sales', 'requests.withdraw', { params: { requestId }, body })
    expect(done['says']).toContain('仍计入合计')
    expect(await standing(requestId)).toEqual({ ...stands, ended: 'withdrawn', rounds: ['withdrawn'] })
    const screen = await detailOf(requestId)
    expect(JSON.stringify(screen['state'])).toContain('未获批准')
    expect(JSON.stringify(screen['facts'])).toContain('申请人撤回')
  })

  test('that is rejected stays given and counts', async () => {
    const requestId = await filed('2026-11-20')
    const { approvalId, version } = await detailOf(requestId)
    const body = { version, reason: 'other', text: '不应给予' }
    await calls.good('head', 'approvals.reject', { params: { approvalId }, body })
    expect(await standing(requestId)).toEqual({ ...stands, ended: 'rejected', rounds: ['rejected'] })
  })

  test.each(['cancel', 'decline'] as const)('that is approved stays given after %s', async (verb) => {
    const requestId = await filed('2026-11-20')
    await calls.approve(requestId)
    const body = { version: await versionOf(requestId), text: '不再需要' }
    await calls.good('sales', `requests.${verb}`, { params: { requestId }, body })
    const ended = verb === 'cancel' ? 'cancelled' : 'declined'
    expect(await standing(requestId)).toEqual({ ...stands, ended, rounds: ['approved'] })
    await calls.good('sales', 'requests.reverse', await ask(requestId))
    await calls.good('boss', 'approvals.approve', answer(await reversalFor('boss', requestId)))
    expect(await standing(requestId)).toMatchObject({ state: 'reversed' })
  })
})
