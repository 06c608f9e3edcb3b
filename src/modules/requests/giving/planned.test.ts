import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch as sampleLunch } from '../../../../test/setup/approval-round.ts'
import { companyOn, type Company } from '../../../../test/setup/company-on.ts'
import { parties } from '../../../../test/setup/company.ts'
import { freshDatabase } from '../../../../test/setup/fresh-database.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'
import { merged } from '../../../../test/setup/vendor-lunch.ts'
import { newCustomer } from '../../parties/index.ts'
import { readShipped } from '../../policy/index.ts'

const hongtu = 'party_hongtu000000'
const other = 'party_jiangbian000'

/** A company whose matrix has another vendor recorded with its reason, and one that has it approved again. */
const rooms: Record<'reason' | 'back', { company: Company; calls: RequestCalls } | undefined> = {
  reason: undefined,
  back: undefined,
}

beforeAll(async () => {
  for (const following of ['reason', 'back'] as const) {
    const shipped = await readShipped('policies')
    const packs = shipped.map((pack) => ({
      ...pack,
      content: pack.content.replace(
        'vendor: {otherwise: reason}',
        `vendor: {otherwise: told, meal: ${following}}`,
      ),
    }))
    const company = await companyOn(await freshDatabase(), packs)
    const at = company.world.now()
    await company.store([
      newCustomer({
        id: hongtu,
        name: '宏图餐饮有限公司',
        short_name: '宏图酒楼',
        role: 'supplier',
        created_at: at,
      }),
      newCustomer({ id: other, name: '江边饭店', role: 'supplier', created_at: at }),
    ])
    rooms[following] = { company, calls: requestCalls(company) }
  }
})

afterAll(async () => {
  for (const room of Object.values(rooms)) {
    room?.calls.close()
    await room?.company.close()
  }
})

function callsOf(following: 'reason' | 'back' = 'reason'): RequestCalls {
  const room = rooms[following]
  if (!room) throw new Error('the companies are founded first')
  return room.calls
}

/** Lunch for two, at a place and from a vendor that are named. */
const lunch = {
  ...sampleLunch,
  happensOn: '2026-11-25',
  place: '宏图酒楼（国贸店）',
  vendor: { partyId: hongtu },
}

let uploaded = 0

async function approved(proposal: object = lunch, calls = callsOf()): Promise<string> {
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
  const requestId = String(filed['requestId'])
  await calls.approve(requestId)
  return requestId
}

const detailOf = (requestId: string, calls = callsOf(), language: 'zh-CN' | 'en' = 'zh-CN') =>
  calls.good('sales', 'requests.detail', { params: { requestId }, language })

async function bodyOf(requestId: string, told: object, calls: RequestCalls, kinds = ['agenda']) {
  const { version } = await detailOf(requestId, calls)
  const fileIds: string[] = []
  for (const kind of kinds) fileIds.push(await calls.upload('sales', kind, `planned-${uploaded++}.txt`))
  return { params: { requestId }, body: { version, givenOn: '2026-11-25', fileIds, ...told } }
}

async function give(requestId: string, told: object, calls = callsOf(), kinds?: string[]) {
  return calls.call('sales', 'requests.give', await bodyOf(requestId, told, calls, kinds))
}

async function preview(requestId: string, told: object, calls = callsOf(), language?: 'en') {
  const given = await bodyOf(requestId, told, calls)
  return calls.good('sales', 'requests.preview_give', { ...given, ...(language ? { language } : {}) })
}

/** What a record differs in, as `what approved actual`. */
async function differencesOf(requestId: string, calls?: RequestCalls): Promise<string[]> {
  const { giving } = (await detailOf(requestId, calls)) as {
    giving?: { differences: { what: string; approved: string; actual: string; isBeyond: boolean }[] }
  }
  return (giving?.differences ?? []).map(
    ({ what, approved: was, actual, isBeyond }) => `${what} ${was} ${actual}${isBeyond ? ' beyond' : ''}`,
  )
}

