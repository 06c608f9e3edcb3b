import type { Pool } from 'pg'
import { z } from 'zod'
import { formatMoment } from '../kernel/format.ts'
import { addressesOf, dayFor, isEmployed, managersAbove, organisationNow } from '../modules/access/index.ts'
import { loadTaskLetter } from '../modules/approvals/index.ts'
import { findComment, loadRequests, requestNumber } from '../modules/requests/index.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Mailer } from '../platform/mail.ts'
import { accountLetters, overdueLetters, proposalLetters, verdictLetters } from '../texts/letters.ts'
import { requestsTexts } from '../texts/requests.ts'
import { fill, type TextValue } from '../texts/text.ts'
import { homeZone, type World } from './world.ts'

/**
 * What a letter is about, as the job carries it: a task that waits, a request that expired or was decided, an
 * answer.
 */
export const noticeJson = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['reminder', 'escalation']), taskId: z.string(), at: z.string().optional() }),
  z.object({ kind: z.literal('told'), taskId: z.string(), personId: z.string(), at: z.string() }),
  z.object({ kind: z.enum(['asked', 'nudge']), taskId: z.string(), at: z.string() }),
  z.object({ kind: z.literal('expired'), requestId: z.string() }),
  z.object({
    kind: z.literal('verdict'),
    requestId: z.string(),
    verdict: z.enum(['approved', 'rejected', 'more_information']),
    at: z.string(),
  }),
  z.object({ kind: z.literal('mention'), commentId: z.string(), personId: z.string() }),
  z.object({
    kind: z.literal('account'),
    personId: z.string(),
    accountId: z.string(),
    what: z.enum(['opened', 'reset', 'factor', 'password']),
    at: z.string(),
  }),
  z.object({
    kind: z.literal('proposal'),
    flowId: z.string(),
    personId: z.string(),
    how: z.enum(['approved', 'rejected', 'withdrawn', 'stopped']),
    at: z.string(),
  }),
])

type Notice = z.output<typeof noticeJson>
type Mention = Extract<Notice, { kind: 'mention' }>
type Ended = Extract<Notice, { kind: 'proposal' }>
const letterTexts = {
  ...accountLetters,
  ...proposalLetters,
  ...requestsTexts,
  ...verdictLetters,
  ...overdueLetters,
}
type LetterText = Extract<keyof typeof letterTexts, `letter.${string}`>

/** One letter before it has addresses: to whom, in which words, and the name under which it is sent once. */
type Drafted = {
  readonly personId: string
  readonly subject: LetterText
  readonly text: LetterText
  readonly params: Readonly<Record<string, TextValue>>
  readonly messageId: string
}

/**
 * Writes to whom a notice concerns. A letter names the number and the time and nothing of the benefit, because mail
 * is not ours to protect. What was settled meanwhile gets no letter.
 */
export async function sendNotice(
  world: World,
  mailer: Mailer,
  notice: Notice,
  address: string,
): Promise<void> {
  const drafted = await draftOf(world, notice)
  if (drafted) await send(world.pool, mailer, drafted, address)
}

function draftOf(world: World, notice: Notice): Promise<Drafted | undefined> {
  if (notice.kind === 'expired') return expired(world, notice)
  if (notice.kind === 'verdict') return decided(world, notice)
  if (notice.kind === 'mention') return mentioned(world, notice)
  if (notice.kind === 'proposal') return proposalEnded(notice)
  if (notice.kind === 'account') return accountTouched(world, notice)
  return waiting(world, notice)
}

/** To whoever has an account that somebody else opened, reset or gave a second factor. */
async function accountTouched(
  world: World,
  { personId, accountId, what, at }: Extract<Notice, { kind: 'account' }>,
): Promise<Drafted> {
  return {
    personId,
    subject: 'letter.account.subject',
    text: `letter.account.${what}`,
    params: { due: formatMoment(at, homeZone, world.now()) },
    messageId: `account-${what}-${accountId}-${at}`,
  }
}

