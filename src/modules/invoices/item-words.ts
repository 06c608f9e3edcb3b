/** What the items of an invoice can be, seen from what a company gives. */
export type ItemKind =
  | 'catering'
  | 'drink'
  | 'food'
  | 'lodging'
  | 'transport'
  | 'tourism'
  | 'entertainment'
  | 'goods'
  | 'card'
  | 'office'
  | 'meeting'
  | 'consulting'
  | 'advertising'
  | 'training'
  | 'lease'
  | 'agency'
  | 'giving'

/**
 * The words by which an item is known. Chinese words are looked for anywhere in the name, English ones as
 * whole words. An item of the tax catalogue carries its class between asterisks (*餐饮服务*餐费), and the class
 * decides.
 */
export const itemWords: Readonly<Record<ItemKind, readonly string[]>> = {
  catering: words(
    '餐饮、餐费、宴席、酒席、用餐、工作餐、团餐、外卖、茶歇、自助餐',
    'catering, restaurant, dinner, lunch, breakfast, meal, meals, banquet, buffet',
  ),
  drink: words(
    '白酒、红酒、葡萄酒、啤酒、黄酒、洋酒、酒类、酒水、茅台、五粮液',
    'wine, liquor, spirits, beer, whisky, champagne',
  ),
  food: words(
    '食品、糕点、月饼、粽子、水果、茶叶、坚果、粮油、乳制品、饮料、糖果、海鲜、大闸蟹',
    'food, fruit, tea, mooncake, mooncakes, chocolate, snacks',
  ),
  lodging: words('住宿、客房、房费、酒店住、宾馆', 'hotel, lodging, accommodation, room'),
  transport: words(
    '客运、运输服务、机票、航空、火车、铁路、高铁、出租车、打车、网约车、通行费、车费、船票',
    'transport, taxi, flight, airfare, train, rail, ferry',
  ),
  tourism: words('旅游、旅行、门票、景区、游览', 'tour, tours, travel, sightseeing, admission'),
  entertainment: words(
    '娱乐、ktv、演出、高尔夫、影票、电影、健身、足浴、洗浴、桑拿、按摩、酒吧、体育服务、歌舞',
    'entertainment, golf, concert, theatre, theater, cinema, spa, karaoke, massage',
  ),
  goods: words(
    '礼品、礼盒、工艺品、鲜花、花卉、家电、电器、手机、服装、化妆品、箱包、珠宝、首饰、玉器、日用品、日用杂品、日用化学、玩具、家具、家纺、手表、钟表、数码、移动通信设备、纪念品、' +
      '定制品',
    'gift, gifts, hamper, flowers, jewellery, watch, souvenir, phone, clothing, handicraft',
  ),
  card: words(
    '预付卡、购物卡、礼品卡、储值卡、代金券、提货券、加油卡、充值卡、预付款',
    'gift card, prepaid card, voucher, vouchers, store card',
  ),
  office: words(
    '办公用品、办公、文教用品、文具、耗材、硒鼓、墨盒、打印纸、复印纸、计算机外部设备、计算机配套',
    'office supplies, stationery, toner, printer',
  ),
  meeting: words('会议、会展、展览、会务、场地', 'conference, meeting, exhibition, venue, trade fair'),
  consulting: words(
    '咨询、顾问、技术服务、信息服务、研发服务、信息技术、劳务、鉴证、设计服务、企业管理服务、市场调研',
    'consulting, consultancy, advisory, technical service, research, audit',
  ),
  advertising: words('广告、推广、宣传、印刷、策划', 'advertising, promotion, marketing, printing'),
  training: words('培训、教育服务', 'training, seminar, course'),
  lease: words('租赁、租金、设备', 'lease, rental, equipment'),
  agency: words('经纪代理、代理服务、佣金、居间、中介', 'commission, agency, brokerage'),
  giving: words('捐赠、赞助', 'donation, sponsorship'),
}

/** What matters to the tax on an item alone: whether it fits a benefit is judged without it. */
export type TaxKind = 'daily' | 'tobacco'

/** Services of daily life (居民日常服务), and tobacco, by their words. */
export const taxWords: Readonly<Record<TaxKind, readonly string[]>> = {
  daily: words(
    '生活服务、居民日常、居民服务、美容、美发、理发、洗染、洗衣服务、洗衣费、干洗、家政、婚庆、养老服务、护理服务、殡葬、沐浴、足疗、氧吧、桑拿、按摩、健身、' +
      '摄影扩印、摄影服务',
    'beauty, salon, hairdressing, laundry, housekeeping, massage, sauna, gym, fitness',
  ),
  tobacco: words('卷烟、香烟、烟草、雪茄、烟酒、电子烟', 'tobacco, cigarette, cigarettes, cigar, cigars'),
}

/** Words that point elsewhere: what was really sold stands on a list, and is asked about. */
export const vagueWords: readonly string[] = words('清单、一批', 'see list, various, miscellaneous')

/** What the invoice of a benefit of this form may be for, and for what it is asked about. */
type Expected = { readonly fits: readonly ItemKind[]; readonly asks: readonly ItemKind[] }

const things: Expected = { fits: ['goods', 'food', 'drink'], asks: ['card', 'office', 'lease'] }

/**
 * By form of the benefit. A form that is not here has no invoice of its own kind: every content is asked
 * about.
 */
export const expectedItems: Readonly<Record<string, Expected | undefined>> = {
  meal: { fits: ['catering', 'drink'], asks: ['food'] },
  gift: things,
  logo_item: { fits: ['goods', 'food', 'advertising'], asks: ['office', 'drink'] },
  gift_with_purchase: things,
  free_goods: things,
  draw_prize: things,
  points_redemption: { fits: ['goods', 'food', 'drink', 'card'], asks: ['office', 'entertainment'] },
  points_award: { fits: ['goods', 'food', 'drink', 'card'], asks: ['office', 'entertainment'] },
  gift_card: { fits: ['card'], asks: [] },
  cash_equivalent: { fits: ['card'], asks: ['goods'] },
  discount_coupon: { fits: ['card'], asks: ['advertising'] },
  travel: { fits: ['transport', 'lodging', 'tourism'], asks: ['catering', 'agency'] },
  entertainment: { fits: ['entertainment', 'tourism'], asks: ['catering', 'drink'] },
  sponsorship: { fits: ['giving', 'advertising', 'meeting'], asks: ['training'] },
  donation: { fits: ['giving'], asks: [] },
  equipment_loan: { fits: ['lease'], asks: ['goods'] },
  free_service: { fits: ['training', 'consulting'], asks: ['lease', 'meeting'] },
  service_fee: { fits: ['consulting', 'training', 'agency'], asks: ['meeting', 'advertising'] },
  commission: { fits: ['agency'], asks: ['consulting'] },
}

function words(chinese: string, english: string): readonly string[] {
  return [...chinese.split('、'), ...english.split(', ')]
}
