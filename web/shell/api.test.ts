import { afterEach, describe, expect, test, vi } from 'vitest'
import { addressOf, call, isAnswered, problemOf } from './api.ts'
import { askForFactorWith, command } from './commands.ts'

afterEach(() => vi.unstubAllGlobals())

/** A server that gives these answers, one a call. */
function server(...answers: readonly [status: number, body: unknown][]) {
  const calls: { address: string; init: RequestInit }[] = []
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const [status, body] = answers[calls.length] ?? [500, {}]
    calls.push({ address, init })
    return new Response(JSON.stringify(body), { status })
  })
  return calls
}

const stale = {
  type: 'x',
  title: 'fresh',
  status: 401,
  code: 'access.fresh_factor_needed',
  requestNumber: 'R1',
}

describe('a call of an operation', () => {
  test.each([
    ['draft', { params: { requestId: 'req_a/b' } }, '/v1/drafts/req_a%2Fb'],
    ['preview', {}, '/v1/decisions:preview'],
    ['register', { query: { q: '恒 泰', form: '' } }, '/v1/register?q=%E6%81%92+%E6%B3%B0'],
  ] as const)('goes to the address of %s', (name, given, expected) => {
    expect(addressOf(name, given as never)).toBe(expected)
  })

  test('sends one idempotency key with a command and none with a query', async () => {
    const calls = server([200, {}], [200, {}])
    await call('signOut', {}, { key: 'key-for-this-try' })
    await call('me')
    expect(calls[0]?.init.headers).toMatchObject({ 'idempotency-key': 'key-for-this-try' })
    expect(calls[1]?.init.headers).not.toHaveProperty('idempotency-key')
  })

  test('repeats a command that wants a fresh factor with the same key', async () => {
    const calls = server([401, stale], [200, { jobId: 'job_1' }])
    askForFactorWith(async () => true)
    const body = { filters: {}, format: 'csv' as const, reason: '季度审计' }
    await expect(command('exportRegister', { body })).resolves.toEqual({ jobId: 'job_1' })
    const keys = calls.map(({ init }) => new Headers(init.headers).get('idempotency-key'))
    expect(keys[0]).toBe(keys[1])
  })

  test('gives up, and sends nothing more, when the factor is not shown', async () => {
    const calls = server([401, stale])
    askForFactorWith(async () => false)
    const error: unknown = await command('startVerification', {}).catch((cause: unknown) => cause)
    expect(problemOf(error).code).toBe('access.fresh_factor_needed')
    expect(calls).toHaveLength(1)
  })

  test('has words of its own where no server answered', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('network')))
    const error: unknown = await call('me').catch((cause: unknown) => cause)
    expect(problemOf(error)).toMatchObject({ status: 0, type: 'urn:aboveboard:unreachable' })
  })
})

test.each([
  [true, { status: 409, code: 'approvals.nobody' }],
  [true, { status: 422, code: 'requests.prohibited' }],
  [false, { status: 409, code: 'platform.in_progress' }],
  [false, { status: 429, code: 'platform.too_many_requests' }],
  [false, { status: 503 }],
  [false, { status: 0 }],
])('whether a call was answered for good is %s after %j', (expected, problem) => {
  expect(isAnswered(problem)).toBe(expected)
})