/** To whoever proposed something, or was asked about it; what it is stands behind the sign-in. */
async function proposalEnded({ flowId, personId, how, at }: Ended): Promise<Drafted> {
  return {
    personId,
    subject: `letter.proposal.${how}.subject`,
    text: `letter.proposal.${how}`,
    params: { item: flowId },
    messageId: `proposal-${flowId}-${personId}-${at}`,
  }
}

/** To whoever a comment mentions or answers: where something was said, and not what. */
async function mentioned(world: World, { commentId, personId }: Mention): Promise<Drafted | undefined> {
  return readOnly(world.pool, [systemActor], async (tx) => {
    const comment = await findComment(tx, commentId)
    if (!comment) return undefined
    return {
      personId,
      subject: 'letter.mention.subject',
      text: 'letter.mention',
      params: { number: await requestNumber(tx, comment.request_id) },
      messageId: `mention-${commentId}-${personId}`,
    }
  })
}

async function send(pool: Pool, mailer: Mailer, drafted: Drafted, address: string): Promise<void> {
  const params = { ...drafted.params, address }
  for (const { email, language } of await addressesOf(pool, drafted.personId)) {
    await mailer.send({
      to: email,
      subject: fill(letterTexts[drafted.subject], language, params),
      text: fill(letterTexts[drafted.text], language, params),
      messageId: drafted.messageId,
    })
  }
}

async function waiting(
  world: World,
  notice: Extract<Notice, { taskId: string }>,
): Promise<Drafted | undefined> {
  const { kind, taskId } = notice
  return readOnly(world.pool, [systemActor], async (tx) => {
    const task = await loadTaskLetter(tx, taskId)
    if (!task) return undefined
    const isReview = task.objectType === 'review'
    const isRequest = task.objectType === 'request'
    const number = isRequest || isReview ? await requestNumber(tx, task.objectId) : ''
    const due = task.dueAt === null ? '' : formatMoment(task.dueAt, homeZone, world.now())
    const about = isRequest ? undefined : (`letter.${isReview ? 'review' : 'matter'}` as const)
    const words = notice.kind === 'told' ? 'letter.told' : about
    return {
      personId: notice.kind === 'told' ? notice.personId : task.personId,
      subject: words ? `${words}.subject` : 'letter.subject',
      text: words ?? `letter.${kind}`,
      params: { number, due },
      // A task can be given again, and reminded of more than once: each has a letter of its own.
      messageId: notice.at !== undefined ? `${kind}-${taskId}-${notice.at}` : `${kind}-${taskId}`,
    }
  })
}

/** To the applicant, or to who leads them once they have left, as long as the request stands as expired. */
async function expired(
  world: World,
  { requestId }: Extract<Notice, { kind: 'expired' }>,
): Promise<Drafted | undefined> {
  const requests = await readOnly(world.pool, [systemActor], (tx) => loadRequests(tx, [requestId]))
  const request = requests.get(requestId)
  if (request?.state !== 'expired') return undefined
  const organisation = await organisationNow(world.pool, world.organisations)
  const { requester_id: requesterId } = request
  const day = dayFor(organisation, requesterId, world.now())
  const above = managersAbove(organisation, requesterId, day)
  const there = [requesterId, ...above].find((id) => isEmployed(organisation, id, day))
  if (there === undefined) return undefined
  return {
    personId: there,
    subject: 'letter.expired.subject',
    text: 'letter.expired',
    params: { number: request.number ?? '' },
    messageId: `expired-${requestId}`,
  }
}

/** To the applicant. Whoever reads it finds the reason behind the sign-in, and what stands by then. */
async function decided(
  world: World,
  { requestId, verdict, at }: Extract<Notice, { kind: 'verdict' }>,
): Promise<Drafted | undefined> {
  const requests = await readOnly(world.pool, [systemActor], (tx) => loadRequests(tx, [requestId]))
  const request = requests.get(requestId)
  if (!request) return undefined
  return {
    personId: request.requester_id,
    subject: `letter.${verdict}.subject`,
    text: `letter.${verdict}`,
    params: { number: request.number ?? '' },
    messageId: `verdict-${requestId}-${at}`,
  }
}
