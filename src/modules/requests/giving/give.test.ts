import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch as sampleLunch, rebate } from '../../../../test/setup/approval-round.ts'
import { ordinary } from '../../../../test/setup/circumstances.ts'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'
import { closedInBooks } from '../../../../test/setup/voucher-calls.ts'
import { newPerson } from '../../parties/index.ts'
import { classificationTable, employmentTable } from '../../parties/tables.ts'
import { act } from '../../../platform/act/act.ts'
import { insertRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { moveCommand } from '../move.ts'

let company: Company
let calls: RequestCalls
let uploaded = 0

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  await company.store([...person('guest1'), ...person('guest2'), ...person('left', '2026-10-31')])
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const idOf = (key: string) => `party_${key.padEnd(12, '0')}`

/** Private staff of the dealer on record, where they work until a day. */
function person(key: string, until: string | null = null) {
  const id = idOf(key)
  return [
    ...newPerson({ id, name: `${key}张`, at: company.world.now() }),
    insertRow(employmentTable, {
      id: `mem_${key.padEnd(14, '0')}`,
      person_id: id,
      customer_id: parties.dealer,
      position: '采购专员',
      decides_on_us: false,
      management_duty: false,
      nominated_by: null,
      from_on: '2020-01-01',
      until_on: until,
    }),
    insertRow(classificationTable, {
      id: `cls_${key.padEnd(14, '0')}`,
      person_id: id,
      class: 'private_staff',
      is_verified: true,
      source: 'document',
      evidence: 'sample',
      left_office_on: null,
      was_leader: null,
      from_on: '2020-01-01',
      until_on: null,
    }),
  ]
}

/** Lunch for two guests, one of them named, at ¥90.00 each. */
const lunch = { ...sampleLunch, happensOn: '2026-11-25' }

async function approved(proposal: object = lunch) {
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
  const requestId = String(filed['requestId'])
  await calls.approve(requestId)
  return requestId
}

const detailOf = (requestId: string, who = 'sales') =>
  calls.good(who, 'requests.detail', { params: { requestId } })

async function giveBody(requestId: string, told: object, kinds = ['agenda']) {
  const { version } = await detailOf(requestId)
  const fileIds: string[] = []
  for (const kind of kinds) fileIds.push(await calls.upload('sales', kind, `${uploaded++}.txt`))
  return { params: { requestId }, body: { version, givenOn: '2026-11-25', fileIds, ...told } }
}

const give = async (requestId: string, told: object, kinds?: string[]) =>
  calls.call('sales', 'requests.give', await giveBody(requestId, told, kinds))

function linesOf(requestId: string) {
  return readOnly(company.world.pool, [company.actor('finance')], async (tx) =>
    tx.sql<{ who: string; minor: string }>(
      `select line.recipient_id as who, sum(line.minor)::text as minor
from requests.request as request
join benefits.line as line on line.benefit_id = request.benefit_id
where request.id = $1
group by 1
having sum(line.minor) <> 0
order by 1`,
      [requestId],
    ),
  )
}

/** With what a late declaration of a lunch is decided. */
const papers = ['agenda', 'attendeeList']

const each = (minor: string) => ({ each: { currency: 'CNY', minor } })

describe('what really happened', () => {
  test('counts for each guest on record, and the rest for their company', async () => {
    const requestId = await approved()
    const answer = await give(requestId, {
      attendees: [{ partyId: parties.buyer }, { partyId: idOf('guest1'), how: 'sign_in_list' }],
      place: '宏图酒楼',
      vendor: { name: '宏图餐饮' },
    })
    expect(answer).toMatchObject({ body: { state: { state: 'given' } } })
    expect(await linesOf(requestId)).toEqual([
      { who: parties.buyer, minor: '9000' },
      { who: idOf('guest1'), minor: '9000' },
    ])
    const detail = await detailOf(requestId)
    expect(detail['giving']).toMatchObject({
      records: 1,
      quantity: 2,
      place: '宏图酒楼',
      vendor: '宏图餐饮',
      wayWord: '员工报销',
      attendees: [{ partyId: expect.any(String) }, { partyId: expect.any(String) }],
      flags: [{ what: 'names_typed' }, { what: 'signed_unshown' }],
    })
    expect(detail['needs']).toMatchObject([{ due: 'paying' }, { due: 'paying' }])
  })

  test('less than approved is fine, and the difference is free again', async () => {
    const requestId = await approved()
    const answer = await give(requestId, { amount: each('8000') })
    expect(answer).toMatchObject({ body: { state: { state: 'given' } } })
    const lines = await linesOf(requestId)
    expect(lines.reduce((sum, { minor }) => sum + Number(minor), 0)).toBe(16_000)
    expect((await detailOf(requestId))['giving']).toMatchObject({
      amount: { minor: '16000' },
      differences: [
        { what: 'whole', approved: '¥180.00', actual: '¥160.00', isBeyond: false },
        { what: 'each' },
      ],
    })
  })

  test('a little more passes and counts in full', async () => {
    const requestId = await approved()
    expect(await give(requestId, { amount: { whole: { currency: 'CNY', minor: '18901' } } })).toMatchObject({
      body: { says: expect.stringContaining('超出容差') },
    })
    const other = await approved()
    const passed = await give(other, { amount: { whole: { currency: 'CNY', minor: '18899' } } })
    expect(passed).toMatchObject({ body: { state: { state: 'given' } } })
    const lines = await linesOf(other)
    expect(lines.reduce((sum, { minor }) => sum + Number(minor), 0)).toBe(18_899)
  })

  test('beyond the tolerance it goes back to approval as given, and is given once approved', async () => {
    const requestId = await approved()
    const answer = await give(requestId, { amount: each('12000') }, papers)
    expect(answer).toMatchObject({
      body: { state: { state: 'submitted' }, says: expect.stringContaining('总额') },
    })
    const waiting = await detailOf(requestId)
    expect(waiting['state']).toMatchObject({
      marks: expect.arrayContaining([{ key: 'late', word: '事后补报' }]),
    })
    const lines = await linesOf(requestId)
    expect(lines.reduce((sum, { minor }) => sum + Number(minor), 0)).toBe(24_000)
    const withdrawn = await calls.good('sales', 'requests.withdraw', {
      params: { requestId },
      body: { version: waiting['version'], text: '撤回' },
    })
    expect(withdrawn).toMatchObject({ state: { state: 'given' } })
    const again = await approved()
    await give(again, { amount: each('12000') }, papers)
    await calls.approve(again)
    expect(await give(again, {}, [])).toMatchObject({ body: { state: { state: 'given' } } })
    expect((await detailOf(again))['giving']).toMatchObject({ records: 2, differences: [] })
  })

  test('an official among the guests is found, though nobody named them before', async () => {
    const requestId = await approved()
    const attendees = [{ partyId: parties.buyer }, { partyId: parties.official }]
    const answer = await give(requestId, { attendees })
    if (answer.kind !== 'answer') throw new Error(JSON.stringify(answer))
    const detail = await detailOf(requestId, 'compliance')
    expect(JSON.stringify(detail['state'])).toContain('unnamed_guest')
    expect(await linesOf(requestId)).toEqual(
      expect.arrayContaining([{ who: parties.official, minor: '9000' }]),
    )
  })

  test('so is somebody by name who is said to hold an office', async () => {
    const requestId = await approved()
    const attendees = [{ partyId: parties.buyer }, { name: '周处长', employer: '市局', isOfficial: 'yes' }]
    await give(requestId, { attendees })
    const detail = await detailOf(requestId, 'compliance')
    expect(JSON.stringify(detail['state'])).toContain('unnamed_guest')
  })

  test('whoever it was approved for and who was not there has no share of it', async () => {
    const requestId = await approved()
    const attendees = [{ partyId: idOf('guest1') }, { partyId: idOf('guest2') }]
    const answer = await give(requestId, { attendees })
    expect(answer).toMatchObject({ body: { state: { state: 'submitted' } } })
    expect((await linesOf(requestId)).map(({ who }) => who)).toEqual([idOf('guest1'), idOf('guest2')].sort())
    await calls.approve(requestId)
    expect(await give(requestId, {}, [])).toMatchObject({ body: { state: { state: 'given' } } })
  })

  test('a correction is a further record, and never makes it less', async () => {
    const requestId = await approved()
    await give(requestId, {})
    const attendees = [{ partyId: parties.buyer }, { partyId: idOf('guest1') }]
    expect(await give(requestId, { attendees }, [])).toMatchObject({ body: { state: { state: 'given' } } })
    expect((await detailOf(requestId))['giving']).toMatchObject({ records: 2 })
    const less = await give(requestId, { amount: each('100') }, [])
    expect(less).toMatchObject({ kind: 'refused', refusal: { code: 'requests.given_stands' } })
    const gone = await give(requestId, { attendees: [{ partyId: parties.buyer }] }, [])
    expect(gone).toMatchObject({ kind: 'refused', refusal: { code: 'requests.given_stands' } })
    const more = await give(requestId, { amount: each('14000') }, [])
    expect(more).toMatchObject({ body: { state: { state: 'given' } } })
    expect(JSON.stringify((await detailOf(requestId, 'compliance'))['state'])).toContain('differs')
  })
})

describe('who was there', () => {
  test('a guest who has left, and one at two places on a day, are laid before compliance', async () => {
    const requestId = await approved()
    const attendees = [{ partyId: parties.buyer }, { partyId: idOf('left') }]
    await give(requestId, { attendees, place: '江边饭店' })
    const detail = await detailOf(requestId, 'compliance')
    expect(detail['giving']).toMatchObject({
      flags: expect.arrayContaining([
        expect.objectContaining({ what: 'left_customer', isStrong: true }),
        expect.objectContaining({ what: 'elsewhere', isStrong: true }),
      ]),
    })
    expect(JSON.stringify(detail['state'])).toContain('doubtful_guest')
  })

  test('a guest who is typed is found again by name and company, and not by the name alone', async () => {
    const typedIn = async (guest: object, place: string) => {
      const requestId = await approved()
      await give(requestId, { attendees: [{ partyId: parties.buyer }, guest], place })
      const { flags } = (await detailOf(requestId))['giving'] as {
        flags: { what: string; text: string; isStrong: boolean }[]
      }
      return flags.filter(({ text }) => text.includes('未建档')).map(({ what }) => what)
    }
    const name = '赵 一鸣 Ａlex'
    expect(await typedIn({ name }, '望湖楼')).toEqual([])
    expect(await typedIn({ name, employer: '另一家公司' }, '江边饭店')).toEqual([])
    expect(await typedIn({ name: '赵一鸣alex', employer: '苏州恒泰精密机械有限公司' }, '江边饭店')).toEqual([
      'elsewhere',
    ])
    expect(await typedIn({ name: '赵一鸣 ALEX' }, '望湖楼')).toEqual(['elsewhere', 'same_day', 'typed_often'])
    expect(await typedIn({ name, employer: '另 一家公司' }, '江边饭店')).toEqual(['same_day'])
  })

  test('the same sign-in sheet for two givings is told', async () => {
    const bytes = Buffer.from('签到表 原件')
    const sheet = async () => {
      const file = { name: 'sheet.txt', bytes }
      const answer = await calls.good('sales', 'requests.upload', {
        body: { purpose: 'attendeeList' },
        files: [file],
      })
      return (answer['files'] as { fileId: string }[])[0]?.fileId ?? ''
    }
    const withSheet = async () => {
      const requestId = await approved()
      const { params, body } = await giveBody(requestId, {})
      const fileIds = [...body.fileIds, await sheet()]
      await calls.good('sales', 'requests.give', { params, body: { ...body, fileIds } })
      return detailOf(requestId, 'compliance')
    }
    expect(JSON.stringify((await withSheet())['state'])).not.toContain('repeated_list')
    expect(JSON.stringify((await withSheet())['state'])).toContain('repeated_list')
  })

  test('a set of givings is judged on each other as if they came one after the other', async () => {
    const places = ['望湖楼', '江边饭店', '松鹤楼']
    const { world } = company
    const set = []
    for (const place of places) {
      const attendees = [{ partyId: idOf('guest2') }, { name: '钱多多' }]
      const { params, body } = await giveBody(await approved(), { attendees, place })
      const { version, givenOn, fileIds } = body
      const actual = { attendees, place }
      set.push({
        key: `together-${place}`,
        actor: company.actor('sales'),
        at: world.now(),
        body: { ...params, version: Number(version), givenOn, fileIds, actual, verb: 'give' as const },
      })
    }
    const outcomes = await act(world.door, moveCommand(world.requests, 'give'), set)
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'done'])
    const states = await Promise.all(
      set.map(async ({ body }) => (await detailOf(body.requestId, 'compliance'))['state']),
    )
    const laid = states.map((state) => JSON.stringify(state).includes('doubtful_guest'))
    expect(laid).toEqual([false, true, true])
  })

  test('somebody who is named twice counts once, and whoever sent the list is told', async () => {
    const requestId = await approved()
    const attendees = [{ partyId: parties.buyer }, { name: '李 工' }, { name: '李工' }]
    const answer = await give(requestId, { attendees, quantity: 2 })
    expect(answer).toMatchObject({ body: { says: expect.stringContaining('名单中有 1 处重复') } })
    expect((await detailOf(requestId))['giving']).toMatchObject({ attendees: { length: 2 } })
  })

  test('names of those who attended are a list of who attended', async () => {
    const requestId = await approved()
    const attendees = [{ partyId: parties.buyer }, { name: '王工', employer: '经销商' }]
    await give(requestId, { attendees })
    const receipt = await calls.upload('sales', 'receipt', `${uploaded++}.txt`)
    const { version } = await detailOf(requestId)
    const complete = (fileIds: string[]) =>
      calls.call('sales', 'requests.complete', { params: { requestId }, body: { version, fileIds } })
    const refused = await complete([])
    if (refused.kind !== 'refused') throw new Error('without a receipt it is not completed')
    expect(refused.refusal.code).toBe('requests.way_proof_missing')
    expect(sayRefusal(refused.refusal, 'en').says).toContain('Reimbursed to our employee')
    expect(sayRefusal(refused.refusal, 'zh-CN').says).toContain('收据')
    await closedInBooks(company, requestId)
    expect(await complete([receipt])).toMatchObject({ body: { state: { state: 'completed' } } })
  })
})

