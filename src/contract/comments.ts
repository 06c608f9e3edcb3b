import { z } from 'zod'
import { id } from './common.ts'
import { operation } from './operation.ts'
import { permissionJson, staffRef, whenJson } from './screens.ts'

/** One comment; `replyTo` names the first of its thread. */
const commentJson = z.strictObject({
  commentId: id,
  author: staffRef,
  text: z.string(),
  mentions: z.array(staffRef),
  replyTo: id.optional(),
  when: whenJson,
})

/** What was said about it, oldest first; whether the reader may say something, and whom they may mention. */
export const talkJson = z.strictObject({
  permission: permissionJson,
  comments: z.array(commentJson),
  mentionable: z.array(staffRef),
})

/** 评论: says something about a request; it stays as written, and whoever is mentioned gets a letter. */
export const comment = operation({
  id: 'requests.comment',
  kind: 'command',
  method: 'POST',
  path: '/v1/requests/:requestId/comments',
  summary: 'Comment on a request',
  params: z.strictObject({ requestId: id }),
  body: z.strictObject({
    text: z.string().trim().min(1).max(2000),
    /** Colleagues who can see the request already; the request itself names them. */
    mentions: z.array(id).max(10).default([]),
    /** The comment that this one answers. */
    replyTo: id.optional(),
  }),
  answer: z.strictObject({ commentId: id, says: z.string() }),
  status: 201,
  refusals: ['requests.no_comment_on_draft', 'requests.no_such_comment', 'requests.mention_not_part'],
})
