import type { Readable } from 'node:stream'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Outcome } from '../act/command.ts'

/** What a route gives back; the server turns it into a response. */
export type HttpAnswer =
  | { readonly kind: 'answer'; readonly body: unknown; readonly status?: number; readonly headers?: Headers }
  | {
      readonly kind: 'refused'
      readonly refusal: Refusal
      readonly status: 401 | 403 | 404 | 409 | 422 | 429
    }
  | {
      readonly kind: 'bytes'
      readonly mediaType: string
      readonly fileName: string
      readonly bytes: Buffer | Readable
    }

type Headers = Readonly<Record<string, string | readonly string[]>>

/** A good answer. */
export function answer(body: unknown, headers?: Headers): HttpAnswer {
  return headers === undefined ? { kind: 'answer', body } : { kind: 'answer', body, headers }
}

/** A refusal that is a matter of signing in or of rights has its status, wherever it was decided. */
const statuses: Readonly<Record<string, 401 | 403>> = {
  'access.not_signed_in': 401,
  'access.factor_needed': 401,
  'access.fresh_factor_needed': 401,
  'access.role_needed': 403,
  'access.waits_for_factor': 403,
  'access.employment_ended': 403,
  'access.not_joined_yet': 403,
}

/** A refusal by the business: 409. */
export function refused(refusal: Refusal): Extract<HttpAnswer, { kind: 'refused' }> {
  return { kind: 'refused', refusal, status: statuses[refusal.code] ?? 409 }
}

/** Not allowed, with the reason: 403; or not signed in well enough for it: 401. */
export function forbidden(refusal: Refusal): Extract<HttpAnswer, { kind: 'refused' }> {
  return { kind: 'refused', refusal, status: statuses[refusal.code] ?? 403 }
}

/** Not found, or not to be known: 404. */
export function notFound(): HttpAnswer {
  return { kind: 'refused', refusal: refuse('platform.not_found'), status: 404 }
}

/** The answer to a command, as the write door gave it. */
export function fromOutcome<Answer>(outcome: Outcome<Answer>): HttpAnswer {
  switch (outcome.kind) {
    case 'done':
      return answer(outcome.answer, outcome.replayed ? { 'idempotency-replayed': 'true' } : undefined)
    case 'refused':
      return refused(outcome.refusal)
    case 'forbidden':
      return forbidden(outcome.refusal)
    case 'key_reused':
      return { kind: 'refused', refusal: refuse('platform.key_reused'), status: 422 }
    case 'in_progress':
      return { kind: 'refused', refusal: refuse('platform.in_progress'), status: 409 }
  }
}
