import type { z } from 'zod'
import type { submit } from '../../../contract/requests.ts'
import type { actedJson } from '../../../contract/screens.ts'
import { factName } from '../../policy/index.ts'
import type { Acted } from '../approve.ts'
import type { SubmitAnswer } from '../submit.ts'
import type { Proposal } from '../proposal.ts'
import { stateWord } from './received.ts'
import { say, sayIfKnown, staffOf, type NameReader, type Reader } from './reader.ts'

/** Where a request stands after a verb, in one sentence. */
export function actedView(reader: Pick<Reader, 'language'>, acted: Acted): z.output<typeof actedJson> {
  const word = say(reader, `state.${acted.state}`)
  const differs = (acted.differs ?? [])
    .map((what) => sayIfKnown(reader, `differs.${what}`) ?? what)
    .join(say(reader, 'list.separator'))
  return {
    state: { state: acted.state, word, marks: [] },
    version: acted.version,
    says: [
      say(reader, acted.told === undefined ? 'acted.done' : `acted.${acted.told}`, { state: word, differs }),
      ...(acted.doubled === undefined ? [] : [say(reader, 'acted.doubled', { count: acted.doubled })]),
    ].join(reader.language === 'en' ? ' ' : ''),
  }
}

/** What a submit led to, in one sentence: who decides, or what is missing. */
export function submittedView(
  reader: NameReader,
  value: SubmitAnswer,
  proposal?: Proposal,
): z.output<typeof submit.answer> {
  const { requestId, number, effect } = value
  const people = value.route
    .map((ids) => ids.map((id) => staffOf(reader, id).name).join(say(reader, 'list.separator')))
    .join(' → ')
  const missing = value.missing
    .map((path) => factName(path, reader.language))
    .join(say(reader, 'list.separator'))
  return {
    requestId,
    number,
    state: { state: value.state, word: stateWord(reader, value.state, proposal), marks: [] },
    effect,
    says: say(reader, `submitted.${effect}`, { number, people, missing }),
  }
}
