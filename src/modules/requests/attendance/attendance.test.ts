import type { FastifyInstance } from 'fastify'
import type { QueryResultRow } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch as sampleLunch, rebate } from '../../../../test/setup/approval-round.ts'
import { parties, testCompany, testNow, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'
import { guestPage } from '../../../app/guest-page.ts'
import { attendanceDeps } from '../../../app/routes.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { httpServer } from '../../../platform/http/server.ts'
import { attendanceRoutes } from './routes.ts'

// The sign-in of guests over HTTP, as a phone at the door reaches it, and the giving that knows who signed in.

let company: Company
let calls: RequestCalls
let server: FastifyInstance
let uploaded = 0
const faults: unknown[] = []

beforeAll(async () => {
  company = await testCompany()
  const deps = attendanceDeps({ world: company.world, origin: () => 'http://door.test' })
  calls = requestCalls(company, attendanceRoutes(deps))
  server = await served(deps)
})

afterAll(async () => {
  await server.close()
  calls.close()
  await company.close()
})

async function served(deps: ReturnType<typeof attendanceDeps>): Promise<FastifyInstance> {
  let keys = 0
  const { now, door } = company.world
  const onFault = (fault: unknown) => void faults.push(fault)
  const onAnswer = () => undefined
  const made = await httpServer(attendanceRoutes(deps), {
    actorOf: async () => undefined,
    authorise: door.authorise,
    now,
    requestNumber: () => 'R1',
    onFault,
    onAnswer,
    origins: () => ['http://door.test'],
    isSecure: false,
    requestsPerMinute: 1000,
  })
  await guestPage(made, {
    attendance: deps,
    now,
    newKey: () => `form-key-of-a-test-${keys++}`,
    onFault,
    onAnswer,
  })
  return made
}

const today = '2026-11-25'
/** Lunch today for two guests at ¥90.00 each. */
const lunch = { ...sampleLunch, happensOn: today, place: '宏图酒楼' }

async function approved(proposal: object = lunch) {
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
  const requestId = String(filed['requestId'])
  await calls.approve(requestId)
  return requestId
}

type Link = { readonly code?: { readonly url: string; readonly svg: string } }

async function opened(requestId: string, who = 'sales'): Promise<string> {
  const view = await calls.good(who, 'requests.open_guest_link', { params: { requestId }, body: {} })
  return secretIn(view)
}

function secretIn(view: Readonly<Record<string, unknown>>): string {
  const { code } = view['link'] as Link
  return code?.url.split('/s/')[1] ?? ''
}

const guest = { name: '赵敏', employer: '华东精工', position: '采购经理', isOfficial: 'no' } as const

/** Signs in as a program does. */
async function signIn(secret: string, said: object = guest, key = crypto.randomUUID()) {
  const answer = await server.inject({
    method: 'POST',
    url: `/v1/invitations/${secret}`,
    headers: { 'idempotency-key': key },
    payload: said,
  })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}

/** Sends the form of the page. */
function post(secret: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return server.inject({
    method: 'POST',
    url: `/s/${secret}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  })
}

const show = (secret: string, headers: Record<string, string> = {}) =>
  server.inject({ url: `/s/${secret}`, headers })

const detailOf = (requestId: string, who = 'sales') =>
  calls.good(who, 'requests.detail', { params: { requestId } })

type Guest = { readonly signInId: string; readonly name: string }

async function guestsOf(requestId: string): Promise<readonly Guest[]> {
  const { attendance } = (await detailOf(requestId)) as { attendance: { guests: Guest[] } }
  return attendance.guests
}

async function give(requestId: string, told: object) {
  const { version } = await detailOf(requestId)
  const fileIds = [await calls.upload('sales', 'agenda', `${uploaded++}.txt`)]
  const body = { version, givenOn: today, fileIds, ...told }
  return calls.call('sales', 'requests.give', { params: { requestId }, body })
}

async function sql<Row extends QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return readOnly(company.world.pool, [systemActor], (tx) => tx.sql<Row>(text, values))
}

describe('the link', () => {
  test('is kept as a hash alone: nothing that is stored signs anybody in', async () => {
    const requestId = await approved()
    const secret = await opened(requestId)
    expect(secret).toMatch(/^[\w-]{43}$/)
    const tables = await sql<{ table: string }>(
      `select table_schema || '.' || table_name as table from information_schema.tables
where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    )
    const holding: string[] = []
    for (const { table } of tables) {
      const found = await sql(`select 1 from ${table} as row where row::text like $1 limit 1`, [
        `%${secret}%`,
      ])
      if (found.length > 0) holding.push(table)
    }
    expect(holding).toEqual([])
    const [row] = await sql<{ secret_hash: string }>(
      `select secret_hash from requests.guest_link where request_id = $1`,
      [requestId],
    )
    expect(row?.secret_hash).toMatch(/^[0-9a-f]{64}$/)
    const again = await calls.good('sales', 'requests.guest_link', { params: { requestId } })
    expect(secretIn(again)).toBe(secret)
  })

  test('is shown to whoever records the giving and to nobody else', async () => {
    const requestId = await approved()
    await opened(requestId)
    for (const who of ['head', 'finance', 'sales2']) {
      const answer = await calls.call(who, 'requests.guest_link', { params: { requestId } })
      expect(answer.kind).toBe('refused')
      const open = await calls.call(who, 'requests.open_guest_link', { params: { requestId }, body: {} })
      expect(open.kind).toBe('refused')
    }
  })

  test('ends when a new one is opened and when it is closed', async () => {
    const requestId = await approved()
    const first = await opened(requestId)
    const second = await opened(requestId)
    expect(second).not.toBe(first)
    expect((await signIn(first)).status).toBe(404)
    expect((await signIn(second)).status).toBe(201)
    await calls.good('sales', 'requests.close_guest_link', { params: { requestId } })
    const closed = await signIn(second, { ...guest, name: '李四' })
    expect(closed.status).toBe(404)
    expect(await calls.codeOf('sales', 'requests.close_guest_link', { params: { requestId } })).toBe(
      'requests.sign_in_not_open',
    )
    expect(await guestsOf(requestId)).toHaveLength(1)
  })

  test('takes sign-ins on its day and until four the next morning, and is over after that', async () => {
    const requestId = await approved({ ...lunch, happensOn: '2026-11-26' })
    const secret = await opened(requestId)
    expect(await signIn(secret)).toMatchObject({ status: 409, body: { code: 'requests.sign_in_before' } })
    expect((await show(secret)).body).toContain('签到在 2026-11-26 当天开放')
    company.clock.set('2026-11-26T19:59:59.000Z')
    expect((await signIn(secret)).status).toBe(201)
    company.clock.set('2026-11-26T20:00:00.000Z')
    const late = await signIn(secret, { ...guest, name: '晚来' })
    const page = await show(secret)
    const unknown = await signIn('x'.repeat(43))
    company.clock.set(testNow)
    expect(late.status).toBe(404)
    expect(page.statusCode).toBe(404)
    expect(late.body).toEqual(unknown.body)
  })

  test('is opened for what people attend, while it is approved, on a day near the approved one', async () => {
    const open = (requestId: string, body: object = {}) =>
      calls.codeOf('sales', 'requests.open_guest_link', { params: { requestId }, body })
    const filed = await calls.good('sales', 'requests.submit', { body: { proposal: lunch } })
    expect(await open(String(filed['requestId']))).toBe('requests.sign_in_not_approved')
    expect(await open(await approved(rebate))).toBe('requests.sign_in_not_attended')
    const requestId = await approved()
    expect(await open(requestId, { heldOn: '2027-06-25' })).toBe('requests.sign_in_day_far')
    expect(await open(requestId, { heldOn: '2026-11-24' })).toBe('requests.sign_in_day_over')
  })
})

