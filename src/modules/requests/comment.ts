import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Call, Command, Decision, JobDraft } from '../../platform/act/command.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { loadParticipants, type Participants } from '../approvals/index.ts'
import { loadCases, requestRef, type OpenCase } from './decide-again.ts'
import type { RequestDeps } from './deps.ts'
import { audienceOf, maySee } from './sight.ts'
import { loadComments } from './store-comments.ts'
import { commentTable, type CommentRow } from './tables.ts'

/** What somebody says about a request, to whom, and the comment that it answers. */
export type CommentBody = {
  readonly requestId: string
  readonly text: string
  readonly mentions: readonly string[]
  readonly replyTo?: string | undefined
}

type State = {
  readonly cases: ReadonlyMap<string, OpenCase>
  readonly comments: ReadonlyMap<string, readonly CommentRow[]>
  readonly participants: ReadonlyMap<string, Participants>
}

/**
 * Says something about a request. It changes nothing of it and decides nothing, and it stays as it was
 * written. The log holds a commitment to the text and not the text.
 */
export function commentCommand(deps: RequestDeps): Command<CommentBody, State, { commentId: string }> {
  return {
    operation: 'requests.comment',
    load: async (tx, calls) => {
      const cases = await loadCases(deps, tx, calls)
      const ids = [...cases.keys()]
      const comments = await loadComments(tx, ids)
      return { cases, comments, participants: await loadParticipants(tx, 'request', ids) }
    },
    decide: (state, call) => decideOne(deps, state, call),
  }
}

function decideOne(
  deps: RequestDeps,
  state: State,
  call: Call<CommentBody>,
): Decision<{ commentId: string }> {
  const { requestId, text, replyTo } = call.body
  const { actor, at } = call
  const found = state.cases.get(requestId)
  const object = { type: 'request', id: requestId }
  const earlier = state.participants.get(requestId) ?? { asked: [], copied: [] }
  const onlooker = found && { actor, now: at, organisation: found.shared.organisation }
  if (!onlooker || !maySee(onlooker, found, 'requests.comment', earlier)) {
    return { refusal: refuse('platform.not_found'), object }
  }
  const { request } = found
  const about = { object: requestRef(request), entityId: request.entity_id }
  const answered = (state.comments.get(requestId) ?? []).find((row) => row.id === replyTo)
  const audience = audienceOf(found, earlier)
  const objection = objectionTo(found, call, audience, answered)
  if (objection) return { ...about, refusal: objection }
  const mentions = [...new Set(call.body.mentions)].filter((id) => id !== actor.personId)
  const comment = insertRow(commentTable, {
    id: deps.newId('comment'),
    entity_id: request.entity_id,
    request_id: requestId,
    author_id: actor.personId,
    text,
    mentions: JSON.stringify(mentions),
    // A thread has one level: an answer to an answer stands under the same first comment.
    reply_to: answered ? (answered.reply_to ?? answered.id) : null,
    at,
  })
  const isTold = (id: string) => id !== actor.personId && audience.includes(id)
  const told = [...mentions, ...(answered ? [answered.author_id] : [])].filter(isTold)
  return {
    ...about,
    answer: { commentId: comment.row.id },
    reason: null,
    changes: [comment],
    jobs: [...new Set(told)].map((personId) => letterTo(personId, comment.row.id)),
  }
}

function letterTo(personId: string, commentId: string): JobDraft {
  return { queue: 'notify', data: { kind: 'mention', commentId, personId } }
}

function objectionTo(
  { request }: OpenCase,
  { body }: Call<CommentBody>,
  audience: readonly string[],
  answered: CommentRow | undefined,
): Refusal | undefined {
  // Nobody else can see a draft.
  if (request.state === 'draft') return refuse('requests.no_comment_on_draft')
  if (body.replyTo !== undefined && !answered) return refuse('requests.no_such_comment', {}, '/body/replyTo')
  const isStranger = body.mentions.some((id) => !audience.includes(id))
  return isStranger ? refuse('requests.mention_not_part', {}, '/body/mentions') : undefined
}
