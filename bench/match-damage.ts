import { Converter } from 'opencc-js/cn2t'
import { pinyin } from 'pinyin-pro'
import { homophones, tradeEnglish, type Member } from './match-population.ts'
import type { Random } from './match-random.ts'

/** One damaged name with what the typist knows beside it, and the entry that was meant. */
export type Damage = {
  readonly kind: string
  readonly typed: string
  readonly meant: Member
  readonly context: { readonly employer?: string; readonly phone?: string }
}

/**
 * Damages the name of `member` in one of the ways of people who file benefits. Null when the way does not fit
 * the name; the caller draws again.
 */
export function damage(random: Random, member: Member): Damage | null {
  const han = /\p{Script=Han}/u.test(member.name)
  const ways =
    member.schema === 'person'
      ? han
        ? personWays
        : latinWays
      : member.parts
        ? companyWays
        : han
          ? bodyWays
          : latinWays
  const kind = random.pick(Object.keys(ways))
  const typed = ways[kind]?.(random, member)
  if (typed === undefined || typed === '' || typed === member.name) return null
  return { kind, typed, meant: member, context: contextOf(random, member, kind) }
}

type Way = (random: Random, member: Member) => string | undefined
type Ways = Readonly<Record<string, Way>>

/**
 * Who files a benefit names the customer first, so the employer is known nine times in ten, often in a short
 * form.
 */
function contextOf(random: Random, member: Member, kind: string): Damage['context'] {
  if (member.schema !== 'person') return {}
  const knowsEmployer = kind === 'honorific for given name' || random.chance(0.9)
  const employer = member.employer ?? ''
  const short = employer.replace(/(集团|股份|责任)?(有限)?(责任)?公司$/, '')
  return {
    ...(knowsEmployer ? { employer: random.chance(0.6) ? employer : short } : {}),
    ...(random.chance(0.2) && member.phone !== undefined ? { phone: `+86 ${member.phone}` } : {}),
  }
}

const personWays: Ways = {
  homophone: (random, { name }) => replaceOne(random, name, 1, (sign) => random.pick(homophones(sign))),
  'similar character': (random, { name }) => replaceOne(random, name, 0, (sign) => similar.get(sign) ?? sign),
  traditional: (_, { name }) => toTraditional(name),
  'blanks between': (_, { name }) => [...name].join(' '),
  'wide blanks and marks': (_, { name }) => ` ${name.charAt(0)}\u3000${name.slice(1)}。`,
  'honorific behind': (random, { name }) =>
    name + random.pick(['经理', '总监', '主任', ' 先生', '女士', '工程师', '(采购部)', '处长', '医生']),
  'honorific for given name': (random, { name }) =>
    surname(name) + random.pick(['工', '总', '经理', '主任', '处长']),
  pinyin: (_, { name }) => spelt(name).join(' '),
  'pinyin, given name first': (_, { name }) => spelt(name).toReversed().join(' '),
  'pinyin in one word': (_, { name }) => spelt(name).join('').toLowerCase(),
  'pinyin in capitals': (_, { name }) => `${spelt(name)[0]?.toUpperCase()}, ${spelt(name)[1]}`,
  'pinyin by syllables': (_, { name }) =>
    [spelt(name)[0], ...Array.from(name.slice(surname(name).length)).map(letters)].join(' '),
  'pinyin mistyped': (random, { name }) => mistype(random, spelt(name).join(' ')),
  'pinyin as spoken': (_, { name }) =>
    spelt(name)
      .join(' ')
      .replace(/([zcs])h/gi, '$1')
      .replace(/([ei])ng\b/g, '$1n'),
}

