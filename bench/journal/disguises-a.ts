import { addDays } from '../../src/kernel/time.ts'
import { anyDay, firmName, personName, spread } from './company.ts'
import {
  beforeFestival,
  justBelow,
  quarterEnd,
  round,
  seller,
  spent,
  vendorOf,
  type Disguise,
} from './disguise-parts.ts'

/**
 * The disguises. Words are those of court and enforcement reports and of trade, not those of any detector.
 */
export const disguisesAtTheOffice: readonly Disguise[] = [
  {
    name: 'liquor_as_office',
    make: (random, company) => [
      spent({
        day: beforeFestival(random),
        account: random.pick(['office', 'salesOther'] as const),
        text: random.pick(['办公用品一批', '购打印耗材', '购办公文具', '硒鼓墨盒', '办公用品']),
        amount: spread(random, 900_000, 1_000),
        ...seller(random, company),
        vendor: vendorOf(random, [
          '酒业有限公司',
          '名酒商行',
          '烟酒行',
          '茶业有限公司',
          '酒庄',
          '老窖专卖店',
          '参茸行',
        ]),
        from: random.pick(['payable', 'owed'] as const),
      }),
    ],
  },
  {
    name: 'meeting_that_was_none',
    make: (random, company) => [
      spent({
        day: anyDay(random),
        account: random.pick(['salesMeeting', 'officeMeeting'] as const),
        text: random.pick([
          '会务费',
          '区域渠道会会务费',
          '产品研讨会',
          '经销商交流会议费',
          '座谈会场租及资料',
        ]),
        amount: round(random, 18_000, 96_000, 500),
        ...seller(random, company),
        vendor: vendorOf(random, [
          '国际旅行社有限公司',
          '温泉度假村',
          '山庄',
          '旅游开发有限公司',
          '游艇会',
          '生态农庄',
        ]),
      }),
    ],
  },
  {
    name: 'advice_from_a_shell',
    make: (random) => [
      spent({
        day: quarterEnd(random),
        account: random.pick(['consulting', 'promotion'] as const),
        text: random.pick(['咨询服务费', '市场调研服务', '技术咨询费', '信息服务费', '商务服务费']),
        amount: round(random, 20_000, 160_000, 10_000),
        vendor: firmName(
          random,
          random.pick([
            '企业管理咨询中心',
            '信息咨询服务部',
            '商务信息咨询工作室',
            '管理顾问有限公司',
            '信息技术服务部',
          ]),
        ),
      }),
    ],
  },
  {
    name: 'meals_of_one_seller',
    make: (random, company) => {
      const who = seller(random, company)
      const first = anyDay(random)
      const limit = random.pick([1_000, 2_000, 3_000, 5_000])
      const vendor = vendorOf(random, ['海鲜酒楼', '私房菜馆', '大酒楼', '日本料理', '御膳坊', '渔港'])
      return Array.from({ length: 4 }, (_, i) =>
        spent({
          day: addDays(first, i * (2 + random.below(4))),
          account: random.pick(['welfare', 'salesOther', 'officeOther'] as const),
          text: random.pick(['加班餐费', '工作餐', '部门聚餐', '误餐费']),
          amount: justBelow(random, limit),
          vendor,
          ...who,
          from: random.pick(['advance', 'owed'] as const),
        }),
      )
    },
  },
  {
    name: 'cards_as_welfare',
    make: (random, company) => [
      spent({
        day: beforeFestival(random),
        account: 'welfare',
        text: random.pick(['节日慰问品', '劳保用品', '防暑降温用品', '福利物资']),
        amount: round(random, 6_000, 60_000, 1_000),
        ...seller(random, company),
        vendor: vendorOf(random, [
          '超市有限公司',
          '购物中心',
          '百货大楼',
          '商业管理有限公司',
          '电子商务有限公司',
          '预付卡服务有限公司',
        ]),
      }),
    ],
  },
  {
    name: 'fuel_for_others',
    make: (random, company) => [
      spent({
        day: anyDay(random),
        account: 'vehicles',
        text: random.pick(['加油充值', '油卡', '车辆用油', '充值油费']),
        amount: round(random, 2_000, 20_000, 1_000),
        ...seller(random, company),
        vendor: firmName(random, random.pick(['加油站', '石油销售有限公司', '石化加油站'])),
        from: random.pick(['owed', 'cash', 'advance'] as const),
      }),
    ],
  },
  {
    name: 'lecture_fees',
    make: (random) => [
      spent({
        day: anyDay(random),
        account: random.pick(['labour', 'training', 'consulting'] as const),
        text: random.pick(['讲课费', '专家评审费', '课酬', '专家劳务', '技术指导费']),
        amount: round(random, 2_000, 20_000, 500),
        vendor: personName(random),
        from: random.pick(['cash', 'bank'] as const),
      }),
    ],
  },
  {
    name: 'clubs_and_leisure',
    make: (random, company) => [
      spent({
        day: anyDay(random),
        account: random.pick(['training', 'salesOther', 'officeOther'] as const),
        text: random.pick(['商务活动费', '团队拓展', '年费', '培训费', '会籍服务']),
        amount: round(random, 8_000, 120_000, 1_000),
        ...seller(random, company),
        vendor: vendorOf(random, [
          '高尔夫球俱乐部',
          '健身会所',
          '马术俱乐部',
          '养生会馆',
          '国际俱乐部',
          '水疗馆',
        ]),
      }),
    ],
  },
]
