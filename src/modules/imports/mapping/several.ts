import { plainText } from './reading.ts'

/** Whom one cell names: one person, several by name, or people who are not named one by one. */
export type People =
  | { readonly are: 'one' }
  | { readonly are: 'several'; readonly names: readonly string[] }
  | { readonly are: 'unnamed' }

const one: People = { are: 'one' }

/** The share of a relative is that of the person whom they belong to, and never a new person’s. */
const relatives =
  /配偶|家属|夫人|太太|夫妇|伉俪|全家|一家|家人|爱人|子女|儿子|女儿|父母|父亲|母亲|孩子|随行|陪同|and (his|her|their) /iu

/** Words for people whom nobody counts one by one. */
const groups = new RegExp(
  '等([\\d一二三四五六七八九十百几数多]*[人位名个]?)?$|^各|^全体|^全部|相关人员|有关人员|若干|一行|团队|' +
    '\\d+ ?[人位名]$|(们|员工|同事|人员|负责人|领导|班子|骨干|代表)$|' +
    '..(部|部门|科室|车间|公司|集团|单位|医院|学校|中心)$|\\bet al\\b|\\bothers\\b|\\bteam\\b',
  'iu',
)

const separators = /[、,;/|&+\n]/u
const joined = /[和与及]/u

/**
 * Tells whether a cell names one person or more. A name is what has the shape of one: two to four Chinese
 * characters, or a Latin name of two words and more, so that 李和平 stays one person.
 */
export function peopleIn(cell: string): People {
  const text = plainText(cell)
  if (relatives.test(text) || groups.test(bare(text))) return { are: 'unnamed' }
  const parts = namesBetween(bare(text), separators)
  if (parts.length === 1) return together(parts[0] ?? '')
  const names = parts.flatMap((part) => {
    const found = together(part)
    return found.are === 'several' ? found.names : [part]
  })
  if (!names.some(isChinese) && !names.every((name) => /\S\s\S/u.test(name))) return one
  if (names.some((name) => groups.test(name))) return { are: 'unnamed' }
  // One name twice is a mistake of whoever wrote the list: only they know who was meant.
  return new Set(names).size === names.length ? { are: 'several', names } : { are: 'unnamed' }
}

/** 张三和李四, or 张三 李四, are two; 李和平 and 王 芳 are one. */
function together(text: string): People {
  for (const between of [joined, /\s/u]) {
    const names = namesBetween(text, between)
    if (names.length > 1 && names.every(isChineseName)) return { are: 'several', names }
  }
  return one
}

/** Without what stands in brackets behind a name. */
function bare(text: string): string {
  return text.replace(/[([（][^)\]）]*[)\]）]/gu, ' ').trim()
}

function namesBetween(text: string, between: RegExp): string[] {
  return text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function isChinese(text: string): boolean {
  return /^\p{Script=Han}/u.test(text)
}

function isChineseName(text: string): boolean {
  return (
    /^\p{Script=Han}{2,4}$/u.test(text) &&
    !/(经理|主任|科长|处长|局长|院长|总监|部长|老师|先生|女士)$/u.test(text)
  )
}

/** Whether a cell names more than one organisation. */
export function namesSeveralOrganisations(cell: string): boolean {
  const names = namesBetween(bare(plainText(cell)), /[、,;/|\n]|(?<=公司|集团|厂|医院)[和与及]/u)
  return names.length > 1 && names.every((name) => organisation.test(name))
}

const organisation = /..(公司|集团|厂|医院|学校|大学|学院|银行|中心|研究院|研究所|局|商店|合作社|事务所)$/u
