import type { z } from 'zod'
import type { givePreviewJson } from '../../../contract/giving.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Difference } from '../giving/compare.ts'
import type { GivePreview } from '../giving/preview.ts'
import { differencesOf } from './giving.ts'
import { say, sayIfKnown, type Reader } from './reader.ts'

/** What a giving would lead to, in one sentence, and in what it differs from its approval. */
export function givePreviewView(reader: Reader, preview: GivePreview): z.output<typeof givePreviewJson> {
  const { leads, differences, unexplained } = preview
  return {
    leads,
    says: saysOf(reader, preview),
    differences: differencesOf(reader, differences),
    needsReason: unexplained.length > 0,
  }
}

function saysOf(reader: Reader, preview: GivePreview): string {
  const { leads, differences, unexplained, refusal, told } = preview
  if (leads === 'refused' && refusal) {
    const { says, wayOut } = sayRefusal(refusal, reader.language)
    return [says, wayOut].filter(Boolean).join(reader.language === 'en' ? ' ' : '')
  }
  const why = unexplained.length === 0 ? [] : [say(reader, 'give.with_reason', namedIn(reader, unexplained))]
  const beyond = differences.filter(({ isBeyond }) => isBeyond)
  if (leads === 'back') {
    const back = say(reader, beyond.length > 0 ? 'give.goes_back' : 'give.rules_ask', namedIn(reader, beyond))
    return [back, ...why].join(reader.language === 'en' ? ' ' : '')
  }
  if (told === 'given_forbidden' || told === 'given_before_approval') return say(reader, `give.${told}`)
  if (why[0] !== undefined) return why[0]
  return say(
    reader,
    differences.length === 0 ? 'give.as_approved' : 'give.within',
    namedIn(reader, differences),
  )
}

/** In what it differs; of place and vendor also how, because no figure beside it tells that. */
function namedIn(reader: Reader, differences: readonly Difference[]): { readonly what: string } {
  const names = differences.map(({ what, approved, actual }) => {
    const name = sayIfKnown(reader, `differs.${what}`) ?? what
    const isNamed = what === 'place' || what === 'vendor'
    return isNamed ? say(reader, 'give.other_than', { name, approved, actual }) : name
  })
  return { what: names.join(say(reader, 'list.separator')) }
}
