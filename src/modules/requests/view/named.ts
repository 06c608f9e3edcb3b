import { formatMoment } from '../../../kernel/format.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Reader } from './reader.ts'

/** A refusal that names a person by identifier, with the name, and the moment on the reader's clock. */
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
