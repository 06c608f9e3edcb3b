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
const change = (session: Session, currentPassword: string, newPassword: string) =>
  server.call('PUT', '/v1/me/password', session, { currentPassword, newPassword })

/** The first step of signing in with this password. */
const first = (key: string, given: string) =>
  server.call('POST', '/v1/session', {}, { email: `${key}@example.com`, password: given })

/** Notes by whom the password was set, as an account that an administrator opened has it. */
async function setBy(key: string, by: string | null, factorBy: string | null = null): Promise<void> {
  const { database, founded } = server
  await database
    .pool('owner', 1)
    .query('update access.account set password_by = $2, factor_by = $3 where id = $1', [
      founded.accounts[key],
      by === null ? null : founded.people[by],
      factorBy === null ? null : founded.people[factorBy],
    ])
}

test('the same call again, after its answer was lost, has the first answer and changes nothing', async () => {
  const { call, signIn, database, founded } = server
  const rep: Session = { ...(await signIn('rep')), 'idempotency-key': 'own-password-once' }
  const next = 'another long one'
  const done = await change(rep, password, next)
  expect(done).toMatchObject({ status: 200, body: { accountId: founded.accounts['rep'] } })
  // Signed in elsewhere meanwhile: a change that was made a second time would end that session.
  const elsewhere = kept((await first('rep', next)).cookies)
  const again = await change(rep, password, next)
  expect([again.status, again.body]).toEqual([done.status, done.body])
  expect((await call('GET', '/v1/me', elsewhere)).status).toBe(200)
  // Another body under the key is another call: nobody may take its password for set.
  expect(coded(await change(rep, password, 'a third long one'))).toEqual([422, 'platform.key_reused'])
  expect(coded(await change(rep, 'not the password', next))).toEqual([422, 'platform.key_reused'])
  expect((await first('rep', next)).body).toEqual({ next: 'done' })
  const key = await database
    .pool('owner', 1)
    .query(`select from platform.command where operation = 'access.set_password' and answer is not null`)
  const { rowCount: entries } = await database
    .pool('owner', 1)
    .query(`select from audit.entry where operation = 'access.set_password'`)
  expect(entries).toBe(key.rowCount)
  await change({ ...rep, 'idempotency-key': 'own-password-back' }, next, password)
})

test('a key is not spent on a slip: with the right password it works', async () => {
  const rep: Session = { ...(await server.signIn('rep')), 'idempotency-key': 'own-password-slip' }
  const next = 'another long one'
  expect(coded(await change(rep, 'not the password', next))).toEqual([409, 'access.wrong_password'])
  expect((await change(rep, password, next)).status).toBe(200)
  await change({ ...rep, 'idempotency-key': 'own-password-slip-back' }, next, password)
})

test('one that broke off once it was written is noted by the same call, and by no other', async () => {
  const { database, founded, signIn } = server
  const owner = database.pool('owner', 1)
  await setBy('two', 'one', 'lead')
  const two: Session = { ...(await signIn('two')), 'idempotency-key': 'own-password-broke' }
  await owner.query(`create function access.fails() returns trigger language plpgsql
as $$ begin raise exception 'the disk is full'; end $$`)
  await owner.query(
    'create trigger fails before update on access.account for each row execute function access.fails()',
  )
  expect((await change(two, password, 'letters8')).status).toBe(500)
  await owner.query('drop trigger fails on access.account')
  const setter = async () => {
    const found = await owner.query('select password_by from access.account where id = $1', [
      founded.accounts['two'],
    ])
    return found.rows[0]
  }
  expect(await setter()).toEqual({ password_by: founded.people['one'] })
  const other = { ...two, 'idempotency-key': 'own-password-other' }
  expect(coded(await change(other, password, 'letters8'))).toEqual([409, 'access.wrong_password'])
  expect(coded(await change(two, 'not the password', 'letters8'))).toEqual([409, 'access.wrong_password'])
  expect(await setter()).toEqual({ password_by: founded.people['one'] })
  expect((await change(two, password, 'letters8')).body).toEqual({ accountId: founded.accounts['two'] })
  expect(await setter()).toEqual({ password_by: founded.people['two'] })
  await change({ ...two, 'idempotency-key': 'own-password-mended' }, 'letters8', password)
})

