import { editDistance } from './distance.ts'
import { asSyllables, syllablesOf } from './pinyin.ts'

/** A region's short name (江苏, 苏州) with the province that it lies in. */
export type Region = { readonly name: string; readonly province: string }

/** The region that the text begins with and how long its name is there, 省 and 市 included. */
export function regionAtStart(text: string): { region: Region; length: number } | null {
  for (let length = Math.min(longest, text.length); length >= 2; length -= 1) {
    const region = byName.get(text.slice(0, length))
    if (!region) continue
    const suffix =
      /^(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|新区|省|市|县|区|盟|州(?=市))/.exec(
        text.slice(length),
      )
    return { region, length: length + (suffix?.[0].length ?? 0) }
  }
  return null
}

/** The region that the whole text names, with or without 省 and 市. */
export function regionNamed(text: string): Region | null {
  const found = regionAtStart(text)
  return found && found.length === text.length ? found.region : null
}

/**
 * The regions that words in Latin letters may mean at `at`, and how many words they take: `suzhou` is
 * 苏州 or 宿州; one wrong letter is forgiven where the word is no pinyin. None: no words taken.
 */
export function regionsInWords(
  words: readonly string[],
  at: number,
): { regions: readonly Region[]; words: number } {
  for (const count of [3, 2, 1]) {
    if (at + count > words.length) continue
    const regions = byLatin().get(words.slice(at, at + count).join(''))
    if (regions) return { regions, words: count }
  }
  const word = words[at] ?? ''
  const meant = word.length >= 5 && asSyllables(word) === null ? closest(word) : []
  return { regions: meant, words: meant.length === 0 ? 0 : 1 }
}

/** The regions that run-together pinyin begins with, the longest spelling first. */
export function regionsAtLatinStart(letters: string): { regions: readonly Region[]; length: number } {
  for (let length = Math.min(12, letters.length - 3); length >= 4; length -= 1) {
    const regions = byLatin().get(letters.slice(0, length))
    if (regions && asSyllables(letters.slice(length)) !== null) return { regions, length }
  }
  return { regions: [], length: 0 }
}

/** True when a name may carry `next` after `first`: a place within the first one's province. */
export function mayFollow(first: readonly Region[], next: readonly Region[]): boolean {
  return (
    first.length === 0 ||
    first.some((one) => one.name === '中国' || next.some((two) => two.province === one.province))
  )
}

const guesses = new Map<string, readonly Region[]>()

function closest(word: string): readonly Region[] {
  const known = guesses.get(word)
  if (known) return known
  let found: readonly Region[] = []
  for (const [latin, regions] of byLatin())
    if (editDistance(latin, word, 1) <= 1) found = [...found, ...regions]
  guesses.set(word, found)
  return found
}

/** Whether two sets of regions name the same place, one inside the other, different places, or are silent. */
export function compareRegions(
  ours: readonly Region[],
  theirs: readonly Region[],
): 'same' | 'inside' | 'other' | 'silent' {
  if (ours.length === 0 || theirs.length === 0) return ours.length === theirs.length ? 'same' : 'silent'
  const names = new Set(theirs.map((region) => region.name))
  if (ours.some((region) => names.has(region.name) && region.name !== region.province)) return 'same'
  if (ours.every((region) => names.has(region.name)) && ours.length === theirs.length) return 'same'
  const wide = (one: readonly Region[], two: readonly Region[]) =>
    one.some((a) => a.name === '中国' || (a.name === a.province && two.some((b) => b.province === a.name)))
  return wide(ours, theirs) || wide(theirs, ours) ? 'inside' : 'other'
}

