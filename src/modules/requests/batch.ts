import type { z } from 'zod'
import type { batchSheet } from '../../contract/inbox.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { findFlowObject } from '../approvals/index.ts'
import type { Call } from '../../platform/act/command.ts'
import { loadCases, type OpenCase } from './decide-again.ts'
import { kindWord, titleOf } from './view/case.ts'
import type { ViewDeps } from './view/deps.ts'
import { denied, permissionsOf } from './view/permissions.ts'
import { moneyOf, sumOf, type Reader } from './view/reader.ts'
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
  const pairs: [string, string][] = []
  for (const id of approvalIds) {
    const object = await findFlowObject(tx, id)
    if (object?.type === 'request') pairs.push([id, object.id])
  }
  const calls = pairs.map(
    ([, requestId]) =>
      ({ key: '', actor: reader.actor, body: { requestId }, at: reader.now }) satisfies Call<object>,
  )
  const cases = await loadCases(deps, tx, calls)
  return new Map(
    pairs.flatMap(([approvalId, requestId]) => {
      const found = cases.get(requestId)
      return found ? [[approvalId, found]] : []
    }),
  )
}

/** The sheet before a batch: its items with their checks, and what is left out and why. Decides nothing. */
export async function sheetOf(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  approvalIds: readonly string[],
): Promise<Sheet> {
  const cases = await casesOfApprovals(deps, tx, reader, approvalIds)
  const judged = [...cases].map(([approvalId, found]) => ({
    approvalId,
    found,
    why: whyLeftOut(reader, found),
  }))
  const items = judged.filter((each) => each.why === undefined)
  const kinds = new Set(items.map((each) => each.found.situation.proposal.kindId))
  const isMixed = kinds.size > 1
  const total = sumOf(items.flatMap(({ found }) => wholeValueOf(found.request) ?? []))
  const [first] = items
  return {
    permission: isMixed
      ? denied(reader, refuse('approvals.mixed_batch'))
      : first
        ? { can: true, needsReason: false, needsFactor: false }
        : denied(reader, refuse('approvals.not_in_batch')),
    ...(first && !isMixed ? { kind: kindWord(reader, first.found) } : {}),
    items: items.map(({ approvalId, found }) => sheetItem(deps, reader, approvalId, found)),
    leftOut: judged.flatMap(({ approvalId, found, why }) =>
      why === undefined
        ? []
        : [{ approvalId, number: found.request.number ?? '', heading: headingOf(found), why }],
    ),
    sums: total ? [moneyOf(total.currency, total.minor)] : [],
  }
}

/** Only green items of which the reader may approve each: nothing that needs its own judgement. */
function whyLeftOut(reader: Reader, found: OpenCase): string | undefined {
  const permission = permissionsOf(reader, found).approve
  if (permission && !permission.can) return permission.why
  const outcome = found.weighing?.decision.outcome
  if (outcome === 'allow' || outcome === 'allow_with_conditions') return undefined
  const no = denied(reader, refuse('approvals.not_in_batch'))
  return no.can ? undefined : no.why
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
  const verdict = found.weighing && verdictOf(deps, reader, found.shared, found.weighing)
  const amount = wholeValueOf(found.request)
  return {
    approvalId,
    version: found.request.version,
    number: found.request.number ?? '',
    heading: headingOf(found),
    matter: titleOf(reader, found),
    ...(amount ? { amount: moneyOf(amount.currency, amount.minor) } : {}),
    checks: verdict?.sentence ?? '',
    conditions: verdict?.conditions ?? [],
  }
}
