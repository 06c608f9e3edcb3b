import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  accessServer,
  factorSecret,
  kept,
  password,
  type AccessServer,
  type Session,
} from '../../../test/setup/access-server.ts'
import { codeAt, stepAt } from './auth/totp.ts'

let server: AccessServer

beforeAll(async () => {
  server = await accessServer()
})

afterAll(async () => server.close())

const coded = ({ status, body }: Awaited<ReturnType<AccessServer['call']>>) => [status, body?.code]
const keyed = (session: Session, name: string) => ({ ...session, 'idempotency-key': `retry-${name}` })

/** The first step of signing in. */
const first = (email: string, given: string) =>
  server.call('POST', '/v1/session', {}, { email, password: given })

/** Every text that the door and the log keep. */
async function keptTexts(): Promise<string[]> {
  const { rows } = await server.database.pool('owner', 1).query<{ kept: string }>(
    `select bytes as kept from audit.entry
union all
select k::text from platform.command as k
union all
select t::text from access.api_token as t`,
  )
  return rows.map(({ kept }) => kept)
}

test('a token asked for again was made once; its secret is gone, and how to go on is said', async () => {
  const { call, signIn, database } = server
  const lead = await signIn('lead')
  const body = { name: 'nightly', operations: ['access.me'], days: 1 }
  const made = await call('POST', '/v1/tokens', keyed(lead, 'token'), body)
  expect([made.status, made.body.secret]).toEqual([201, expect.stringMatching(/^abv_/)])
  const again = await call('POST', '/v1/tokens', keyed(lead, 'token'), body)
  expect(coded(again)).toEqual([409, 'access.token_shown_once'])
  expect(again.body.title).toContain('nightly')
  expect(again.body.wayOut).toContain(made.body.tokenId)
  const { rowCount } = await database.pool('owner', 1).query('select from access.api_token')
  expect(rowCount).toBe(1)
  // The first one is good all the same, and no trace of it is kept.
  expect((await call('GET', '/v1/me', { authorization: `Bearer ${made.body.secret}` })).status).toBe(200)
  expect((await keptTexts()).filter((text) => text.includes(made.body.secret))).toEqual([])
  const other = await call('POST', '/v1/tokens', keyed(lead, 'token'), { ...body, days: 2 })
  expect(coded(other)).toEqual([422, 'platform.key_reused'])
  // The way out works: ended, and another made under another key.
  expect((await call('POST', `/v1/tokens/${made.body.tokenId}/revoke`, lead, {})).status).toBe(200)
  const ended = await call('POST', '/v1/tokens', keyed(lead, 'token'), body)
  expect(coded(ended)).toEqual([409, 'access.token_revoked'])
  expect((await call('POST', '/v1/tokens', keyed(lead, 'token-two'), body)).status).toBe(201)
})

test('a new account or a reset, sent again with another password, writes nothing', async () => {
  const { call, signIn, founded } = server
  const two = await signIn('two')
  const email = 'again@example.com'
  const [given, another, next] = [`${password} one`, `${password} two`, `${password} three`]
  const opening = `/v1/people/${founded.people['rep']}/accounts`
  const opened = await call('POST', opening, keyed(two, 'open'), { email, password: given })
  expect(opened.status).toBe(201)
  const reused = [422, 'platform.key_reused']
  expect(coded(await call('POST', opening, keyed(two, 'open'), { email, password: another }))).toEqual(reused)
  expect((await first(email, another)).status).toBe(401)
  expect((await first(email, given)).status).toBe(200)
  expect((await call('POST', opening, keyed(two, 'open'), { email, password: given })).body).toEqual(
    opened.body,
  )
  const url = `/v1/accounts/${opened.body.accountId}/reset`
  const reset = (key: string, to: string) =>
    call('POST', url, keyed(two, key), { password: to, reason: '忘记密码，本人申请' })
  expect((await reset('reset', another)).status).toBe(200)
  expect(coded(await reset('reset', next))).toEqual(reused)
  expect((await first(email, next)).status).toBe(401)
  expect((await reset('reset', another)).status).toBe(200)
  expect((await first(email, another)).status).toBe(200)
  // Reset once more: the call of before brings the password of before back no more.
  expect((await reset('reset-later', next)).status).toBe(200)
  expect(coded(await reset('reset', another))).toEqual([409, 'platform.stale'])
  expect(coded(await call('POST', opening, keyed(two, 'open'), { email, password: given }))).toEqual([
    409,
    'platform.stale',
  ])
  expect((await first(email, next)).status).toBe(200)
  const secrets = [given, another, next]
  expect((await keptTexts()).filter((text) => secrets.some((secret) => text.includes(secret)))).toEqual([])
})

