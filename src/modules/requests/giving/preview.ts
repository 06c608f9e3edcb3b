import { goesAhead, type Call, type Decision } from '../../../platform/act/command.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Acted } from '../approve.ts'
import type { RequestDeps } from '../deps.ts'
import { moveCommand, type MoveBody } from '../move.ts'
import type { OpenCase } from '../decide-again.ts'
import { compareGiving, unexplained } from './compared.ts'
import type { Difference } from './compare.ts'

/** What a giving would lead to, were it recorded as it is typed. */
export type GivePreview = {
  readonly leads: 'recorded' | 'back' | 'waits' | 'refused'
  readonly differences: readonly Difference[]
  /** Those that are recorded only with the reason why. */
  readonly unexplained: readonly Difference[]
  /** Why it cannot be recorded so, or what it still waits for. */
  readonly refusal?: Refusal
  readonly told?: Acted['told']
}

/** Refusals that name what is to come: the comparison stands without it. */
const waiting: readonly string[] = [
  'requests.not_ready_to_give',
  'requests.way_proof_missing',
  'requests.difference_unexplained',
]

/** Those behind which nobody learns that there is such a request. */
const unseen: readonly string[] = ['platform.not_found', 'requests.not_yours']

/** The load and the decision of the command, without locks; undefined for whoever may not record it. */
export async function previewGiving(
  deps: RequestDeps,
  tx: Transaction,
  call: Call<MoveBody>,
): Promise<GivePreview | undefined> {
  const command = moveCommand(deps, 'give')
  const state = await command.load(tx, [call])
  const found = state.cases.get(call.body.requestId)
  if (!found) return undefined
  const decision: Decision<Acted> = command.decide(state, call)
  if (goesAhead(decision)) {
    const { answer } = decision
    return {
      leads: answer.state === 'given' ? 'recorded' : 'back',
      ...comparedNow(found, call),
      ...(answer.told === undefined ? {} : { told: answer.told }),
    }
  }
  const { refusal } = decision
  if (unseen.includes(refusal.code)) return undefined
  if (!waiting.includes(refusal.code)) {
    return { leads: 'refused', differences: [], unexplained: [], refusal }
  }
  const compared = comparedNow(found, call)
  const isBeyond = compared.differences.some((each) => each.isBeyond)
  return { leads: isBeyond ? 'back' : 'waits', ...compared, refusal }
}

function comparedNow(found: OpenCase, { body: { actual } }: Call<MoveBody>) {
  const { differences } = compareGiving(found, actual)
  return { differences, unexplained: unexplained(found, actual, differences) }
}
