import { because, wordsOr } from '../../../kernel/because.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { rowAfter, updateRow } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { mayWith } from '../../access/index.ts'
import { findReleases, loadReleases } from '../store.ts'
import { releaseTable, type ReleaseRow } from '../tables.ts'
import {
  closedObjection,
  countedBy,
  loadReleasing,
  releasedAs,
  type Released,
  type Releasing,
} from './release.ts'

/** A release that somebody takes back, as they saw it. */
export type WithdrawReleaseBody = {
  readonly releaseId: string
  readonly version: number
  readonly reason?: string | undefined
}

type State = Releasing & { readonly releases: Map<string, ReleaseRow> }

/** Whoever may release takes a release back while the benefit is not completed: there is a rest again. */
export function withdrawRelease(): Command<WithdrawReleaseBody, State, Released> {
  return {
    operation: 'payments.withdraw_release',
    load: (tx, calls) =>
      load(
        tx,
        calls.map(({ body }) => body.releaseId),
      ),
    decide: decideWithdrawn,
  }
}

async function load(tx: Transaction, ids: readonly string[]): Promise<State> {
  const found = await findReleases(tx, ids)
  const releasing = await loadReleasing(
    tx,
    found.map((row) => row.request_id),
  )
  return { ...releasing, releases: await loadReleases(tx, [...new Set(ids)].sort()) }
}

function decideWithdrawn(state: State, { body, actor, at }: Call<WithdrawReleaseBody>): Decision<Released> {
  const release = state.releases.get(body.releaseId)
  const request = state.requests.get(release?.request_id ?? '')
  const benefit = state.benefits.get(release?.benefit_id ?? '')
  if (!release || !request || !benefit) {
    return { refusal: refuse('platform.not_found'), object: { type: 'release', id: body.releaseId } }
  }
  const about = { object: { type: 'request', id: request.id }, entityId: request.entity_id }
  const whose = { ownerId: request.requester_id, entityId: request.entity_id }
  const permission = mayWith(actor, 'payments.withdraw_release', whose)
  if (!permission.can) return { ...about, refusal: permission.refusal }
  const closed = closedObjection(benefit)
  if (closed) return { ...about, refusal: closed }
  if (release.state === 'withdrawn') return { ...about, refusal: refuse('payments.release_withdrawn') }
  if (release.version !== body.version) return { ...about, refusal: refuse('platform.stale') }
  const change = updateRow(releaseTable, release, {
    state: 'withdrawn',
    withdrawn_by: actor.personId,
    withdrawn_at: at,
  })
  state.releases.set(release.id, rowAfter(releaseTable, change))
  return {
    ...about,
    answer: releasedAs(rowAfter(releaseTable, change)),
    reason: wordsOr(body.reason, because('payments.release_withdrawn', { release: release.id })),
    changes: [change, ...countedBy(state, { request, benefit }, { released: -release.minor, at })],
  }
}
