import { editDistance } from './distance.ts'
import { asSyllables, syllablesOf } from './pinyin.ts'

/** The words for a trade at the end of a Chinese core name, in order, and what stands before them. */
export function withoutIndustries(core: string): { brand: string; industries: string[] } {
  const industries: string[] = []
  let rest = core
  for (;;) {
    const word = industryAtEnd(rest)
    if (word === null || (rest.length - word.length < 2 && !isAllLetters(rest.slice(0, -word.length)))) break
    industries.unshift(meaning.get(word) ?? word)
    rest = rest.slice(0, -word.length)
  }
  return { brand: rest, industries }
}

/**
 * The trade that a word in Latin letters means, in Chinese: `machinery` and `jixie` are both 机械; errors of
 * one letter count.
 */
export function industryOfWord(word: string): string | null {
  const exact = byLatin().get(word)
  if (exact !== undefined || word.length < 5 || asSyllables(word) !== null) return exact ?? null
  const known = guesses.get(word)
  if (known !== undefined) return known
  let guess: string | null = null
  for (const [latin, name] of byLatin()) {
    if (Math.abs(latin.length - word.length) <= 1 && editDistance(latin, word, 1) <= 1) guess = name
  }
  guesses.set(word, guess)
  return guess
}

/**
 * The trade that run-together pinyin ends with, and its spelling; null when a trade name of three letters
 * would not remain.
 */
export function industryAtLatinEnd(letters: string): { industry: string; length: number } | null {
  for (let length = Math.min(14, letters.length - 3); length >= 4; length -= 1) {
    const industry = byPinyin().get(letters.slice(-length))
    if (industry !== undefined && asSyllables(letters.slice(0, -length)) !== null) return { industry, length }
  }
  return null
}

/** True when the words alone make the whole text, so that it has no trade name of its own (大学, 人民医院). */
export function isAllIndustry(text: string): boolean {
  for (let rest = text; rest !== '';) {
    const word = industryAtEnd(rest)
    if (word === null) return false
    rest = rest.slice(0, -word.length)
  }
  return true
}

const guesses = new Map<string, string | null>()

function isAllLetters(text: string): boolean {
  return /^[a-z0-9]+$/.test(text)
}

function industryAtEnd(text: string): string | null {
  for (let length = Math.min(4, text.length); length >= 1; length -= 1) {
    const word = text.slice(-length)
    if (meaning.has(word)) return word
  }
  return null
}

