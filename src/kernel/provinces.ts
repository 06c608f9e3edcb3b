/** A province-level division of China: its name, and how it is called for short and in English. */
export type Province = {
  readonly name: string
  readonly short: string
  readonly en: string
}

/** The 34 divisions of GB/T 2260 in its order; banks name the place of an account by them. */
export const provinces: readonly Province[] = [
  one('北京市', '北京', 'Beijing'),
  one('天津市', '天津', 'Tianjin'),
  one('河北省', '河北', 'Hebei'),
  one('山西省', '山西', 'Shanxi'),
  one('内蒙古自治区', '内蒙古', 'Inner Mongolia'),
  one('辽宁省', '辽宁', 'Liaoning'),
  one('吉林省', '吉林', 'Jilin'),
  one('黑龙江省', '黑龙江', 'Heilongjiang'),
  one('上海市', '上海', 'Shanghai'),
  one('江苏省', '江苏', 'Jiangsu'),
  one('浙江省', '浙江', 'Zhejiang'),
  one('安徽省', '安徽', 'Anhui'),
  one('福建省', '福建', 'Fujian'),
  one('江西省', '江西', 'Jiangxi'),
  one('山东省', '山东', 'Shandong'),
  one('河南省', '河南', 'Henan'),
  one('湖北省', '湖北', 'Hubei'),
  one('湖南省', '湖南', 'Hunan'),
  one('广东省', '广东', 'Guangdong'),
  one('广西壮族自治区', '广西', 'Guangxi'),
  one('海南省', '海南', 'Hainan'),
  one('重庆市', '重庆', 'Chongqing'),
  one('四川省', '四川', 'Sichuan'),
  one('贵州省', '贵州', 'Guizhou'),
  one('云南省', '云南', 'Yunnan'),
  one('西藏自治区', '西藏', 'Tibet'),
  one('陕西省', '陕西', 'Shaanxi'),
  one('甘肃省', '甘肃', 'Gansu'),
  one('青海省', '青海', 'Qinghai'),
  one('宁夏回族自治区', '宁夏', 'Ningxia'),
  one('新疆维吾尔自治区', '新疆', 'Xinjiang'),
  one('台湾省', '台湾', 'Taiwan'),
  one('香港特别行政区', '香港', 'Hong Kong'),
  one('澳门特别行政区', '澳门', 'Macao'),
]

function one(name: string, short: string, en: string): Province {
  return { name, short, en }
}

/** The division that a text names in full, for short or in English; undefined where it names none. */
export function readProvince(text: string): Province | undefined {
  const word = plainPlace(text)
  return provinces.find(({ name, short, en }) => [name, short, plainPlace(en)].includes(word))
}

/** What may stand as a city: letters as places are written in, and no more than an address takes. */
const cityLettersMax = 30

/** A city without blanks at its ends; undefined where the text cannot be one. */
export function readCity(text: string): string | undefined {
  const city = text.normalize('NFKC').trim()
  const isName = /^\p{L}[\p{L}\p{M}·' .-]*$/u.test(city)
  return isName && [...city].length <= cityLettersMax ? city : undefined
}

/**
 * Whether a city may lie in a province. A text that names another division, in full, for short or in English,
 * is a slip, and so is the whole name of this one, but where the division is a city itself: 上海市 lies in
 * 上海市, and nowhere else.
 */
export function liesIn(city: string, province: Province): boolean {
  const named = readProvince(city)
  if (named === undefined) return true
  if (named.name !== province.name) return false
  return plainPlace(city) !== named.name || /(市|特别行政区)$/.test(named.name)
}

function plainPlace(text: string): string {
  return text.normalize('NFKC').replace(/[\s']/g, '').toLowerCase()
}
