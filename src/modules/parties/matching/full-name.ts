import { fold } from './fold.ts'
import { personName } from './person-name.ts'
import { regionNamed } from './regions.ts'
import { surnameLength } from './surnames.ts'

/**
 * The full name of one person, without a blank between surname and given name; undefined for everything
 * else. A surname that we know leads it, and it holds no title, department or place: 王芳 and 王 芳, but neither
 * 王经理 nor 项目部 nor 苏州, although 项 and 苏 are surnames too.
 */
export function fullName(text: string): string | undefined {
  const name = closedUp(text)
  const simplified = fold(name)
  if (!hasLengthOfName(name) || noNames.test(simplified) || regionNamed(simplified)) return undefined
  return personName(name).han.length === name.length ? name : undefined
}

/** Whether so many characters can be one name: two or three, and four behind 欧阳 and its like. */
export function hasLengthOfName(text: string): boolean {
  const surname = surnameLength(fold(text))
  const given = text.length - surname
  return /^\p{Script=Han}+$/u.test(text) && surname > 0 && (given === 1 || given === 2)
}

/** Whether what follows a name is a title alone (李娜 behind which 工程师 stands). */
export function isTitled(name: string, rest: string): boolean {
  return personName(`${name}${rest}`).han.length === name.length
}

/** 王 芳 is written so to be as wide as a name of three characters; any other blank ends a name. */
function closedUp(text: string): string {
  const [surname = '', ...given] = text.split(/\s+/u)
  return surnameLength(fold(surname)) === surname.length ? `${surname}${given.join('')}` : text
}

/** Ends of what is a department or a post, and whole words of everyday that a surname happens to lead. */
const noNames = new RegExp(
  '[部科室处组办课股站队班层区线员委费票卡酒]$|^[东西南北中华]{2}$|' +
    '^(车间|车辆|项目|党群|常务|高管|文秘|文案|单证|单位|成本|管理|包装|包间|施工|全体|全家|关务|安保|卫生|康复|金融|' +
    '石化|石油|水电|时装|应收|应付|应酬|黄金|金条|项链|温泉|钱包|祝贺|贺礼|谢礼)',
  'u',
)
