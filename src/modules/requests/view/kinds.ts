import type { z } from 'zod'
import type { kinds as kindsOperation } from '../../../contract/requests.ts'
import { fill } from '../../../texts/text.ts'
import { kinds, type Kind } from '../kinds.ts'
import { factFieldOf } from './fact-field.ts'
import type { Reader } from './reader.ts'

type Answer = z.output<typeof kindsOperation.answer>

/** The kinds of benefit in the form's own order, never sorted by what the policy would say. */
export function kindsOf(reader: Reader): Answer {
  return { items: kinds.map((kind) => kindItem(reader, kind)) }
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
    reasons: kind.reasons.map(({ key, word }) => ({ key, word: fill(word, language) })),
  }
}