/** Provinces with their prefectures and the county cities that companies carry in their names; own list. */
const list =
  '中国: 北京:海淀,朝阳,丰台,顺义,大兴,昌平,通州 上海:浦东,松江,嘉定,青浦,奉贤,闵行,宝山 天津:滨海 重庆:万州,涪陵 香港: 澳门: 台湾:台北,高雄,台中,新竹 ' +
  '河北:石家庄,唐山,秦皇岛,邯郸,邢台,保定,张家口,承德,沧州,廊坊,衡水,雄安 山西:太原,大同,阳泉,长治,晋城,朔州,晋中,运城,忻州,临汾,吕梁 ' +
  '内蒙古:呼和浩特,包头,乌海,赤峰,通辽,鄂尔多斯,呼伦贝尔,巴彦淖尔,乌兰察布 ' +
  '辽宁:沈阳,大连,鞍山,抚顺,本溪,丹东,锦州,营口,阜新,辽阳,盘锦,铁岭,葫芦岛 吉林:长春,四平,辽源,通化,白山,松原,白城,延边 ' +
  '黑龙江:哈尔滨,齐齐哈尔,鸡西,鹤岗,双鸭山,大庆,伊春,佳木斯,七台河,牡丹江,黑河,绥化 ' +
  '江苏:南京,无锡,徐州,常州,苏州,南通,连云港,淮安,盐城,扬州,镇江,泰州,宿迁,昆山,张家港,常熟,太仓,江阴,宜兴,吴江,丹阳 ' +
  '浙江:杭州,宁波,温州,嘉兴,湖州,绍兴,金华,衢州,舟山,台州,丽水,义乌,慈溪,余姚,诸暨,乐清,瑞安,海宁,桐乡,温岭 ' +
  '安徽:合肥,芜湖,蚌埠,淮南,马鞍山,淮北,铜陵,安庆,黄山,滁州,阜阳,宿州,六安,亳州,池州,宣城 ' +
  '福建:福州,厦门,莆田,三明,泉州,漳州,南平,龙岩,宁德,晋江,石狮,福清 ' +
  '江西:南昌,景德镇,萍乡,九江,新余,鹰潭,赣州,吉安,宜春,抚州,上饶 ' +
  '山东:济南,青岛,淄博,枣庄,东营,烟台,潍坊,济宁,泰安,威海,日照,临沂,德州,聊城,滨州,菏泽,龙口,寿光 ' +
  '河南:郑州,开封,洛阳,平顶山,安阳,鹤壁,新乡,焦作,濮阳,许昌,漯河,三门峡,南阳,商丘,信阳,周口,驻马店,济源 ' +
  '湖北:武汉,黄石,十堰,宜昌,襄阳,鄂州,荆门,孝感,荆州,黄冈,咸宁,随州,恩施,仙桃,潜江 ' +
  '湖南:长沙,株洲,湘潭,衡阳,邵阳,岳阳,常德,张家界,益阳,郴州,永州,怀化,娄底,湘西 ' +
  '广东:广州,深圳,珠海,汕头,佛山,韶关,湛江,肇庆,江门,茂名,惠州,梅州,汕尾,河源,阳江,清远,东莞,中山,潮州,揭阳,云浮,顺德 ' +
  '广西:南宁,柳州,桂林,梧州,北海,防城港,钦州,贵港,玉林,百色,贺州,河池,来宾,崇左 海南:海口,三亚,三沙,儋州 ' +
  '四川:成都,自贡,攀枝花,泸州,德阳,绵阳,广元,遂宁,内江,乐山,南充,眉山,宜宾,广安,达州,雅安,巴中,资阳 ' +
  '贵州:贵阳,六盘水,遵义,安顺,毕节,铜仁 云南:昆明,曲靖,玉溪,保山,昭通,丽江,普洱,临沧,大理 西藏:拉萨,日喀则,林芝 ' +
  '陕西:西安,铜川,宝鸡,咸阳,渭南,延安,汉中,榆林,安康,商洛 甘肃:兰州,嘉峪关,金昌,白银,天水,武威,张掖,酒泉,平凉,庆阳,定西 ' +
  '青海:西宁,海东 宁夏:银川,石嘴山,吴忠,固原,中卫 新疆:乌鲁木齐,克拉玛依,吐鲁番,哈密,喀什,石河子'

const byName = new Map<string, Region>()
for (const row of list.split(' ')) {
  const [province = '', cities = ''] = row.split(':')
  byName.set(province, { name: province, province })
  for (const city of cities.split(','))
    if (city !== '' && !byName.has(city)) byName.set(city, { name: city, province })
}
const longest = 5

/** Spellings that are no plain pinyin. */
const otherLatin =
  'shaanxi=陕西 innermongolia=内蒙古 tibet=西藏 hongkong=香港 hk=香港 macau=澳门 macao=澳门 taiwan=台湾 taipei=台北 ' +
  'harbin=哈尔滨 hohhot=呼和浩特 urumqi=乌鲁木齐 china=中国 prc=中国 peking=北京 canton=广州 xian=西安 xiamen=厦门 amoy=厦门 ' +
  'kaohsiung=高雄'
let latinNames: Map<string, Region[]> | null = null

function byLatin(): Map<string, Region[]> {
  if (latinNames) return latinNames
  latinNames = new Map()
  for (const region of byName.values()) {
    const latin = syllablesOf(region.name, 'plain').join('')
    latinNames.set(latin, [...(latinNames.get(latin) ?? []), region])
  }
  for (const pair of otherLatin.split(' ')) {
    const [latin = '', name = ''] = pair.split('=')
    const region = byName.get(name)
    if (region) latinNames.set(latin, [region])
  }
  return latinNames
}
