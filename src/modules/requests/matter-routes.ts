import { refuse } from '../../kernel/refusal.ts'
import { actAlone } from '../../platform/act/act.ts'
import type { Outcome } from '../../platform/act/command.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { answer, fromOutcome, notFound, refused, type HttpAnswer } from '../../platform/http/answer.ts'
import type { HttpCall } from '../../platform/http/route.ts'
import { overObjection, remindRoundCommand, withdrawCommand } from '../approvals/index.ts'
import type { ApproverVerb } from './approve.ts'
import type { RequestRoutesDeps } from './routes.ts'
import { findMatter, matterAnswered, type FoundMatter } from './view/matters.ts'
import { named } from './view/named.ts'
import { say, type Reader } from './view/reader.ts'

type AnyCall = HttpCall<unknown, unknown, unknown>
type MatterCall<Body = { version: number }> = HttpCall<{ approvalId: string }, unknown, Body>

/** Reads in a transaction of its own, as whoever calls. */
export type ReadCall = <T>(
  call: AnyCall,
  work: (tx: Transaction, reading: Reader) => Promise<T>,
) => Promise<T>

// The verbs of what needs a second person and is no request: each kind has them all, by the same rules.

function find({ views }: RequestRoutesDeps, read: ReadCall, call: MatterCall) {
  return read(call, (tx, reading) => findMatter(views, tx, reading, call.params.approvalId))
}

/** How a verb went, in one sentence; a refusal that names somebody says the name. */
async function told(
  read: ReadCall,
  call: AnyCall,
  outcome: Outcome<unknown>,
  says: (reading: Reader) => { readonly version: number; readonly says: string },
): Promise<HttpAnswer> {
  if (outcome.kind === 'refused') {
    return read(call, async (_, reading) => refused(named(reading, outcome.refusal)))
  }
  if (outcome.kind !== 'done') return fromOutcome(outcome)
  return read(call, async (_, reading) => answer(says(reading)))
}

/** Reminds those who are asked; the round tells who may. */
export async function remindMatter(
  deps: RequestRoutesDeps,
  read: ReadCall,
  call: MatterCall,
): Promise<HttpAnswer> {
  const found = await find(deps, read, call)
  if (!found) return notFound()
  const object = { type: found.port.type, id: found.objectId }
  const body = { object, loggedUnder: found.matter.loggedUnder ?? object }
  const outcome = await actAlone(deps.door, remindRoundCommand, { ...call, body })
  const { version } = found.matter
  return told(read, call, outcome, (reading) => ({ version, says: say(reading, 'acted.reminded') }))
}

/** Takes a proposal back, by whoever made it. */
export async function withdrawMatter(
  deps: RequestRoutesDeps,
  read: ReadCall,
  call: MatterCall<{ version: number; text?: string | undefined }>,
): Promise<HttpAnswer> {
  const found = await find(deps, read, call)
  if (!found) return notFound()
  const { matter, port, objectId, flow } = found
  if (flow.flow.state === 'open' && call.body.version !== matter.version) {
    return refused(refuse('platform.stale'))
  }
  const body = { object: { type: port.type, id: objectId }, reason: call.body.text }
  const outcome = await actAlone(deps.door, withdrawCommand(deps.views), { ...call, body })
  return told(read, call, outcome, (reading) => ({
    version: matter.version + 1,
    says: say(reading, 'acted.taken_back', { title: matter.title }),
  }))
}

/**
 * The answer goes to the command of the module that holds the object, which asks for its own rights and its
 * own second person. Only "yes" and "no" are answers.
 */
export async function answerMatter(
  deps: RequestRoutesDeps,
  read: ReadCall,
  call: MatterCall,
  does: ApproverVerb,
): Promise<HttpAnswer> {
  const found = await find(deps, read, call)
  if (!found) return notFound()
  if (does.verb !== 'approve' && does.verb !== 'reject') return refused(refuse('approvals.yes_or_no'))
  if (endedUnanswered(found)) {
    return read(call, async (_, reading) => refused(named(reading, overObjection(found.flow))))
  }
  if (call.body.version !== found.matter.version) return refused(refuse('platform.stale'))
  const isConfirmed = does.verb === 'approve'
  const { actor, key, at } = call
  const outcome = await found.port.answer({ actor, key, at }, found.objectId, {
    isConfirmed,
    reason: does.reason,
  })
  if (outcome.kind !== 'done') return fromOutcome(outcome)
  return read(call, async (_, reading) => answer(matterAnswered(reading, found, isConfirmed)))
}

/** What was answered says so in the words of its own module. */
function endedUnanswered({ flow }: FoundMatter): boolean {
  return flow.flow.state === 'withdrawn' || flow.flow.state === 'stopped'
}
