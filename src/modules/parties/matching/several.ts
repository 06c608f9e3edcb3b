import { plainText } from '../../../kernel/plain-text.ts'
import { fullName, hasLengthOfName, isTitled } from './full-name.ts'

/** Whom one cell names: one person, several by name, or people who are not named one by one. */
export type People =
  | { readonly are: 'one' }
  | { readonly are: 'several'; readonly names: readonly string[] }
  | { readonly are: 'unnamed' }

const one: People = { are: 'one' }
const unnamed: People = { are: 'unnamed' }

/** The share of a relative is that of the person whom they belong to, and never a new person’s. */
export const relatives =
  /配偶|家属|夫人|太太|夫妇|伉俪|全家|一家|家人|爱人|子女|儿子|女儿|父母|父亲|母亲|孩子|随行|陪同|and (his|her|their) /iu

/** Words for people whom nobody counts one by one. */
const crowds =
  '等([\\d一二三四五六七八九十百几数多]*[人位名个]?)?$|^各|^全体|^全部|相关人员|有关人员|若干|一行|团队|' +
  '\\d+ ?[人位名]$|们$|\\bet al\\b|\\bothers\\b|\\bteam\\b|\\band\\b'

/** Words for many, which behind the name of one person say what that person is (王芳 采购部). */
const posts =
  '(员工|同事|人员|负责人|领导|班子|骨干|代表)$|..(部|部门|科室|车间|公司|集团|单位|医院|学校|中心)$'

export const crowd = new RegExp(crowds, 'iu')
const groups = new RegExp(`${crowds}|${posts}`, 'iu')

/** Whether a text without brackets stands for people whom nobody counts one by one. */
export function isGroup(named: string): boolean {
  return groups.test(named)
}

export const separators = /[、,;/|&+]/u
export const joined = /[和与及]/u

/**
 * Tells whether a cell names one person or more. It is several only where each part is the full name of a
 * person; what may be the title, department, place or employer (`customer`) of one of them (王芳/采购) is
 * nobody's share and waits.
 */
export function peopleIn(cell: string, customer = ''): People {
  const text = plainText(onOneLine(cell))
  const named = bare(text)
  if (isNoName(text) || relatives.test(text) || isGroup(named)) return unnamed
  const parts = between(named, separators)
  const [first = '', ...more] = parts.flatMap(together)
  if (more.length === 0) return mayBeOne(first) ? one : unnamed
  if (isLastNameFirst(named, parts)) return one
  const names = [first, ...more].map(fullName).filter((name) => name !== undefined)
  const isEach = names.length === more.length + 1 && !names.some((name) => customer.includes(name))
  // One name twice is a mistake of whoever wrote the list: only they know who was meant.
  return isEach && new Set(names).size === names.length ? { are: 'several', names } : unnamed
}

/** Words that stand where nobody is named. */
const noNames = new RegExp(
  '^(无|暂无|没有|空|空白|不详|不明|未知|未填写?|待定|待补充?|待确认|匿名|某人|某公司|某客户|' +
    'n[./ ]?a|nil|none|null|unknown|unnamed|not (known|named|available|applicable)|anonymous|tb[acd])$',
  'u',
)

/** Whether a text is nobody’s name: it holds no letter of any script, or says that nobody is named. */
export function isNoName(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '')
  const bare = plain.toLowerCase().replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return bare === '' || noNames.test(bare)
}

/** 张三和李四 are two; 李和平 and 欧阳和平 are one, and no three characters hold two names. */
function together(text: string): string[] {
  const han = text.replace(/\s/gu, '')
  return han.length <= 3 || hasLengthOfName(han) ? [text] : between(text, joined)
}

/**
 * Whether a text without a sign between names may stand for one person. A blank stands inside a name (王 芳),
 * before a title (李娜 工程师), and before anything else: then it tells nobody who is meant.
 */
function mayBeOne(text: string): boolean {
  const [first = '', ...more] = text.split(' ').filter(isChinese)
  const rest = more.join('')
  return rest === '' || fullName([first, ...more].join(' ')) !== undefined || isTitled(first, rest)
}

/** Smith, John is one. */
function isLastNameFirst(text: string, parts: readonly string[]): boolean {
  const isOneComma = /^[^、,;/|&+]+,[^、,;/|&+]+$/u.test(text)
  return isOneComma && !/\p{Script=Han}/u.test(text) && parts.some((part) => !part.includes(' '))
}

/**
 * Whether a cell may name more than one organisation. A sign between two names holds the row, for a part
 * without a legal form may be a customer too (华东精密、华北精密); Acme Co., Ltd. is one.
 */
export function namesSeveralOrganisations(cell: string): boolean {
  return organisationsIn(cell).length > 1
}

/** The parts of a text that a sign between organisations keeps apart. */
export function organisationsIn(cell: string): string[] {
  return between(bare(plainText(onOneLine(cell))), betweenOrganisations)
}

/** Whether a text ends in a legal form in Latin letters. */
export function hasLatinForm(text: string): boolean {
  return endsInLatinForm.test(text)
}

const organisation = '(?:公司|集团|厂|医院|学校|大学|学院|银行|中心|研究院|研究所|局|商店|合作社|事务所)'
const latinForm =
  '(?:inc|incorporated|ltd|limited|ll[cp]|l\\.l\\.[cp]|lp|corp|corporation|co|company|plc|gmbh|ag|' +
  's\\.?a|s\\.?r\\.?l|s\\.?p\\.?a|b\\.?v|n\\.?v|pte|pty|sdn|jsc|kg)'
const endsInLatinForm = new RegExp(`(?<![a-z])${latinForm}\\.?$`, 'iu')
const betweenOrganisations = new RegExp(
  `[、;|+]|,(?! ?${latinForm}(?![a-z]))|(?<=..)/(?=..)|(?<=${organisation}) ?[和与及]|` +
    `(?<=有限公司) (?=.*${organisation}$)(?!.*(?:分公司|办事处)$)`,
  'iu',
)

/** A line of its own is a part of its own. */
export function onOneLine(cell: string): string {
  return cell.replace(/\s*\n\s*/gu, ';')
}

/** Without what stands in brackets behind a name. */
export function bare(text: string): string {
  return text.replace(/[([（][^)\]）]*[)\]）]/gu, ' ').trim()
}

/** The parts between signs, without blanks around them. */
export function between(text: string, signs: RegExp): string[] {
  return text
    .split(signs)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function isChinese(text: string): boolean {
  return /^\p{Script=Han}/u.test(text)
}
