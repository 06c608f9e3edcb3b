import * as contract from '../../contract/inbox.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { act, actAlone } from '../../platform/act/act.ts'
import type { Call, Outcome } from '../../platform/act/command.ts'
import { groupCommit } from '../../platform/act/group-commit.ts'
import { lookUpTogether } from '../../platform/act/look-up-together.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { answer, fromOutcome, notFound, refused, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import { factName } from '../policy/index.ts'
import { decideCommand, type Acted, type ApproverVerb } from './approve.ts'
import { batchCommand, batchOf, casesOfApprovals, refusalOfAll, sheetOf } from './batch.ts'
import { findCase, readerOf, requestOfApproval, requestsOfApprovals } from './queries.ts'
import { remindCommand } from './remind.ts'
import { answerMatter, remindMatter, type ReadCall, withdrawMatter } from './matter-routes.ts'
import { moveCommand } from './move.ts'
import { reviewType } from './review.ts'
import type { RequestRoutesDeps } from './routes.ts'
import { actedView } from './view/acted.ts'
import { caseOf } from './view/case.ts'
import { inboxOf } from './view/inbox.ts'
import { findMatter, matterCase } from './view/matters.ts'
import { named } from './view/named.ts'
import { say, type Reader } from './view/reader.ts'

type AnyCall = HttpCall<unknown, unknown, unknown>
type ApprovalCall<Body> = HttpCall<{ approvalId: string }, unknown, Body>

/** Binds the operations of approvals to requests, the objects that are approved. */
export function approvalRoutes(deps: RequestRoutesDeps): Route[] {
  return [...screens(deps), ...verbs(deps), ...askerVerbs(deps), ...batches(deps)]
}

function reader(deps: RequestRoutesDeps): ReadCall {
  return (call, work) =>
    readOnly(deps.door.pool, [call.actor], async (tx) =>
      work(tx, await readerOf(deps.views, tx, call.actor, call.at)),
    )
}

function screens(deps: RequestRoutesDeps): Route[] {
  const { views } = deps
  const read = reader(deps)
  return [
    route(contract.inbox, (call) =>
      read(call, async (tx, reading) => answer(await inboxOf(views, tx, reading, call.query))),
    ),
    route(contract.batchSheet, (call) =>
      read(call, async (tx, reading) =>
        answer(sheetOf(views, reading, await batchOf(views, tx, reading, call.body.approvalIds))),
      ),
    ),
    route(contract.approvalDetail, (call) =>
      read(call, async (tx, reading) => {
        const round = await requestOfApproval(tx, call.params.approvalId)
        if (!round) {
          const matter = await findMatter(views, tx, reading, call.params.approvalId)
          return matter ? answer(await matterCase(views, tx, reading, matter)) : notFound()
        }
        const found = await findCase(views, tx, reading, round.requestId, round.matter)
        return isRefusal(found) ? notFound() : answer(await caseOf(views, tx, reading, found))
      }),
    ),
  ]
}

/** Where a request stands after a verb; a refusal that names somebody says the name. */
async function acted(read: ReadCall, call: AnyCall, outcome: Outcome<Acted>): Promise<HttpAnswer> {
  if (outcome.kind === 'refused') {
    return read(call, async (_, reading) => refused(named(reading, outcome.refusal)))
  }
  if (outcome.kind !== 'done') return fromOutcome(outcome)
  return answer(actedView(call.actor, outcome.answer))
}

/**
 * The request whose round a call names, as far as its caller sees it; undefined where it is a round of
 * something else. Which command is meant depends on it, so it is read before there is one.
 */
function roundsNamed({ door }: RequestRoutesDeps) {
  const find = lookUpTogether(door.pool, requestsOfApprovals)
  return ({ actor, params }: ApprovalCall<unknown>) => find(actor, params.approvalId)
}

function verbs(deps: RequestRoutesDeps): Route[] {
  const { views, door } = deps
  const read = reader(deps)
  const roundNamed = roundsNamed(deps)
  const approving = {
    request: groupCommit(door, decideCommand(views, 'approvals.approve', 'request')),
    review: groupCommit(door, decideCommand(views, 'approvals.approve', 'review')),
  }
  const decide = async (operation: string, call: ApprovalCall<{ version: number }>, does: ApproverVerb) => {
    const round = await roundNamed(call)
    if (!round) return answerMatter(deps, read, call, does)
    const body = { requestId: round.requestId, version: call.body.version, does }
    if (does.verb === 'approve') return acted(read, call, await approving[round.matter]({ ...call, body }))
    const command = decideCommand(views, operation, round.matter)
    return acted(read, call, await actAlone(door, command, { ...call, body }))
  }
  return [
    route(contract.approve, (call) =>
      decide('approvals.approve', call, { verb: 'approve', reason: call.body.reason }),
    ),
    route(contract.reject, (call) =>
      decide('approvals.reject', call, { verb: 'reject', reason: `[${call.body.reason}] ${call.body.text}` }),
    ),
    route(contract.returnItem, async (call) => {
      const { field, factPath, text, toStepId } = call.body
      const fact = factPath === undefined ? '' : `${factName(factPath, call.language)}: `
      const reason = `[${field}] ${fact}${text}`
      const toStep = await stepOrdinal(deps, call, toStepId)
      return decide('approvals.return', call, { verb: 'return', reason, toStep })
    }),
    route(contract.transfer, (call) =>
      decide('approvals.transfer', call, {
        verb: 'transfer',
        reason: call.body.text,
        toPersonId: call.body.toPersonId,
      }),
    ),
    route(contract.addSigner, (call) => {
      const { personId, place, text } = call.body
      return decide('approvals.add_signer', call, { verb: 'add_signer', reason: text, personId, place })
    }),
    route(contract.copyTo, (call) =>
      decide('approvals.copy', call, {
        verb: 'copy',
        reason: call.body.text,
        personIds: call.body.personIds,
      }),
    ),
  ]
}

