import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  accessServer,
  factorSecret,
  kept,
  password,
  type AccessServer,
} from '../../../test/setup/access-server.ts'
import { addDays, dayIn } from '../../kernel/time.ts'
import { codeAt, stepAt } from './auth/totp.ts'

let database: AccessServer['database']
let founded: AccessServer['founded']
let clock: AccessServer['clock']
let call: AccessServer['call']
let signIn: AccessServer['signIn']
let close: AccessServer['close']

beforeAll(async () => {
  ;({ database, founded, clock, call, signIn, close } = await accessServer())
})

afterAll(async () => close())

describe('signing in over HTTP', () => {
  test('the page shows the company, and sample log-ins of a demo', async () => {
    const { status, body } = await call('GET', '/v1/welcome', {})
    expect(status).toBe(200)
    expect(body).toMatchObject({
      company: '甲公司',
      isDemo: true,
      sampleLogIns: [{ email: 'rep@example.com' }],
    })
  })

  test('sets one cookie that scripts cannot read and other sites cannot send, and ends it', async () => {
    const { body, cookies } = await call('POST', '/v1/session', {}, { email: 'rep@example.com', password })
    expect(body).toEqual({ next: 'done' })
    expect(cookies[0]).toMatch(/^aboveboard-session=.+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/)
    const session = kept(cookies)
    expect((await call('GET', '/v1/me', session)).status).toBe(200)
    expect((await call('POST', '/v1/session/end', session, {})).cookies.join()).toContain(
      'aboveboard-session=;',
    )
    expect((await call('GET', '/v1/me', session)).status).toBe(401)
  })

  test.each([
    ['a wrong password', { email: 'lead@example.com', password: 'wrong' }, 401, 'access.wrong_credentials'],
    ['an address that nobody has', { email: 'x@example.com', password }, 401, 'access.wrong_credentials'],
  ])('%s is answered with the same words', async (_, given, status, code) => {
    const answered = await call('POST', '/v1/session', {}, given)
    expect([answered.status, answered.body.code]).toEqual([status, code])
  })

  test('a second step without a first is over before it begins', async () => {
    const answered = await call('POST', '/v1/session/factor', {}, { code: '123456' })
    expect([answered.status, answered.body.code]).toEqual([401, 'access.challenge_over'])
  })

  test('a second step with a wrong code is refused, and the right one still opens the session', async () => {
    const { cookies } = await call('POST', '/v1/session', {}, { email: 'lead@example.com', password })
    clock.set(new Date(Date.parse(clock()) + 30_000).toISOString())
    const right = codeAt(factorSecret, stepAt(clock()))
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0')
    const answered = await call('POST', '/v1/session/factor', kept(cookies), { code: wrong })
    expect([answered.status, answered.body.code]).toEqual([401, 'access.wrong_factor'])
    expect((await call('POST', '/v1/session/factor', kept(cookies), { code: right })).status).toBe(200)
  })

  test('says who it is, with roles, line, navigation and what waits', async () => {
    const { body } = await call('GET', '/v1/me', await signIn('lead'))
    expect(body).toMatchObject({
      person: { id: founded.people['lead'], name: 'lead', title: 'Title' },
      email: 'lead@example.com',
      roles: [{ key: 'sales_manager', word: 'Sales manager' }],
      line: 'Title · up to ¥20,000',
      entities: [{ name: 'A', currency: 'CNY' }],
      hasFactor: true,
      navigation: [
        { group: 'work', key: 'inbox', count: 3 },
        { group: 'work', key: 'my_requests' },
        { group: 'work', key: 'my_claims' },
        { group: 'compliance', key: 'register' },
        { group: 'oversight', key: 'verification' },
        { group: 'oversight', key: 'administration' },
      ],
    })
    expect(Date.parse(body.freshUntil)).toBeGreaterThan(Date.parse(clock()))
  })

  test('an administrator sees the inbox, where roles wait, and no business in the navigation', async () => {
    const { body } = await call('GET', '/v1/me', await signIn('one'))
    expect(body.navigation.map((entry: { key: string }) => entry.key)).toEqual([
      'inbox',
      'verification',
      'administration',
    ])
  })

  test('the language is remembered', async () => {
    const session = await signIn('rep')
    expect((await call('PUT', '/v1/me/language', session, { language: 'zh-CN' })).body).toEqual({
      language: 'zh-CN',
    })
    expect((await call('GET', '/v1/me', session)).body.person.name).toBe('rep 中文')
  })

  test('a fresh factor is shown again with an unspent code', async () => {
    const [session, elsewhere] = [await signIn('two'), await signIn('two')]
    clock.set(new Date(Date.parse(clock()) + 11 * 60_000).toISOString())
    const person = { role: 'sales', fromOn: '2099-01-01' }
    const url = `/v1/people/${founded.people['one']}/roles`
    expect((await call('POST', url, session, person)).body.code).toBe('access.fresh_factor_needed')
    const code = codeAt(factorSecret, stepAt(clock()))
    expect((await call('POST', '/v1/session/fresh-factor', session, { code })).status).toBe(200)
    expect((await call('POST', '/v1/session/fresh-factor', elsewhere, { code })).status).toBe(401)
    expect((await call('POST', url, session, person)).body.code).toBe('access.roles_exclude')
  })
})

