import { chineseForm, latinForm } from './company-forms.ts'
import { fold, hasHan, latinWords } from './fold.ts'

/**
 * Whether two names of a restaurant, hotel or shop say the same: script, width, case, blanks and signs do not
 * count, nor does a form of company or that it is a shop; 海底捞（国贸店） is 海底捞国贸分店. A part of a name is
 * another name, because what is near a place or sounds like it is not that place.
 */
export function isSameVenue(one: string, other: string): boolean {
  return venueKey(one) === venueKey(other)
}

/** What two writings of one venue have in common; never empty, where anything is written. */
function venueKey(name: string): string {
  const folded = fold(name)
  if (!hasHan(folded)) return latinForm(latinWords(folded)).words.join('') || folded
  const { core, form } = chineseForm(folded.replace(/[^\p{L}\p{N}]/gu, ''))
  const whole = `${core}${form.branch}`
  const bare = whole.replace(shopEnding, '')
  return bare.length >= coreLeast ? bare : whole
}

/** 大酒店 is what a house is and stays; that it is one of several shops is not. */
const shopEnding = /(?:旗舰店|分店|总店|门店|(?<!酒|饭|书|药)店)$/

/** What is left of a name must still be one. */
const coreLeast = 2