/** `word|same meaning=English words`; own list. */
const list = (
  '精密=precision 机械|机器=machinery,machine,machines,mechanical 制造|制作=manufacturing,manufacture,mfg,maker ' +
  '科技|技术|高科=technology,technologies,tech,technical,technological 电子=electronics,electronic ' +
  '电气|电器|电力设备=electric,electrical,electrics ' +
  '设备|装备|器械|器材=equipment,devices,device,instruments,instrument,apparatus 仪器|仪表=meters,instrumentation ' +
  '自动化=automation 智能=intelligent,smart,intelligence ' +
  '机电=electromechanical,mechatronics 工业|实业|产业=industry,industrial,industries,industrials ' +
  '贸易|商贸|经贸|商业=trading,trade,commerce,commercial 进出口=importexport,import,export ' +
  '国际=international,intl 材料|新材料|新材=materials,material 化工|化学=chemical,chemicals,chemistry ' +
  '石油=petroleum,oil 石化=petrochemical 天然气|燃气=gas ' +
  '医药|制药|药业=pharmaceutical,pharmaceuticals,pharma 医疗=medical,medicine,healthcare ' +
  '生物=biological,bio,biotech,biotechnology 健康=health 药房|大药房=pharmacy ' +
  '食品=food,foods 饮料=beverage,beverages 农业|农牧=agriculture,agricultural 粮油=grain 茶业=tea 酒业=liquor ' +
  '纺织=textile,textiles 服饰|服装|制衣=garment,garments,apparel,clothing 鞋业=shoes,footwear ' +
  '家具|家居=furniture,furnishing 建材=buildingmaterials ' +
  '建筑|建设|建工=construction,building 工程=engineering,engineers 装饰|装修=decoration ' +
  '置业|地产|房地产|房产=realestate,property,properties 物业=propertymanagement ' +
  '汽车|车业=automobile,automotive,auto,motor,motors 零部件|部件|配件=parts,components,component ' +
  '船舶|造船=ship,shipbuilding,marine 航空=aviation,airlines,aerospace 铁路|轨道=railway,rail 电梯=elevator ' +
  '物流|货运=logistics,freight 运输|交通=transport,transportation 供应链=supplychain 快递=express ' +
  '仓储=storage,warehousing ' +
  '能源=energy 新能源=newenergy 电力=power 光伏|太阳能=photovoltaic,solar,pv 环保|环境=environmental,environment ' +
  '水务|水利=water 节能=energysaving ' +
  '软件=software 信息=information,info 网络=network,networks 通信|通讯=communications,communication,telecom ' +
  '数据=data 互联网=internet 半导体|微电子=semiconductor,semiconductors 光电=optoelectronics,photoelectric ' +
  '传媒|文化传媒=media 文化=culture,cultural 广告=advertising 教育=education,educational 培训=training ' +
  '咨询=consulting,consultancy,consultants 管理=management 服务=service,services ' +
  '投资=investment,investments,capital 控股=holding,holdings 资产=assets,asset 金融=finance,financial ' +
  '银行=bank,banking 保险=insurance 证券=securities 信托=trust 基金=fund 租赁=leasing ' +
  '发展=development 开发=developing 研究院|研究所|设计院=institute,research 设计=design 检测=testing,inspection ' +
  '包装=packaging,packing 印刷|印务=printing 塑料|塑胶|塑业=plastic,plastics 橡胶=rubber ' +
  '金属|五金=metal,metals,hardware 钢铁|钢材=steel,iron 铝业=aluminium,aluminum 铜业=copper 矿业=mining,mines ' +
  '模具=mould,mold,moulds,molds,tooling 轴承=bearing,bearings 阀门=valve,valves 泵业=pump,pumps ' +
  '电缆|线缆=cable,cables 电池=battery,batteries 电机=motorworks 液压=hydraulic,hydraulics ' +
  '数控|机床=cnc,machinetools 激光=laser 玻璃=glass 陶瓷=ceramic,ceramics 纸业|造纸=paper 日化=dailychemical ' +
  '化妆品=cosmetics ' +
  '旅游|旅行社=travel,tourism 酒店|宾馆=hotel,hotels 餐饮=catering,restaurant 超市=supermarket 百货=departmentstore ' +
  '零售=retail 商城|商场=mall 电子商务|电商=ecommerce ' +
  '医院=hospital 人民医院=peopleshospital 中心医院=centralhospital 中医院=tcmhospital 诊所|门诊部=clinic 大学=university ' +
  '学院=college 中学=middleschool 小学=primaryschool 学校=school 幼儿园=kindergarten ' +
  '局=bureau 委员会=committee,commission 政府|人民政府=government 中心=centre,center 协会=association 基金会=foundation ' +
  '事务所|律师事务所=lawfirm,office 合作社=cooperative 研发=randd 供电=powersupply'
).split(' ')

const meaning = new Map<string, string>()
for (const row of list) {
  const [words = ''] = row.split('=')
  const [first = ''] = words.split('|')
  for (const word of words.split('|')) meaning.set(word, first)
}
let latinWordsKnown: Map<string, string> | null = null
let pinyinWordsKnown: Map<string, string> | null = null

function byPinyin(): Map<string, string> {
  pinyinWordsKnown ??= new Map(
    [...meaning].map(([word, name]) => [syllablesOf(word, 'plain').join(''), name]),
  )
  return pinyinWordsKnown
}

function byLatin(): Map<string, string> {
  if (latinWordsKnown) return latinWordsKnown
  latinWordsKnown = new Map(byPinyin())
  for (const row of list) {
    const [words = '', english = ''] = row.split('=')
    const [first = ''] = words.split('|')
    for (const word of english.split(',')) latinWordsKnown.set(word, first)
  }
  return latinWordsKnown
}