test('of an account without a factor it has 15 characters, and ends every other session', async () => {
  const { call, signIn, database, founded } = server
  const [other, own] = [await signIn('rep'), await signIn('rep')]
  const next = 'another long one'
  expect(coded(await change(own, password, 'fourteen chars'))).toEqual([409, 'access.password_too_short'])
  expect(coded(await change(own, 'not the password', next))).toEqual([409, 'access.wrong_password'])
  expect(coded(await change(own, password, password))).toEqual([409, 'access.same_password'])
  expect((await call('GET', '/v1/me', other)).status).toBe(200)
  expect((await change(own, password, next)).body).toEqual({ accountId: founded.accounts['rep'] })
  expect((await call('GET', '/v1/me', own)).status).toBe(200)
  expect((await call('GET', '/v1/me', other)).status).toBe(401)
  expect(coded(await first('rep', password))).toEqual([401, 'access.wrong_credentials'])
  expect((await first('rep', next)).body).toEqual({ next: 'done' })
  // Nothing that is kept of the act has either of them.
  const { rows } = await database.pool('owner', 1).query<{ kept: string }>(
    `select bytes as kept from audit.entry where operation = 'access.set_password'
union all
select k::text from platform.command as k`,
  )
  expect(rows.length).toBeGreaterThanOrEqual(2)
  expect(rows.filter(({ kept: text }) => text.includes(next) || text.includes(password))).toEqual([])
  await change(own, next, password)
})

test('with a factor eight characters do, and the factor is shown afresh', async () => {
  const { call, signIn, clock } = server
  const lead = await signIn('lead')
  clock.set(new Date(Date.parse(clock()) + 11 * 60_000).toISOString())
  expect(coded(await change(lead, password, 'letters8'))).toEqual([401, 'access.fresh_factor_needed'])
  const code = codeAt(factorSecret, stepAt(clock()))
  expect((await call('POST', '/v1/session/fresh-factor', lead, { code })).status).toBe(200)
  expect((await change(lead, password, 'letters8')).status).toBe(200)
  expect((await first('lead', 'letters8')).body).toEqual({ next: 'second_factor' })
})

test('guesses at the current password are counted like those at sign-in', async () => {
  const { signIn } = server
  const rep = await signIn('rep')
  const codes: unknown[] = []
  for (let i = 0; i < 11; i++) codes.push(coded(await change(rep, `guess number ${i}`, 'another long one')))
  expect(codes.slice(0, 10)).toEqual(Array(10).fill([409, 'access.wrong_password']))
  expect(codes[10]).toEqual([429, 'access.too_many_attempts'])
  expect(coded(await first('rep', password))).toEqual([429, 'access.too_many_attempts'])
  server.clock.set(new Date(Date.parse(server.clock()) + 16 * 60_000).toISOString())
})

test('an account whose password somebody else set waits for its factor all the same', async () => {
  const { signIn } = server
  await setBy('rep', 'one')
  const posing = kept((await first('rep', password)).cookies)
  expect(coded(await change(posing, password, 'another long one'))).toEqual([403, 'access.waits_for_factor'])
  await setBy('rep', null)
  // With the factor of a second person the password becomes the person's, and no administrator knows it.
  await setBy('two', 'one', 'lead')
  const two = await signIn('two')
  expect((await change(two, password, 'letters8')).status).toBe(200)
  const one = await signIn('one')
  const { body } = await server.call('GET', `/v1/people/${server.founded.people['two']}`, one)
  expect(body.accounts).toMatchObject([{ waitsForFactor: false }])
})

test('one that cannot be written is not noted: whoever set the last one gives no factor', async () => {
  const { database, founded, clock, signIn, call } = server
  const owner = database.pool('owner', 1)
  await setBy('lead', 'one', 'two')
  const challenge = kept((await first('lead', 'letters8')).cookies)
  clock.set(new Date(Date.parse(clock()) + 30_000).toISOString())
  const code = codeAt(factorSecret, stepAt(clock()))
  const lead = kept((await call('POST', '/v1/session/factor', challenge, { code })).cookies)
  const one = await signIn('one')
  await owner.query(`create function auth.fails() returns trigger language plpgsql
as $$ begin raise exception 'the disk is full'; end $$`)
  await owner.query(
    'create trigger fails before update on auth.account for each row execute function auth.fails()',
  )
  expect((await change(lead, 'letters8', 'letters9')).status).toBe(500)
  await owner.query('drop trigger fails on auth.account')
  const factor = `/v1/accounts/${founded.accounts['lead']}/factor`
  expect(coded(await call('POST', factor, one, {}))).toEqual([409, 'access.factor_by_another'])
  // Once it is written, it is theirs alone.
  expect((await change(lead, 'letters8', 'letters9')).status).toBe(200)
  expect((await call('POST', factor, one, {})).status).toBe(200)
  await setBy('lead', null)
})

test('a script changes nobody’s password', async () => {
  const one = await server.signIn('one')
  const named = { name: 'nightly', operations: ['access.set_password'], days: 1 }
  expect(coded(await server.call('POST', '/v1/tokens', one, named))).toEqual([409, 'access.not_for_token'])
})