const latinWays: Ways = {
  'mistyped letter': (random, { name }) => mistype(random, name),
  'two mistyped letters': (random, { name }) =>
    name.length < 14 ? undefined : mistype(random, mistype(random, name)),
  'other order': (_, { name, schema }) =>
    schema === 'person' ? name.split(' ').toReversed().join(', ') : undefined,
  'capitals and blanks': (_, { name }) => name.toUpperCase().replaceAll(' ', '  '),
  'title in front': (random, { name, schema }) =>
    schema === 'person' ? `${random.pick(['Mr.', 'Dr.', 'Prof.'])} ${name}` : undefined,
  'form left out': (_, { name, schema }) =>
    schema === 'person' ? undefined : name.split(' ').slice(0, -1).join(' '),
  'form spelt out': (_, { name }) =>
    name
      .replace(/GmbH$/, 'Gesellschaft mit beschränkter Haftung')
      .replace(/Inc\.$/, 'Incorporated')
      .replace(/Ltd\.$/, 'Limited'),
  accents: (_, { name }) => name.replace('o', 'ö').replace('e', 'é'),
}

const bodyWays: Ways = {
  traditional: (_, { name }) => toTraditional(name),
  'without 市': (_, { name }) => name.replace('市', ''),
  'blanks between': (_, { name }) => name.replace('市', '市 '),
  homophone: (random, { name }) => replaceOne(random, name, 4, (sign) => random.pick(homophones(sign))),
  'figure for numeral': (_, { name }) =>
    name.replace(/第(.)/, (_whole, sign: string) => `第${'一二三四五'.indexOf(sign) + 1}`),
}

const companyWays: Ways = {
  'form left out': (_, { name, parts }) => name.slice(0, -(parts?.form.length ?? 0)),
  'other form': (random, { name, parts }) =>
    name.slice(0, -(parts?.form.length ?? 0)) + random.pick(['公司', '有限责任公司', '有限公司']),
  'short form': (_, { parts }) => parts && parts.region + parts.brand + (parts.trades[0] ?? ''),
  'short form without place': (_, { parts }) => parts && parts.brand + parts.trades.join(''),
  'place and trade name': (_, { parts }) => parts && parts.region + parts.brand,
  'place in brackets': (_, { parts }) =>
    parts && `${parts.brand}${parts.trades.join('')}(${parts.region})${parts.form}`,
  'place with 市': (_, { parts, name }) => parts && name.replace(parts.region, `${parts.region}市`),
  traditional: (_, { name }) => toTraditional(name),
  'blanks and width': (_, { parts }) =>
    parts && `${parts.region} ${parts.brand} ${parts.trades.join('')}${parts.form}`,
  'homophone in trade name': (random, { parts, name }) =>
    parts &&
    name.replace(
      parts.brand,
      replaceOne(random, parts.brand, 0, (sign) => random.pick(homophones(sign))) ?? parts.brand,
    ),
  'similar character': (random, { name }) => replaceOne(random, name, 0, (sign) => similar.get(sign) ?? sign),
  'homophone elsewhere': (random, { parts, name }) =>
    parts &&
    parts.region +
      parts.brand +
      (replaceOne(random, name.slice(parts.region.length + 2), 0, (sign) => random.pick(homophones(sign))) ??
        ''),
  'English name': (_, member) => english(member, 'Co., Ltd.'),
  'English name mistyped': (random, member) => mistype(random, english(member, 'Co Ltd') ?? ''),
  pinyin: (_, { parts }) => parts && [parts.region, parts.brand, ...parts.trades].map(letters).join(' '),
  'pinyin in one word': (_, { parts }) =>
    parts && [parts.region, parts.brand, parts.trades[0] ?? ''].map(letters).join('').toLowerCase(),
}

function english({ parts }: Member, form: string): string | undefined {
  return (
    parts &&
    [
      letters(parts.region),
      letters(parts.brand),
      ...parts.trades.map((trade) => tradeEnglish[trade] ?? ''),
      form,
    ].join(' ')
  )
}

/** Surname and given name in pinyin, each one word with a capital. */
function spelt(name: string): [string, string] {
  const length = surname(name).length
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true })
  return [capital(syllables.slice(0, length).join('')), capital(syllables.slice(length).join(''))]
}

function surname(name: string): string {
  return /^(欧阳|司马|上官|诸葛|慕容|东方)/.exec(name)?.[1] ?? name.charAt(0)
}

