import { pinyin } from 'pinyin-pro'
import type { Random } from './match-random.ts'

/** One invented organisation or person of the benchmark, with what the register knows about it. */
export type Member = {
  readonly id: string
  readonly schema: 'person' | 'organisation'
  readonly name: string
  readonly employer?: string
  readonly phone?: string
  /** Parts of a Chinese organisation's name, so that damages can drop or translate them. */
  readonly parts?: {
    readonly region: string
    readonly brand: string
    readonly trades: readonly string[]
    readonly form: string
  }
}

/**
 * An invented population with many near-namesakes: same name elsewhere, same sound, same trade name in
 * another city.
 */
export function populationOf(random: Random, organisations: number, people: number): Member[] {
  const orgs: Member[] = []
  const names = new Set<string>()
  while (orgs.length < organisations) {
    const made =
      orgs.length > 20 && random.chance(0.25) ? relative(random, random.pick(orgs)) : organisation(random)
    if (names.has(made.name)) continue
    names.add(made.name)
    orgs.push({ ...made, id: `o${orgs.length}` })
  }
  const persons: Member[] = []
  const taken = new Set<string>()
  while (persons.length < people) {
    const employer = random.pick(orgs).name
    const name =
      persons.length > 50 && random.chance(0.25)
        ? namesake(random, random.pick(persons).name)
        : personName(random)
    if (taken.has(`${name}@${employer}`)) continue
    taken.add(`${name}@${employer}`)
    const line = String(random.below(1e8)).padStart(8, '0')
    const phone = `1${random.pick(['38', '39', '50', '86', '77'])}${line}`
    persons.push({ id: `p${persons.length}`, schema: 'person', name, employer, phone })
  }
  return [...orgs, ...persons]
}

/** A plausible Chinese personal name; one in fourteen is in Latin letters. */
export function personName(random: Random): string {
  if (random.chance(0.07)) return `${random.pick(firstNames)} ${random.pick(lastNames)}`
  const surname = random.chance(0.02)
    ? random.pick(compoundSurnames)
    : surnames.charAt(random.skewed(surnames.length))
  const first = given.charAt(random.skewed(given.length))
  return random.chance(0.3) ? surname + first : surname + first + given.charAt(random.skewed(given.length))
}

/** A plausible organisation: mostly Chinese makers, some public bodies, some foreign companies. */
export function organisation(random: Random): Member {
  const dice = random.below(100)
  if (dice < 8) {
    const form = random.pick(['GmbH', 'AG', 'Inc.', 'Ltd.', 'S.A.'])
    const name = `${random.pick(foreignBrands)} ${random.pick(foreignTrades)} ${form}`
    return { id: '', schema: 'organisation', name }
  }
  const region = regions[random.skewed(regions.length)] ?? '苏州'
  if (dice < 14) {
    const name = `${region}市第${random.pick(['一', '二', '三', '四', '五'])}人民医院`
    return { id: '', schema: 'organisation', name }
  }
  const brand =
    brandSigns.charAt(random.below(brandSigns.length)) + brandSigns.charAt(random.below(brandSigns.length))
  const trades = random.pick(tradeLists)
  return built({ region, brand, trades, form: random.pick(forms) })
}

function built(parts: NonNullable<Member['parts']>): Member {
  return {
    id: '',
    schema: 'organisation',
    name: parts.region + parts.brand + parts.trades.join('') + parts.form,
    parts,
  }
}

/** A sister company elsewhere, in another trade, or one whose trade name differs in one character. */
function relative(random: Random, of: Member): Member {
  if (!of.parts) return organisation(random)
  const dice = random.below(3)
  if (dice === 0) return built({ ...of.parts, region: random.pick(regions) })
  if (dice === 1) return built({ ...of.parts, trades: random.pick(tradeLists) })
  return built({
    ...of.parts,
    brand: of.parts.brand.charAt(0) + brandSigns.charAt(random.below(brandSigns.length)),
  })
}

/** The same name again, or one that sounds the same. */
function namesake(random: Random, name: string): string {
  if (!/^\p{Script=Han}+$/u.test(name) || random.chance(0.5)) return name
  return random.pick(homophones(name.slice(-1))) === ''
    ? name
    : name.slice(0, -1) + random.pick(homophones(name.slice(-1)))
}

/** Other characters of names with the same sound; the character itself when there is none. */
export function homophones(sign: string): string[] {
  const found = [...pool].filter((other) => other !== sign && sound(other) === sound(sign))
  return found.length === 0 ? [sign] : found
}

const sounds = new Map<string, string>()

function sound(sign: string): string {
  const known = sounds.get(sign)
  if (known !== undefined) return known
  const read = pinyin(sign, { toneType: 'none' })
  sounds.set(sign, read)
  return read
}