describe('administration over HTTP', () => {
  test('an account that never got its password gets no second factor before it', async () => {
    const two = await signIn('two')
    const person = {
      entityId: founded.entities['main'],
      nameZh: '断电',
      nameEn: 'Cut',
      joinedOn: '2026-01-01',
    }
    const { body: made } = await call('POST', '/v1/people', two, person)
    await database.pool('owner', 1).query(
      `insert into access.account (id, version, person_id, email, language, is_open)
values ('acc_cut0000000', 1, $1, 'cut@example.com', 'en', true)`,
      [made.personId],
    )
    const given = await call('POST', '/v1/accounts/acc_cut0000000/factor', two, {})
    expect(given.body.code).toBe('access.no_password')
  })

  test('two administrators take a person from nothing to a first sign-in', async () => {
    const [one, two] = [await signIn('one'), await signIn('two')]
    const entityId = founded.entities['main']
    const person = { entityId, nameZh: '新人', nameEn: 'New', joinedOn: '2026-01-01' }
    const { body: made } = await call('POST', '/v1/people', one, person)
    const account = { email: 'New@example.com', password }
    const opened = await call('POST', `/v1/people/${made.personId}/accounts`, one, account)
    expect(opened.status).toBe(201)
    const factorUrl = `/v1/accounts/${opened.body.accountId}/factor`
    expect((await call('POST', factorUrl, one, {})).body.code).toBe('access.factor_by_another')
    const waiting = { email: 'new@example.com', isOpen: true, waitsForFactor: true }
    expect((await call('GET', `/v1/people/${made.personId}`, two)).body.accounts).toMatchObject([waiting])
    const signedIn = await call('POST', '/v1/session', {}, { email: 'new@example.com', password })
    expect(signedIn.body.next).not.toBe('second_factor')
    const given = await call('POST', factorUrl, two, {})
    expect((await call('GET', '/v1/me', kept(signedIn.cookies))).status).toBe(401)
    expect(given.body.otpauthUri).toMatch(
      /^otpauth:\/\/totp\/Aboveboard:new%40example.com\?secret=[A-Z2-7]+&/,
    )
    const fromOn = new Date(Date.parse(clock()) + 40 * 3_600_000).toISOString().slice(0, 10)
    const proposed = await call('POST', `/v1/people/${made.personId}/roles`, one, { role: 'sales', fromOn })
    expect(proposed.body).toMatchObject({ state: 'proposed', proposedBy: 'one', word: 'Sales' })
    const url = `/v1/roles/${proposed.body.grantId}/answer`
    expect((await call('POST', url, one, { answer: 'confirm' })).body.code).toBe(
      'access.second_person_needed',
    )
    expect((await call('POST', url, two, { answer: 'confirm' })).body).toMatchObject({
      state: 'confirmed',
      answeredBy: 'two',
    })
    const step = await call('POST', '/v1/session', {}, { email: 'new@example.com', password })
    expect(step.body).toEqual({ next: 'second_factor' })
    expect((await call('GET', `/v1/people/${made.personId}`, one)).body).toMatchObject({
      person: { name: 'New' },
      accounts: [{ email: 'new@example.com', isOpen: true, waitsForFactor: false }],
      grants: [{ role: 'sales', state: 'confirmed' }],
    })
  })

  test.each([
    ['GET', '/v1/people', 403, 'access.role_needed'],
    ['GET', '/v1/roles', 403, 'access.role_needed'],
    ['GET', '/v1/organisation', 200, undefined],
  ] as const)('%s %s by sales: %i', async (method, url, status, code) => {
    const answered = await call(method, url, await signIn('rep'))
    expect([answered.status, answered.body.code]).toEqual([status, code])
  })

  test('a password that somebody else sets needs 15 characters', async () => {
    const body = { email: 'short@example.com', password: 'fourteen chars' }
    const url = `/v1/people/${founded.people['rep']}/accounts`
    const answered = await call('POST', url, await signIn('one'), body)
    expect([answered.status, answered.body.code]).toEqual([409, 'access.password_too_short'])
  })

  test('whoever takes rights or resets a log-in says why, and the log keeps it', async () => {
    const one = await signIn('one')
    const person = founded.people['lead']
    const spare = { email: 'lead+1@example.com', password }
    const { body: opened } = await call('POST', `/v1/people/${person}/accounts`, one, spare)
    const account = opened.accountId
    const urls: [string, object][] = [
      [`/v1/people/${person}/leave`, { leftOn: '2030-01-01' }],
      [`/v1/accounts/${account}/reset`, { password }],
      [`/v1/accounts/${account}/close`, {}],
      ['/v1/roles/rol_unknown000/end', { untilOn: '2030-01-01' }],
    ]
    for (const [url, body] of urls) {
      const answered = await call('POST', url, one, body)
      expect([url, answered.status, answered.body.pointers?.[0]?.pointer]).toEqual([url, 400, '/body/reason'])
    }
    const reason = '本人遗失手机，已当面核实'
    expect((await call('POST', `/v1/accounts/${account}/reset`, one, { password, reason })).status).toBe(200)
    const leave = { leftOn: '2030-01-01', reason: '合同到期不再续签' }
    expect((await call('POST', `/v1/people/${person}/leave`, one, leave)).status).toBe(200)
    const { rows } = await database.pool('owner', 1).query<{ bytes: string }>(
      `select bytes from audit.entry
where operation in ('access.reset_account', 'access.end_employment') and not is_refused`,
    )
    const logged = rows.map(({ bytes }) => (JSON.parse(bytes) as { reason?: string }).reason)
    expect(logged).toEqual(expect.arrayContaining([reason, leave.reason]))
  })

  test('a reset ends the open sessions, and a closed account opens nothing', async () => {
    const one = await signIn('one')
    const logIn = { email: 'second@example.com', password }
    const { body } = await call('POST', `/v1/people/${founded.people['rep']}/accounts`, one, logIn)
    const first = kept((await call('POST', '/v1/session', {}, logIn)).cookies)
    expect((await call('GET', '/v1/me', first)).body.person.id).toBe(founded.people['rep'])
    const reset = { password, reason: '忘记密码，本人申请' }
    expect((await call('POST', `/v1/accounts/${body.accountId}/reset`, one, reset)).status).toBe(200)
    expect((await call('GET', '/v1/me', first)).status).toBe(401)
    const second = await call('POST', '/v1/session', {}, logIn)
    expect((await call('GET', '/v1/me', kept(second.cookies))).status).toBe(200)
    expect(
      (await call('POST', `/v1/accounts/${body.accountId}/close`, one, { reason: '重复账号，停用' })).status,
    ).toBe(200)
    expect((await call('GET', '/v1/me', kept(second.cookies))).status).toBe(401)
  })
})