test('a reset whose password could not be written is written by the same call', async () => {
  const { call, signIn, founded, database } = server
  const owner = database.pool('owner', 1)
  const two = await signIn('two')
  const url = `/v1/accounts/${founded.accounts['rep']}/reset`
  const body = { password: `${password} four`, reason: '忘记密码，本人申请' }
  await owner.query(`create function auth.fails() returns trigger language plpgsql
as $$ begin raise exception 'the disk is full'; end $$`)
  await owner.query(
    'create trigger fails before update on auth.account for each row execute function auth.fails()',
  )
  expect((await call('POST', url, keyed(two, 'broke'), body)).status).toBe(500)
  await owner.query('drop trigger fails on auth.account')
  expect((await first('rep@example.com', body.password)).status).toBe(401)
  expect((await call('POST', url, keyed(two, 'broke'), body)).body).toEqual({
    accountId: founded.accounts['rep'],
  })
  expect((await first('rep@example.com', body.password)).status).toBe(200)
})

/** Half a minute later there is another code. */
function nextCode(ms = 30_000): string {
  const { clock } = server
  clock.set(new Date(Date.parse(clock()) + ms).toISOString())
  return codeAt(factorSecret, stepAt(clock()))
}

const show = (session: Session, code: string) =>
  server.call('POST', '/v1/session/fresh-factor', session, { code })
const second = (challenge: Session, code: string) =>
  server.call('POST', '/v1/session/factor', challenge, { code })
const challenged = async (key: string) => kept((await first(`${key}@example.com`, password)).cookies)

async function sessionsOf(key: string): Promise<number | null> {
  const { rowCount } = await server.database
    .pool('owner', 1)
    .query('select from auth.session where "userId" = $1', [server.founded.accounts[key]])
  return rowCount
}

test('a fresh code sent again in its session has its first answer, and serves no other', async () => {
  const { call, signIn } = server
  const [lead, elsewhere] = [await signIn('lead'), await signIn('lead')]
  const code = nextCode(11 * 60_000)
  const shown = await show(lead, code)
  expect(shown.status).toBe(200)
  const wrong = [401, 'access.wrong_factor']
  expect(coded(await show(elsewhere, code))).toEqual(wrong)
  // A later code is spent elsewhere meanwhile; what was proved here was proved.
  expect((await show(elsewhere, nextCode())).status).toBe(200)
  const again = await show(lead, code)
  expect([again.status, again.body]).toEqual([200, shown.body])
  expect((await call('GET', '/v1/me', lead)).body.freshUntil).toBe(shown.body.until)
  // Twice at the same moment is once, too.
  const twice = nextCode(61_000)
  const both = await Promise.all([show(lead, twice), show(lead, twice)])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect(both[0]?.body).toEqual(both[1]?.body)
  // A code is dead a minute and a half after it began to live, whoever showed it.
  nextCode(90_000)
  expect(coded(await show(lead, twice))).toEqual(wrong)
})

test('the code of a sign-in sent again gives the very session until that is used', async () => {
  const { call } = server
  const before = await sessionsOf('one')
  const [challenge, other] = [await challenged('one'), await challenged('one')]
  const code = nextCode()
  const opened = await second(challenge, code)
  expect(opened.status).toBe(200)
  const over = [401, 'access.challenge_over']
  // Another code, another sign-in of the same person and one of another person lead nowhere.
  const later = codeAt(factorSecret, stepAt(server.clock()) + 1)
  expect(coded(await second(challenge, later))).toEqual(over)
  expect(coded(await second(challenge, '000000'))).toEqual(over)
  expect(coded(await second(other, code))).toEqual([401, 'access.wrong_factor'])
  expect(coded(await second({}, code))).toEqual(over)
  const again = await second(challenge, code)
  expect([again.status, again.body]).toEqual([200, opened.body])
  expect(kept(again.cookies)).toEqual(kept(opened.cookies))
  expect(await sessionsOf('one')).toBe((before ?? 0) + 1)
  // Once it is used, its answer has arrived, and nobody follows into it.
  expect((await call('GET', '/v1/me', kept(again.cookies))).status).toBe(200)
  expect(coded(await second(challenge, code))).toEqual(over)
  expect(await sessionsOf('one')).toBe((before ?? 0) + 1)
})

test('the code of a sign-in sent again gives nothing once it is dead, or its account is closed', async () => {
  const { database, founded } = server
  const over = [401, 'access.challenge_over']
  const late = await challenged('two')
  const code = nextCode()
  expect((await second(late, code)).status).toBe(200)
  nextCode(60_000)
  expect(coded(await second(late, code))).toEqual(over)
  const closed = await challenged('two')
  const last = nextCode()
  expect((await second(closed, last)).status).toBe(200)
  const owner = database.pool('owner', 1)
  await owner.query('update access.account set is_open = false where id = $1', [founded.accounts['two']])
  expect(coded(await second(closed, last))).toEqual(over)
  await owner.query('update access.account set is_open = true where id = $1', [founded.accounts['two']])
})

test('guesses at a code of a sign-in that has opened its session are counted', async () => {
  const challenge = await challenged('lead')
  const code = nextCode()
  expect((await second(challenge, code)).status).toBe(200)
  const told: unknown[] = []
  for (let i = 0; i < 11; i++) told.push(coded(await second(challenge, '000000')))
  expect(told.slice(0, 10)).toEqual(Array(10).fill([401, 'access.challenge_over']))
  expect(told[10]).toEqual([429, 'access.too_many_attempts'])
  expect(coded(await second(challenge, code))).toEqual([429, 'access.too_many_attempts'])
})
