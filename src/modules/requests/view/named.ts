import { formatMoment } from '../../../kernel/format.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Reader } from './reader.ts'

/** A refusal with the name of the person whom it names by identifier, and the moment as the reader's clock shows it. */
export function named<Said extends Pick<Refusal, 'params'>>(reader: Reader, refusal: Said): Said {
  const { by, at } = refusal.params
  const person = typeof by === 'string' ? reader.organisation.people.get(by) : undefined
  return {
    ...refusal,
    params: {
      ...refusal.params,
      ...(person ? { who_zh: person.name_zh, who_en: person.name_en } : {}),
      ...(typeof at === 'string' ? { when: formatMoment(at, reader.zone, reader.now) } : {}),
    },
  }
}