describe('a guest', () => {
  test('reads who invites, to what and when, and what is stored; nothing of its worth or of the others', async () => {
    const requestId = await approved()
    const secret = await opened(requestId)
    await signIn(secret)
    const page = await show(secret, { 'accept-language': 'zh-CN,zh;q=0.9' })
    expect(page.statusCode).toBe(200)
    for (const words of ['王磊', '工作餐', today, '宏图酒楼', '个人信息告知', '三十年', '不影响您参加'])
      expect(page.body).toContain(words)
    for (const hidden of ['90.00', '9000', '赵敏', '华东精工', '新产品技术交流', requestId])
      expect(page.body).not.toContain(hidden)
    expect(page.body).not.toMatch(/<script/)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers['cache-control']).toBe('no-store')
    expect(page.body.length).toBeLessThan(8_000)
    const told = await server.inject({ url: `/v1/invitations/${secret}` })
    expect(told.json()).toMatchObject({
      host: '王磊',
      event: expect.any(String),
      heldOn: today,
      isOpen: true,
    })
    const english = await show(secret, { 'accept-language': 'en-GB,en;q=0.9' })
    expect(english.body).toContain('Wang Lei')
    expect(english.body).toContain('You are welcome either way.')
    expect((await show(`${secret}?lang=en`)).body).toContain('<html lang="en">')
  })

  test('signs in with one tap, and a second tap is the same sign-in', async () => {
    const requestId = await approved()
    const secret = await opened(requestId)
    const form = await show(secret)
    const key = /name="key" value="([^"]+)"/.exec(form.body)?.[1] ?? ''
    const fields = { ...guest, key }
    const first = await post(secret, fields)
    expect(first.statusCode).toBe(200)
    expect(first.body).toContain('赵敏，09:00 已签到')
    expect((await post(secret, fields)).body).toContain('赵敏，09:00 已签到')
    const again = await post(secret, { ...guest, name: ' 赵 敏', key: 'another-key-of-a-form' })
    expect(again.body).toContain('您已经签到')
    expect(await signIn(secret)).toMatchObject({ status: 409, body: { code: 'requests.signed_in_already' } })
    expect(await guestsOf(requestId)).toMatchObject([{ name: '赵敏', isOfficial: 'no' }])
  })

  test('is signed in by the time of the server, as nobody of ours, with an entry of the log', async () => {
    const requestId = await approved()
    await signIn(await opened(requestId))
    const [row] = await sql<{ signed_at: string; name: string }>(
      `select signed_at, name from requests.guest_sign_in where request_id = $1`,
      [requestId],
    )
    expect(new Date(row?.signed_at ?? '').toISOString()).toBe(testNow)
    const { timeline } = (await detailOf(requestId)) as { timeline: { actor: string; verb: string }[] }
    expect(timeline).toContainEqual(expect.objectContaining({ actor: '来宾（凭链接）', verb: '扫码签到' }))
    const [entry, ...more] = await sql<{ bytes: string; person_id: string }>(
      `select bytes, person_id from audit.entry where operation = 'requests.guest_sign_in' and object_id = $1`,
      [requestId],
    )
    expect([entry?.person_id, more]).toEqual(['guest', []])
    for (const hidden of ['赵敏', '华东精工', '采购经理']) expect(entry?.bytes).not.toContain(hidden)
  })

  test('is told in words what is missing or wrong, and keeps what was typed', async () => {
    const secret = await opened(await approved())
    const bad = await post(secret, { name: ' ', employer: '12345', position: 'x'.repeat(81), isOfficial: '' })
    expect(bad.statusCode).toBe(422)
    for (const says of ['请填写这一项。', '请写出文字，不只是数字或符号。', '最多 80 个字符', '请选一项。'])
      expect(bad.body).toContain(says)
    const hostile = await post(secret, { ...guest, name: '"><script>alert(1)</script>', isOfficial: '' })
    expect(hostile.body).not.toContain('<script>')
    expect(hostile.body).toContain('&#60;script&#62;')
    const control = await post(secret, { ...guest, name: '赵\u202e敏' })
    expect(control.body).toContain('含有无法使用的字符')
    const empty = await server.inject({ method: 'POST', url: `/s/${secret}` })
    expect(empty.statusCode).toBe(422)
    const json = await signIn(secret, { ...guest, isOfficial: 'perhaps' })
    expect(json.status).toBe(400)
    const huge = await post(secret, { ...guest, name: '赵'.repeat(9000) })
    expect(huge.statusCode).toBe(413)
    expect(huge.body).toContain('<!doctype html>')
  })

  test('hears of a wrong link one calm sentence and nothing more', async () => {
    const requestId = await approved()
    const closed = await opened(requestId)
    await calls.good('sales', 'requests.close_guest_link', { params: { requestId } })
    const pages = await Promise.all([closed, 'nothing', 'x'.repeat(43)].map((secret) => show(secret)))
    const bare = pages.map(({ statusCode, body }) => ({
      statusCode,
      body: body.replaceAll(/\/s\/[\w-]+/g, '/s/…'),
    }))
    expect(bare[0]).toMatchObject({ statusCode: 404, body: expect.stringContaining('这里没有可用的签到') })
    expect(new Set(bare.map((each) => JSON.stringify(each))).size).toBe(1)
    const before = await sql<{ count: number }>(`select count(*)::int as count from platform.command`)
    await post('nothing', { ...guest })
    await post(closed, { ...guest })
    const after = await sql<{ count: number }>(`select count(*)::int as count from platform.command`)
    expect(after).toEqual(before)
  })

  test('finds no place where the link took as many as it takes', async () => {
    const requestId = await approved()
    const secret = await opened(requestId)
    for (let nth = 0; nth < 20; nth++) {
      const name = `来宾${String.fromCharCode(0x4e00 + nth)}`
      expect((await signIn(secret, { ...guest, name })).status).toBe(201)
    }
    const full = await signIn(secret, { ...guest, name: '第二十一' })
    expect(full).toMatchObject({ status: 409, body: { code: 'requests.sign_in_full' } })
    expect((await post(secret, { ...guest, name: '第二十一' })).body).toContain('签到人数已满')
    expect(await guestsOf(requestId)).toHaveLength(20)
  })

  test('signs in once, however many taps come at one moment', async () => {
    const requestId = await approved()
    const secret = await opened(requestId)
    const answers = await Promise.all(Array.from({ length: 8 }, () => signIn(secret)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(await guestsOf(requestId)).toHaveLength(1)
  })
})

