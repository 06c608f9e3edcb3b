import type { z } from 'zod'
import type { givePreviewJson } from '../../../contract/giving.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { GivePreview } from '../giving/preview.ts'
import { differencesOf } from './giving.ts'
import { say, sayIfKnown, type Reader } from './reader.ts'

/** What a giving would lead to, in one sentence, and in what it differs from its approval. */
export function givePreviewView(reader: Reader, preview: GivePreview): z.output<typeof givePreviewJson> {
  const { leads, differences } = preview
  return { leads, says: saysOf(reader, preview), differences: differencesOf(reader, differences) }
}

function saysOf(reader: Reader, { leads, differences, refusal, told }: GivePreview): string {
  if (leads === 'refused' && refusal) {
    const { says, wayOut } = sayRefusal(refusal, reader.language)
    return [says, wayOut].filter(Boolean).join(reader.language === 'en' ? ' ' : '')
  }
  const beyond = differences.filter(({ isBeyond }) => isBeyond)
  const what = (beyond.length > 0 ? beyond : differences)
    .map((each) => sayIfKnown(reader, `differs.${each.what}`) ?? each.what)
    .join(say(reader, 'list.separator'))
  if (leads === 'back') return say(reader, beyond.length > 0 ? 'give.goes_back' : 'give.rules_ask', { what })
  if (told === 'given_forbidden' || told === 'given_before_approval') return say(reader, `give.${told}`)
  return say(reader, differences.length === 0 ? 'give.as_approved' : 'give.within', { what })
}
