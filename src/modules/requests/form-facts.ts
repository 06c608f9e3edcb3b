import type { Asked } from '../facts/index.ts'
import { circumstancesOf, circumstancesOfReceived, conditionsOf, partOf, whyOf } from './circumstances.ts'
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
    const { form, to } = kind
    const conditions = conditionsOf(kind)
    return whysOf(kind).map((why) => ({ asked: { form, conditions, ...why }, to, answers }))
  })
}

/** Every purpose and occasion to which the reasons of a kind lead, by itself and at an event. */
function whysOf(kind: Kind): Pick<Asked, 'purpose' | 'context'>[] {
  const places = partOf(kind).includes('benefit.eventId') ? [false, true] : [false]
  const whys = [undefined, ...kind.reasons.map(({ key }) => key)].flatMap((reason) =>
    places.map((isAtEvent) => whyOf(kind, reason, isAtEvent)),
  )
  return [...new Map(whys.map((why) => [`${why.purpose} ${why.context}`, why])).values()]
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
