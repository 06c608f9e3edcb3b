import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessServer, password, type AccessServer, type Session } from '../../../test/setup/access-server.ts'

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