describe('the giving', () => {
  const signed = async (more: readonly object[] = []) => {
    const requestId = await approved()
    const secret = await opened(requestId)
    for (const said of [guest, ...more]) await signIn(secret, said)
    return { requestId, secret, guests: await guestsOf(requestId) }
  }
  const flagsIn = async (requestId: string, who = 'sales') =>
    ((await detailOf(requestId, who)) as { giving: { flags: { what: string; isStrong: boolean }[] } }).giving
      .flags

  test('knows a guest who signed in, and tells one of whom a scan is only said', async () => {
    const { requestId, guests } = await signed()
    const [one] = guests
    const answer = await give(requestId, {
      attendees: [
        { partyId: parties.buyer, how: 'qr' },
        { name: '赵敏', employer: '华东精工', signInId: one?.signInId },
      ],
    })
    expect(answer).toMatchObject({ body: { state: { state: 'given' } } })
    const { giving } = (await detailOf(requestId)) as { giving: { attendees: object[] } }
    expect(giving.attendees).toContainEqual(
      expect.objectContaining({ name: '赵敏', how: 'qr', howWord: '扫码 · 有记录', signInId: one?.signInId }),
    )
    expect(await flagsIn(requestId)).toMatchObject([{ what: 'scanned_unshown' }])
  })

  test('finds a sign-in by name and organisation where a program names none', async () => {
    const { requestId } = await signed()
    const attendees = [{ partyId: parties.buyer }, { name: '赵 敏', employer: '华东精工' }]
    expect(await give(requestId, { attendees })).toMatchObject({ body: { state: { state: 'given' } } })
    expect(JSON.stringify(await detailOf(requestId))).toContain('扫码 · 有记录')
  })

  test('passes nobody over in silence who signed in', async () => {
    const { requestId, guests } = await signed()
    const silent = await give(requestId, { attendees: [{ partyId: parties.buyer }] })
    expect(silent).toMatchObject({ refusal: { code: 'requests.signed_in_left_out', params: { count: 1 } } })
    expect(await give(requestId, {})).toMatchObject({ refusal: { code: 'requests.signed_in_left_out' } })
    const leftOut = [{ signInId: guests[0]?.signInId, reason: '签到后即离开，未用餐' }]
    const told = await give(requestId, { attendees: [{ partyId: parties.buyer }], leftOut })
    expect(told).toMatchObject({ body: { state: { state: 'given' } } })
    expect(await flagsIn(requestId)).toContainEqual(
      expect.objectContaining({ what: 'left_out', isStrong: false }),
    )
    expect((await detailOf(requestId))['giving']).toMatchObject({
      leftOut: [{ name: '赵敏', employer: '华东精工', reason: '签到后即离开，未用餐' }],
    })
    const again = await give(requestId, { attendees: [{ partyId: parties.buyer }], hosts: 1 })
    expect(again).toMatchObject({ body: { state: { state: 'given' } } })
    expect((await detailOf(requestId))['giving']).toMatchObject({ leftOut: [{ name: '赵敏' }] })
  })

  test.each(['yes', 'unknown'] as const)(
    'lays before compliance that somebody was left out who said of a public office: %s',
    async (isOfficial) => {
      const { requestId, guests } = await signed([{ ...guest, name: '周处长', employer: '市局', isOfficial }])
      const leftOut = [{ signInId: guests[1]?.signInId, reason: '没有到场' }]
      const attendees = [{ partyId: parties.buyer }, { name: '赵敏', employer: '华东精工' }]
      await give(requestId, { attendees, leftOut })
      expect(await flagsIn(requestId)).toContainEqual(
        expect.objectContaining({ what: 'left_out_official', isStrong: true }),
      )
      expect(JSON.stringify((await detailOf(requestId, 'compliance'))['state'])).toContain('doubtful_guest')
    },
  )

  test('does not make milder what a guest said of a public office', async () => {
    const { requestId, guests } = await signed([{ name: '周处长', employer: '市局', isOfficial: 'yes' }])
    const attendees = [
      { partyId: parties.buyer, signInId: guests[0]?.signInId },
      { name: '周某', employer: '市局', isOfficial: 'no', signInId: guests[1]?.signInId },
    ]
    await give(requestId, { attendees })
    const detail = await detailOf(requestId, 'compliance')
    expect(detail['giving']).toMatchObject({
      attendees: expect.arrayContaining([expect.objectContaining({ name: '周某', isOfficial: 'yes' })]),
    })
    expect(JSON.stringify(detail['state'])).toContain('unnamed_guest')
  })

  test('takes no sign-in of another benefit, and none for two people', async () => {
    const { requestId, guests } = await signed()
    const other = await signed()
    const strange = [{ partyId: parties.buyer, signInId: other.guests[0]?.signInId }]
    expect(await give(requestId, { attendees: strange })).toMatchObject({
      refusal: { code: 'requests.no_such_sign_in' },
    })
    const twice = [
      { partyId: parties.buyer, signInId: guests[0]?.signInId },
      { name: '另一人', signInId: guests[0]?.signInId },
    ]
    expect(await give(requestId, { attendees: twice })).toMatchObject({
      refusal: { code: 'requests.no_such_sign_in' },
    })
  })

  test('ends the sign-in', async () => {
    const { requestId, secret } = await signed()
    await give(requestId, { attendees: [{ name: '赵敏', employer: '华东精工' }, { partyId: parties.buyer }] })
    expect((await signIn(secret, { ...guest, name: '迟到' })).status).toBe(404)
    expect(await calls.codeOf('sales', 'requests.open_guest_link', { params: { requestId }, body: {} })).toBe(
      'requests.sign_in_not_approved',
    )
  })

  test('of a stranger breaks nothing', () => expect(faults).toEqual([]))
})
