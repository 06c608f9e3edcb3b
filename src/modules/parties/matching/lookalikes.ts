/** True when two characters are taken for each other on paper, on a business card or by a scanner. */
export function lookAlike(one: string, other: string): boolean {
  return groupsBySign.get(one)?.some((group) => group.includes(other)) ?? false
}

/** The sign that stands for all that look like this one, so that a search key survives the confusion. */
export function shapeOf(sign: string): string {
  return groupsBySign.get(sign)?.[0]?.charAt(0) ?? sign
}

/** Characters of names and company names that are confused by their shape; own list. */
const groups = (
  '己已巳 未末 土士 戊戌戍成 千干于 天夭 午牛 日曰 人入八 大太犬 王玉主 田由甲申 白自百 今令 贝见 元无 ' +
  '兰三 刀力 几九 办为 木本术 禾木 目且 问间闻 门闩 冶治 冷冶 沪泸 汩汨 泽择 洋详 清请 晴睛 情清 精睛 ' +
  '杨扬汤 柏伯 桂挂 林材 枝技 栋拣 桐铜 梅海 栗粟 楠南 梁粱 樊攀 涛祷 浩洁 洁诰 淮准 渊湘 湖胡 源原 ' +
  '徵微 徐除 征证 侯候 佳住 佩珮 俊骏 伟玮炜 仪议 任仕 代伐 伦论 伸仲 侠挟 偉韋 傅博 儒孺 ' +
  '昊吴 昌冒 晃光 晓哓 晨唇 明朋 旭旮 易昜 景影 晖辉 暄喧 曼慢 杲果 杰木 ' +
  '芳劳 芬苏 苗笛 若苦 茂戊 茵菌 荣菜 莉梨 莹萤 菁青 菲非 萍苹 葛曷 董重 蒙家 蓝篮 蔡察 薛薜 ' +
  '玲铃 珍诊 珠株 琪棋 琳淋 瑞端 璐路 瑶摇 环坏 玫玟 珊删 ' +
  '军车 运远 达迭 迎仰 近斤 进井 连莲 通逋 邓郑 那邢 郎朗 郭敦 邱丘 邹邻 邵召 ' +
  '刘浏 利刹 到倒 剑检 勇男 勋助 勤勒 卢户 卫卩 厉历 原厚 友支 双又 ' +
  '孙孔 宇字 宁字 宋宗 宏密 宝室 宣宜 宵霄 富寓 寒塞 尹伊 岩崖 岚风 峰锋 崔催 崇祟 嵩高 ' +
  '庆厌 庄压 康庚 廖寥 延廷 弘引 强弹 彬杉 彭膨 彤肜 影景 ' +
  '志忘 忠患 怡治 恒恺 恩思 悦说 惠慧 慈兹 成戌 戴载 ' +
  '敏繁 文丈 斌武 斯期 施旅 旺汪 昀均 ' +
  '欣欢 欧殴 段假 殷般 毛手 汉汊 江汪 沈枕 波泼 泉杲 泰秦 洪供 津律 润闰 淑椒 温湿 满瞒 潘翻 澜阑 ' +
  '焦集 熊能 燕蒸 爱受 牟车 狄秋 ' +
  '祁祈 祖租 祝视 福富 禹离 秀季 秦泰 程理 稳隐 穆稔 立位 竹行 筱攸 ' +
  '红江 纪记 纲钢 纯钝 绍招 经轻 维唯 绮倚 编偏 缪谬 罗岁 羽习 翔羊 耀跃 聂耳 肖尚 胜性 胡湖 舒舍 良食 ' +
  '芝之 裴斐 裕俗 覃谭 许计 诚城 谢射 谭潭 贺货 贾贸 贵责 赖懒 赵起 超起 辛幸 辰唇 ' +
  '钟种 钱线 铭名 锐悦 锦棉 镇填 闵闽 阎阁 陆陈 陈阵 陶淘 隆降 雄难 雪雷 雷蕾 霍雀 霞露 静净 韦伟 韩朝 ' +
  '顾颐 颜须 飞气 马鸟 骏俊 魏巍 鲁鱼 鲍鲤 鸣鸟 鸿鸣 鹏鸥 麦麥 黄寅 齐齊 龙尤 龚袭 ' +
  '科料 技枝 机杌 械戒 电申 器品 仪议 表衣 制刺 造浩 贸贺 易昜 工土 业亚 实买 材村 料科 药约 医区 院完'
).split(' ')
const groupsBySign = new Map<string, string[]>()
for (const group of groups)
  for (const sign of group) groupsBySign.set(sign, [...(groupsBySign.get(sign) ?? []), group])
