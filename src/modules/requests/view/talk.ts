import type { z } from 'zod'
import type { talkJson } from '../../../contract/comments.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadParticipants } from '../../approvals/index.ts'
import type { OpenCase } from '../decide-again.ts'
import { audienceOf, sightOf } from '../sight.ts'
import { loadComments } from '../store-comments.ts'
import type { CommentRow } from '../tables.ts'
import { denied } from './permissions.ts'
import { staffOf, whenOf, type Reader } from './reader.ts'

type Talk = z.output<typeof talkJson>

/** What was said about a request, whether the reader may say something, and to whom. */
export async function talkOf(tx: Transaction, reader: Reader, found: OpenCase): Promise<Talk> {
  const { id, state } = found.request
  const rows = (await loadComments(tx, [id])).get(id) ?? []
  const earlier = (await loadParticipants(tx, 'request', [id])).get(id) ?? { asked: [], copied: [] }
  const sight = sightOf(reader, found, 'requests.comment', earlier)
  const stop = sight.can ? undefined : sight.refusal
  const refusal = state === 'draft' ? refuse('requests.no_comment_on_draft') : stop
  const others = audienceOf(found, earlier).filter((personId) => personId !== reader.actor.personId)
  return {
    permission: refusal ? denied(reader, refusal) : { can: true, needsReason: false, needsFactor: false },
    comments: rows.map((row) => commentOf(reader, row)),
    mentionable: refusal ? [] : others.map((personId) => staffOf(reader, personId)),
  }
}

function commentOf(reader: Reader, row: CommentRow): Talk['comments'][number] {
  // Only the command writes this list.
  const mentions = JSON.parse(row.mentions) as readonly string[]
  return {
    commentId: row.id,
    author: staffOf(reader, row.author_id),
    text: row.text,
    mentions: mentions.map((personId) => staffOf(reader, personId)),
    ...(row.reply_to === null ? {} : { replyTo: row.reply_to }),
    when: whenOf(reader, row.at),
  }
}
