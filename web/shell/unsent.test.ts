import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { askForFactorWith } from './commands.ts'
import { keepUnsent, sendLeaving, settleUnsent, type Unsent } from './unsent.ts'

const unsent: Unsent = {
  key: 'key-of-the-decision',
  personId: 'per_liujianguo',
  operation: 'approve',
  given: { params: { approvalId: 'apr_meal000001' }, body: { version: 1 } },
  approvalId: 'apr_meal000001',
  number: 'BR-2026-1',
}

const stale = {
  type: 'x',
  title: '需要重新验证',
  status: 401,
  code: 'access.fresh_factor_needed',
  requestNumber: 'R1',
}
const busy = {
  type: 'x',
  title: '正在处理',
  status: 409,
  code: 'platform.in_progress',
  requestNumber: 'R2',
}
const fine = { version: 2, says: '已同意' }

let keys: string[] = []

function server(...answers: readonly [status: number, body: unknown][]) {
  keys = []
  vi.stubGlobal('fetch', async (_address: string, init: { headers: Record<string, string> }) => {
    const [status, body] = answers[keys.length] ?? [500, {}]
    keys.push(init.headers['idempotency-key'] ?? '')
    return new Response(JSON.stringify(body), { status })
  })
}

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** What the person is told when the application starts again: the title of the problem, or that it went. */
async function toldAgain(personId = 'per_liujianguo'): Promise<string[]> {
  const told: string[] = []
  await settleUnsent(personId, (it, problem) => told.push(`${it.number}: ${problem?.title ?? 'went'}`))
  return told
}

describe('a decision that was sent while the page was left', () => {
  test('is forgotten once its answer came', async () => {
    server([200, fine])
    await sendLeaving(unsent)
    expect(await toldAgain()).toEqual([])
    expect(keys).toHaveLength(1)
  })

  test('and wanted a fresh factor is sent with the same key when the application starts', async () => {
    server([401, stale], [401, stale], [200, fine])
    await sendLeaving(unsent).catch(() => undefined)
    askForFactorWith(async () => true)
    expect(await toldAgain()).toEqual(['BR-2026-1: went'])
    expect(keys).toEqual([unsent.key, unsent.key, unsent.key])
    expect(await toldAgain()).toEqual([])
  })

  test('is told as not sent where the factor is not shown', async () => {
    server([401, stale])
    keepUnsent(unsent)
    askForFactorWith(async () => false)
    expect(await toldAgain()).toEqual(['BR-2026-1: 需要重新验证'])
  })

  test('is waited for while it is still on its way', async () => {
    vi.useFakeTimers()
    server([409, busy], [409, busy], [200, fine])
    keepUnsent(unsent)
    const told = toldAgain()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await told).toEqual(['BR-2026-1: went'])
  })

  test('is never sent in the name of somebody else', async () => {
    server([200, fine])
    keepUnsent(unsent)
    expect(await toldAgain('per_somebody01')).toEqual([])
    expect(keys).toEqual([])
    expect(await toldAgain()).toEqual([])
  })
})
