import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { OpenCase } from './decide-again.ts'
import { withRooms } from './budget.ts'
import { kindsOf, ownFiles } from './evidence.ts'
import type { Proposal } from './proposal.ts'
import { isReceived, loadReceivedBefore, weighReceived } from './received.ts'
import { weighedInPlaceOf } from './refile.ts'
import { loadSituations, type Situation } from './situation.ts'
import { loadFiles } from './store.ts'
import type { ViewDeps } from './view/deps.ts'
import { panelOf } from './view/panel.ts'
import type { Reader } from './view/reader.ts'
import { weigh, type Weighing } from './weigh.ts'

/** What is previewed, by whom, at which moment, and the filed request that it would stand for, if any. */
export type Previewed = {
  readonly proposal: Proposal
  readonly actor: Actor
  readonly at: Instant
  readonly replaced: OpenCase | undefined
}

/** What the live panel was made of, and the panel itself. */
export type Preview = {
  readonly situation: Situation
  readonly weighing: Weighing | undefined
  readonly view: Awaited<ReturnType<typeof panelOf>>
}

/**
 * The real decision, read-only: the same load and the same weighing as a submit, with the files that are
 * there. In place of a filed request it is that of an answer or a change: for the applicant, with the papers
 * of the request, and without what the request itself counts.
 */
export async function previewOf(
  views: ViewDeps,
  tx: Transaction,
  reader: Reader,
  { proposal: typed, actor, at, replaced }: Previewed,
): Promise<Preview> {
  const { request, evidence: stored = [], benefit } = replaced ?? {}
  const files = await loadFiles(tx, typed.fileIds ?? [])
  const own = ownFiles(files, actor.personId, typed.fileIds, request?.id)
  const evidence = kindsOf([...stored, ...own])
  const proposal = request ? { ...typed, entityId: request.entity_id } : typed
  const requesterId = request?.requester_id ?? actor.personId
  const filed = [{ call: { key: '', actor, at, body: typed }, proposal, evidence, requesterId }]
  const { shared: loaded, situations } = await loadSituations(views, tx, filed)
  const shared = isReceived(typed) ? loaded : await withRooms(tx, loaded, filed, situations)
  const [situation] = situations
  if (!situation) throw new Error('a preview has its situation')
  const except = benefit ? { exceptBenefitId: benefit.id } : {}
  const weighing = isReceived(typed)
    ? weighReceived(shared, situation, {
        staffId: requesterId,
        before: await loadReceivedBefore(tx, [requesterId]),
        ...except,
      })
    : weigh(shared, situation, replaced ? weighedInPlaceOf(replaced, situation) : { requesterId })
  return {
    situation,
    weighing,
    view: await panelOf(views, tx, reader, {
      shared,
      situation,
      weighing,
      ...(replaced ? { replaced: { requesterId, benefitId: benefit?.id } } : {}),
    }),
  }
}
