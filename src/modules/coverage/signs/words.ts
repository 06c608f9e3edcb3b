import type { AccountKind } from '../domain.ts'

/**
 * What somebody trades in, told from a name; `ordinary` are the accounts in which that is nothing strange.
 */
export type TradeWords = {
  readonly trade: string
  readonly words: RegExp
  readonly points: number
  readonly ordinary: readonly AccountKind[]
  /** What is left of the points where it is ordinary. */
  readonly ordinaryPoints: number
}

/** Words by which disguised benefits are found: data, in the languages of the books. */
export type SignWords = {
  readonly trades: readonly TradeWords[]
  /** What the text of a line says was bought. */
  readonly goods: readonly {
    readonly words: RegExp
    readonly points: number
    readonly ordinary: readonly AccountKind[]
  }[]
  /** Texts that name nothing: who, what for and when are left out. */
  readonly vague: RegExp
  /** What ties a spend to a paper: a contract, an order, a project, a period. */
  readonly paper: RegExp
  /** For our own people: whoever is named here got it at work. */
  readonly ownPeople: RegExp
  readonly salesUnit: RegExp
  /** Units whose trade it is to buy for others in the company. */
  readonly buyingUnit: RegExp
}

/** The words that are shipped. */
export const shippedWords: SignWords = {
  trades: [
    {
      trade: 'liquor',
      words: anyOf(
        '酒业|名酒|烟酒|酒行|酒庄|酒坊|酒类|白酒|红酒|葡萄酒|酒窖|酒水|老窖|茅台|五粮|烟草|雪茄|茶[业叶庄行城舍]|茗',
        'wine|liquor|spirits|tobacco|cigar|tea house',
      ),
      points: 34,
      ordinary: [],
      ordinaryPoints: 34,
    },
    {
      trade: 'luxury',
      words: anyOf(
        '珠宝|黄金|金店|首饰|玉器|翡翠|钟表|名表|皮具|奢侈|箱包|古玩|文玩|字画|书画|画廊|艺术[馆品]|拍卖|jewel',
        'gold|watch|luxury|antique|art gallery|auction',
      ),
      points: 34,
      ordinary: [],
      ordinaryPoints: 34,
    },
    {
      trade: 'club',
      words: anyOf(
        '会所|俱乐部|高尔夫|马术|游艇|ktv|夜总会|酒吧|歌厅|桑拿|洗浴|足浴|足道|足疗|水疗|汗蒸|按摩|养生|康养|美容',
        '美发|美甲|医美|整形|健身|月子|club|golf|spa|massage|karaoke|nightclub',
        'beauty|yacht|casino',
      ),
      points: 30,
      ordinary: [],
      ordinaryPoints: 30,
    },
    {
      trade: 'gifts',
      words: anyOf(
        '礼品|礼仪|工艺|丝绸|刺绣|陶瓷|瓷器|紫砂|景泰蓝|特产|土特产|滋补|参茸|燕窝|虫草|鲜花|花艺|花店|月饼|水产',
        '海味|gift|souvenir|hamper|florist|craft|silk|ceramic',
      ),
      points: 28,
      ordinary: ['gift'],
      ordinaryPoints: 20,
    },
    {
      trade: 'resort',
      words: anyOf(
        '度假|山庄|农庄|庄园|温泉|农家乐|民宿|景区|游乐|旅游开发|邮轮|resort|holiday village',
        'cruise|theme park|hot spring',
      ),
      points: 24,
      ordinary: [],
      ordinaryPoints: 18,
    },
    {
      trade: 'tour',
      words: anyOf(
        String.raw`旅行社|旅游|国旅|中旅|青旅|出入境|签证|留学|travel agency|tours?\b|tourism|visa`,
        'study abroad',
      ),
      points: 22,
      ordinary: ['travel'],
      ordinaryPoints: 6,
    },
    {
      trade: 'eating',
      words: anyOf(
        '酒楼|饭店|餐饮|餐厅|菜馆|食府|酒家|私房|海鲜|料理|火锅|烧烤|茶楼|咖啡|渔港|御膳|宴|轩|膳',
        'restaurant|bistro|grill|steak|catering|cafe|dining',
      ),
      points: 22,
      ordinary: ['welfare', 'entertainment', 'meeting', 'travel'],
      ordinaryPoints: 3,
    },
    {
      trade: 'medical',
      words: anyOf('口腔|牙科|整形|体检|门诊|医院|诊所|护理|clinic|dental|hospital|cosmetic'),
      points: 12,
      ordinary: [],
      ordinaryPoints: 8,
    },
    {
      trade: 'electronics',
      words: anyOf(
        '数码|手机|通讯器材|通信器材|苹果|电器商场|家电|电器城|家用电器|摄影器材|digital store',
        'mobile phone|apple store|electronics store|camera',
      ),
      points: 20,
      ordinary: [],
      ordinaryPoints: 16,
    },
    {
      trade: 'cards',
      words: anyOf(
        '预付|储值|购物卡|提货|礼券|卡券|京东|天猫|苏宁|电子商务|prepaid|voucher|gift card',
        'e-?commerce',
      ),
      points: 22,
      ordinary: [],
      ordinaryPoints: 16,
    },
    {
      trade: 'shop',
      words: anyOf(
        '超市|百货|商场|购物中心|商业广场|大润发|沃尔玛|永辉|山姆|便利店|奥特莱斯|商业管理|supermarket',
        'department store|shopping|mall|outlet',
      ),
      points: 14,
      ordinary: ['welfare'],
      ordinaryPoints: 9,
    },
    {
      trade: 'body',
      words: anyOf(
        '协会|学会|基金会|促进会|联合会|商会|校友会|教育基金|书画院|研究会|俱乐部联盟|association',
        'foundation|society|institute of|alumni|federation',
      ),
      points: 14,
      ordinary: [],
      ordinaryPoints: 12,
    },
    {
      trade: 'fuel',
      words: anyOf('加油站|石油|石化|中油|油品|petrol|gas station|fuel card'),
      points: 8,
      ordinary: ['vehicle'],
      ordinaryPoints: 2,
    },
    {
      trade: 'shell',
      words: anyOf(
        '工作室|服务部|服务中心|咨询中心|信息咨询|管理咨询中心|顾问|经营部|商行|商贸|贸易|实业|商务|营销策划|文化传媒',
        'studio|consultancy|trading|enterprises',
      ),
      points: 9,
      ordinary: [],
      ordinaryPoints: 9,
    },
  ],
  goods: [
    {
      words: anyOf(
        '礼品|礼盒|礼金|红包|礼物|伴手礼|购物卡|礼品卡|京东卡|提货[券卡]|储值卡|充值卡|消费卡|代金券|油卡|加油卡|e卡',
        'gift|voucher|prepaid card|red packet|hamper',
      ),
      points: 24,
      ordinary: [],
    },
    {
      words: anyOf(
        '烟酒|香烟|白酒|红酒|茅台|五粮液|酒水|茶叶|燕窝|海参|大闸蟹|月饼|粽子|土特产|特产|cigar|liquor',
        'wine|whisk',
      ),
      points: 20,
      ordinary: [],
    },
    {
      words: anyOf(
        String.raw`会所|高尔夫|ktv|足浴|按摩|桑拿|洗浴|会籍|会员卡|年费|健身|理疗|养生|美容|spa\b|golf`,
        'club member|massage|karaoke',
      ),
      points: 20,
      ordinary: [],
    },
    {
      words: anyOf('手机|平板|iphone|ipad|相机|名表|手表|首饰|金条|箱包|皮具|watch|jewel|tablet', 'camera'),
      points: 16,
      ordinary: [],
    },
    {
      words: anyOf(
        '境外|出国|出境|海外|游学|考察|旅游|景点|门票|overseas|study tour|sightsee',
        'excursion|theatre|tickets? to',
      ),
      points: 12,
      ordinary: [],
    },
    {
      words: /赞助|冠名|支持费|支持$|活动经费|公益|捐|sponsor|donation|contribution/i,
      points: 10,
      ordinary: [],
    },
    {
      words: anyOf(
        '居间|中介|介绍费|提成|好处|返点|回扣|信息费|公关|协调费|打点|疏通|感谢|慰问|introduc|finder',
        'success fee|facilitat|goodwill|appreciation',
      ),
      points: 16,
      ordinary: [],
    },
    {
      words: anyOf(
        '讲课|课酬|讲座|评审|专家|顾问费|指导费|稿费|lecture|speaker|honorari|expert fee',
        'advisory fee',
      ),
      points: 10,
      ordinary: [],
    },
    {
      words: anyOf(
        '咨询|顾问服务|调研|信息服务|技术服务|商务服务|推广服务|策划|consult|advisory',
        'market research|promotion service|marketing service',
      ),
      points: 5,
      ordinary: [],
    },
    { words: /充值|预存|预付|储值|top.?up|prepay/i, points: 8, ordinary: [] },
    { words: /差价|补差|退补|调整款|price difference|true.?up|adjustment/i, points: 8, ordinary: [] },
    {
      words: anyOf('学费|房租|租房|装修|家具|按揭|保险费|tuition|apartment|renovation|furniture'),
      points: 6,
      ordinary: [],
    },
  ],
  vague: anyOf(
    '^(费用|其他|其它|杂费|杂项|报销|费用报销|报销费用|报销款|零星支出|零星费用|日常费用)$',
    '^(活动费|商务活动费?|业务费|服务费|管理费|备用金|付款|付费用)$',
    String.raw`^(expenses?|misc(ellaneous)?|other|sundr(y|ies)|reimbursement|(service )?fees?)$`,
    String.raw`^(services?|payment|n\/?a)$`,
  ),
  paper: anyOf(
    String.raw`合同|协议|订单|项目|工单|采购单|申请单|编号|投标|标书|按约|contract|agreement|\bpo\b`,
    String.raw`purchase order|project|order no|\b[a-z]{2,4}-?\d{4,}|\d{6,}`,
  ),
  ownPeople: /员工|职工|部门|食堂|工会|全员|新员工|女职工|生日|团建|加班|夜班|staff|employees?|team|canteen/i,
  salesUnit: anyOf(
    '销售|业务部|市场|营销|大区|办事处|客户|商务|渠道|sales|business development',
    'account management|marketing|commercial',
  ),
  buyingUnit: anyOf(
    String.raw`行政|人力|人事|后勤|采购|工会|总务|车队|administration|human resources|\bhr\b`,
    'procurement|facilities|fleet',
  ),
}

/** A pattern that is found where one of the words stands, whatever the letters' size. */
function anyOf(...words: readonly string[]): RegExp {
  return new RegExp(words.join('|'), 'i')
}

/**
 * True for what looks like the name of a natural person, Chinese with a known surname or Western with two
 * words.
 */
export function looksLikePerson(name: string): boolean {
  const plain = name.trim()
  if (/^[\u4e00-\u9fff]{2,3}$/.test(plain)) return surnames.includes(plain[0] ?? '')
  if (/^[\u4e00-\u9fff]{4}$/.test(plain)) return doubleSurnames.some((surname) => plain.startsWith(surname))
  return /^(mr|mrs|ms|dr)\.? |^[A-Z][a-z]+ ([A-Z]\.? )?[A-Z][a-z]+$/.test(plain)
}

const surnames = [
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余',
  '于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷',
  '龙黎史陶贺毛郝顾龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂',
  '章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁',
  '冉骆蓝路游辛靳管柴蒙鲍华喻祁房蒲滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄',
  '窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎',
  '甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀胥郁南班储芮',
].join('')
const doubleSurnames = [
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '司徒',
  '夏侯',
]
