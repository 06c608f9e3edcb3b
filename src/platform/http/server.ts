import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import { languageOf } from './language.ts'
import type { Actor } from '../act/actor.ts'
import type { AuthorisePort } from '../act/ports.ts'
import { fileBytesMax } from '../files.ts'
import { forbidden, type HttpAnswer } from './answer.ts'
import { actorForPublic, readCall } from './read-call.ts'
import { faultProblem, invalidProblem, refusalProblem, type Problem } from './problem.ts'
import { unavailable } from './unavailable.ts'
import type { Route } from './route.ts'

/** What the server needs from the rest of the application. */
export type HttpPorts = {
  /** Who sends the request; undefined when nobody is signed in, a refusal where they may not act at all. */
  readonly actorOf: (headers: FastifyRequest['headers'], at: Instant) => Promise<Actor | Refusal | undefined>
  /** Whether a person may use an operation at all. Commands ask again inside the write door. */
  readonly authorise: AuthorisePort
  readonly now: () => Instant
  /** A short random number that the reader can quote. */
  readonly requestNumber: () => string
  readonly onFault: (fault: unknown, requestNumber: string, operation: string) => void
  readonly onAnswer: (operation: string, status: number, seconds: number) => void
  /** The origins that may send commands; a request without an Origin header comes from no browser. */
  readonly origins: () => readonly string[]
  readonly isSecure: boolean
  /** Requests a minute and address; a script that needs more is told to wait. */
  readonly requestsPerMinute: number
  readonly network?: Network
  /** Puts the names into a refusal that carries identifiers of people, for whoever reads it. */
  readonly naming?: (refusal: Refusal) => Promise<Refusal>
}

/** How requests arrive: over our own HTTPS, or through proxies whose forwarded headers are believed. */
export type Network = {
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined
  readonly trustedProxies: readonly string[]
}

/** The HTTP server with every route bound, not yet listening. */
export async function httpServer(routes: readonly Route[], ports: HttpPorts): Promise<FastifyInstance> {
  const server = listener(ports)
  await server.register(helmet, helmetOptions(ports.isSecure))
  await server.register(cookie)
  await server.register(rateLimit, {
    max: ports.requestsPerMinute,
    timeWindow: '1 minute',
    // The files of the web cost nothing, and a whole office may come from one address.
    allowList: (request) => !isOfApi(request),
  })
  await server.register(multipart, { limits: { fileSize: fileBytesMax, files: 10, fields: 20 } })
  for (const route of routes) bind(server, route, ports)
  server.setErrorHandler((fault, request, reply) => sendFault(fault, request, reply, ports))
  server.setNotFoundHandler((request, reply) => sendMissing(request, reply))
  return server
}

/**
 * By the route that answers, of the API or of the page of guests: an address can be written in many ways
 * (`/%761/…`), and all of them count.
 */
function isOfApi(request: FastifyRequest): boolean {
  return /^\/(v1|s)\//.test(request.routeOptions.url ?? '')
}

/** Only named proxies may say where a request came from; else anybody could write another's address. */
function listener({ requestNumber, network }: HttpPorts): FastifyInstance {
  const proxies = [...(network?.trustedProxies ?? [])]
  const options = {
    logger: false,
    // A policy pack of 400,000 signs, each of up to four bytes, and what JSON adds to them.
    bodyLimit: 4 * 1024 * 1024,
    genReqId: requestNumber,
    trustProxy: proxies.length > 0 ? proxies : false,
  }
  // The library types its two kinds of server apart; routes and hooks are the same on both.
  if (network?.tls) return fastify({ ...options, https: { ...network.tls } }) as unknown as FastifyInstance
  return fastify(options)
}

/** Own scripts, styles, fonts, images and connections only; no inline script, and no page may frame us. */
function helmetOptions(isSecure: boolean) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    crossOriginEmbedderPolicy: { policy: 'require-corp' as const },
    referrerPolicy: { policy: 'same-origin' as const },
    strictTransportSecurity: isSecure,
  }
}

function bind(server: FastifyInstance, route: Route, ports: HttpPorts): void {
  const { operation } = route
  server.route({
    method: operation.method,
    url: operation.path,
    handler: async (request, reply) => {
      const started = performance.now()
      try {
        await answerRequest(route, request, reply, ports)
      } catch (fault) {
        // A fault is an answer as well, and counts under its operation.
        await sendFault(fault, request, reply, ports)
      }
      ports.onAnswer(operation.id, reply.statusCode, (performance.now() - started) / 1000)
      return reply
    },
  })
}

