import { FileLost } from '../files.ts'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../../contract/operation.ts'
import { refuse } from '../../kernel/refusal.ts'
import { systemActor } from '../act/actor.ts'
import type { Outcome } from '../act/command.ts'
import { answer, fromOutcome } from './answer.ts'
import { route } from './route.ts'
import { httpServer } from './server.ts'
import { serveWeb } from './web.ts'

const put = operation({
  id: 'shelf.put',
  kind: 'command',
  method: 'POST',
  path: '/v1/shelf',
  summary: 'Puts something on the shelf',
  body: z.strictObject({
    name: z.string().min(1).max(5),
    count: z.int().max(9),
    day: z.iso.date(),
    kind: z.enum(['gift', 'meal']),
    tags: z.array(z.string()).max(2),
    flag: z.boolean(),
  }),
  answer: z.strictObject({ ok: z.literal(true) }),
})
const look = operation({
  id: 'shelf.look',
  kind: 'query',
  method: 'GET',
  path: '/v1/shelf',
  summary: 'Looks at the shelf',
  answer: z.strictObject({ ok: z.literal(true) }),
})
const burn = operation({
  id: 'shelf.burn',
  kind: 'command',
  method: 'POST',
  path: '/v1/shelf/burn',
  summary: 'Burns the shelf',
  body: z.strictObject({}),
  security: 'factor',
  answer: z.strictObject({ ok: z.literal(true) }),
})
const good = { name: '茶', count: 3, day: '2026-11-25', kind: 'gift', tags: [], flag: true }

let server: FastifyInstance
let outcome: Outcome<{ ok: true }> | Error
const faults: unknown[] = []
const keys: string[] = []
const answers: [string, number][] = []
const folder = mkdtempSync(join(tmpdir(), 'aboveboard-web-'))

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  const routes = [
    route(put, async ({ key }) => {
      keys.push(key)
      if (outcome instanceof Error) throw outcome
      return fromOutcome(outcome)
    }),
    route(look, async () => answer({ ok: true })),
    route(burn, async () => answer({ ok: true })),
  ]
  server = await httpServer(routes, {
    actorOf: async (headers) =>
      headers['x-in'] === 'no'
        ? undefined
        : {
            ...systemActor,
            language: languageIn(headers),
            hasFreshFactor: headers['x-factor'] !== 'stale',
          },
    authorise: (_, name) => (name !== 'shelf.put' && isDenied ? refuse('access.role_needed') : undefined),
    now: () => '2026-11-25T08:00:00.000Z',
    requestNumber: () => 'R1',
    onFault: (fault) => faults.push(fault),
    onAnswer: (operation, status) => void answers.push([operation, status]),
    origins: () => ['http://home'],
    isSecure: false,
    requestsPerMinute: 200,
    naming: async (refusal) => ({ ...refusal, params: { ...refusal.params, name: '张伟' } }),
  })
  await serveWeb(server, folder)
})

afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

let isDenied = false

function languageIn(headers: Readonly<Record<string, unknown>>) {
  return headers['accept-language'] === 'en' ? ('en' as const) : ('zh-CN' as const)
}

async function send(body: unknown, headers: Record<string, string> = {}, url = '/v1/shelf') {
  const payload = typeof body === 'string' ? body : JSON.stringify(body)
  const given = { 'content-type': 'application/json', 'idempotency-key': 'key-00000001', ...headers }
  const reply = await server.inject({ method: 'POST', url, payload, headers: given })
  return { status: reply.statusCode, type: String(reply.headers['content-type']), ...reply.json() }
}

const done = { kind: 'done', answer: { ok: true }, replayed: false } as const

it('the key of a client has a space of its own, beside those that the product makes', async () => {
  outcome = done
  await send(good, { 'idempotency-key': 'job:of-the-product' })
  expect(keys.at(-1)).toBe('client/job:of-the-product')
})

