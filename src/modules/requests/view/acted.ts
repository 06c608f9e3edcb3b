import type { z } from 'zod'
import type { submit } from '../../../contract/requests.ts'
import type { actedJson } from '../../../contract/screens.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Acted } from '../approve.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { findCase } from '../queries.ts'
import type { SubmitAnswer } from '../submit.ts'
import type { ViewDeps } from './deps.ts'
import { say, staffOf, type Reader } from './reader.ts'

/** Where a request stands after a verb, in one sentence. */
export function actedView(reader: Reader, acted: Acted): z.output<typeof actedJson> {
  const word = say(reader, `state.${acted.state}`)
  return {
    state: { state: acted.state, word, marks: [] },
    version: acted.version,
    says: say(reader, 'acted.done', { state: word }),
  }
}

/** What a submit led to, in one sentence: who decides, or what is missing. */
export async function submittedView(
  deps: ViewDeps,
  tx: Transaction,
  reader: Reader,
  value: SubmitAnswer,
): Promise<z.output<typeof submit.answer>> {
  const found = await findCase(deps, tx, reader, value.requestId)
  const open = isRefusal(found) ? undefined : found
  const steps = open?.flow?.steps ?? []
  const people = steps
    .map((step) => (open?.flow?.tasks ?? []).filter((task) => task.step_id === step.id))
    .map((tasks) => tasks.map((task) => staffOf(reader, task.person_id).name).join('、'))
    .join(' → ')
  const missing = open?.weighing
    ? deps
        .explain(open.shared.policy, open.weighing.decision, open.weighing.facts, reader.language)
        .missing.map((each) => each.name)
        .join('、')
    : ''
  return {
    requestId: value.requestId,
    number: value.number,
    state: { state: value.state, word: say(reader, `state.${value.state}`), marks: [] },
    effect: value.effect,
    says: say(reader, `submitted.${value.effect}`, { number: value.number, people, missing }),
  }
}
