import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rebate } from '../../../../test/setup/approval-round.ts'
import { testCompany, testNow, type Company } from '../../../../test/setup/company.ts'
import { guest, guestDoor, lunchToday, secretIn, today } from '../../../../test/setup/guest-door.ts'

// The sign-in of guests over HTTP, as a phone at the door reaches it.

let company: Company
let door: Awaited<ReturnType<typeof guestDoor>>

beforeAll(async () => {
  company = await testCompany()
  door = await guestDoor(company)
})

afterAll(async () => {
  await door.close()
  await company.close()
})

describe('the link', () => {
  test('is kept as a hash alone: nothing that is stored signs anybody in', async () => {
    const requestId = await door.approved()
    const secret = await door.opened(requestId)
    expect(secret).toMatch(/^[\w-]{43}$/)
    const tables = await door.sql<{ table: string }>(
      `select table_schema || '.' || table_name as table from information_schema.tables
where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    )
    const holding: string[] = []
    for (const { table } of tables) {
      const found = await door.sql(`select 1 from ${table} as row where row::text like $1 limit 1`, [
        `%${secret}%`,
      ])
      if (found.length > 0) holding.push(table)
    }
    expect(holding).toEqual([])
    const [row] = await door.sql<{ secret_hash: string }>(
      `select secret_hash from requests.guest_link where request_id = $1`,
      [requestId],
    )
    expect(row?.secret_hash).toMatch(/^[0-9a-f]{64}$/)
    const again = await door.calls.good('sales', 'requests.guest_link', { params: { requestId } })
    expect(secretIn(again)).toBe(secret)
  })

  test('is shown to whoever records the giving and to nobody else', async () => {
    const requestId = await door.approved()
    await door.opened(requestId)
    for (const who of ['head', 'finance', 'sales2']) {
      const answer = await door.calls.call(who, 'requests.guest_link', { params: { requestId } })
      expect(answer.kind).toBe('refused')
      const open = await door.calls.call(who, 'requests.open_guest_link', { params: { requestId }, body: {} })
      expect(open.kind).toBe('refused')
    }
  })

  test('is renewed for its own day, also where that is not the approved one', async () => {
    const requestId = await door.approved()
    const open = (body: object) =>
      door.calls.good('sales', 'requests.open_guest_link', { params: { requestId }, body })
    const first = await open({ heldOn: '2026-11-27' })
    expect(first).toMatchObject({ state: 'before', link: { heldOn: '2026-11-27' } })
    const second = await open({})
    expect(second).toMatchObject({ state: 'before', link: { heldOn: '2026-11-27' } })
    expect(secretIn(second)).not.toBe(secretIn(first))
  })

  test('ends when a new one is opened and when it is closed', async () => {
    const requestId = await door.approved()
    const first = await door.opened(requestId)
    const second = await door.opened(requestId)
    expect(second).not.toBe(first)
    expect((await door.signIn(first)).status).toBe(404)
    expect((await door.signIn(second)).status).toBe(201)
    await door.calls.good('sales', 'requests.close_guest_link', { params: { requestId } })
    const closed = await door.signIn(second, { ...guest, name: '李四' })
    expect(closed.status).toBe(404)
    expect(await door.calls.codeOf('sales', 'requests.close_guest_link', { params: { requestId } })).toBe(
      'requests.sign_in_not_open',
    )
    expect(await door.guestsOf(requestId)).toHaveLength(1)
  })

  test('takes sign-ins on its day and until four the next morning, and is over after that', async () => {
    const requestId = await door.approved({ ...lunchToday, happensOn: '2026-11-26' })
    const secret = await door.opened(requestId)
    expect(await door.signIn(secret)).toMatchObject({
      status: 409,
      body: { code: 'requests.sign_in_before' },
    })
    expect((await door.show(secret)).body).toContain('签到在 2026-11-26 当天开放')
    company.clock.set('2026-11-26T19:59:59.000Z')
    expect((await door.signIn(secret)).status).toBe(201)
    company.clock.set('2026-11-26T20:00:00.000Z')
    const late = await door.signIn(secret, { ...guest, name: '晚来' })
    const page = await door.show(secret)
    const unknown = await door.signIn('x'.repeat(43))
    company.clock.set(testNow)
    expect(late.status).toBe(404)
    expect(page.statusCode).toBe(404)
    expect(late.body).toEqual(unknown.body)
  })

  test('is opened for what people attend, while it is approved, on a day near the approved one', async () => {
    const open = (requestId: string, body: object = {}) =>
      door.calls.codeOf('sales', 'requests.open_guest_link', { params: { requestId }, body })
    const filed = await door.calls.good('sales', 'requests.submit', { body: { proposal: lunchToday } })
    expect(await open(String(filed['requestId']))).toBe('requests.sign_in_not_approved')
    expect(await open(await door.approved(rebate))).toBe('requests.sign_in_not_attended')
    const requestId = await door.approved()
    expect(await open(requestId, { heldOn: '2027-06-25' })).toBe('requests.sign_in_day_far')
    expect(await open(requestId, { heldOn: '2026-11-24' })).toBe('requests.sign_in_day_over')
  })
})

describe('a guest', () => {
  test('reads who invites, to what, when, and what is stored; nothing of worth or others', async () => {
    const requestId = await door.approved()
    const secret = await door.opened(requestId)
    await door.signIn(secret)
    const page = await door.show(secret, { 'accept-language': 'zh-CN,zh;q=0.9' })
    expect(page.statusCode).toBe(200)
    for (const words of ['王磊', '工作餐', today, '宏图酒楼', '个人信息告知', '三十年', '不影响您参加'])
      expect(page.body).toContain(words)
    for (const hidden of ['90.00', '9000', '赵敏', '华东精工', '新产品技术交流', requestId])
      expect(page.body).not.toContain(hidden)
    expect(page.body).not.toMatch(/<script/)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers['cache-control']).toBe('no-store')
    expect(page.body.length).toBeLessThan(8_000)
    const told = await door.server.inject({ url: `/v1/invitations/${secret}` })
    expect(told.json()).toMatchObject({
      host: '王磊',
      event: expect.any(String),
      heldOn: today,
      isOpen: true,
    })
    const english = await door.show(secret, { 'accept-language': 'en-GB,en;q=0.9' })
    expect(english.body).toContain('Wang Lei')
    expect(english.body).toContain('You are welcome either way.')
    expect((await door.show(`${secret}?lang=en`)).body).toContain('<html lang="en">')
  })

  test('signs in with one tap, and a second tap is the same sign-in', async () => {
    const requestId = await door.approved()
    const secret = await door.opened(requestId)
    const form = await door.show(secret)
    const key = /name="key" value="([^"]+)"/.exec(form.body)?.[1] ?? ''
    const fields = { ...guest, key }
    const first = await door.post(secret, fields)
    expect(first.statusCode).toBe(200)
    expect(first.body).toContain('赵敏，09:00 已签到')
    expect((await door.post(secret, fields)).body).toContain('赵敏，09:00 已签到')
    const again = await door.post(secret, { ...guest, name: ' 赵 敏', key: 'another-key-of-a-form' })
    expect(again.body).toContain('您已经签到')
    const changed = await door.post(secret, { ...fields, position: '采购总监' })
    expect(changed.statusCode).toBe(200)
    expect(changed.body).toContain('您已经签到')
    expect(await door.signIn(secret)).toMatchObject({
      status: 409,
      body: { code: 'requests.signed_in_already' },
    })
    expect(await door.guestsOf(requestId)).toMatchObject([{ name: '赵敏', isOfficial: 'no' }])
  })

  test('is signed in by the time of the server, as nobody of ours, with an entry of the log', async () => {
    const requestId = await door.approved()
    await door.signIn(await door.opened(requestId))
    const [row] = await door.sql<{ signed_at: string; name: string }>(
      `select signed_at, name from requests.guest_sign_in where request_id = $1`,
      [requestId],
    )
    expect(new Date(row?.signed_at ?? '').toISOString()).toBe(testNow)
    const { timeline } = (await door.detailOf(requestId)) as { timeline: { actor: string; verb: string }[] }
    expect(timeline).toContainEqual(expect.objectContaining({ actor: '来宾（凭链接）', verb: '扫码签到' }))
    const [entry, ...more] = await door.sql<{ bytes: string; person_id: string }>(
      `select bytes, person_id from audit.entry
where operation = 'requests.guest_sign_in' and object_id = $1`,
      [requestId],
    )
    expect([entry?.person_id, more]).toEqual(['guest', []])
    for (const hidden of ['赵敏', '华东精工', '采购经理']) expect(entry?.bytes).not.toContain(hidden)
  })

  test('is told in words what is missing or wrong, and keeps what was typed', async () => {
    const secret = await door.opened(await door.approved())
    const bad = await door.post(secret, {
      name: ' ',
      employer: '12345',
      position: 'x'.repeat(81),
      isOfficial: '',
    })
    expect(bad.statusCode).toBe(422)
    for (const says of ['请填写这一项。', '请写出文字，不只是数字或符号。', '最多 80 个字符', '请选一项。'])
      expect(bad.body).toContain(says)
    const hostile = await door.post(secret, { ...guest, name: '"><script>alert(1)</script>', isOfficial: '' })
    expect(hostile.body).not.toContain('<script>')
    expect(hostile.body).toContain('&#60;script&#62;')
    const control = await door.post(secret, { ...guest, name: '赵\u202e敏' })
    expect(control.body).toContain('含有无法使用的字符')
    const empty = await door.server.inject({ method: 'POST', url: `/s/${secret}` })
    expect(empty.statusCode).toBe(422)
    const json = await door.signIn(secret, { ...guest, isOfficial: 'perhaps' })
    expect(json.status).toBe(400)
    const huge = await door.post(secret, { ...guest, name: '赵'.repeat(9000) })
    expect(huge.statusCode).toBe(413)
    expect(huge.body).toContain('<!doctype html>')
  })

  test('hears of a wrong link one calm sentence and nothing more', async () => {
    const requestId = await door.approved()
    const closed = await door.opened(requestId)
    await door.calls.good('sales', 'requests.close_guest_link', { params: { requestId } })
    const pages = await Promise.all([closed, 'nothing', 'x'.repeat(43)].map((secret) => door.show(secret)))
    const bare = pages.map(({ statusCode, body }) => ({
      statusCode,
      body: body.replaceAll(/\/s\/[\w-]+/g, '/s/…'),
    }))
    expect(bare[0]).toMatchObject({ statusCode: 404, body: expect.stringContaining('这里没有可用的签到') })
    expect(new Set(bare.map((each) => JSON.stringify(each))).size).toBe(1)
    const before = await door.sql<{ count: number }>(`select count(*)::int as count from platform.command`)
    await door.post('nothing', { ...guest })
    await door.post(closed, { ...guest })
    const after = await door.sql<{ count: number }>(`select count(*)::int as count from platform.command`)
    expect(after).toEqual(before)
  })

  test('finds no place where the link took as many as it takes', async () => {
    const requestId = await door.approved()
    const secret = await door.opened(requestId)
    for (let nth = 0; nth < 20; nth++) {
      const name = `来宾${String.fromCharCode(0x4e00 + nth)}`
      expect((await door.signIn(secret, { ...guest, name })).status).toBe(201)
    }
    const full = await door.signIn(secret, { ...guest, name: '第二十一' })
    expect(full).toMatchObject({ status: 409, body: { code: 'requests.sign_in_full' } })
    expect((await door.post(secret, { ...guest, name: '第二十一' })).body).toContain('签到人数已满')
    expect(await door.guestsOf(requestId)).toHaveLength(20)
  })

  test('signs in once, however many taps come at one moment', async () => {
    const requestId = await door.approved()
    const secret = await door.opened(requestId)
    const answers = await Promise.all(Array.from({ length: 8 }, () => door.signIn(secret)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(await door.guestsOf(requestId)).toHaveLength(1)
  })
})

test('a stranger breaks nothing', () => expect(door.faults).toEqual([]))
