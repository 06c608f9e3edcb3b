import { without } from '../../shell/without.ts'
import type { FactValue } from '../../parts/fact-input.tsx'
import type { Kind } from './form-fields.tsx'
import type { Form } from './form.ts'

type Facts = Form['facts']
type Field = Kind['circumstances'][number]

/** What is sent of a circumstance that is not there. */
function untickedValue(field: Field, currency: string): FactValue {
  return field.unticked ?? (field.input === 'amount' ? { currency, minor: '0' } : false)
}

/** True where ticking asks for more: who it is, or how much. */
export function asksMore(field: Field): boolean {
  return field.input === 'choice' || field.input === 'amount'
}

/** True once the list was answered; before that, all of it is unknown and nothing of it is sent. */
export function isAnswered(fields: readonly Field[], facts: Facts): boolean {
  const plain = fields.filter((field) => !asksMore(field))
  return plain.length > 0 && plain.every((field) => facts[field.path] !== undefined)
}

/** Whether a circumstance is ticked; one that asks for more is unknown until that is given. */
export function isTicked(fields: readonly Field[], field: Field, facts: Facts): boolean {
  const value = facts[field.path]
  if (value === undefined) return asksMore(field) && isAnswered(fields, facts)
  return !isNothing(field, value)
}

function isNothing(field: Field, value: FactValue): boolean {
  if (typeof value === 'object' && !Array.isArray(value) && 'minor' in value) return value.minor === '0'
  return JSON.stringify(value) === JSON.stringify(field.unticked ?? false)
}

/** The list answered with "none of these". */
export function answerNone(fields: readonly Field[], facts: Facts, currency: string): Facts {
  const none = fields.map((field) => [field.path, untickedValue(field, currency)] as const)
  return { ...facts, ...Object.fromEntries(none) }
}

/** The facts without any answer to the list, so that all of it is unknown again. */
export function answerNothing(fields: readonly Field[], facts: Facts): Facts {
  return fields.reduce<Facts>((rest, field) => without(rest, field.path), facts)
}

/** Ticks a circumstance or unticks it. The first tick answers the list: what is not ticked is not there. */
export function toggle(fields: readonly Field[], field: Field, facts: Facts, currency: string): Facts {
  if (isTicked(fields, field, facts)) {
    const rest = { ...facts, [field.path]: untickedValue(field, currency) }
    const isSome = fields.some((other) => isTicked(fields, other, rest))
    return isSome ? rest : answerNothing(fields, facts)
  }
  const answered = isAnswered(fields, facts) ? facts : answerNone(fields, facts, currency)
  return asksMore(field) ? without(answered, field.path) : { ...answered, [field.path]: field.ticked ?? true }
}

/** What of the facts another kind asks as well; an answer that no field shows is not sent. */
export function factsFor(kind: Pick<Kind, 'fields' | 'circumstances'> | undefined, facts: Facts): Facts {
  if (!kind) return facts
  const asked = new Set([...kind.fields, ...kind.circumstances].map((field) => field.path))
  const kept = Object.fromEntries(Object.entries(facts).filter(([path]) => asked.has(path)))
  return isAnswered(kind.circumstances, kept) ? kept : answerNothing(kind.circumstances, kept)
}

/** A circumstance as it is asked of whoever gets it: a person is not the contracting party. */
export function fieldFor(field: Field, to: Form['recipient']['to']): Field {
  return to === 'person' && field.forPerson ? { ...field, ...field.forPerson } : field
}

/** What was said not to be there is said of whoever gets it now. */
export function saidOf(fields: readonly Field[], form: Form): Form {
  const facts = fields.flatMap((field) => {
    const none = [field.unticked, field.forPerson?.unticked]
    const said = form.facts[field.path]
    const now = fieldFor(field, form.recipient.to).unticked
    const isOther = said !== undefined && said !== now && none.includes(said)
    return isOther && now !== undefined ? [[field.path, now] as const] : []
  })
  return facts.length === 0 ? form : { ...form, facts: { ...form.facts, ...Object.fromEntries(facts) } }
}

/** What a deal or an event was chosen for; another customer or day has others to choose from. */
export function changed(before: Form, after: Form): Form {
  const isOther = before.customer?.id !== after.customer?.id || before.happensOn !== after.happensOn
  if (!isOther) return after
  return { ...after, facts: without(without(after.facts, 'benefit.dealId'), 'benefit.eventId') }
}
