import type { Random } from './random.ts'
import type { Bilingual } from './types.ts'

const surnames = (
  '王 Wang 李 Li 张 Zhang 刘 Liu 陈 Chen 杨 Yang 黄 Huang 赵 Zhao 吴 Wu 周 Zhou 徐 Xu 孙 Sun 马 Ma ' +
  '朱 Zhu 胡 Hu 林 Lin 郭 Guo 何 He 高 Gao 罗 Luo 郑 Zheng 梁 Liang 宋 Song 唐 Tang 许 Xu 韩 Han 冯 Feng 邓 Deng ' +
  '曹 Cao 彭 Peng 曾 Zeng 萧 Xiao 田 Tian 董 Dong 袁 Yuan 潘 Pan 于 Yu 蒋 Jiang 蔡 Cai 余 Yu 杜 Du 叶 Ye 程 Cheng ' +
  '苏 Su 魏 Wei 吕 Lü 丁 Ding 任 Ren 沈 Shen 姚 Yao 卢 Lu'
).split(' ')

const firsts = (
  '建 jian 文 wen 志 zhi 晓 xiao 思 si 雨 yu 海 hai 明 ming 春 chun 丽 li 国 guo 永 yong 子 zi ' +
  '佳 jia 浩 hao 俊 jun 静 jing 慧 hui 振 zhen 嘉 jia 瑞 rui 宏 hong 雅 ya 晨 chen 少 shao 秀 xiu 世 shi 景 jing 若 ruo 泽 ze'
).split(' ')

const seconds = (
  '华 hua 军 jun 平 ping 强 qiang 敏 min 磊 lei 燕 yan 涛 tao 洁 jie 峰 feng 霞 xia 斌 bin 琳 lin 鹏 peng ' +
  '娟 juan 波 bo 颖 ying 辉 hui 婷 ting 宁 ning 岩 yan 薇 wei 杰 jie 倩 qian ' +
  '亮 liang 彤 tong 凯 kai 莹 ying 航 hang 萍 ping'
).split(' ')

const abroad: Readonly<Record<string, readonly (readonly [zh: string, en: string])[]>> = {
  JP: [
    ['北沢 健一', 'Kitazawa Kenichi'],
    ['森岡 美穂', 'Morioka Miho'],
    ['戸川 亮', 'Togawa Ryo'],
  ],
  DE: ['Jonas Reuterhold', 'Frieda Amsbach', 'Till Oderfeld'].map((name) => [name, name] as const),
  HK: [
    ['麥家樂', 'Mak Ka Lok'],
    ['譚詠思', 'Tam Wing Sze'],
    ['霍志明', 'Fok Chi Ming'],
  ],
}

/** A person's name that was not drawn before; `used` remembers. Abroad the names are fixed lists. */
export function inventedName(random: Random, used: Set<string>, country: string): Bilingual {
  const foreign = abroad[country]?.find(([zh]) => !used.has(zh))
  const name = foreign ? { zh: foreign[0], en: foreign[1] } : chineseName(random, used)
  used.add(name.zh)
  return name
}

function chineseName(random: Random, used: Set<string>): Bilingual {
  for (;;) {
    const [surname, surnamePinyin] = pairOf(random, surnames)
    const [second, secondPinyin] = pairOf(random, seconds)
    const [first, firstPinyin] = random.chance(70) ? pairOf(random, firsts) : ['', '']
    const given = firstPinyin + secondPinyin
    const givenName = given.charAt(0).toUpperCase() + given.slice(1)
    const name = { zh: surname + first + second, en: `${surnamePinyin} ${givenName}` }
    if (!used.has(name.zh)) return name
  }
}

function pairOf(random: Random, list: readonly string[]): [string, string] {
  const at = random.below(list.length / 2) * 2
  return [list[at] ?? '', list[at + 1] ?? '']
}