/** The verbs of whoever asked for it. */
function askerVerbs(deps: RequestRoutesDeps): Route[] {
  const { views, door } = deps
  const read = reader(deps)
  const roundNamed = roundsNamed(deps)
  return [
    route(contract.remind, async (call) => {
      const round = await roundNamed(call)
      if (!round) return remindMatter(deps, read, call)
      const body = { requestId: round.requestId, version: call.body.version }
      const outcome = await actAlone(door, remindCommand(views, round.matter), { ...call, body })
      return acted(read, call, outcome)
    }),
    route(contract.withdrawProposal, async (call) => {
      const round = await roundNamed(call)
      if (!round) return withdrawMatter(deps, read, call)
      if (round.matter === reviewType) return refused(refuse('approvals.review_stays'))
      const { requestId } = round
      const body = { ...call.body, requestId, verb: 'withdraw' as const }
      const outcome = await actAlone(door, moveCommand(views, 'withdraw'), { ...call, body })
      return acted(read, call, outcome)
    }),
  ]
}

/** The place of a step in its route; undefined returns to the applicant. */
async function stepOrdinal(
  deps: RequestRoutesDeps,
  call: ApprovalCall<unknown>,
  stepId: string | undefined,
): Promise<number | undefined> {
  if (stepId === undefined) return undefined
  return reader(deps)(call, async (tx, reading) => {
    const cases = await casesOfApprovals(deps.views, tx, reading, [call.params.approvalId])
    // A step that is not of this round is no step to return to: the command says so for step 0.
    return cases.get(call.params.approvalId)?.flow?.steps.find((step) => step.id === stepId)?.ordinal ?? 0
  })
}

function batches(deps: RequestRoutesDeps): Route[] {
  const { views, door } = deps
  const read = reader(deps)
  return [
    route(contract.batchApprove, async (call) => {
      const ids = call.body.items.map((item) => item.approvalId)
      const batch = await read(call, (tx, reading) => batchOf(views, tx, reading, ids))
      const known = new Map([...batch.items, ...batch.leftOut].map((each) => [each.approvalId, each]))
      const calls = call.body.items.flatMap((item): Call<BatchItem>[] => {
        const judged = known.get(item.approvalId)
        if (!judged) return []
        const requestId = judged.found.request.id
        const given = { item, requestId, size: ids.length, readSeconds: call.body.readSeconds }
        return [{ ...call, key: `${call.key}:${item.approvalId}`, body: given }]
      })
      const outcomes = await act(
        door,
        batchCommand(views, batch),
        calls.map((each) => ({ ...each, body: toBody(each.body) })),
      )
      const ofAll = calls.length === 0 ? batch.refusal : refusalOfAll(outcomes)
      if (ofAll) return refused(ofAll)
      return read(call, async (_, reading) =>
        answer({
          results: call.body.items.map((item) => {
            const at = calls.findIndex((each) => each.body.item.approvalId === item.approvalId)
            const judged = known.get(item.approvalId)
            const number = judged?.found.request.number ?? ''
            const outcome = outcomes[at]
            const isDone = outcome?.kind === 'done'
            const says = isDone ? say(reading, 'acted.approved') : (sayOf(reading, outcome) ?? '')
            return { approvalId: item.approvalId, number, isDone, says }
          }),
        }),
      )
    }),
  ]
}

type BatchItem = {
  readonly item: { readonly approvalId: string; readonly version: number }
  readonly requestId: string
  readonly size: number
  readonly readSeconds: number
}

/** Batch size and reading time are stored as facts for the auditor. */
function toBody(given: BatchItem) {
  return {
    requestId: given.requestId,
    version: given.item.version,
    readingSeconds: given.readSeconds,
    does: { verb: 'approve' as const, batchSize: given.size },
  }
}

function sayOf(reader: Reader, outcome: Outcome<Acted> | undefined): string | undefined {
  if (outcome?.kind !== 'refused' && outcome?.kind !== 'forbidden') return undefined
  return sayRefusal(named(reader, outcome.refusal), reader.language).says
}
