import type { z } from 'zod'
import type { batchSheet } from '../../contract/inbox.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Call, Outcome } from '../../platform/act/command.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import { decideCommand, type Acted } from './approve.ts'
import { loadCases, requestRef, type OpenCase } from './decide-again.ts'
import { requestsOfApprovals } from './queries.ts'
import { reviewType } from './review.ts'
import { isDayOver } from './view/breach-lines.ts'
import { kindWord, titleOf } from './view/case.ts'
import type { ViewDeps } from './view/deps.ts'
import { named } from './view/named.ts'
import { denied, objectionTo } from './view/permissions.ts'
import { moneyOf, say, sumOf, type Reader } from './view/reader.ts'
import { verdictOf } from './view/verdict.ts'
import { wholeValueOf } from './stored-proposal.ts'

type Sheet = z.output<typeof batchSheet.answer>

/** The cases behind a list of approvals, in their order; those that are not to be known are missing. */
export async function casesOfApprovals(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  approvalIds: readonly string[],
): Promise<Map<string, OpenCase>> {
  const rounds = await requestsOfApprovals(tx, approvalIds)
  const pairs = approvalIds.flatMap((id) => {
    const round = rounds.get(id)
    return round ? [[id, round] as const] : []
  })
  const found: [string, OpenCase][] = []
  for (const matter of ['request', reviewType] as const) {
    const mine = pairs.filter(([, round]) => round.matter === matter)
    const calls = mine.map(
      ([, { requestId }]) =>
        ({ key: '', actor: reader.actor, body: { requestId }, at: reader.now }) satisfies Call<object>,
    )
    const cases =
      calls.length === 0 ? new Map<string, OpenCase>() : await loadCases(deps, tx, calls, { matter })
    for (const [id, { requestId }] of mine) {
      const open = cases.get(requestId)
      if (open) found.push([id, open])
    }
  }
  return new Map(found.toSorted(([a], [b]) => approvalIds.indexOf(a) - approvalIds.indexOf(b)))
}

/** One item of a batch, or what keeps it out of it. */
type Judged = {
  readonly approvalId: string
  readonly found: OpenCase
  readonly objection: Refusal | undefined
}

/** A selection as it could be approved together, with what is left out, and what speaks against the whole. */
export type Batch = {
  readonly items: readonly Judged[]
  readonly leftOut: readonly Judged[]
  readonly refusal: Refusal | undefined
}

/** Judges a selection: each item for itself, and whether the rest is of one kind. */
export async function batchOf(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  approvalIds: readonly string[],
): Promise<Batch> {
  const cases = await casesOfApprovals(deps, tx, reader, approvalIds)
  const judged = [...cases].map(([approvalId, found]) => ({
    approvalId,
    found,
    objection: objectionOf(reader, found),
  }))
  const items = judged.filter((each) => each.objection === undefined)
  const leftOut = judged.filter((each) => each.objection !== undefined)
  const kinds = new Set(items.map((each) => each.found.situation.proposal.kindId))
  const off = leftOut.map(({ found }) => batchObjection(reader, found)).find((each) => each !== undefined)
  const none = items.length === 0 ? (off ?? refuse('approvals.not_in_batch')) : undefined
  return { items, leftOut, refusal: kinds.size > 1 ? refuse('approvals.mixed_batch') : none }
}

/** The sheet before a batch: its items with their checks, and what is left out and why. Decides nothing. */
export function sheetOf(deps: ViewDeps, reader: Reader, { items, leftOut, refusal }: Batch): Sheet {
  const total = sumOf(items.flatMap(({ found }) => wholeValueOf(found.request) ?? []))
  const [first] = items
  return {
    permission: refusal ? denied(reader, refusal) : { can: true, needsReason: false, needsFactor: false },
    ...(first && !refusal ? { kind: kindWord(reader, first.found) } : {}),
    items: items.map(({ approvalId, found }) => sheetItem(deps, reader, approvalId, found)),
    leftOut: leftOut.map(({ approvalId, found, objection }) => ({
      approvalId,
      number: found.request.number ?? '',
      heading: headingOf(found),
      why: objection ? sayRefusal(named(reader, objection), reader.language).says : '',
    })),
    sums: total ? [moneyOf(total.currency, total.minor)] : [],
  }
}

/** Only green items of which the reader may approve each: nothing that needs its own judgement. */
function objectionOf(reader: Reader, found: OpenCase): Refusal | undefined {
  const own = found.isReview ? undefined : objectionTo(reader, found, 'approve')
  if (own) return own
  const outcome = found.weighing?.decision.outcome
  const isGreen = outcome === 'allow' || outcome === 'allow_with_conditions'
  return isGreen && !found.isReview ? batchObjection(reader, found) : refuse('approvals.not_in_batch')
}

/**
 * Approves a batch, each item by its own key. What the batch was judged to leave out is refused at the door
 * as well, so that the whole is answered the same when its answer was lost on the way and it is sent again.
 */
export function batchCommand(deps: ViewDeps, { items, leftOut, refusal }: Batch) {
  const command = decideCommand(deps, 'approvals.batch_approve')
  const objections = new Map(
    [...items, ...leftOut].flatMap(({ found, objection }) => {
      const why = refusal ?? objection
      return why ? [[found.request.id, { refusal: why, entityId: found.request.entity_id }] as const] : []
    }),
  )
  const decide: typeof command.decide = (state, call) => {
    const { requestId } = call.body
    const objection = objections.get(requestId)
    return objection ? { ...objection, object: requestRef({ id: requestId }) } : command.decide(state, call)
  }
  return { ...command, decide }
}

const ofTheWhole = ['approvals.mixed_batch', 'approvals.batch_off', 'approvals.not_in_batch']

/** Why the whole selection was refused, from the outcomes of its items; undefined where some went ahead. */
export function refusalOfAll(outcomes: readonly Outcome<Acted>[]): Refusal | undefined {
  const refusals = outcomes.flatMap((each) => (each.kind === 'refused' ? each.refusal : []))
  const [first] = refusals
  const isOne = refusals.length === outcomes.length && refusals.every(({ code }) => code === first?.code)
  return first && isOne && ofTheWhole.includes(first.code) ? first : undefined
}

/** Batches are off until the company's authority matrix names the kind. */
function batchObjection(reader: Reader, found: OpenCase): Refusal | undefined {
  const { shared, situation, request } = found
  const isNamed = shared.policy.batchForms(situation.today).includes(request.form ?? '')
  return isNamed ? undefined : refuse('approvals.batch_off', { kind: kindWord(reader, found) })
}

function headingOf(found: OpenCase): string {
  const { customer, person } = found.situation.parties
  return customer?.name ?? person?.name ?? ''
}

function sheetItem(
  deps: ViewDeps,
  reader: Reader,
  approvalId: string,
  found: OpenCase,
): Sheet['items'][number] {
  const { shared, weighing } = found
  const verdict = weighing && verdictOf(deps, reader, { shared, weighing, decider: 'reader' })
  const amount = wholeValueOf(found.request)
  const isOver = isDayOver(found.request, found.situation.today)
  return {
    approvalId,
    version: found.request.version,
    number: found.request.number ?? '',
    heading: headingOf(found),
    matter: titleOf(reader, found),
    ...(amount ? { amount: moneyOf(amount.currency, amount.minor) } : {}),
    checks: [isOver && say(reader, 'mark.day_over'), verdict?.sentence].filter(Boolean).join(' · '),
    conditions: verdict?.conditions ?? [],
  }
}
