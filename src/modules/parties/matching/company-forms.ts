import { editDistance } from './distance.ts'
import { differenceOf } from './written-alike.ts'

/** What a company form says: limited liability or shares, part of a group, branch of which place. */
export type CompanyForm = {
  readonly kind: 'limited' | 'shares' | 'other' | 'none'
  readonly group: boolean
  readonly branch: string
}

/** Splits a folded Chinese name into core and form; a branch (分公司, 办事处) stands after its company's form. */
export function chineseForm(folded: string): { core: string; form: CompanyForm } {
  let core = mistypedForm(folded)
  let branch = ''
  const branched = branches.map((pattern) => pattern.exec(core)).find((found) => found !== null)
  if (branched) {
    core = branched[1] ?? core
    branch = branched[2] ?? ''
  }
  let kind: CompanyForm['kind'] = 'none'
  let group = false
  for (;;) {
    const ending = endings.find(([pattern]) => pattern.test(core) && core.replace(pattern, '').length >= 2)
    if (!ending) break
    core = core.replace(ending[0], '')
    if (ending[1] === 'group') group = true
    else if (kind === 'none') kind = ending[1]
  }
  return { core, form: { kind, group, branch } }
}

/**
 * Takes company forms out of words in Latin letters, wherever they stand (Russian forms come first, English
 * ones last).
 */
export function latinForm(given: readonly string[]): { words: string[]; form: CompanyForm } {
  const words = withFormPutRight(given)
  let kind: CompanyForm['kind'] = 'none'
  let group = false
  const rest: string[] = []
  for (let at = 0; at < words.length;) {
    const phrase = phrases.find(({ parts }) => parts.every((part, i) => words[at + i] === part))
    if (phrase) {
      if (phrase.kind === 'group') group = true
      else if (kind === 'none' || phrase.kind !== 'other') kind = phrase.kind
    } else rest.push(words[at] ?? '')
    at += phrase ? phrase.parts.length : 1
  }
  return rest.length === 0
    ? { words: [...words], form: { kind: 'none', group: false, branch: '' } }
    : { words: rest, form: { kind, group, branch: '' } }
}

/** The last word, when it is one letter away from a form that ends names (Ldt, GGmbH, Innc). */
function withFormPutRight(words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? ''
  if (words.length < 2 || last.length < 3 || last.length > 5 || endWords.includes(last)) return words
  const meant = endWords.find((word) => editDistance(word, last, 1) === 1 && word.length >= 3)
  return meant === undefined ? words : [...words.slice(0, -1), meant]
}

const endWords = ['ltd', 'gmbh', 'inc', 'corp', 'llc', 'plc', 'sarl', 'group', 'co']

const branches = [
  /^(.{2,}(?:公司|集团|厂))(.{1,8}?)(?:分公司|办事处|代表处|分部|分店|营业部)$/,
  /^(.{2,}?)(.{2})(?:分公司|办事处|代表处|分部|分店|营业部)$/,
]

/** Puts right a 有限公司 in which one character was mistyped (优限公司, 有限工司). */
function mistypedForm(text: string): string {
  const ending = text.slice(-4)
  if (text.length < 7 || (ending.endsWith('公司') && ending.startsWith('有限'))) return text
  return differenceOf(ending, '有限公司').cost <= 0.5 ? `${text.slice(0, -4)}有限公司` : text
}

const endings: (readonly [RegExp, CompanyForm['kind'] | 'group'])[] = [
  [/股份有限公司$/, 'shares'],
  [/有限责任公司$/, 'limited'],
  [/有限公司$/, 'limited'],
  [/股份公司$/, 'shares'],
  [/(?:有限合伙|普通合伙|合伙企业|个体工商户|株式会社|总公司)$/, 'other'],
  [/(?:集团|集團)$/, 'group'],
  [/(?:公司|工厂|总厂|厂)$/, 'other'],
  [/(?:有限|股份)$/, 'other'],
]

const written: [CompanyForm['kind'] | 'group', string][] = [
  [
    'limited',
    'limited liability company|limited liability co|llc|l l c|gmbh|gesellschaft mit beschrankter ' +
      'haftung|gmbh & co kg|co ltd|company limited|co limited|ltd|limited|' +
      'pte ltd|pty ltd|sarl|srl|s r l|bv|b v|ooo|sp z o o|sdn bhd|ltda|lda|kft|doo|d o ' +
      'o|aps|obshchestvo s ogranichennoy otvetstvennostyu|youxian gongsi|youxian zeren gongsi',
  ],
  [
    'shares',
    'open joint stock company|public joint stock company|closed joint stock company|joint stock ' +
      'company|jsc|ojsc|pjsc|cjsc|oao|pao|zao|ao|aktsionernoe obshchestvo|' +
      'public limited company|plc|p l c|ag|a ' +
      'g|aktiengesellschaft|inc|incorporated|corp|corporation|sa|s a|societe anonyme|spa|s p a|nv|n ' +
      'v|ab|oyj|oy|asa|as|a s|se|kgaa|bhd|kk|k k|' +
      'kabushiki kaisha|gufen youxian gongsi|joint stock',
  ],
  [
    'other',
    'co|company|kg|k g|ohg|ug|llp|lp|l p|l l p|& co|and ' +
      'company|gongsi|pty|pte|sas|sasu|zrt|tbk|pt|the|and|&|of',
  ],
  ['group', 'group|gruppe|jituan|groupe|grp|group corporation'],
]
const phrases = written
  .flatMap(([kind, list]) => list.split('|').map((phrase) => ({ kind, parts: phrase.split(' ') })))
  .toSorted((one, other) => other.parts.length - one.parts.length)
