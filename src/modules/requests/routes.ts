import { hash } from 'node:crypto'
import { comment } from '../../contract/comments.ts'
import * as contract from '../../contract/requests.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { act, type Door } from '../../platform/act/act.ts'
import { countPreview } from '../../platform/act/preview.ts'
import type { Outcome } from '../../platform/act/command.ts'
import { groupCommit } from '../../platform/act/group-commit.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { FileStore } from '../../platform/files.ts'
import { answer, forbidden, fromOutcome, notFound, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { mayWith } from '../access/index.ts'
import { watchLimits } from '../policy/index.ts'
import type { Acted } from './approve.ts'
import { recordPreviewCommand } from './attempt.ts'
import { commentCommand } from './comment.ts'
import { declareCommand } from './declare.ts'
import { createDraftCommand, saveDraftCommand, type DraftAnswer } from './drafts.ts'
import { givingOf } from './giving/actual.ts'
import { previewGiving } from './giving/preview.ts'
import { moveCommand, type MoveBody } from './move.ts'
import { previewOf, type Preview } from './preview.ts'
import { entityObjection, type Proposal } from './proposal.ts'
import { findCase, readerOf } from './queries.ts'
import { isReceived } from './received.ts'
import { recordReading } from './record-reading.ts'
import { refileCommand } from './refile.ts'
import { settleCommand } from './settle.ts'
import { submitCommand, type SubmitAnswer } from './submit.ts'
import type { RequestRow } from './tables.ts'
import { uploadCommand } from './upload.ts'
import { actedView, submittedView } from './view/acted.ts'
import { caseOf } from './view/case.ts'
import { evidenceOf } from './view/evidence.ts'
import type { ViewDeps } from './view/deps.ts'
import { draftOf } from './view/draft.ts'
import { fileOf } from './view/file.ts'
import { givePreviewView } from './view/give-preview.ts'
import { kindsOf } from './view/kinds.ts'
import { mineOf } from './view/mine.ts'
import { say, whenOf } from './view/reader.ts'
import { leadingRule } from './weigh.ts'

/** What the routes of requests are made with. */
export type RequestRoutesDeps = { readonly views: ViewDeps; readonly door: Door; readonly files: FileStore }

type AnyCall = HttpCall<unknown, unknown, unknown>

/** Binds the operations of requests; no logic of its own. */
export function requestRoutes(deps: RequestRoutesDeps): Route[] {
  return [...readRoutes(deps), ...writeRoutes(deps), ...verbRoutes(deps), ...fileRoutes(deps)]
}

function reading(deps: RequestRoutesDeps) {
  return <T>(
    call: AnyCall,
    work: (
      tx: Parameters<Parameters<typeof readOnly<T>>[2]>[0],
      reader: Awaited<ReturnType<typeof readerOf>>,
    ) => Promise<T>,
  ) =>
    readOnly(deps.door.pool, [call.actor], async (tx) =>
      work(tx, await readerOf(deps.views, tx, call.actor, call.at)),
    )
}

function readRoutes(deps: RequestRoutesDeps): Route[] {
  const { views, door } = deps
  const read = reading(deps)
  return [
    route(contract.preview, async (call) => {
      const objection = entityObjection(call.actor, call.body, '/body/entityId')
      if (objection) return forbidden(objection)
      const { requestId, ...proposal } = call.body
      const panel = await read(call, async (tx, reader) => {
        const replaced = requestId === undefined ? undefined : await findCase(views, tx, reader, requestId)
        if (replaced && (isRefusal(replaced) || !mayAnswer(call.actor, replaced.request))) return undefined
        return previewOf(views, tx, reader, { proposal, actor: call.actor, at: call.at, replaced })
      })
      if (!panel) return notFound()
      if (panel.view.isRecorded) await recordPreview(deps, call, panel)
      await countPreview(door.pool, call, panel.view.verdict?.outcome ?? 'incomplete')
      return answer(await watched(deps, call, panel))
    }),
    route(contract.kinds, async (call) => {
      const objection = entityObjection(call.actor, call.query, '/query/entityId')
      if (objection) return forbidden(objection)
      return read(call, async (tx, reader) => answer(await kindsOf(views, tx, reader, call.query)))
    }),
    route(contract.myRequests, (call) =>
      read(call, async (tx, reader) => answer(await mineOf(views, tx, reader, call.query))),
    ),
    route(contract.requestDetail, (call) =>
      read(call, async (tx, reader) => {
        const found = await findCase(views, tx, reader, call.params.requestId)
        return isRefusal(found) ? notFound() : answer(await caseOf(views, tx, reader, found))
      }),
    ),
    route(contract.draft, (call) =>
      read(call, async (tx, reader) => {
        const found = await findCase(views, tx, reader, call.params.requestId)
        return isRefusal(found) || !mayAnswer(call.actor, found.request)
          ? notFound()
          : answer(await draftOf(tx, reader, found))
      }),
    ),
  ]
}

/** A draft is its owner's; what waits for a fact is also read by compliance, who may state one. */
function mayAnswer(actor: Actor, request: RequestRow): boolean {
  const { requester_id: ownerId, entity_id: entityId, state } = request
  return mayWith(actor, 'requests.draft', { ownerId, entityId, state }).can
}

type PreviewCall = HttpCall<unknown, unknown, Proposal & { readonly requestId?: string | undefined }>

/** The panel, which says openly when a search for a limit was recorded. */
async function watched(deps: RequestRoutesDeps, call: PreviewCall, panel: Preview): Promise<Preview['view']> {
  const { weighing, situation, view } = panel
  if (!weighing || !view.verdict) return view
  const { views, door } = deps
  const previewed = { actor: call.actor, at: call.at, entityId: situation.entityId, facts: weighing.facts }
  const isSearch = await watchLimits(
    { door, pool: door.pool, newId: views.newId },
    previewed,
    weighing.near(),
  )
  if (!isSearch) return view
  return { ...view, notices: [...view.notices, say(call, 'panel.notice.search_recorded')] }
}

/**
 * A forbidden preview is an attempt. The same proposal of the same person, forbidden by the same rules, is
 * recorded once, by its key; no client can name that key and keep it off the record.
 */
async function recordPreview(deps: RequestRoutesDeps, call: PreviewCall, panel: Preview): Promise<void> {
  const { requestId: _, ...proposal } = call.body
  const body = {
    entityId: panel.situation.entityId,
    proposal,
    rules: panel.weighing?.decision.ruleIds ?? [],
    leading: panel.weighing ? leadingRule(panel.weighing) : {},
  }
  const key = hash('sha256', `preview\n${JSON.stringify(body)}`)
  const recording = { key, actor: call.actor, body, at: call.at }
  const [outcome] = await act(deps.door, recordPreviewCommand(deps.views), [recording])
  if (outcome?.kind !== 'refused' && outcome?.kind !== 'in_progress') {
    throw new Error('a forbidden preview was not recorded')
  }
}

function writeRoutes(deps: RequestRoutesDeps): Route[] {
  const { views, door } = deps
  const read = reading(deps)
  const submit = groupCommit(door, submitCommand(views))
  const declare = groupCommit(door, declareCommand(views))
  const saved = async (call: AnyCall, outcome: Outcome<DraftAnswer>): Promise<HttpAnswer> =>
    outcome.kind === 'done'
      ? read(call, async (_, reader) =>
          answer({ ...outcome.answer, savedAt: whenOf(reader, outcome.answer.savedAt) }),
        )
      : fromOutcome(outcome)
  return [
    route(contract.submit, async (call) => {
      const outcome = isReceived(call.body.proposal) ? await declare(call) : await submit(call)
      return answered(call, outcome, async (value: SubmitAnswer) =>
        submittedView(
          { language: call.language, organisation: await views.organisationForNames() },
          value,
          call.body.proposal,
        ),
      )
    }),
    route(contract.createDraft, async (call) => {
      const [outcome] = await act(door, createDraftCommand(views), [call])
      return saved(call, present(outcome))
    }),
    route(contract.saveDraft, async (call) => {
      const body = { ...call.body, requestId: call.params.requestId }
      const [outcome] = await act(door, saveDraftCommand(), [{ ...call, body }])
      return saved(call, present(outcome))
    }),
  ]
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('every item of a set has its outcome')
  return value
}

/** The answer to a command, shaped for the reader when it went ahead. */
async function answered<T>(
  _: AnyCall,
  outcome: Outcome<T>,
  shape: (value: T) => Promise<unknown>,
): Promise<HttpAnswer> {
  return outcome.kind === 'done' ? answer(await shape(outcome.answer)) : fromOutcome(outcome)
}

const textMoves = [
  ['withdraw', contract.withdraw],
  ['decline', contract.decline],
  ['cancel', contract.cancel],
  ['reverse', contract.reverse],
] as const

function verbRoutes(deps: RequestRoutesDeps): Route[] {
  const { views, door } = deps
  const read = reading(deps)
  const acted = (call: AnyCall, outcome: Outcome<Acted>) =>
    answered(call, outcome, async (value) => actedView(call.actor, value))
  const give = groupCommit(door, moveCommand(views, 'give'))
  const move = async (call: AnyCall, body: MoveBody) => {
    const [outcome] = await act(door, moveCommand(views, body.verb), [{ ...call, body }])
    return acted(call, present(outcome))
  }
  return [
    ...textMoves.map(([verb, operation]) =>
      route(operation, (call) => move(call, { ...call.body, requestId: call.params.requestId, verb })),
    ),
    route(contract.settle, async (call) => {
      const body = { ...call.body, requestId: call.params.requestId }
      const [outcome] = await act(door, settleCommand(views), [{ ...call, body }])
      return acted(call, present(outcome))
    }),
    route(comment, async (call) => {
      const body = { ...call.body, requestId: call.params.requestId }
      const [outcome] = await act(door, commentCommand(views), [{ ...call, body }])
      const says = say(call, 'acted.comment')
      return answered(call, present(outcome), async (value) => ({ ...value, says }))
    }),
    route(contract.give, async (call) => {
      const body = { ...givingOf(call.body), requestId: call.params.requestId, verb: 'give' } as const
      return acted(call, await give({ ...call, body }))
    }),
    route(contract.previewGive, async (call) => {
      const body = { ...givingOf(call.body), requestId: call.params.requestId, verb: 'give' } as const
      const found = await read(call, async (tx, reader) => {
        const preview = await previewGiving(views, tx, { ...call, body })
        return preview && givePreviewView(reader, preview)
      })
      if (!found) return notFound()
      await countPreview(door.pool, call, `give_${found.leads}`)
      return answer(found)
    }),
    route(contract.complete, (call) =>
      move(call, { ...call.body, requestId: call.params.requestId, verb: 'complete' }),
    ),
    ...(['answer', 'change'] as const).map((verb) =>
      route(verb === 'answer' ? contract.answerQuestion : contract.change, async (call) => {
        const body = { ...call.body, requestId: call.params.requestId }
        const [outcome] = await act(door, refileCommand(views, verb), [{ ...call, body }])
        return acted(call, present(outcome))
      }),
    ),
  ]
}

function fileRoutes(deps: RequestRoutesDeps): Route[] {
  const { views, door, files } = deps
  const read = reading(deps)
  return [
    route(contract.upload, async (call) => {
      const contents = new Map(call.files.map((file) => [hash('sha256', file.bytes), file.bytes]))
      const named = call.files.map((file) => ({ name: file.name, digest: hash('sha256', file.bytes) }))
      const body = { purpose: call.body.purpose ?? 'other', files: named }
      const [outcome] = await act(door, uploadCommand(views, files, contents), [{ ...call, body }])
      return answered(call, present(outcome), (value) =>
        read(call, async (_, reader) => ({
          files: value.files.map((file) =>
            evidenceOf(reader, { ...file, version: 1, bytes: BigInt(file.bytes) }),
          ),
        })),
      )
    }),
    route(contract.download, async (call) => {
      const found = await read(call, (tx, reader) => fileOf(views, files, tx, reader, call.params.fileId))
      if (!found) return notFound()
      const { id: fileId, digest, request_id: requestId, entity_id: entityId } = found.file
      const key = `reading-${fileId}-${call.actor.personId}-${call.at}`
      const body = { fileId, digest, requestId, entityId }
      const [outcome] = await act(door, recordReading, [{ key, actor: call.actor, at: call.at, body }])
      return outcome?.kind === 'done' ? found.answer : fromOutcome(present(outcome))
    }),
  ]
}
