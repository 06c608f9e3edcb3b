import type { z } from 'zod'
import { paths } from '../../src/contract/paths.ts'

type Contracts = typeof import('../../src/contract/session.ts') &
  typeof import('../../src/contract/inbox.ts') &
  typeof import('../../src/contract/requests.ts') &
  typeof import('../../src/contract/attendance.ts') &
  typeof import('../../src/contract/comments.ts') &
  typeof import('../../src/contract/register.ts') &
  typeof import('../../src/contract/parties.ts') &
  typeof import('../../src/contract/parties-match.ts') &
  typeof import('../../src/contract/parties-record.ts') &
  typeof import('../../src/contract/third-parties.ts') &
  typeof import('../../src/contract/log.ts') &
  typeof import('../../src/contract/ledger.ts') &
  typeof import('../../src/contract/accruals.ts') &
  typeof import('../../src/contract/vouchers.ts') &
  typeof import('../../src/contract/dimensions.ts') &
  typeof import('../../src/contract/budgets.ts') &
  typeof import('../../src/contract/tax.ts') &
  typeof import('../../src/contract/payments.ts') &
  typeof import('../../src/contract/payment-sets.ts') &
  typeof import('../../src/contract/bank.ts') &
  typeof import('../../src/contract/bank-templates.ts') &
  typeof import('../../src/contract/reconciliation.ts') &
  typeof import('../../src/contract/claims.ts') &
  typeof import('../../src/contract/refunds.ts') &
  typeof import('../../src/contract/releases.ts') &
  typeof import('../../src/contract/payees.ts') &
  typeof import('../../src/contract/invoices.ts') &
  typeof import('../../src/contract/invoice-buyers.ts') &
  typeof import('../../src/contract/coverage.ts') &
  typeof import('../../src/contract/coverage-accounts.ts')

/** The name of an operation's contract object. */
export type OperationName = keyof typeof paths & keyof Contracts

/** What an operation takes. */
export type Given<Name extends OperationName> = {
  readonly params?: z.input<Contracts[Name]['params']>
  readonly query?: z.input<Contracts[Name]['query']>
  readonly body?: z.input<Contracts[Name]['body']>
}

/** What an operation answers. */
export type Answer<Name extends OperationName> = z.output<Contracts[Name]['answer']>

/** A problem as the server writes it (RFC 9457), or our own words where no server answered. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly code?: string
  readonly wayOut?: string
  readonly pointers?: readonly { readonly pointer: string; readonly says: string }[]
  readonly requestNumber: string
}

type Options = {
  /** The idempotency key of a command; the same for every retry. */
  readonly key?: string
  readonly signal?: AbortSignal
  /** Lets the request outlive the page, for what is sent while leaving. */
  readonly keepalive?: boolean
}

/** Calls one operation. Throws an error that carries a `Problem`; see `problemOf`. */
export async function call<Name extends OperationName>(
  name: Name,
  given: Given<Name> = {},
  options: Options = {},
): Promise<Answer<Name>> {
  const [method] = paths[name]
  const headers: Record<string, string> = { accept: 'application/json' }
  if (method !== 'GET') headers['idempotency-key'] = options.key ?? crypto.randomUUID()
  if (method !== 'GET') headers['content-type'] = 'application/json'
  const response = await send(addressOf(name, given), {
    method,
    headers,
    ...(method === 'GET' ? {} : { body: JSON.stringify(given.body ?? {}) }),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.keepalive ? { keepalive: true } : {}),
  })
  return (await answerOf(response)) as Answer<Name> // the server checked it against the same contract
}

/** Sends files of evidence. */
export function uploadFiles(files: readonly File[], purpose?: string): Promise<Answer<'upload'>> {
  return sendFiles('upload', { body: { purpose } }, files)
}

/** Sends files with the parameters and the body of an operation that takes them, as a form does. */
export async function sendFiles<Name extends OperationName>(
  name: Name,
  given: Given<Name>,
  files: readonly File[],
): Promise<Answer<Name>> {
  const form = new FormData()
  for (const [field, value] of Object.entries(given.body ?? {}))
    if (value !== undefined) form.append(field, String(value))
  for (const file of files) form.append('files', file, file.name)
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const response = await send(addressOf(name, given), { method: 'POST', headers, body: form })
  return (await answerOf(response)) as Answer<Name> // the server checked it against the same contract
}

/** The address of an operation with its parameters, also for links to files. */
export function addressOf<Name extends OperationName>(name: Name, given: Given<Name> = {}): string {
  const params = entriesOf(given.params)
  const path = paths[name][1]
    .replaceAll(/:(\w+)/g, (whole, key: string) => {
      const value = params.find(([at]) => at === key)?.[1]
      return value === undefined ? whole : encodeURIComponent(value)
    })
    .replace('::', ':')
  const query = new URLSearchParams(entriesOf(given.query)).toString()
  return query === '' ? path : `${path}?${query}`
}

/** The session has ended; asking again changes nothing before somebody signs in. */
export function isSignedOut(problem: Problem): boolean {
  return problem.code === 'access.not_signed_in'
}

/**
 * Whether the server has answered a call for good. What it refused it would refuse again under the same key,
 * though the reason may be gone; what nobody answered may have been done.
 */
export function isAnswered({ status, code }: Pick<Problem, 'status' | 'code'>): boolean {
  return 400 <= status && status < 500 && status !== 429 && code !== 'platform.in_progress'
}

/** Whether the server answers at all. */
export async function isServerThere(): Promise<boolean> {
  try {
    await fetch('/healthz')
    return true
  } catch {
    return false
  }
}

/** No server answered. */
export function unreachable(): Error {
  return failed({ type: 'urn:aboveboard:unreachable', title: '', status: 0, requestNumber: '' })
}

/** The problem behind a failed call. */
export function problemOf(error: unknown): Problem {
  if (typeof error === 'object' && error !== null && 'problem' in error) return error.problem as Problem
  return { type: 'about:blank', title: '', status: 0, requestNumber: '' }
}

function entriesOf(values: unknown): [string, string][] {
  if (typeof values !== 'object' || values === null) return []
  return Object.entries(values).flatMap(([key, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[key, String(value)]],
  )
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...init, credentials: 'same-origin' })
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw unreachable()
  }
}

/** The answer of a response; a problem is thrown. */
async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text()
  const body: unknown = text === '' ? {} : parse(text)
  if (response.ok) return body
  if (isProblem(body)) throw failed(body)
  throw failed({ type: 'about:blank', title: '', status: response.status, requestNumber: '' })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body && 'status' in body
}

function failed(problem: Problem): Error {
  return Object.assign(new Error(problem.title), { problem })
}