async function answerRequest(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  ports: HttpPorts,
): Promise<void> {
  const at = ports.now()
  const { operation } = route
  const found = operation.security === 'public' ? undefined : await ports.actorOf(request.headers, at)
  const actor = found && !isRefusal(found) ? found : undefined
  const language = languageOf(request.headers['accept-language'], actor)
  const refuseWith = (code: string, status: number) =>
    sendProblem(reply, refusalProblem(refuse(code), status, language, request.id))
  if (operation.method !== 'GET' && !isOwnOrigin(request, ports))
    return refuseWith('platform.foreign_origin', 403)
  if (operation.security !== 'public' && !found) return refuseWith('access.not_signed_in', 401)
  const denied = isRefusal(found) ? found : actor && ports.authorise(actor, operation.id)
  if (denied) {
    const { status } = forbidden(denied)
    return sendProblem(reply, refusalProblem(denied, status, language, request.id))
  }
  if (operation.security === 'factor' && actor && !actor.hasFreshFactor) {
    return refuseWith('access.fresh_factor_needed', 401)
  }
  const read = await readCall(operation, request, { actor: actor ?? actorForPublic(language), at, language })
  if ('issues' in read)
    return sendProblem(reply, invalidProblem(read.issues, read.place, language, request.id))
  const onFault = (fault: unknown) => ports.onFault(fault, request.id, request.routeOptions.url ?? '')
  const answered = await route.handle({ ...read, onFault })
  const named =
    answered.kind === 'refused' && ports.naming
      ? { ...answered, refusal: await ports.naming(answered.refusal) }
      : answered
  await send(route, reply, named, language, request.id)
}

function isOwnOrigin(request: FastifyRequest, ports: HttpPorts): boolean {
  const { origin } = request.headers
  return origin === undefined || ports.origins().includes(origin)
}

async function send(
  route: Route,
  reply: FastifyReply,
  answer: HttpAnswer,
  language: Parameters<typeof refusalProblem>[2],
  requestNumber: string,
): Promise<void> {
  reply.header('cache-control', 'no-store')
  if (answer.kind === 'refused') {
    return sendProblem(reply, refusalProblem(answer.refusal, answer.status, language, requestNumber))
  }
  if (answer.kind === 'bytes') {
    reply.header('content-security-policy', "default-src 'none'; sandbox")
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`)
    await reply.type(answer.mediaType).send(answer.bytes)
    return
  }
  for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value)
  // An answer outside its own contract is a bug of ours, and a fault is better than a wrong record.
  const body = route.operation.answer.parse(answer.body)
  await reply.code(answer.status ?? route.operation.status).send(body)
}

/** An address that is none. */
export function sendMissing(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const language = languageOf(request.headers['accept-language'], undefined)
  return sendProblem(reply, refusalProblem(refuse('platform.not_found'), 404, language, request.id))
}

async function sendProblem(reply: FastifyReply, problem: Problem): Promise<void> {
  reply.header('cache-control', 'no-store')
  await reply.code(problem.status).type('application/problem+json').send(problem)
}

async function sendFault(
  fault: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  ports: HttpPorts,
): Promise<void> {
  const language = languageOf(request.headers['accept-language'], undefined)
  const status = statusOf(fault)
  if (status === 429) {
    return sendProblem(reply, refusalProblem(refuse('platform.too_many'), 429, language, request.id))
  }
  if (status < 500) {
    const code = status === 413 ? 'large' : 'json'
    return sendProblem(reply, invalidProblem([{ code, path: [] }], 'body', language, request.id, status))
  }
  ports.onFault(fault, request.id, request.routeOptions.url ?? '')
  const known = unavailable(fault)
  return known
    ? sendProblem(reply, refusalProblem(known, 503, language, request.id))
    : sendProblem(reply, faultProblem(language, request.id))
}

function statusOf(fault: unknown): number {
  const status = typeof fault === 'object' && fault !== null && 'statusCode' in fault ? fault.statusCode : 500
  return typeof status === 'number' ? status : 500
}
