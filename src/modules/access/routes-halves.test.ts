import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  accessServer,
  kept,
  password,
  secretIn,
  type AccessServer,
  type Session,
} from '../../../test/setup/access-server.ts'
import { addDays, dayIn } from '../../kernel/time.ts'
import { codeAt, stepAt } from './auth/totp.ts'

let server: AccessServer

beforeAll(async () => {
  server = await accessServer()
})

afterAll(async () => server.close())

test('a key that is used again gives nobody the second half of a log-in', async () => {
  const { database, founded, call, signIn } = server
  const [one, two] = [await signIn('one'), await signIn('two')]
  const keyed = (session: Session, name: string) => ({ ...session, 'idempotency-key': `halves-${name}` })
  const open = { email: 'halves@example.com', password }
  const opening = `/v1/people/${founded.people['rep']}/accounts`
  const opened = await call('POST', opening, keyed(two, 'open'), open)
  const url = `/v1/accounts/${opened.body.accountId}`
  const reset = { password: `${password} of one`, reason: '忘记密码，本人申请' }
  const changed = [409, 'platform.stale']
  const coded = ({ status, body }: Awaited<ReturnType<AccessServer['call']>>) => [status, body?.code]
  // A lost answer is asked for again, as long as nothing else was done.
  expect((await call('POST', opening, keyed(two, 'open'), open)).body).toEqual(opened.body)
  expect((await call('POST', `${url}/factor`, keyed(one, 'factor'), {})).status).toBe(200)
  expect((await call('POST', `${url}/factor`, keyed(one, 'factor'), {})).body.otpauthUri).toBeTruthy()
  // Whoever gave the factor resets the password: the factor is gone, and theirs to give no more.
  expect((await call('POST', `${url}/reset`, keyed(one, 'reset'), reset)).status).toBe(200)
  expect(coded(await call('POST', `${url}/factor`, keyed(one, 'factor'), {}))).toEqual(changed)
  expect(coded(await call('POST', opening, keyed(two, 'open'), open))).toEqual(changed)
  // A password that is set again after another gave the factor would take the factor off, without an entry.
  expect((await call('POST', `${url}/reset`, keyed(one, 'reset'), reset)).status).toBe(200)
  expect((await call('POST', `${url}/factor`, keyed(two, 'factor'), {})).status).toBe(200)
  expect(coded(await call('POST', `${url}/reset`, keyed(one, 'reset'), reset))).toEqual(changed)
  const { rows } = await database
    .pool('owner', 1)
    .query<{ twoFactorEnabled: boolean }>(`select "twoFactorEnabled" from auth."user" where id = $1`, [
      opened.body.accountId,
    ])
  expect(rows).toEqual([{ twoFactorEnabled: true }])
})

test('what one administrator opens or resets shows nothing before another gives its factor', async () => {
  const { founded, clock, call, signIn } = server
  const [one, two] = [await signIn('one'), await signIn('two')]
  const lead = founded.people['lead']
  const email = 'lead-again@example.com'
  const opened = await call('POST', `/v1/people/${lead}/accounts`, one, { email, password })
  const { accountId } = opened.body
  const first = await call('POST', '/v1/session', {}, { email, password })
  expect(first.body).toEqual({ next: 'done' })
  const posing = kept(first.cookies)
  // It is the lead by name: it says so, reads nothing of theirs, and no act of it is the lead's.
  const me = await call('GET', '/v1/me', posing)
  expect(me.body).toMatchObject({ person: { id: lead }, navigation: [] })
  expect(me.body.banners).toEqual([expect.stringMatching(/动态验证码尚未发放.*合规官/)])
  const read = await Promise.all(
    ['/v1/organisation', '/v1/delegations', '/v1/staff?for=delegate', '/v1/tokens'].map((url) =>
      call('GET', url, posing),
    ),
  )
  const waits = [403, 'access.waits_for_factor']
  expect(read.map(({ status, body }) => [status, body.code])).toEqual(read.map(() => waits))
  const today = dayIn('Asia/Shanghai', clock())
  const dates = { fromOn: addDays(today, 1), untilOn: addDays(today, 5) }
  const delegation = { toPersonId: founded.people['rep'], ...dates, reason: 'on leave' }
  const tried = await call('POST', '/v1/delegations', posing, delegation)
  expect([tried.status, tried.body.code]).toEqual(waits)
  expect((await call('PUT', '/v1/me/language', posing, { language: 'en' })).status).toBe(403)
  expect((await call('POST', '/v1/session/end', posing, {})).status).toBe(200)
  // With the factor of a second administrator it is the lead's.
  const given = await call('POST', `/v1/accounts/${accountId}/factor`, two, {})
  const withFactor = async (uri: string) => {
    const step = await call('POST', '/v1/session', {}, { email, password })
    const code = codeAt(secretIn(uri), stepAt(clock()))
    return kept((await call('POST', '/v1/session/factor', kept(step.cookies), { code })).cookies)
  }
  const own = await withFactor(given.body.otpauthUri)
  expect((await call('POST', '/v1/delegations', own, delegation)).status).toBe(201)
  // A reset takes the factor off, and the account waits again.
  const reset = { password, reason: '忘记密码，本人申请' }
  expect((await call('POST', `/v1/accounts/${accountId}/reset`, await signIn('one'), reset)).status).toBe(200)
  const later = kept((await call('POST', '/v1/session', {}, { email, password })).cookies)
  expect((await call('POST', '/v1/delegations', later, delegation)).body.code).toBe('access.waits_for_factor')
})
