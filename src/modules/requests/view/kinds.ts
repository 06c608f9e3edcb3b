import type { z } from 'zod'
import type { kinds as kindsOperation } from '../../../contract/requests.ts'
import { fill } from '../../../texts/text.ts'
import { circumstancesOf } from '../circumstances.ts'
import { kinds, type Kind } from '../kinds.ts'
import { factFieldOf, untickedOf } from './fact-field.ts'
import type { Reader } from './reader.ts'

type Direction = z.output<typeof kindsOperation.query>['direction']
type Answer = z.output<typeof kindsOperation.answer>

/**
 * The kinds of benefit in the form's own order, never sorted by what the policy would say. What our staff receive
 * is of the kinds that people get.
 */
export function kindsOf(reader: Reader, direction: Direction): Answer {
  const offered = kinds.filter((kind) => direction === 'given' || kind.to === 'person')
  return { items: offered.map((kind) => kindItem(reader, kind)) }
}

function kindItem(reader: Reader, kind: Kind): Answer['items'][number] {
  const { language } = reader
  return {
    id: kind.id,
    word: fill(kind.word, language),
    form: kind.form,
    permission: { can: true, needsReason: false, needsFactor: false },
    ...(kind.quantity ? { quantity: { word: fill(kind.quantity, language), isRequired: false } } : {}),
    defaultRecipient: kind.to,
    fields: kind.fields.flatMap((path) => factFieldOf(path, language) ?? []),
    circumstances: circumstancesOf(kind).flatMap((path) => factFieldOf(path, language) ?? []),
    reasons: kind.reasons.map(({ key, word }) => ({ key, word: fill(word, language) })),
  }
}

/** The answers of a form whose list of circumstances was answered with "none of these". */
export function noneOfThese(
  kind: Pick<Kind, 'form' | 'to'>,
  currency: string,
): Record<string, ReturnType<typeof untickedOf>> {
  return Object.fromEntries(circumstancesOf(kind).map((path) => [path, untickedOf(path, currency)]))
}