/** English words for the trades, as companies print them on their cards. */
export const tradeEnglish: Readonly<Record<string, string>> = {
  精密: 'Precision',
  机械: 'Machinery',
  制造: 'Manufacturing',
  科技: 'Technology',
  电子: 'Electronics',
  贸易: 'Trading',
  自动化: 'Automation',
  设备: 'Equipment',
  化工: 'Chemical',
  新材料: 'Materials',
  医疗: 'Medical',
  器械: 'Devices',
  医药: 'Pharmaceutical',
  食品: 'Food',
  物流: 'Logistics',
  汽车: 'Automotive',
  零部件: 'Components',
  建筑: 'Construction',
  工程: 'Engineering',
  电气: 'Electric',
  软件: 'Software',
  能源: 'Energy',
  环保: 'Environmental',
  纺织: 'Textile',
  包装: 'Packaging',
  塑料: 'Plastics',
  半导体: 'Semiconductor',
  模具: 'Mould',
  信息: 'Information',
  技术: 'Technology',
  实业: 'Industrial',
  进出口: 'Import Export',
}

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛单仇解区'
const compoundSurnames = ['欧阳', '司马', '上官', '诸葛', '慕容', '东方']
const given =
  '伟芳秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红鹏辉玲建国文波斌宇浩凯晓小志海燕云飞雪梅琳欣怡佳俊峰龙林翔新春秋冬天宁博思雨晨阳子轩一诺' +
  '梓涵嘉豪睿泽洁莉倩颖琪瑶璐雅婷慧巧美娜婧媛淑惠珠翠凤荣爱珍贞莺露瑞凡毅良力永健世广义兴福生元全胜学祥才发武利清康星光顺信昌庆楠榕薇菁梦岚苑筠柔竹霭凝'
const brandSigns =
  '恒泰华信鑫宏盛达瑞丰源德康利通润诚锐铭科创新联众博远航宇星光天泽海川江龙凤金银玉晶明亮百千万亿永久长安东方南北中正大元亨和顺祥福禄寿喜隆昌荣兴旺佳美嘉诺维特思迪凯奥力拓普朗优卓越翔'
const pool = new Set(
  given +
    brandSigns +
    surnames +
    '威微维炜玮薇为维霄潇肖笑校效名铭鸣茗杰捷洁婕节静净敬竞靖娟涓军君钧均骏浩昊皓灏太台态衡横弘鸿虹欣馨辛昕',
)
const regions =
  '苏州 上海 深圳 杭州 北京 广州 无锡 宁波 南京 东莞 天津 成都 武汉 常州 青岛 重庆 佛山 厦门 昆山 合肥 长沙 济南 大连 沈阳 西安 温州 南通 嘉兴 郑州 福州'.split(
    ' ',
  )
const tradeLists = [
  ['精密', '机械', '制造'],
  ['精密', '机械'],
  ['机械', '制造'],
  ['科技'],
  ['电子', '科技'],
  ['贸易'],
  ['自动化', '设备'],
  ['自动化', '科技'],
  ['化工'],
  ['新材料', '科技'],
  ['医疗', '器械'],
  ['医疗', '科技'],
  ['医药'],
  ['食品'],
  ['物流'],
  ['汽车', '零部件'],
  ['建筑', '工程'],
  ['电气', '设备'],
  ['电气'],
  ['软件'],
  ['信息', '技术'],
  ['能源', '科技'],
  ['环保', '设备'],
  ['环保', '科技'],
  ['纺织'],
  ['包装'],
  ['塑料'],
  ['半导体'],
  ['半导体', '设备'],
  ['模具'],
  ['精密', '模具'],
  ['实业'],
  ['进出口'],
  ['电子'],
  ['机械', '设备'],
]
const forms = ['有限公司', '有限公司', '有限公司', '有限责任公司', '股份有限公司', '集团有限公司']
const foreignBrands = (
  'Hartmann Kessler Brandt Volkner Lindqvist Sorensen Marchetti Duvall Castellan Whitmore Ashdown ' +
  'Prescott Kowalik Novotny Takeda Yamabe Okafor Delacroix Steinbach Rothwell'
).split(' ')
const foreignTrades = [
  'Automation',
  'Medical',
  'Hydraulics',
  'Logistics',
  'Instruments',
  'Chemicals',
  'Electronics',
  'Consulting',
  'Sensors',
]
const firstNames = (
  'Thomas Peter Michael Anna Maria Hans Stefan Julia Laura Marco Paolo Pierre Claire David Sarah James ' +
  'Robert Emily Kenji Yuki Rajesh Priya Carlos Elena Viktor Olga'
).split(' ')
const lastNames = (
  'Schneider Hoffmann Fischer Wagner Rossi Bianchi Dubois Moreau Johnson Williams Thompson Anderson ' +
  'Tanaka Suzuki Sharma Patel Garcia Fernandez Ivanov Petrova Novak Kowalski Jensen Lindholm'
).split(' ')
