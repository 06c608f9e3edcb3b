import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { kindsOf, ownFiles } from './evidence.ts'
import type { Proposal } from './proposal.ts'
import { isReceived, loadReceivedBefore, weighReceived } from './received.ts'
import { loadSituations, type Situation } from './situation.ts'
import { loadFiles } from './store.ts'
import type { ViewDeps } from './view/deps.ts'
import { panelOf } from './view/panel.ts'
import type { Reader } from './view/reader.ts'
import { weigh, type Weighing } from './weigh.ts'

/** What is previewed, by whom, at which moment. */
export type Previewed = { readonly body: Proposal; readonly actor: Actor; readonly at: Instant }

/** What the live panel was made of, and the panel itself. */
export type Preview = {
  readonly situation: Situation
  readonly weighing: Weighing | undefined
  readonly view: Awaited<ReturnType<typeof panelOf>>
}

/**
 * The real decision, read-only: the same load and the same weighing as a submit, with the files that are
 * there.
 */
export async function previewOf(
  views: ViewDeps,
  tx: Transaction,
  reader: Reader,
  { body, actor, at }: Previewed,
): Promise<Preview> {
  const files = await loadFiles(tx, body.fileIds ?? [])
  const evidence = kindsOf(ownFiles(files, actor.personId, body.fileIds))
  const filed = [{ call: { key: '', actor, at, body }, proposal: body, evidence }]
  const { shared, situations } = await loadSituations(views, tx, filed)
  const [situation] = situations
  if (!situation) throw new Error('a preview has its situation')
  const weighing = isReceived(body)
    ? weighReceived(shared, situation, {
        staffId: actor.personId,
        before: await loadReceivedBefore(tx, [actor.personId]),
      })
    : weigh(shared, situation, { requesterId: actor.personId })
  return { situation, weighing, view: await panelOf(views, tx, reader, { shared, situation, weighing }) }
}
