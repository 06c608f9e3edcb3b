import type { z } from 'zod'
import type { Operation } from '../../contract/operation.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Language } from '../../texts/text.ts'
import type { Actor } from '../act/actor.ts'
import type { HttpAnswer } from './answer.ts'

/** One request, checked against its contract. */
export type HttpCall<Params, Query, Body> = {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Present on every operation that is not public. */
  readonly actor: Actor
  /** The idempotency key; empty on queries and previews. */
  readonly key: string
  readonly at: Instant
  readonly language: Language
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly address: string
  /** The files of a multipart body, in order. */
  readonly files: readonly UploadedFile[]
  /** Notes a fault that does not end the request; absent where no server stands behind the call. */
  readonly onFault?: (fault: unknown) => void
}

/** A file as it came; its name is text to show and never a path. */
export type UploadedFile = { readonly name: string; readonly bytes: Buffer }

/** An operation with the code that answers it. */
export type Route = {
  readonly operation: Operation
  readonly handle: (call: HttpCall<unknown, unknown, unknown>) => Promise<HttpAnswer>
}

/** Binds an operation of the contract to its handler; the types of the call come from the contract. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  operation: Operation<P, Q, B, A>,
  handle: (call: HttpCall<z.output<P>, z.output<Q>, z.output<B>>) => Promise<HttpAnswer>,
): Route {
  // The server parses params, query and body with this operation's schemas before it calls.
  return { operation: operation as unknown as Operation, handle: handle as Route['handle'] }
}