function letters(han: string): string {
  return capital(pinyin(han, { toneType: 'none', type: 'array', v: true }).join(''))
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

const toTraditional = Converter({ from: 'cn', to: 'tw' })

/** One letter swapped, left out, doubled or replaced by a neighbour on the keyboard; never the first. */
function mistype(random: Random, text: string): string {
  const places = [...text].flatMap((letter, at) => (at > 0 && /[a-z]/i.test(letter) ? [at] : []))
  if (places.length < 3) return text
  const at = random.pick(places)
  const letter = text.charAt(at)
  const dice = random.below(4)
  if (dice === 0 && /[a-z]/i.test(text.charAt(at + 1)))
    return text.slice(0, at) + text.charAt(at + 1) + letter + text.slice(at + 2)
  if (dice === 1) return text.slice(0, at) + text.slice(at + 1)
  if (dice === 2) return text.slice(0, at) + letter + text.slice(at)
  return text.slice(0, at) + random.pick([...(neighbours[letter.toLowerCase()] ?? 'e')]) + text.slice(at + 1)
}

function replaceOne(
  random: Random,
  text: string,
  from: number,
  other: (sign: string) => string,
): string | undefined {
  const places = [...text].flatMap((sign, at) => (at >= from && other(sign) !== sign ? [at] : []))
  if (places.length === 0) return undefined
  const at = random.pick(places)
  return text.slice(0, at) + other(text.charAt(at)) + text.slice(at + 1)
}

const neighbours: Readonly<Record<string, string>> = {
  a: 'sqz',
  b: 'vn',
  c: 'xv',
  d: 'sf',
  e: 'wr',
  f: 'dg',
  g: 'fh',
  h: 'gj',
  i: 'uo',
  j: 'hk',
  k: 'jl',
  l: 'k',
  m: 'n',
  n: 'bm',
  o: 'ip',
  p: 'o',
  q: 'wa',
  r: 'et',
  s: 'ad',
  t: 'ry',
  u: 'yi',
  v: 'cb',
  w: 'qe',
  x: 'zc',
  y: 'tu',
  z: 'xa',
}

/** Characters mistaken by shape, drawn up apart from the product's own list. */
const similar = new Map(
  (
    '王玉 李季 张弛 刘浏 陈阵 杨扬 黄寅 吴昊 徐除 孙孑 马鸟 朱未 胡湖 郭廓 何河 林木 罗萝 宋宗 唐塘 许计 韩朝 冯马 曹曾 彭澎 曾增 田由 董懂 蔡察 余佘 于千 杜社 程呈 魏巍 ' +
    '吕侣 丁了 任仕 卢户 沈枕 姜羊 崔催 陆际 范苑 汪江 石右 金全 贾贸 夏复 付什 方万 白自 孟盂 秦泰 侯候 江红 尹伊 芳芬 伟炜 秀季 敏繁 静净 丽俪 强弹 磊蕾 军车 洋详 勇男 ' +
    '艳绝 杰木 娟捐 涛祷 明朋 超起 兰三 霞露 平乎 刚钢 桂挂 英央 华毕 萍苹 红江 鹏鸥 辉晖 玲铃 建健 国囯 文丈 波泼 斌武 宇字 浩皓 凯铠 晓哓 志忘 海梅 云去 飞气 雪雷 欣掀 ' +
    '佳住 俊骏 峰锋 龙尤 翔羊 新亲 天夫 宁字 博搏 思恩 雨两 晨唇 阳阴 泽择 洁结 莉利 倩情 琪棋 瑶摇 雅稚 婷停 慧惠 恒垣 泰秦 信倍 鑫金 盛成 达迏 瑞端 丰三 源原 德得 康庚 ' +
    '利刊 通逋 润闰 诚城 铭名 科料 创仓 联朕 远运 航杭 星皇 光兄 川州 晶品 永水 长氏 东车 正止 大太 元无 和知 顺须 福副 隆降 昌晶 荣莱 兴兵 美羹 嘉喜 诺若 特持 迪油 奥粤 ' +
    '力刀 拓托 普晋 朗郎 优忧 卓桌 越趣 密蜜 械戒 制刺 造皓 技枝 电申 设没 备各 化仕 工土 材村 料科 疗辽 器品 药约 食良 品晶 物牧 汽气 建健 筑巩 程呈 软轮 件伴 能熊 环坏 ' +
    '保堡 包句 装袋 塑朔 模摸 具其'
  )
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
)
