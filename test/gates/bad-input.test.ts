import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { operations } from '../../src/contract/index.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { answer } from '../../src/platform/http/answer.ts'
import { route } from '../../src/platform/http/route.ts'
import { httpServer } from '../../src/platform/http/server.ts'
import { chanceOf, valuesOf } from './from-schema.ts'

// Every operation of the contract behind the real server, with nothing behind it: what reaches a handler was
// taken, and nobody would ever tell whoever sent it that it counts for nothing.
let server: FastifyInstance

beforeAll(async () => {
  const routes = operations.map((operation) => route(operation, async () => answer({})))
  server = await httpServer(routes, {
    actorOf: async (headers) => ({
      ...systemActor,
      language: headers['accept-language'] === 'en' ? 'en' : 'zh-CN',
      hasFreshFactor: true,
    }),
    authorise: () => undefined,
    now: () => '2026-11-25T08:00:00.000Z',
    requestNumber: () => 'R1',
    onFault: () => undefined,
    onAnswer: () => undefined,
    origins: () => [],
    isSecure: false,
    requestsPerMinute: 1_000_000,
  })
})

afterAll(() => server.close())

type Sent = { readonly query?: Record<string, string>; readonly body?: unknown; readonly language?: string }
type Told = { readonly status: number; readonly pointers: readonly (readonly [string, string])[] }

async function send(operation: Operation, { query = {}, body = {}, language = 'en' }: Sent): Promise<Told> {
  const params = valuesOf(operation.params, 'params')(chanceOf(1), new Map()) as Record<string, unknown>
  const path = operation.path.replaceAll(/(?<!:):(\w+)/g, (_, name: string) => String(params[name]))
  const isRead = operation.method === 'GET'
  const reply = await server.inject({
    method: operation.method,
    url: `${path.replaceAll('::', ':')}?${new URLSearchParams(query).toString()}`,
    headers: {
      'accept-language': language,
      'idempotency-key': 'key-of-a-bad-call',
      ...(isRead ? {} : { 'content-type': 'application/json' }),
    },
    ...(isRead ? {} : { payload: JSON.stringify(body) }),
  })
  const { pointers = [] } = reply.statusCode === 400 ? reply.json() : {}
  return {
    status: reply.statusCode,
    pointers: pointers.map((it: { pointer: string; says: string }) => [it.pointer, it.says]),
  }
}

const takes = (name: string) =>
  operations.filter(({ query }) => query instanceof z.ZodObject && name in query.shape)
const named = (list: readonly Operation[]) => list.map((operation) => [operation.id, operation] as const)

/** What is said of one place; a list may ask for more than its cursor, and tells that as well. */
function toldOf({ pointers }: Told, pointer: string): string | undefined {
  return pointers.find(([at]) => at === pointer)?.[1]
}

describe('a cursor that nobody gave', () => {
  test.each(named(takes('cursor')))('is told by %s, with what to do next', async (_, operation) => {
    for (const cursor of [
      'abc',
      '0',
      'bm9uc2Vuc2U',
      'line-x',
      "1' or true --",
      'W10.00000000',
      '9'.repeat(400),
    ]) {
      const english = await send(operation, { query: { cursor } })
      expect(english.status).toBe(400)
      expect(toldOf(english, '/query/cursor')).toContain('start from the first page again')
      const chinese = await send(operation, { query: { cursor }, language: 'zh-CN' })
      expect(toldOf(chinese, '/query/cursor')).toContain('请从第一页重新开始')
    }
  })

  test('is asked of every list that has pages', () => {
    expect(takes('cursor').length).toBeGreaterThan(5)
  })
})

test.each(named(takes('limit')))('%s tells a limit out of reach', async (_, operation) => {
  for (const limit of ['0', '-1', '1.5', '1000000000', 'many', '']) {
    const told = await send(operation, { query: { limit } })
    expect([limit, told.status, toldOf(told, '/query/limit') !== undefined]).toEqual([limit, 400, true])
  }
})

test.each([
  ['benefits.register', { from: '2026-02-01', to: '2026-01-31' }, '/query/to'],
  ['benefits.register', { minMinor: '100', maxMinor: '99' }, '/query/maxMinor'],
  ['benefits.register', { state: '' }, '/query/state/0'],
  ['benefits.register', { state: 'approved,' }, '/query/state/1'],
  ['benefits.register', { form: 'gfit' }, '/query/form/0'],
  ['benefits.totals', { from: '2026-02-01', to: '2026-01-31' }, '/query/to'],
  ['benefits.totals', { minMinor: '100', maxMinor: '99' }, '/query/maxMinor'],
  ['policy.near_limits', { from: '2026-02-01', until: '2026-01-31' }, '/query/until'],
  ['parties.lines', { kind: 'gfit' }, '/query/kind'],
])('%s with %j tells its place, for nothing would ever be found', async (id, query, pointer) => {
  const operation = operations.find((each) => each.id === id)
  if (!operation) throw new Error(`no operation ${id}`)
  const told = await send(operation, { query })
  expect([told.status, told.pointers.map(([place]) => place)]).toEqual([400, [pointer]])
  expect(told.pointers[0]?.[1]).not.toContain('in the way it must be')
  const same = Object.keys(query).map((name) => [name, name.endsWith('Minor') ? '100' : '2026-01-31'])
  const spans = Object.keys(query).length === 2
  if (spans) expect((await send(operation, { query: Object.fromEntries(same) })).status).not.toBe(400)
})

describe.each(named(operations))('%s', (id, operation) => {
  test('tells what it does not take of a query and of a body', async () => {
    const asked = await send(operation, { query: { beside: '1' } })
    expect([id, asked.status]).toEqual([id, 400])
    expect(asked.pointers).toContainEqual(['/query', 'Not known here: beside; please leave it out.'])
    if (operation.method === 'GET') return
    const sent = await send(operation, { body: { beside: '1' } })
    expect([id, sent.status, sent.pointers[0]?.[0].startsWith('/body')]).toEqual([id, 400, true])
  })

  test('takes no open object anywhere within', () => {
    const open = [operation.params, operation.query, operation.body].flatMap((schema) =>
      openIn(z.toJSONSchema(schema, { io: 'input' }), ''),
    )
    // Facts are checked one by one, and the filters of an export by those of the register.
    expect(open.filter((place) => !/\/(facts|filters)$/.test(place))).toEqual([])
  })
})

/** Places of a schema where an object takes members that nobody named. */
function openIn(schema: unknown, place: string): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { type, additionalProperties }: { type?: unknown; additionalProperties?: unknown } = schema
  const inner = Object.entries(schema).flatMap(([name, part]) => openIn(part, `${place}/${name}`))
  return type === 'object' && additionalProperties !== false ? [place, ...inner] : inner
}