describe('what is refused', () => {
  test.each([
    [
      'more people than a list takes',
      { attendees: names(501) },
      'requests.attendees_too_many',
      '/body/attendees',
    ],
    [
      'a guest who is not on record',
      { attendees: [{ partyId: 'party_nobody00000' }] },
      'parties.unknown',
      '/body/attendees',
    ],
    [
      'a host who is none of us',
      { attendees: [{ staffId: 'per_nobody0000000' }] },
      'requests.host_unknown',
      '/body/attendees',
    ],
    ['a way of another kind', { way: 'company_account' }, 'requests.way_not_of_kind', '/body/way'],
    ['a kind that is none', { kindId: 'nothing' }, 'requests.unknown_kind', '/body/kindId'],
    ['nothing as the amount', { amount: each('0') }, 'requests.amount_zero', '/body/amount'],
    [
      'nothing as the whole',
      { amount: { whole: { currency: 'CNY', minor: '0' } } },
      'requests.amount_zero',
      '/body/amount',
    ],
  ])('%s', async (_, told, code, pointer) => {
    const answer = await give(await approved(), told)
    expect(answer).toMatchObject({ kind: 'refused', refusal: { code, pointer } })
  })

  test('more of our people by name than hosts', async () => {
    const attendees = [
      { staffId: company.founded.people['sales'] },
      { staffId: company.founded.people['head'] },
    ]
    const answer = await give(await approved(), { attendees, hosts: 1 })
    expect(answer).toMatchObject({ kind: 'refused', refusal: { code: 'requests.hosts_differ' } })
  })

  test('what goes on an invoice without the number of that invoice', async () => {
    const proposal = { ...rebate, way: 'on_invoice', happensOn: '2026-11-25' }
    const requestId = await approved({ ...proposal, facts: ordinary('rebate') })
    expect(await give(requestId, {}, [])).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requests.way_proof_missing', pointer: '/body/invoiceNumber' },
    })
    const answer = await give(requestId, { invoiceNumber: '25312000000012345678' }, [])
    expect(answer).toMatchObject({ body: { state: { state: 'given' } } })
    expect((await detailOf(requestId))['giving']).toMatchObject({ invoiceNumber: '25312000000012345678' })
  })
})

function names(count: number) {
  return Array.from({ length: count }, (_, i) => ({ name: `来宾${i}` }))
}
