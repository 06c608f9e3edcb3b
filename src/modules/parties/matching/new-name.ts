import { plainText } from '../../../kernel/plain-text.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { fold } from './fold.ts'
import { fullName, hasLengthOfName } from './full-name.ts'
import { personName } from './person-name.ts'
import { regionNamed } from './regions.ts'
import {
  bare,
  between,
  crowd,
  hasLatinForm,
  isGroup,
  isNoName,
  joined,
  onOneLine,
  organisationsIn,
  peopleIn,
  relatives,
  separators,
} from './several.ts'

/** A name that somebody types for a new party; `employer` is the name of the customer of a person. */
export type NameTyped = {
  readonly name: string
  readonly schema: 'organisation' | 'person'
  readonly employer?: string | undefined
}

/**
 * Refuses a new name that is none, or that stands for several: as one party they would share one fresh
 * limit. Whoever types a name also looks at it, so a doubtful single one stands, other than in an import.
 */
export function nameObjection({ name, schema, employer }: NameTyped, pointer: string): Refusal | undefined {
  if (isNoName(name)) return refuse('parties.no_name', {}, pointer)
  const areSeveral = schema === 'person' ? arePeople(name, employer ?? '') : areOrganisations(name)
  return areSeveral ? refuse('parties.several', {}, pointer) : undefined
}

function arePeople(typed: string, employer: string): boolean {
  const text = plainText(onOneLine(typed))
  const named = bare(text)
  if (relatives.test(text) || isCrowd(named)) return true
  const found = peopleIn(typed, employer).are
  if (found !== 'unnamed') return found === 'several'
  const isAnother = (part: string) => employer === '' || !employer.includes(part)
  const chinese = between(named, separators).flatMap(wordsOf).flatMap(apart)
  const latin = latinNames(named)
  const strong = between(named, signs)
  return (
    chinese.filter((part) => mayBePerson(part) && isAnother(part)).length > 1 ||
    latin.length > 1 ||
    (strong.length > 1 && strong.every((part) => mayBePerson(part) || isLatinName(part)))
  )
}

/** What makes many of a lone word (领导) is the post of somebody whose name stands before it (王芳 销售代表). */
function isCrowd(named: string): boolean {
  if (fullName(named) !== undefined && !named.endsWith('等')) return false
  const [first = ''] = named.split(/[\s、,;/|&+]/u)
  return fullName(first) === undefined ? isGroup(named) : crowd.test(named)
}

/** Signs that stand within no name and no title. */
const signs = /[、;|&+]/u

/** 张三 李四 are two names, 王 芳 is one. */
function wordsOf(text: string): string[] {
  return isChinese(text) && fullName(text) === undefined ? text.split(' ') : [text]
}

/** 张和平和李四 are two where a name stands on either side of a sign that joins; else the text stays whole. */
function apart(text: string): string[] {
  if (text.length <= 3 || hasLengthOfName(text)) return [text]
  for (let at = 1; at < text.length - 1; at++) {
    const sides = [text.slice(0, at), text.slice(at + 1)]
    if (joined.test(text[at] ?? '') && sides.every(mayBePerson)) return sides
  }
  return [text]
}

/** A full name, a name with its title (张经理), or one written with a dot (约翰·史密斯). */
function mayBePerson(text: string): boolean {
  if (/^\p{Script=Han}+([·・•‧]\p{Script=Han}+)+$/u.test(text) || fullName(text) !== undefined) return true
  if (!/^\p{Script=Han}+$/u.test(text)) return false
  const { han, surnameOnly } = personName(text)
  return surnameOnly || (han.length < text.length && fullName(han) !== undefined)
}

/** Names in Latin letters between commas: two words each, for one word may be a place or a surname. */
function latinNames(named: string): string[] {
  return between(named, separators).filter((part) => part.includes(' ') && isLatinName(part))
}

function isLatinName(text: string): boolean {
  return /^\p{L}/u.test(text) && !/[\p{Script=Han}\d]/u.test(text) && !roles.test(text)
}

/** Words that tell a title or a department from a name. */
const roles = new RegExp(
  '\\b(manag\\w*|director|engineer\\w*|head|chief|officer|president|purchas\\w*|procurement|buyer|sales|' +
    'depart\\w*|dept|assistant|secretary|professor|chair\\w*|lead\\w*|technic\\w*|quality|finance|' +
    'marketing|operations|services?|ph\\.?d|m\\.?d|mba|ceo|cfo|cto|coo|jr|sr|esq|ii+)\\b',
  'iu',
)

function areOrganisations(typed: string): boolean {
  // 和 within a name (和平, 和睦家) joins nothing.
  const parts = organisationsIn(typed.replace(/和(?=平(?!安)|[睦谐田祥顺])/gu, '合'))
  if (parts.length < 2) return false
  const chinese = parts.filter((part) => /\p{Script=Han}{2}/u.test(part))
  // A legal name may begin with the places it stands for (上海、江苏联合).
  if (chinese.slice(0, -1).some((part) => regionNamed(fold(part)) === null)) return true
  const isStrong = /[、;|]/u.test(plainText(onOneLine(typed)))
  const latin = parts.filter((part) => !isChinese(part) && (isStrong || hasLatinForm(part)))
  return latin.length > 1 || (isStrong && latin.length > 0 && chinese.length > 0)
}

function isChinese(text: string): boolean {
  return /\p{Script=Han}/u.test(text)
}
