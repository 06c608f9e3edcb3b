import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Operation } from '../../contract/operation.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Language } from '../../texts/text.ts'
import type { Actor } from '../act/actor.ts'
import type { InvalidIssue } from './problem.ts'
import type { HttpCall, UploadedFile } from './route.ts'

type Context = { actor: Actor; at: Instant; language: Language }
type Invalid = { place: string; issues: readonly InvalidIssue[] }

/** Long enough for a UUID with a prefix, short enough for an index. */
const keyPattern = /^[\x21-\x7e]{8,200}$/

/** The person behind a public operation: nobody, with no roles and no entities. */
export function actorForPublic(language: Language): Actor {
  return {
    personId: 'nobody',
    accountId: 'nobody',
    roles: [],
    entityIds: [],
    language,
    hasFreshFactor: false,
    via: 'web',
  }
}

/** Checks a request against its contract; gives the typed call, or where and how it is wrong. */
export async function readCall(
  operation: Operation,
  request: FastifyRequest,
  context: Context,
): Promise<HttpCall<unknown, unknown, unknown> | Invalid> {
  const key = request.headers['idempotency-key']
  if (operation.kind === 'command' && (typeof key !== 'string' || !keyPattern.test(key))) {
    return invalid('header', [
      { code: 'form', path: ['Idempotency-Key'], says: keyMessage(context.language) },
    ])
  }
  // Files are read into memory: only for what takes files, and never for whoever is not signed in.
  if (request.isMultipart() && !operation.takesFiles) return invalid('body', [{ code: 'json', path: [] }])
  const upload = request.isMultipart() ? await readUpload(request) : { fields: request.body ?? {}, files: [] }
  const parts: [string, z.ZodType, unknown][] = [
    ['path', operation.params, request.params ?? {}],
    ['query', operation.query, request.query ?? {}],
    ['body', operation.body, upload.fields],
  ]
  const values: unknown[] = []
  for (const [place, schema, value] of parts) {
    const read = schema.safeParse(value, { reportInput: true })
    if (!read.success) return invalid(place, read.error.issues)
    const broken = unstorable(read.data, [])
    if (broken.length > 0) return invalid(place, broken)
    values.push(read.data)
  }
  const [params, query, body] = values
  return { params, query, body, ...callContext(request, context, key), files: upload.files }
}

/** Texts that no database holds: with a zero byte, or with half of a character in them. */
function unstorable(value: unknown, path: readonly string[]): InvalidIssue[] {
  if (typeof value === 'string') {
    return value.includes('\0') || !value.isWellFormed() ? [{ code: 'unstorable', path: [...path] }] : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    ...unstorable(name, path),
    ...unstorable(inner, [...path, name]),
  ])
}

function callContext(request: FastifyRequest, context: Context, key: unknown) {
  return {
    actor: context.actor,
    at: context.at,
    language: context.language,
    // What a client names never meets a key that the product makes for records of its own.
    key: typeof key === 'string' ? `client/${key}` : '',
    headers: request.headers,
    address: request.ip,
  }
}

function invalid(place: string, issues: Invalid['issues']): Invalid {
  return { place, issues }
}

function keyMessage(language: Language): string {
  return language === 'en'
    ? 'Send an Idempotency-Key of 8 to 200 visible characters; keep it for every retry.'
    : '请在请求头 Idempotency-Key 中给出 8–200 个可见字符，重试时保持不变。'
}

async function readUpload(
  request: FastifyRequest,
): Promise<{ fields: Record<string, string>; files: UploadedFile[] }> {
  const fields: Record<string, string> = {}
  const files: UploadedFile[] = []
  for await (const part of request.parts()) {
    if (part.type === 'file')
      files.push({ name: part.filename.replaceAll('\0', '').toWellFormed(), bytes: await part.toBuffer() })
    else fields[part.fieldname] = String(part.value)
  }
  return { fields, files }
}