describe('a body of the wrong shape', () => {
  it.each([
    [
      'zh-CN',
      'name',
      '缺少这一项，请补上。',
      'count',
      '不能大于 9。',
      'day',
      '请写成日期，例如 2026-11-25。',
    ],
    [
      'en',
      'name',
      'This is missing; please add it.',
      'count',
      'It must not be more than 9.',
      'day',
      'Write it as a date such as 2026-11-25.',
    ],
  ])('is refused in words with every place: %s', async (language, ...said) => {
    const bad = { count: 12, day: '25.11.2026', kind: 'boat', tags: ['a', 'b', 'c'], flag: 'yes', more: 1 }
    const problem = await send(bad, { 'accept-language': language })
    expect(problem.status).toBe(400)
    expect(problem.wayOut).not.toBe('')
    const says = new Map(
      problem.pointers.map((it: { pointer: string; says: string }) => [it.pointer.slice(6), it.says]),
    )
    for (let i = 0; i < said.length; i += 2) expect(says.get(said[i])).toBe(said[i + 1])
    expect([...says.keys()].toSorted()).toEqual(['', 'count', 'day', 'flag', 'kind', 'name', 'tags'])
    for (const text of says.values()) expect(text).not.toMatch(/invalid|expected|received|undefined|无效/i)
  })

  it.each([
    [{ ...good, name: '' }, '这一项不能为空。'],
    [{ ...good, name: '张\0三' }, '含有无法保存的字符，请删除后重试。'],
    [{ ...good, name: '张\ud800' }, '含有无法保存的字符，请删除后重试。'],
    [{ ...good, tags: ['a', '\0'] }, '含有无法保存的字符，请删除后重试。'],
    [{ ...good, name: '一二三四五六' }, '最多 5 个字符。'],
    [{ ...good, count: 1.5 }, '这一项应为整数。'],
    [{ ...good, flag: 'yes' }, '这一项应为是或否（true / false）。'],
    [{ ...good, kind: 'boat' }, '只能是以下之一：gift、meal。'],
    [{ ...good, tags: ['a', 'b', 'c'] }, '最多 2 项。'],
    [{ ...good, more: 1 }, '没有这样的项：more，请去掉。'],
    ['{"name":', '正文不是有效的 JSON。'],
  ])('%j', async (body, says) => {
    const problem = await send(body)
    expect([problem.status, problem.pointers[0]?.says]).toEqual([400, says])
  })

  it('is told that it is too large', async () => {
    const problem = await send({ ...good, name: 'x'.repeat(5_000_000) })
    expect([problem.status, problem.pointers[0]?.says]).toEqual([413, '内容过大。'])
  })

  it('a command without its key is told how to send one', async () => {
    const problem = await send(good, { 'idempotency-key': 'short' })
    expect([problem.status, problem.pointers[0]?.pointer]).toEqual([400, '/header/Idempotency-Key'])
  })
})

