import { isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { z } from 'zod'
import type { permissionJson, verb as verbJson } from '../../../contract/screens.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { mayWith, leadersOf } from '../../access/index.ts'
import { findSignable, findTask } from '../../approvals/index.ts'
import { isPartOf, needsFreshFactor, standsInTheWay } from '../approve.ts'
import { booksObjection, loadBooks } from '../completion.ts'
import type { OpenCase } from '../decide-again.ts'
import { stopsApproval } from '../decide-again.ts'
import { transferObjection, waysByHand } from '../giving/objections.ts'
import { moverObjection } from '../move.ts'
import { wasGiven } from '../domain.ts'
import { isReceived } from '../received.ts'
import { pendingObjection } from '../reversal.ts'
import { principalsOf } from '../sight.ts'
import { named } from './named.ts'
import type { Reader } from './reader.ts'

type Permission = z.output<typeof permissionJson>
type Verb = z.output<typeof verbJson>

const operations: Readonly<Record<Verb, string>> = {
  approve: 'approvals.approve',
  reject: 'approvals.reject',
  return: 'approvals.return',
  transfer: 'approvals.transfer',
  add_signer: 'approvals.add_signer',
  copy: 'approvals.copy',
  remind: 'approvals.remind',
  withdraw: 'requests.withdraw',
  answer: 'requests.answer',
  change: 'requests.change',
  give: 'requests.give',
  decline: 'requests.decline',
  complete: 'requests.complete',
  cancel: 'requests.cancel',
  settle: 'requests.settle',
  reverse: 'requests.reverse',
}

const approverVerbs: readonly Verb[] = ['approve', 'reject', 'return', 'transfer', 'add_signer', 'copy']

/** A review says whether a record stands; what becomes of the request is decided on the request itself. */
const reviewVerbs: readonly Verb[] = ['approve', 'reject', 'transfer', 'add_signer', 'copy', 'remind']

/** A "no" with its sentence in the reader's language. */
export function denied(reader: Reader, refusal: Refusal): Permission {
  return { can: false, why: sayRefusal(named(reader, refusal), reader.language).says }
}

/** What the reader may do with a request now, verb by verb, with the reason for each "no". */
export async function permissionsOf(
  tx: Transaction,
  reader: Reader,
  found: OpenCase,
): Promise<Partial<Record<Verb, Permission>>> {
  const all = found.isReview ? reviewVerbs : (Object.keys(operations) as Verb[])
  const verbs = all.filter((verb) => isAbout(found, verb))
  const can: Partial<Record<Verb, Permission>> = Object.fromEntries(
    verbs.map((verb) => [verb, permissionFor(reader, found, verb)]),
  )
  if (can.complete?.can !== true) return can
  const objection = booksObjection(await loadBooks(tx, [found.request]), found.request)
  return objection ? { ...can, complete: denied(reader, objection) } : can
}

/** What was received is settled, and nothing else is done with it; what is given is never settled. */
function isAbout(found: OpenCase, verb: Verb): boolean {
  if (found.reversal && ofReversal.includes(verb)) return true
  return isReceived(found.situation.proposal) ? ofReceived.includes(verb) : verb !== 'settle'
}

const ofReceived: readonly Verb[] = ['settle', 'cancel', 'reverse']

/** What is done about a reversal that waits, by whoever asked for it. */
const ofReversal: readonly Verb[] = ['withdraw', 'remind']

/** What waits while a reversal of something given has no answer. */
const movesOn: readonly Verb[] = ['decline', 'complete', 'reverse', 'settle']

function permissionFor(reader: Reader, found: OpenCase, verb: Verb): Permission {
  const objection = objectionTo(reader, found, verb)
  if (objection) return denied(reader, objection)
  if (verb !== 'approve') {
    const needsReason = verb !== 'give' && verb !== 'complete' && verb !== 'settle' && verb !== 'copy'
    return { can: true, needsReason, needsFactor: false }
  }
  return {
    can: true,
    needsReason: !found.isReview && found.weighing?.decision.outcome === 'escalate',
    needsFactor: !found.isReview && needsFreshFactor(found, reader.actor),
  }
}

/** What speaks against a verb of the reader on a request now. */
export function objectionTo(reader: Reader, found: OpenCase, verb: Verb): Refusal | undefined {
  const { request, flow, shared, situation } = found
  const askedHere = found.reversal?.asked_by === reader.actor.personId
  const allowed = mayWith(reader.actor, operations[verb], {
    ownerId: verb === 'remind' && askedHere ? reader.actor.personId : request.requester_id,
    entityId: request.entity_id,
    state: request.state,
    leaderIds: leadersOf(shared.organisation, request.requester_id, situation.today),
    assignedIds: (flow?.tasks ?? []).filter((task) => task.state === 'active').map((task) => task.person_id),
    deputyIds: principalsOf(reader, found).length > 0 ? [reader.actor.personId] : [],
  })
  if (!allowed.can) return allowed.refusal
  const isMove = verb === 'give' || verb === 'complete' || verb === 'withdraw'
  const foreign = isMove ? moverObjection(found, reader.actor, verb) : undefined
  if (foreign) return foreign
  const byTransfer = verb === 'give' ? transferObjection(found, undefined) : undefined
  if (byTransfer && waysByHand(found).length === 0) return byTransfer
  if (verb === 'withdraw' && wasGiven(request.state) && !found.reversal) {
    return refuse('requests.no_such_move', { from: request.state, to: 'withdrawn' })
  }
  const pending = movesOn.includes(verb) ? pendingObjection(found) : undefined
  if (pending) return pending
  const isOfRound = approverVerbs.includes(verb)
  if (verb === 'remind' && askedHere) return undefined
  if (!flow) {
    return isOfRound || verb === 'remind' ? refuse('approvals.not_open', { state: request.state }) : undefined
  }
  if (verb === 'copy')
    return isPartOf(found, { actor: reader.actor, at: reader.now })
      ? undefined
      : refuse('approvals.not_asked')
  return isOfRound ? roundObjection(reader, found, flow, verb) : undefined
}

function roundObjection(
  reader: Reader,
  found: OpenCase,
  flow: NonNullable<OpenCase['flow']>,
  verb: Verb,
): Refusal | undefined {
  const deciding = {
    personId: reader.actor.personId,
    deputyFor: principalsOf(reader, found),
    at: reader.now,
  }
  const task = verb === 'approve' ? findSignable(flow, deciding) : findTask(flow, deciding)
  if (isRefusal(task)) return task
  if (verb !== 'approve') return undefined
  return (found.isReview ? undefined : stopsApproval(found)) ?? standsInTheWay(found, reader.actor.personId)
}
