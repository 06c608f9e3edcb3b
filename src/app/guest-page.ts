import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isRefusal } from '../kernel/refusal.ts'
import { clockIn } from '../kernel/format.ts'
import {
  formPage,
  invitationFor,
  pagePolicy,
  readForm,
  saysPage,
  signInGuest,
  type AttendanceDeps,
  type Typed,
  type Wrong,
} from '../modules/requests/index.ts'
import type { Clock } from '../platform/clock.ts'
import { languageOf } from '../platform/http/language.ts'
import type { Language } from '../texts/text.ts'

/** What the page of guests is served with. */
export type GuestPageParts = {
  readonly attendance: AttendanceDeps
  readonly now: Clock
  /** A key for one sign-in, made with the form. */
  readonly newKey: () => string
  readonly onFault: (fault: unknown, requestNumber: string, operation: string) => void
  readonly onAnswer: (operation: string, status: number, seconds: number) => void
}

type Request = FastifyRequest<{ Params: { secret: string }; Querystring: { lang?: unknown } }>

/** A form of three names and one choice. */
const formBytes = 8 * 1024

const fields = ['name', 'employer', 'position', 'isOfficial'] as const

/**
 * The page behind a code: `/s/` and the secret. It is written here and not by the web application, because
 * it is for a stranger's phone on a bad network: one answer of a few kilobytes, with no script. Whatever goes
 * wrong is one sentence for a guest, never a document for a program.
 */
export async function guestPage(server: FastifyInstance, parts: GuestPageParts): Promise<void> {
  await server.register(async (pages) => {
    pages.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: formBytes },
      (_, body, done) => done(null, new URLSearchParams(String(body))),
    )
    pages.setErrorHandler((fault, request, reply) => sorry(parts, fault, request as Request, reply))
    pages.addHook('onResponse', async (request, reply) => {
      parts.onAnswer(`guest_page.${request.method.toLowerCase()}`, reply.statusCode, reply.elapsedTime / 1000)
    })
    pages.get('/s/:secret', (request, reply) => shown(parts, request as Request, reply))
    pages.post('/s/:secret', (request, reply) => signedIn(parts, request as Request, reply))
  })
}

/** The switch on the page wins over what the browser asks for. */
function languageFor({ query, headers }: Request): Language {
  if (query.lang === 'en') return 'en'
  return query.lang === 'zh' ? 'zh-CN' : languageOf(headers['accept-language'], undefined)
}

function told(request: Request) {
  return { secret: request.params.secret, language: languageFor(request) }
}

async function shown(parts: GuestPageParts, request: Request, reply: FastifyReply) {
  return sendForm(parts, request, reply, { status: 200, typed: {}, wrong: {} })
}

type Filled = { readonly status: number; readonly typed: Typed; readonly wrong: Wrong; readonly key?: string }

async function sendForm(parts: GuestPageParts, request: Request, reply: FastifyReply, filled: Filled) {
  const page = told(request)
  const invited = await invitationFor(parts.attendance, page.secret, { ...page, at: parts.now() })
  if (!invited) return send(reply, 404, saysPage(page, 'gone'))
  const { status, typed, wrong, key = parts.newKey() } = filled
  return send(reply, status, formPage({ ...page, invited, typed, wrong, key }))
}

async function signedIn(parts: GuestPageParts, request: Request, reply: FastifyReply) {
  const page = told(request)
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
  const typed: Typed = Object.fromEntries(fields.map((name) => [name, form.get(name) ?? '']))
  const read = readForm(typed, page.language)
  const key = keyIn(form) ?? parts.newKey()
  if ('wrong' in read) return sendForm(parts, request, reply, { status: 422, typed, wrong: read.wrong, key })
  const at = parts.now()
  const said = { ...page, said: read.said, key: keyFor(key, read.said), at }
  const done = await signInGuest(parts.attendance, said)
  const refusal = isRefusal(done) ? done : done.kind === 'refused' ? done.refusal : undefined
  if (refusal) return refusedPage(parts, request, reply, refusal.code)
  if (isRefusal(done) || done.kind !== 'done') return send(reply, 409, saysPage(page, 'many'))
  const time = clockIn(done.zone, done.answer.at)
  return send(reply, 200, saysPage(page, 'done', { name: read.said.name, time }))
}

/** A key that a form of ours carries; anything else is no key. */
function keyIn(form: URLSearchParams): string | undefined {
  const key = form.get('key') ?? ''
  return /^[0-9A-Za-z_-]{16,64}$/.test(key) ? key : undefined
}

/** The key of what was said: a form that is changed after it was sent is another sign-in, and no retry. */
function keyFor(key: string, said: Readonly<Record<string, unknown>>): string {
  return `${key}.${hash('sha256', JSON.stringify(said)).slice(0, 16)}`
}

function refusedPage(parts: GuestPageParts, request: Request, reply: FastifyReply, code: string) {
  const page = told(request)
  if (code === 'requests.signed_in_already') return send(reply, 200, saysPage(page, 'already'))
  if (code === 'requests.sign_in_full') return send(reply, 409, saysPage(page, 'full'))
  // Before its day the page says when; a link that is over, closed or unknown is no link.
  return sendForm(parts, request, reply, { status: 409, typed: {}, wrong: {} })
}

/** What went wrong, for a guest. A bug of ours is noted as every other. */
function sorry(parts: GuestPageParts, fault: unknown, request: Request, reply: FastifyReply) {
  const known = typeof fault === 'object' && fault !== null && 'statusCode' in fault ? fault.statusCode : 500
  const status = typeof known === 'number' ? known : 500
  if (status >= 500) parts.onFault(fault, request.id, 'guest_page')
  const page = told(request)
  if (status === 429) return send(reply, 429, saysPage(page, 'many'))
  return send(reply, status, saysPage(page, status >= 500 ? 'broken' : 'gone'))
}

function send(reply: FastifyReply, status: number, html: string) {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('content-security-policy', pagePolicy)
    .header('x-robots-tag', 'noindex, nofollow')
    .type('text/html; charset=utf-8')
    .send(html)
}
