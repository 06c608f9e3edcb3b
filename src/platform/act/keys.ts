import { hash } from 'node:crypto'
import type { QueryConfig } from 'pg'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import { binaryArray } from '../db/binary-array.ts'
import type { Transaction } from '../db/transaction.ts'
import type { Actor } from './actor.ts'

/** What is known of an idempotency key. */
export type StoredAnswer =
  | { readonly kind: 'free' }
  | { readonly kind: 'in_progress' }
  | {
      readonly kind: 'stored'
      readonly inputHash: string
      readonly answer: unknown
      readonly refusal?: Refusal
    }

/** The stored form of a client's key: one person's keys never meet another's. */
export function keyOf(actor: Actor, key: string): string {
  return hash('sha256', `${actor.personId}\n${key}`)
}

type KeyRow = {
  key: string
  is_free: boolean
  input_hash: string | null
  answer: string | null
  refusal: string | null
}

/**
 * What breaks where a call was answered between the reading of its key and the claim of it: the lock is free
 * again, and the answer was not there yet.
 */
export const keyConstraint = 'command_pkey'

const findSql = `select given.key,
  pg_try_advisory_xact_lock(hashtextextended(given.key, 0)) as is_free,
  stored.input_hash, stored.answer, stored.refusal
from unnest($1::text[]) as given(key)
left join platform.command as stored on stored.key = given.key`

/**
 * Claims each key for this transaction, without waiting, and reads what was answered before.
 * A key that another transaction holds right now is in progress.
 */
export async function findAnswers(
  tx: Transaction,
  keys: readonly string[],
): Promise<Map<string, StoredAnswer>> {
  const rows = await tx.sql<KeyRow>(findSql, [[...keys]], 'act_find_answers')
  return new Map(rows.map((row) => [row.key, answerOf(row)]))
}

function answerOf(row: KeyRow): StoredAnswer {
  if (row.input_hash !== null) {
    const stored = { kind: 'stored', inputHash: row.input_hash, answer: parse(row.answer) } as const
    return row.refusal === null ? stored : { ...stored, refusal: JSON.parse(row.refusal) as Refusal }
  }
  return row.is_free ? { kind: 'free' } : { kind: 'in_progress' }
}

function parse(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text)
}

/** An answer about to be stored beside its effect. */
export type AnswerDraft = {
  readonly key: string
  readonly operation: string
  readonly inputHash: string
  readonly at: Instant
  readonly answer?: unknown
  readonly refusal?: Refusal
}

const storeSql = `insert into platform.command (key, operation, input_hash, answer, refusal, at)
select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])`

/** The statement that stores the answers, in the transaction of their effects. */
export function answersStatement(drafts: readonly AnswerDraft[]): QueryConfig {
  return {
    name: 'act_store_answers',
    text: storeSql,
    values: [
      texts(drafts, (draft) => draft.key),
      texts(drafts, (draft) => draft.operation),
      texts(drafts, (draft) => draft.inputHash),
      texts(drafts, (draft) => (draft.answer === undefined ? null : JSON.stringify(draft.answer))),
      texts(drafts, (draft) => (draft.refusal === undefined ? null : JSON.stringify(draft.refusal))),
      binaryArray(
        'timestamptz',
        drafts.map((draft) => draft.at),
      ),
    ],
  }
}

function texts(drafts: readonly AnswerDraft[], read: (draft: AnswerDraft) => string | null): Buffer {
  return binaryArray('text', drafts.map(read))
}