describe('a place and a vendor that are planned', () => {
  test('stand where the approver reads the request, and in the draft that goes on', async () => {
    const requestId = await approved()
    const detail = await detailOf(requestId)
    expect(detail['plan']).toEqual({ place: '宏图酒楼（国贸店）', vendor: '宏图酒楼' })
    expect(detail['facts']).toEqual(
      expect.arrayContaining([
        { name: '计划地点', text: '宏图酒楼（国贸店）' },
        { name: '计划供应商', text: '宏图酒楼', partyId: hongtu },
      ]),
    )
    const draft = await callsOf().good('sales', 'requests.draft', { params: { requestId } })
    expect(draft).toMatchObject({
      proposal: { place: lunch.place, vendor: lunch.vendor },
      vendor: { id: hongtu, name: '宏图酒楼' },
    })
  })

  test('that are amended are named to those who approve it once more', async () => {
    const requestId = await approved()
    const { version } = await detailOf(requestId)
    const proposal = { ...lunch, place: '江边饭店', vendor: { name: '江边饭店' } }
    const body = { version, text: '换到江边', proposal }
    await callsOf().good('sales', 'requests.change', { params: { requestId }, body })
    const detail = await detailOf(requestId)
    expect(detail['plan']).toEqual({ place: '江边饭店', vendor: '江边饭店' })
    const { timeline } = detail as { timeline: { note?: string }[] }
    expect(timeline.at(-1)?.note).toBe('改动：计划地点、计划供应商 · 换到江边')
  })

  test('are the record of the giving where nothing else is told', async () => {
    const requestId = await approved()
    expect(await give(requestId, {})).toMatchObject({ body: { state: { state: 'given' } } })
    expect((await detailOf(requestId))['giving']).toMatchObject({
      place: lunch.place,
      vendor: '宏图酒楼',
      differences: [],
    })
  })

  test('where none is planned, whatever it was is no difference', async () => {
    const { place: _, vendor: __, ...rest } = lunch
    const requestId = await approved(rest)
    expect(await detailOf(requestId)).not.toHaveProperty('plan')
    const answer = await give(requestId, { place: '江边饭店', vendor: { name: '江边饭店' } })
    expect(answer).toMatchObject({ body: { state: { state: 'given' } } })
    expect((await detailOf(requestId))['giving']).toMatchObject({ place: '江边饭店', differences: [] })
  })

  test('in another writing they are the same', async () => {
    const requestId = await approved()
    const told = { place: '宏圖酒樓 国贸分店', vendor: { name: '宏图餐饮' } }
    expect(await give(requestId, told)).toMatchObject({ body: { state: { state: 'given' } } })
    expect(await differencesOf(requestId)).toEqual([])
  })

  test('the form asks for them where people come together, and nowhere else', async () => {
    const { items } = (await callsOf().good('sales', 'requests.kinds', { query: {} })) as {
      items: { id: string; plan: string[] }[]
    }
    const asking = items.filter(({ plan }) => plan.length > 0)
    expect(asking.map(({ id, plan }) => `${id} ${plan.join(' ')}`)).toEqual([
      'working_meal place vendor',
      'travel place vendor',
      'entertainment place vendor',
    ])
  })
})

describe('elsewhere than approved', () => {
  test('it is told before it is recorded, and recorded with its reason alone', async () => {
    const requestId = await approved()
    const told = { place: '江边饭店', vendor: { partyId: other } }
    const found = await preview(requestId, told)
    expect(found).toMatchObject({ leads: 'waits', needsReason: true })
    expect(found['says']).toContain('地点（批准“宏图酒楼（国贸店）”，实际“江边饭店”）')
    expect(found['says']).toContain('写明原因即可登记')
    expect((await preview(requestId, told, callsOf(), 'en'))['says']).toContain(
      'recorded with the reason that you write',
    )
    expect(await give(requestId, told)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requests.difference_unexplained', pointer: '/body/text' },
    })
    expect(await give(requestId, { ...told, text: '原定包间停电' })).toMatchObject({
      body: { state: { state: 'given' } },
    })
    expect(await differencesOf(requestId)).toEqual([
      'place 宏图酒楼（国贸店） 江边饭店',
      'vendor 宏图餐饮有限公司 江边饭店',
    ])
    const { timeline } = (await detailOf(requestId)) as { timeline: { note?: string }[] }
    const notes = timeline.map(({ note }) => note ?? '')
    expect(notes.some((note) => note.includes('与批准不同：地点、供应商 · 原定包间停电'))).toBe(true)
  })

  test('a correction that leaves it as recorded is not asked why again', async () => {
    const requestId = await approved()
    await give(requestId, { place: '江边饭店', text: '原定包间停电' })
    const attendees = [{ partyId: parties.buyer }, { name: '王工', employer: '经销商' }]
    const again = await give(requestId, { attendees, place: '江边饭店' }, callsOf(), [])
    expect(again).toMatchObject({ body: { state: { state: 'given' } } })
    expect(await differencesOf(requestId)).toContain('place 宏图酒楼（国贸店） 江边饭店')
    const third = await give(requestId, { attendees, place: '望湖楼' }, callsOf(), [])
    expect(third).toMatchObject({ kind: 'refused', refusal: { code: 'requests.difference_unexplained' } })
  })

  test('a place that was explained explains no vendor of its name', async () => {
    const requestId = await approved()
    await give(requestId, { place: '江边饭店', text: '原定包间停电' })
    const again = await give(requestId, { vendor: { name: '江边饭店' } }, callsOf(), [])
    expect(again).toMatchObject({ kind: 'refused', refusal: { code: 'requests.difference_unexplained' } })
  })

  test('where none was planned, what goes back for another reason shows none as planned', async () => {
    const { place: _, vendor: __, ...rest } = lunch
    const requestId = await approved(rest)
    const told = {
      amount: { whole: { currency: 'CNY', minor: '30000' } },
      place: '江边饭店',
      vendor: { partyId: other },
    }
    const answer = await give(requestId, told, callsOf(), ['agenda', 'attendeeList'])
    expect(answer).toMatchObject({ body: { state: { state: 'submitted' } } })
    const detail = await detailOf(requestId)
    expect(detail['giving']).toMatchObject({ place: '江边饭店', vendor: '江边饭店' })
    expect(detail).not.toHaveProperty('plan')
    expect(JSON.stringify(detail['facts'])).not.toContain('计划')
    await callsOf().approve(requestId)
    expect(await give(requestId, {}, callsOf(), [])).toMatchObject({ body: { state: { state: 'given' } } })
    expect((await detailOf(requestId))['giving']).toMatchObject({ place: '江边饭店', differences: [] })
  })

  test('where the policy says so it goes back to approval, and counts as it was', async () => {
    const calls = callsOf('back')
    const requestId = await approved(lunch, calls)
    const tolerance = (await detailOf(requestId, calls))['give'] as { tolerance: string }
    expect(tolerance.tolerance).toContain('地点与批准不同的，写明原因即可登记。')
    expect(tolerance.tolerance).toContain('供应商与批准不同的，登记后回到审批。')
    const told = { vendor: { name: '江边饭店' } }
    const found = await preview(requestId, told, calls)
    expect(found).toMatchObject({ leads: 'back', needsReason: false })
    expect(found['says']).toContain('供应商（批准“宏图餐饮有限公司”，实际“江边饭店”）')
    const answer = await give(requestId, told, calls, ['agenda', 'attendeeList'])
    expect(answer).toMatchObject({
      body: { state: { state: 'submitted' }, says: expect.stringContaining('供应商') },
    })
    expect(await differencesOf(requestId, calls)).toEqual(['vendor 宏图餐饮有限公司 江边饭店 beyond'])
    expect(await detailOf(requestId, calls)).toMatchObject({
      plan: { vendor: '宏图酒楼' },
      giving: { vendor: '江边饭店' },
    })
    await calls.approve(requestId)
    expect(await give(requestId, {}, calls, [])).toMatchObject({ body: { state: { state: 'given' } } })
    expect(await differencesOf(requestId, calls)).toEqual([])
  })
})

