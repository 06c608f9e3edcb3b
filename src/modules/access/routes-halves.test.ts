import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessServer, password, type AccessServer, type Session } from '../../../test/setup/access-server.ts'

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
