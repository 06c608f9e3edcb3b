import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch as sampleLunch } from '../../../test/setup/approval-round.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { newGuest } from '../../../test/setup/guest.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { numberedInBooks, paidInBooks } from '../../../test/setup/voucher-calls.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import { tenderRoleTable, tenderTable } from '../deals/tables.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'

let company: Company
let calls: RequestCalls
let uploaded = 0

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const lunch = { ...sampleLunch, happensOn: '2026-11-25' }

/** Files a benefit and has it approved; gives its id and version. */
async function approved(proposal: Record<string, unknown> = lunch) {
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
  const requestId = String(filed['requestId'])
  await calls.approve(requestId)
  const item = await calls.good('sales', 'requests.detail', { params: { requestId } })
  expect(item).toMatchObject({ state: { state: 'approved' } })
  return { requestId, version: Number(item['version']) }
}

describe('giving', () => {
  test('waits for what the decision asks for, names it, and takes it with the same call', async () => {
    const { requestId, version } = await approved()
    const give = (fileIds: readonly string[]) => ({
      params: { requestId },
      body: { version, givenOn: '2026-11-25', fileIds },
    })
    const refusedAnswer = await calls.call('sales', 'requests.give', give([]))
    if (refusedAnswer.kind !== 'refused') throw new Error('a lunch without its agenda is not given')
    expect(refusedAnswer.refusal).toMatchObject({
      code: 'requests.not_ready_to_give',
      params: { missing: 'docs.agenda' },
    })
    expect(sayRefusal(refusedAnswer.refusal, 'zh-CN').says).toBe('给予前还缺：业务议程。')
    expect(sayRefusal(refusedAnswer.refusal, 'en').says).toContain('business agenda')
    const other = await calls.upload('sales', 'menu')
    expect(await calls.codeOf('sales', 'requests.give', give([other]))).toBe('requests.not_ready_to_give')
    const agenda = await calls.upload('sales', 'agenda')
    expect(await calls.codeOf('sales', 'requests.give', give([agenda]))).toBe('done')
    const detail = await calls.good('sales', 'requests.detail', { params: { requestId } })
    expect(detail).toMatchObject({ state: { state: 'given' } })
    expect(JSON.stringify(detail['timeline'])).toContain('给予日期 2026-11-25')
  })

  test('does not wait for what is due before paying; completing does', async () => {
    const { requestId, version } = await approved()
    const params = { requestId }
    const fileIds = [await calls.upload('sales', 'agenda', 'second.txt')]
    const body = { version, givenOn: '2026-11-25', fileIds }
    expect(await calls.codeOf('sales', 'requests.give', { params, body })).toBe('done')
    const complete = (files: readonly string[]) => ({
      params,
      body: { version: version + 1, fileIds: files },
    })
    expect(await calls.codeOf('sales', 'requests.complete', complete([]))).toBe('requests.evidence_missing')
    const list = await calls.upload('sales', 'attendeeList')
    // A lunch that is reimbursed is closed on its receipt as well.
    expect(await calls.codeOf('sales', 'requests.complete', complete([list]))).toBe(
      'requests.way_proof_missing',
    )
    const papers = [list, await calls.upload('sales', 'receipt')]
    const can = async () => (await calls.good('sales', 'requests.detail', { params }))['can']
    expect(await calls.codeOf('sales', 'requests.complete', complete(papers))).toBe('requests.still_payable')
    expect(await can()).toMatchObject({ complete: { can: false, why: expect.stringContaining('应付款') } })
    await paidInBooks(company, requestId)
    expect(await calls.codeOf('sales', 'requests.complete', complete(papers))).toBe(
      'requests.voucher_missing',
    )
    expect(await can()).toMatchObject({ complete: { can: false, why: expect.stringContaining('凭证号') } })
    await numberedInBooks(company, requestId)
    expect(await can()).toMatchObject({ complete: { can: true } })
    expect(await calls.codeOf('sales', 'requests.complete', complete(papers))).toBe('done')
  })

  test('the screen is told which papers are due and until when', async () => {
    const { requestId } = await approved()
    const detail = await calls.good('sales', 'requests.detail', { params: { requestId } })
    expect(detail['verdict']).toMatchObject({
      evidence: [
        { purpose: 'agenda', name: '业务议程', due: 'giving' },
        { purpose: 'attendeeList', name: '实际参加人签到表', due: 'paying' },
      ],
    })
  })

  test('the live panel counts the files that are already there', async () => {
    const agenda = await calls.upload('sales', 'agenda', 'third.txt')
    const panel = await calls.good('sales', 'requests.preview', { body: { ...lunch, fileIds: [agenda] } })
    expect(panel['verdict']).toMatchObject({ evidence: [{ purpose: 'attendeeList' }] })
  })

  test('a day that is still to come is no day of giving', async () => {
    const { requestId, version } = await approved()
    const body = { version, givenOn: '2026-11-26', fileIds: [] }
    expect(await calls.codeOf('sales', 'requests.give', { params: { requestId }, body })).toBe(
      'requests.given_in_future',
    )
  })

  /** Where a request stands in the register, and the lines that stand for it. */
  const standing = (requestId: string) =>
    readOnly(company.world.pool, [company.actor('finance')], async (tx) => {
      const [benefit] = await tx.sql<{ day: string; state: string; late: boolean; decisions: number }>(
        `select benefit.happened_on as day, benefit.state, benefit.is_late and request.is_late as late,
  (select count(*)::int from policy.decision where object_id = request.id) as decisions
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
having sum(line.minor) <> 0`,
        [requestId],
      )
      return { ...benefit, lines }
    })

  const entryOf = (requestId: string, operation: string) =>
    readOnly(company.world.pool, [systemActor], async (tx) => {
      const [found] = await tx.sql<{ entry: string }>(
        'select bytes as entry from audit.entry where object_id = $1 and operation = $2',
        [requestId, operation],
      )
      return JSON.parse(found?.entry ?? '{}') as unknown
    })

  const dinner = (day: string, minor: string) => ({
    ...lunch,
    recipient: { to: 'person', partyId: parties.colleague },
    amount: { currency: 'CNY', minor },
    happensOn: day,
  })

  test(
    'on another day counts on its true day, in the register and in the sums, and is decided for ' + 'it',
    async () => {
      const { requestId, version } = await approved(dinner('2026-11-26', '5000'))
      const fileIds = [await calls.upload('sales', 'agenda', 'day.txt')]
      const body = { version, givenOn: '2026-11-25', fileIds }
      const before = await standing(requestId)
      expect(before).toMatchObject({ day: '2026-11-26', lines: [{ day: '2026-11-26', minor: '10000' }] })
      expect(await calls.codeOf('sales', 'requests.give', { params: { requestId }, body })).toBe('done')
      expect(await standing(requestId)).toEqual({
        day: '2026-11-25',
        state: 'given',
        late: false,
        decisions: Number(before.decisions) + 1,
        lines: [{ day: '2026-11-25', minor: '10000' }],
      })
      const lines = await calls.good('sales', 'requests.detail', { params: { requestId } })
      expect(lines['happenedOn']).toBe('2026-11-25')
    },
  )

  test('before the day of filing is a late declaration, and compliance decides it as one', async () => {
    const guest = { to: 'person', partyId: await newGuest(company, 1, 'private_staff') }
    const { requestId, version } = await approved({ ...lunch, recipient: guest, happensOn: '2026-11-26' })
    const params = { requestId }
    const papers = ['agenda', 'attendeeList', 'menu']
    const fileIds = await Promise.all(
      papers.map((paper) => calls.upload('sales', paper, `${paper}-late.txt`)),
    )
    const given = await calls.good('sales', 'requests.give', {
      params,
      body: { version, givenOn: '2026-11-24', fileIds },
    })
    expect(given).toMatchObject({ state: { state: 'submitted' } })
    expect(await standing(requestId)).toMatchObject({
      state: 'submitted',
      day: '2026-11-24',
      late: true,
      lines: [{ day: '2026-11-24', minor: '18000' }],
    })
    const detail = await calls.good('sales', 'requests.detail', { params })
    expect(JSON.stringify(detail['state'])).toContain('事后补报')
    expect(JSON.stringify(detail['route'])).toContain('林晓')
    await calls.approve(requestId)
    const again = await calls.good('sales', 'requests.detail', { params })
    const body = { version: again['version'], givenOn: '2026-11-24', fileIds: [] }
    expect(await calls.codeOf('sales', 'requests.give', { params, body })).toBe('done')
    expect(await standing(requestId)).toMatchObject({ state: 'given', day: '2026-11-24', late: true })
  })

  const papersOf = (...papers: readonly string[]) =>
    Promise.all(papers.map((paper) => calls.upload('sales', paper, `${paper}-${uploaded++}.txt`)))

  test('on the planned day is a late declaration where the verdict is stricter by now', async () => {
    const guest = { to: 'person', partyId: await newGuest(company, 2, 'private_staff') }
    const first = await approved({ ...lunch, recipient: guest })
    await approved({ ...lunch, recipient: guest, amount: { currency: 'CNY', minor: '8000' } })
    const params = { requestId: first.requestId }
    const fileIds = await papersOf('agenda', 'attendeeList')
    const give = (version: unknown, files: readonly string[]) => ({
      params,
      body: { version, givenOn: '2026-11-25', fileIds: files },
    })
    const given = await calls.good('sales', 'requests.give', give(first.version, fileIds))
    expect(given).toMatchObject({ state: { state: 'submitted' } })
    expect(given['says']).toContain('已登记为事后补报')
    const detail = await calls.good('sales', 'requests.detail', { params })
    expect(detail['verdict']).toMatchObject({ outcome: 'escalate', level: 'L3' })
    await calls.approve(first.requestId)
    const again = await calls.good('sales', 'requests.detail', { params })
    expect(await calls.codeOf('sales', 'requests.give', give(again['version'], []))).toBe('done')
    expect(await standing(first.requestId)).toMatchObject({ state: 'given', day: '2026-11-25', late: true })
  })

  test('on a day with stricter rules stays given and counts, whatever ends its new round', async () => {
    await approved(dinner('2026-11-25', '10000'))
    const { requestId, version } = await approved(dinner('2026-11-26', '9000'))
    const params = { requestId }
    const body = { version, givenOn: '2026-11-25', fileIds: await papersOf('agenda', 'attendeeList') }
    const given = await calls.good('sales', 'requests.give', { params, body })
    expect(given).toMatchObject({ state: { state: 'submitted' }, version: version + 1 })
    const lines = [{ day: '2026-11-25', minor: '18000' }]
    expect(await standing(requestId)).toMatchObject({ state: 'submitted', late: true, lines })
    const text = { version: version + 1, text: '不再需要' }
    expect(await calls.codeOf('sales', 'requests.withdraw', { params, body: text })).toBe('done')
    expect(await standing(requestId)).toMatchObject({ state: 'given', late: true, lines })
  })

  test('on such a day without the papers of a late declaration waits for them, and counts', async () => {
    const recipient = { to: 'person', partyId: await newGuest(company, 9, 'private_staff') }
    await approved({ ...dinner('2026-11-25', '10000'), recipient })
    const { requestId, version } = await approved({ ...dinner('2026-11-26', '9000'), recipient })
    const params = { requestId }
    const body = { version, givenOn: '2026-11-25', fileIds: await papersOf('agenda') }
    const given = await calls.good('sales', 'requests.give', { params, body })
    expect(given).toMatchObject({ state: { state: 'more_information' } })
    const detail = await calls.good('sales', 'requests.detail', { params })
    expect(detail['verdict']).toMatchObject({ outcome: 'hold', missing: [{ name: '实际参加人签到表' }] })
    expect(await standing(requestId)).toMatchObject({ lines: [{ day: '2026-11-25', minor: '18000' }] })
    const note = { outcome: 'hold', givenOn: '2026-11-25' }
    expect(await entryOf(requestId, 'requests.give')).toMatchObject({ note })
  })

  test('on a day on which it was forbidden is recorded as given, and counts on that day', async () => {
    const { requestId, version } = await approved(dinner('2026-11-27', '1000'))
    await company.store([
      insertRow(tenderTable, {
        id: 'tnd_past0000000',
        customer_id: parties.dealer,
        matter: 'tender',
        title: '输送线招标',
        announced_on: '2026-06-01',
        awarded_on: '2026-07-01',
        closed_on: null,
        government_procurement: false,
      }),
    ])
    const body = { version, givenOn: '2026-06-15', fileIds: [] }
    const given = await calls.good('sales', 'requests.give', { params: { requestId }, body })
    expect(String(given['says'])).toContain('交合规核查')
    // Given before it was filed as well, it is a late declaration that the rules forbid.
    expect(await standing(requestId)).toMatchObject({
      state: 'given',
      day: '2026-06-15',
      late: true,
      lines: [{ day: '2026-06-15', minor: '2000' }],
    })
  })

  test('what became forbidden after the approval, and was given, is laid before compliance', async () => {
    const partyId = await newGuest(company, 3, 'private_staff')
    const guest = { to: 'person', partyId }
    const { requestId, version } = await approved({ ...lunch, recipient: guest })
    await company.store([
      insertRow(tenderTable, {
        id: 'tnd_later00000',
        customer_id: parties.dealer,
        matter: 'tender',
        title: '压缩机组招标',
        announced_on: '2026-11-20',
        awarded_on: null,
        closed_on: null,
        government_procurement: false,
      }),
      insertRow(tenderRoleTable, {
        id: 'tnd_role000000',
        tender_id: 'tnd_later00000',
        person_id: partyId,
        role: 'panel_member',
      }),
    ])
    const params = { requestId }
    const body = { version, givenOn: '2026-11-25', fileIds: [] }
    const given = await calls.good('sales', 'requests.give', { params, body })
    expect(given).toMatchObject({ state: { state: 'given' } })
    const detail = await calls.good('sales', 'requests.detail', { params })
    expect(JSON.stringify(detail['state'])).toContain('被禁止而已给予')
    expect(detail['verdict']).toMatchObject({ outcome: 'prohibit' })
    expect(await standing(requestId)).toMatchObject({
      late: false,
      lines: [{ day: '2026-11-25', minor: '18000' }],
    })
    const inbox = await calls.good('compliance', 'approvals.inbox', { query: { bucket: 'judge' } })
    expect(JSON.stringify(inbox)).toContain(requestId)
    const [alert] = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      tx.sql(
        `select alert.reason, alert.cause_id, alert.outcome
from benefits.alert
join requests.request as request on request.benefit_id = alert.benefit_id
where request.id = $1`,
        [requestId],
      ),
    )
    expect(alert).toEqual({ reason: 'forbidden', cause_id: null, outcome: 'prohibit' })
    // Its papers are due all the same.
    const again = { version: Number(detail['version']), fileIds: [] }
    expect(await calls.codeOf('sales', 'requests.complete', { params, body: again })).toBe(
      'requests.evidence_missing',
    )
  })
})