describe('a vendor whose record is merged into another one', () => {
  test('was explained under the one record and is not asked about under the other', async () => {
    const { company, calls } = rooms.reason ?? expect.fail('the companies are founded first')
    const [gone, kept] = ['party_shanjian00000', 'party_qingfeng00000']
    const made = { role: 'supplier', created_at: company.world.now() } as const
    await company.store([
      newCustomer({ id: gone, name: '山间小厨', ...made }),
      newCustomer({ id: kept, name: '清风阁', ...made }),
    ])
    const requestId = await approved()
    await give(requestId, { vendor: { partyId: gone }, text: '原定包间停电' })
    await merged(company, gone, kept)
    const again = await give(requestId, { vendor: { partyId: kept } }, calls, [])
    expect(again).toMatchObject({ body: { state: { state: 'given' } } })
    expect(await differencesOf(requestId)).toEqual(['vendor 宏图餐饮有限公司 清风阁'])
  })

  test('is no other vendor than was approved when who was there is corrected', async () => {
    const { company, calls } = rooms.back ?? expect.fail('the companies are founded first')
    const [gone, kept] = ['party_hubin00000000', 'party_wanghu0000000']
    const made = { role: 'supplier', created_at: company.world.now() } as const
    await company.store([
      newCustomer({ id: gone, name: '湖滨小馆', ...made }),
      newCustomer({ id: kept, name: '望湖楼', ...made }),
    ])
    const requestId = await approved({ ...lunch, vendor: { partyId: gone } }, calls)
    expect(await give(requestId, {}, calls)).toMatchObject({ body: { state: { state: 'given' } } })
    await merged(company, gone, kept)
    const attendees = [{ partyId: parties.buyer }, { name: '王工', employer: '经销商' }]
    const again = await give(requestId, { attendees }, calls, [])
    expect(again).toMatchObject({ body: { state: { state: 'given' } } })
    expect((await differencesOf(requestId, calls)).filter((one) => one.startsWith('vendor'))).toEqual([])
    const told = { attendees, vendor: { name: '江边饭店' } }
    expect(await give(requestId, told, calls, [])).toMatchObject({ body: { state: { state: 'given' } } })
    expect(await differencesOf(requestId, calls)).toContain('vendor 湖滨小馆 江边饭店 beyond')
  })
})

describe('what is refused', () => {
  const entered = (proposal: object) =>
    callsOf().call('sales', 'requests.submit', { body: { proposal: { ...lunch, ...proposal } } })

  test('a vendor whom nobody has on record, planned or told', async () => {
    const nobody = { partyId: 'party_nobody00000' }
    expect(await entered({ vendor: nobody })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requests.vendor_unknown', pointer: '/body/proposal/vendor' },
    })
    expect(await entered({ vendor: { partyId: parties.buyer } })).toMatchObject({ kind: 'refused' })
    expect(await give(await approved(), { vendor: nobody })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requests.vendor_unknown', pointer: '/body/vendor' },
    })
  })

  test('a plan for what others gave us', async () => {
    expect(await entered({ direction: 'received', recipient: undefined })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requests.plan_of_received', pointer: '/body/proposal/place' },
    })
  })
})
