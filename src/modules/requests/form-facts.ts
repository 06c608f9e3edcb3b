import type { Asked } from '../facts/index.ts'
import { circumstancesOf, circumstancesOfReceived, conditionsOf, contextAtEvent } from './circumstances.ts'
import { kinds, type Kind } from './kinds.ts'
import { factFieldOf, untickedOf } from './view/fact-field.ts'

/** What the form can say of one kind: what it is by its reasons, and every answer to each question. */
export type FormFacts = {
  readonly asked: Pick<Asked, 'form' | 'purpose' | 'context' | 'conditions'>
  readonly to: Kind['to']
  readonly answers: readonly (readonly [path: string, value: unknown])[]
}

/** Everything that the form offers, kind by kind; what no kind asks nobody can answer. */
export function formFacts(): FormFacts[] {
  return kinds.flatMap((kind) => {
    const paths = [...kind.fields, ...circumstancesOf(kind), ...circumstancesOfReceived]
    const answers = [...new Set(paths)].flatMap((path) =>
      answersTo(path).map((value) => [path, value] as const),
    )
    const { form, to, purpose, context } = kind
    const conditions = conditionsOf(kind)
    const whys: readonly Pick<Asked, 'purpose' | 'context'>[] = [
      { purpose, context },
      ...(has(kind, 'festival') ? [{ purpose: 'holiday_greeting', context: 'holiday' } as const] : []),
      { purpose, context: contextAtEvent(kind) },
      ...(has(kind, 'thanks') ? [{ purpose: 'thanks', context } as const] : []),
    ]
    return whys.map((why) => ({ asked: { form, conditions, ...why }, to, answers }))
  })
}

function has(kind: Kind, key: string): boolean {
  return kind.reasons.some((reason) => reason.key === key)
}

/** The answers of a question; a number and an amount stand for all of them. */
function answersTo(path: string): readonly unknown[] {
  const field = factFieldOf(path, 'en')
  if (!field) return []
  if (field.choices) {
    const unticked = field.forPerson ? [field.forPerson.unticked] : []
    return [...field.choices.map(({ value }) => value), ...unticked]
  }
  if (field.input === 'count') return [0, 1]
  if (field.input === 'amount')
    return [
      { currency: 'CNY', minor: '0' },
      { currency: 'CNY', minor: '1' },
    ]
  return [field.ticked ?? true, untickedOf(path, 'CNY')]
}
