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

const today = () => dayIn('Asia/Shanghai', server.clock())

/** Moves the clock to a minute of the night: the next midnight in Shanghai is five minutes away. */
function beforeMidnight(): void {
  server.clock.set(`${addDays(today(), 1)}T15:55:00.000Z`)
}

function afterMidnight(): void {
  server.clock.set(new Date(Date.parse(server.clock()) + 10 * 60_000).toISOString())
}

/** A new colleague of sales with an account that has both halves. */
async function hired(name: string, joinedOn: string) {
  const { call, founded, signIn } = server
  const one = await signIn('one')
  const named = { nameZh: name, nameEn: name, joinedOn, entityId: founded.entities['main'] }
  const personId: string = (await call('POST', '/v1/people', one, named)).body.personId
  const logIn = { email: `${name}@example.com`, password }
  const { accountId } = (await call('POST', `/v1/people/${personId}/accounts`, one, logIn)).body
  const given = await call('POST', `/v1/accounts/${accountId}/factor`, await signIn('two'), {})
  return { personId, logIn, secret: secretIn(given.body.otpauthUri) }
}

const coded = ({ status, body }: Awaited<ReturnType<AccessServer['call']>>) => [status, body?.code]

test('whoever has left is told so, in the open session and once the password is right', async () => {
  const { call, signIn } = server
  const { personId, logIn, secret } = await hired('gone', '2026-01-01')
  beforeMidnight()
  const one = await signIn('one')
  const first = await call('POST', '/v1/session', {}, logIn)
  const code = codeAt(secret, stepAt(server.clock()))
  const session = kept((await call('POST', '/v1/session/factor', kept(first.cookies), { code })).cookies)
  const token = await call('POST', '/v1/tokens', session, { name: 'x', operations: ['access.me'], days: 1 })
  const script: Session = { authorization: `Bearer ${token.body.secret}` }
  const leaving = { leftOn: today(), reason: '合同到期不再续签' }
  expect((await call('POST', `/v1/people/${personId}/leave`, one, leaving)).status).toBe(200)
  expect((await call('GET', '/v1/me', session)).status).toBe(200)
  afterMidnight()
  const ended = [403, 'access.employment_ended']
  const told = await call('GET', '/v1/me', session)
  expect(coded(told)).toEqual(ended)
  expect(told.body.title).toContain(leaving.leftOn)
  expect(told.body.wayOut).toMatch(/管理员/)
  expect(coded(await call('GET', '/v1/me', script))).toEqual(ended)
  const again = await call('POST', '/v1/session', {}, logIn)
  expect(coded(again)).toEqual(ended)
  expect(again.cookies).toEqual([])
  // The one who does not know the password learns nothing.
  const guessed = await call('POST', '/v1/session', {}, { ...logIn, password: 'not the password' })
  expect(coded(guessed)).toEqual([401, 'access.wrong_credentials'])
})

test('a code that was asked for before midnight opens nothing after the last day', async () => {
  const { call, signIn } = server
  const { personId, logIn, secret } = await hired('late', '2026-01-01')
  beforeMidnight()
  const leaving = { leftOn: today(), reason: '合同到期不再续签' }
  await call('POST', `/v1/people/${personId}/leave`, await signIn('one'), leaving)
  const first = await call('POST', '/v1/session', {}, logIn)
  expect(first.body).toEqual({ next: 'second_factor' })
  server.clock.set(new Date(Date.parse(server.clock()) + 5 * 60_000).toISOString())
  const code = codeAt(secret, stepAt(server.clock()))
  const second = await call('POST', '/v1/session/factor', kept(first.cookies), { code })
  expect(coded(second)).toEqual([403, 'access.employment_ended'])
  expect(second.cookies).toEqual([])
})

test('whoever begins later is told from which day on the account opens', async () => {
  const joinedOn = addDays(today(), 3)
  const { logIn } = await hired('soon', joinedOn)
  const early = await server.call('POST', '/v1/session', {}, logIn)
  expect(coded(early)).toEqual([403, 'access.not_joined_yet'])
  expect(early.body.title).toContain(joinedOn)
})

test('one administrator keeps a manager out at once, and a second one confirms that they leave', async () => {
  const { call, founded, signIn } = server
  const personId = founded.people['lead']
  const lead = await signIn('lead')
  const one = await signIn('one')
  const leaving = { leftOn: today(), reason: '严重违反公司制度，即日解除' }
  const proposed = await call('POST', `/v1/people/${personId}/leave`, one, leaving)
  expect([proposed.status, proposed.body.state]).toEqual([200, 'proposed'])
  expect((await call('GET', '/v1/me', lead)).status).toBe(200)
  const closing = `/v1/accounts/${founded.accounts['lead']}/close`
  expect((await call('POST', closing, one, { reason: leaving.reason })).status).toBe(200)
  expect((await call('GET', '/v1/me', lead)).status).toBe(401)
  // What they have to decide stays theirs until then.
  expect((await call('GET', `/v1/people/${personId}`, one)).body.person.leftOn).toBeUndefined()
  const answer = `/v1/leaving-proposals/${proposed.body.proposalId}/answer`
  expect(coded(await call('POST', answer, one, { answer: 'confirm' }))).toEqual([
    409,
    'access.second_person_needed',
  ])
  const confirmed = await call('POST', answer, await signIn('two'), { answer: 'confirm' })
  expect(confirmed.body).toMatchObject({ state: 'confirmed' })
  expect((await call('GET', `/v1/people/${personId}`, one)).body.person.leftOn).toBe(leaving.leftOn)
})