describe('the answer to a command', () => {
  it.each([
    [done, 200, undefined],
    [{ kind: 'refused', refusal: refuse('platform.stale'), replayed: false }, 409, 'platform.stale'],
    [{ kind: 'forbidden', refusal: refuse('access.role_needed') }, 403, 'access.role_needed'],
    [{ kind: 'refused', refusal: refuse('access.role_needed'), replayed: false }, 403, 'access.role_needed'],
    [{ kind: 'forbidden', refusal: refuse('access.fresh_factor_needed') }, 401, 'access.fresh_factor_needed'],
    [{ kind: 'key_reused' }, 422, 'platform.key_reused'],
    [{ kind: 'in_progress' }, 409, 'platform.in_progress'],
  ] as const)('%j has its status, its sentence and its way out', async (given, status, code) => {
    outcome = given
    const problem = await send(good)
    expect([problem.status, problem.code]).toEqual([status, code])
    if (code !== undefined) expect([problem.title, problem.wayOut].every((text) => text !== '')).toBe(true)
  })

  it('from another site is refused, from our own page it is not', async () => {
    outcome = done
    expect((await send(good, { origin: 'http://elsewhere' })).code).toBe('platform.foreign_origin')
    expect((await send(good, { origin: 'http://home' })).status).toBe(200)
  })

  it('without a session asks to sign in', async () => {
    const problem = await send(good, { 'x-in': 'no' })
    expect([problem.status, problem.code]).toEqual([401, 'access.not_signed_in'])
  })

  it('a fault gives a number to quote and nothing of the inside', async () => {
    outcome = new Error('secret inside')
    const problem = await send(good)
    expect([problem.status, problem.requestNumber]).toEqual([500, 'R1'])
    expect(JSON.stringify(problem)).not.toContain('secret')
    expect(faults).toContain(outcome)
    // It counts among the answers of its operation, or nobody watching it would see it fail.
    expect(answers.at(-1)).toEqual(['shelf.put', 500])
  })

  it.each([
    [{ code: '53300' }, 'gone', 'platform.database_away'],
    [{ code: '57P01' }, 'gone', 'platform.database_away'],
    [{ code: '58030' }, 'gone', 'platform.database_away'],
    [{ code: 'ECONNREFUSED' }, 'gone', 'platform.database_away'],
    [{ code: 'ENOENT', syscall: 'connect' }, 'connect ENOENT', 'platform.database_away'],
    [{}, 'Connection terminated unexpectedly', 'platform.database_away'],
    [{}, 'timeout exceeded when trying to connect', 'platform.database_away'],
    [{ code: '53100' }, 'could not extend file', 'platform.storage_full'],
    [{ code: 'ENOSPC' }, 'no space left on device', 'platform.storage_full'],
  ])('%j (%s) is a pause and not a fault of ours, told as %s', async (more, message, code) => {
    outcome = Object.assign(new Error(message), more)
    const problem = await send(good)
    expect([problem.status, problem.code]).toEqual([503, code])
    expect(problem.wayOut).toBeTruthy()
  })

  it('files are not even read for what takes none', async () => {
    outcome = done
    const payload = [
      '--x',
      'content-disposition: form-data; name="f"; filename="a.pdf"',
      '',
      '%PDF-1.7',
      '--x--',
      '',
    ].join('\r\n')
    const reply = await server.inject({
      method: 'POST',
      url: '/v1/shelf',
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'idempotency-key': 'key-of-a-file' },
      payload,
    })
    expect([reply.statusCode, reply.json().pointers]).toMatchObject([400, [{ pointer: '/body' }]])
  })

  it('a lost file is told with the way to bring it back', async () => {
    outcome = new FileLost('00', 'missing')
    expect(await send(good)).toMatchObject({ status: 503, code: 'platform.file_lost' })
  })

  it.each([
    ['a file of our own that is not there', { code: 'ENOENT', syscall: 'open' }],
    ['a broken constraint', { code: '23514' }],
  ])('%s stays a fault', async (_, more) => {
    outcome = Object.assign(new Error('inside'), more)
    expect((await send(good)).status).toBe(500)
  })
})

describe('an address', () => {
  it('of the API that is none is not found, in words', async () => {
    const reply = await server.inject({
      method: 'GET',
      url: '/v1/nowhere',
      headers: { 'accept-language': 'en' },
    })
    expect([reply.statusCode, reply.json().title]).toEqual([404, 'It was not found, or you may not see it.'])
    const post = await server.inject({ method: 'POST', url: '/nowhere' })
    expect([post.statusCode, post.json().title]).toEqual([404, '没有找到，或您无权查看。'])
  })

  it('that is none of the API is the page, also for HEAD', async () => {
    for (const method of ['GET', 'HEAD'] as const) {
      const reply = await server.inject({ method, url: '/inbox' })
      expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    }
  })

  it('that the person may not use says why', async () => {
    isDenied = true
    const reply = await server.inject({ method: 'GET', url: '/v1/shelf' })
    isDenied = false
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'access.role_needed'])
  })

  it('asks for a fresh second factor only of whoever may use it at all', async () => {
    const burnIt = () => send({}, { 'x-factor': 'stale' }, '/v1/shelf/burn')
    expect(await burnIt()).toMatchObject({ status: 401, code: 'access.fresh_factor_needed' })
    isDenied = true
    const denied = await burnIt()
    isDenied = false
    expect(denied).toMatchObject({ status: 403, code: 'access.role_needed' })
  })

  it.each(['/v1/shelf', '/%761/shelf', '/v%31/shelf', 'http://x/v1/shelf'])(
    '%s asked too often is told to wait, however it is written',
    async (url) => {
      // Each in its own minute, and from its own address.
      const remoteAddress = `10.0.${String(url.length)}.${String(url.indexOf('1'))}`
      const ask = () => server.inject({ method: 'GET', url, remoteAddress })
      let last = await ask()
      for (let i = 0; i < 250 && last.statusCode === 200; i++) last = await ask()
      expect([last.statusCode, last.json().code]).toEqual([429, 'platform.too_many'])
      expect(last.json().wayOut).toBeTruthy()
      const page = await server.inject({ method: 'GET', url: '/inbox', remoteAddress })
      expect(page.statusCode).toBe(200)
    },
  )
})