describe('delegations and tokens over HTTP', () => {
  test('both people see a delegation, with a banner while it is active', async () => {
    const [lead, rep] = [await signIn('lead'), await signIn('rep')]
    const today = dayIn('Asia/Shanghai', clock())
    const [fromOn, untilOn] = [addDays(today, 1), addDays(today, 5)]
    const body = { toPersonId: founded.people['rep'], fromOn, untilOn, reason: 'on leave' }
    const made = await call('POST', '/v1/delegations', lead, body)
    expect(made.body).toMatchObject({ from: { name: 'lead' }, state: 'planned', scope: 'All decisions' })
    expect((await call('GET', '/v1/delegations', rep)).body.received).toHaveLength(1)
    expect((await call('GET', '/v1/delegations', lead)).body.given).toHaveLength(1)
    const ended = await call('POST', `/v1/delegations/${made.body.delegationId}/end`, rep, {})
    expect(ended.body).toMatchObject({ state: 'ended', end: { can: false } })
  })

  test('a colleague who cannot decide is listed last, with the reason', async () => {
    const { body } = await call('GET', '/v1/staff?for=delegate', await signIn('lead'))
    const items: { name: string; permission: { can: boolean } }[] = body.items
    expect(items[0]?.permission.can).toBe(true)
    expect(items.find((item) => item.name === 'one')?.permission).toEqual({
      can: false,
      why: 'This colleague has no business role and cannot decide.',
    })
  })

  test('a script acts with its token, within its scope, until it is revoked', async () => {
    const lead = await signIn('lead')
    const made = await call('POST', '/v1/tokens', lead, {
      name: 'nightly',
      operations: ['access.me', 'access.tokens'],
      days: 1,
    })
    expect(made.body.secret).toMatch(/^abv_/)
    const script = { authorization: `Bearer ${made.body.secret}` }
    expect((await call('GET', '/v1/tokens', script)).body.items[0]).toMatchObject({ name: 'nightly' })
    expect((await call('GET', '/v1/delegations', script)).body.code).toBe('access.outside_token')
    expect((await call('GET', '/v1/tokens', { authorization: `Bearer ${made.body.secret}x` })).status).toBe(
      401,
    )
    expect((await call('POST', `/v1/tokens/${made.body.tokenId}/revoke`, lead, {})).status).toBe(200)
    expect((await call('GET', '/v1/tokens', script)).status).toBe(401)
  })

  test('a token shows no second factor, though its account has one', async () => {
    const one = await signIn('one')
    const body = { name: 'nightly', operations: ['access.people'], days: 1 }
    expect((await call('POST', '/v1/tokens', one, body)).body.code).toBe('access.not_for_token')
    const made = await call('POST', '/v1/tokens', one, { ...body, operations: ['access.me'] })
    // One from before this rule names it still.
    const owner = new Pool({ connectionString: database.ownerUrl })
    await owner.query(`update access.api_token set operations = 'access.people' where id = $1`, [
      made.body.tokenId,
    ])
    await owner.end()
    const script = { authorization: `Bearer ${made.body.secret}` }
    const answered = await call('GET', '/v1/people', script)
    expect([answered.status, answered.body.code]).toEqual([403, 'access.not_for_token'])
    expect((await call('GET', '/v1/people', one)).status).toBe(200)
  })
})
