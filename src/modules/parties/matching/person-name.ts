import { fold, latinWords } from './fold.ts'
import { spellings, spellingOf } from './pinyin.ts'
import { surnameLength, surnamesSpelt } from './surnames.ts'

/** What the search knows of one person's name. */
export type PersonName = {
  readonly schema: 'person'
  readonly raw: string
  /** The name in simplified characters without honorifics; empty when there is none. */
  readonly han: string
  readonly surnameLength: number
  /** Only the surname is known (王工, 李总). */
  readonly surnameOnly: boolean
  /** `han` in pinyin, surname first, likeliest reading first; empty without characters. */
  readonly spellings: readonly string[]
  /** Words in Latin letters without honorifics, in their order. */
  readonly words: readonly string[]
  /** The words run together as written, and with the last word in front. */
  readonly joined: readonly string[]
}

/** Takes a person's name apart: characters, Latin words, honorifics, surname. */
export function personName(raw: string): PersonName {
  const folded = fold(raw).replace(/[((【[].*?[))】\]]/g, (inside) => bracketed(inside))
  const { han, surnameOnly } = withoutHonorific((folded.match(/\p{Script=Han}+/gu) ?? []).join(''))
  const words = latinWords(folded).filter((word) => !latinHonorifics.has(word))
  const kept = words.length > 0 ? words : latinWords(folded)
  return {
    schema: 'person',
    raw,
    han,
    surnameLength: surnameLength(han),
    surnameOnly,
    spellings: han === '' ? [] : spellings(han, 'person'),
    words: kept,
    joined: joinedOrders(kept),
  }
}

/** Strips 王工, 李总, 张经理, 赵女士 and 老王, 小李; tells when nothing but the surname is left. */
function withoutHonorific(written: string): { han: string; surnameOnly: boolean } {
  let han = written
  for (;;) {
    const ending = honorifics.find((word) => han.length > word.length && han.endsWith(word))
    if (!ending || !isTitleAfter(han.slice(0, -ending.length), ending)) break
    han = han.slice(0, -ending.length)
  }
  const familiar = /^[老小阿](.{1,2})$/.exec(han)?.[1]
  if (familiar !== undefined && surnameLength(familiar) === familiar.length) han = familiar
  const stripped = han !== written
  return { han, surnameOnly: stripped && han !== '' && surnameLength(han) === han.length }
}

/** One-character titles are also given names: 王工 is a title, 陈建工 more likely a name. */
function isTitleAfter(rest: string, title: string): boolean {
  if (title.length > 1 || title === '总') return true
  return surnameLength(rest) === rest.length
}

/** A note in brackets is no part of the name, unless it is the name in another script. */
function bracketed(inside: string): string {
  const text = inside.slice(1, -1)
  return /^[a-z .,'-]+$/.test(text) || (surnameLength(text) > 0 && text.length <= 3) ? ` ${text} ` : ' '
}

function joinedOrders(words: readonly string[]): string[] {
  if (words.length === 0) return []
  const found = new Set<string>()
  const spelt = words.map(spellingOf)
  const orders = [spelt]
  if (spelt.length > 1)
    orders.push([...spelt.slice(-1), ...spelt.slice(0, -1)], [...spelt.slice(1), ...spelt.slice(0, 1)])
  for (const order of orders) {
    found.add(order.join(''))
    for (const surname of surnamesSpelt(order[0] ?? '')) found.add([surname, ...order.slice(1)].join(''))
  }
  return [...found]
}

/** Longest first, so that 副总经理 goes before 经理. */
const honorifics = (
  '副总经理 采购总监 技术总监 销售总监 高级工程师 总经理 副经理 董事长 副院长 副主任 副处长 副局长 副科长 副教授 工程师 总工程师 总工 经理 总监 主任 主管 ' +
  '院长 处长 局长 科长 部长 厂长 所长 校长 站长 队长 组长 店长 行长 书记 教授 博士 医生 大夫 医师 护士长 护士 老师 律师 会计 师傅 先生 女士 小姐 太太 同志 同学 老板 ' +
  '采购 秘书 助理 专员 经办 总 工 董 局 处 科 院 姐 哥 叔 姨 导'
)
  .split(' ')
  .toSorted((one, other) => other.length - one.length)

const latinHonorifics = new Set(
  (
    'mr mrs ms miss mister madam madame sir dr prof professor phd md ing dipl eng engineer manager ' +
    'director president ' +
    'chairman minister senator general col colonel capt captain lt rev hon herr frau monsieur mme sr ' +
    'jr gospodin shri'
  ).split(' '),
)
