import { z } from 'zod'

/**
 * How an operation touches the world: a command passes the write door, a query reads, a preview decides
 * without writing.
 */
export type OperationKind = 'command' | 'query' | 'preview'

/** One HTTP operation: the single source for the server, the web client and `/openapi.json`. */
export type Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  /** `module.verb`, for example `requests.submit`; also the row in the access table. */
  readonly id: string
  readonly kind: OperationKind
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with `:name` parameters, below `/v1`. */
  readonly path: string
  readonly summary: string
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly answer: Answer
  /** The status of a good answer. */
  readonly status: 200 | 201 | 202 | 204
  /** Refusal codes that this operation can answer, for the documents and for tidy. */
  readonly refusals: readonly string[]
  /** `public` needs no session; `session` needs one; `factor` a fresh second factor. */
  readonly security: 'public' | 'session' | 'factor'
  /** True when the body is a form with files beside its fields. */
  readonly takesFiles: boolean
}

/** What is not taken is told, and never dropped: whoever sends it believes that it counts. */
const nothing = z.strictObject({})

type Given<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> = {
  id: string
  kind: OperationKind
  method: Operation['method']
  path: string
  summary: string
  params?: Params
  query?: Query
  body?: Body
  answer: Answer
  status?: Operation['status']
  refusals?: readonly string[]
  security?: Operation['security']
  takesFiles?: boolean
}

/** Declares an operation; what is left out is an empty object, status 200 and a session. */
export function operation<
  Answer extends z.ZodType,
  Params extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = typeof nothing,
>(given: Given<Params, Query, Body, Answer>): Operation<Params, Query, Body, Answer> {
  return {
    id: given.id,
    kind: given.kind,
    method: given.method,
    path: given.path,
    summary: given.summary,
    params: given.params ?? (nothing as unknown as Params),
    query: given.query ?? (nothing as unknown as Query),
    body: given.body ?? (nothing as unknown as Body),
    answer: given.answer,
    status: given.status ?? 200,
    refusals: given.refusals ?? [],
    security: given.security ?? 'session',
    takesFiles: given.takesFiles ?? false,
  }
}
