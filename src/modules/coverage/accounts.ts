import type { AccountKind, OwnAccount } from './domain.ts'

/**
 * Which accounts are looked at: the first row whose words stand in the name of an account says what it is
 * for.
 */
export type AccountVocabulary = {
  readonly kinds: readonly { readonly kind: AccountKind; readonly words: readonly string[] }[]
  /** Names of accounts in which nothing is given to anybody. */
  readonly never: readonly string[]
  /** Accounts of what is owned, owed and earned, by name; numbers tell them where there are any. */
  readonly balance: readonly string[]
  /** Accounts of revenue by which prices were lowered: rebates and discounts stand there. */
  readonly allowance: readonly string[]
  /** What begins the name of an account that is looked at even where no word says what it is for. */
  readonly expense: readonly string[]
  /** What the company itself wants looked at, whatever names and numbers say. */
  readonly own?: readonly OwnAccount[] | undefined
}

/** The vocabulary that is shipped. */
export const shippedAccounts: AccountVocabulary = {
  kinds: [
    { kind: 'gift', words: ['礼品', '赠品', '礼金', '礼券', '馈赠', 'gift', 'giveaway'] },
    {
      kind: 'entertainment',
      words: ['招待', '应酬', '接待', '交际', 'entertain', 'hospitality', 'hosting', 'meals'],
    },
    {
      kind: 'commission',
      words: [
        '佣金',
        '居间',
        '代理',
        '返利',
        '回扣',
        '提成',
        'commission',
        'finder',
        'agency fee',
        'agent fee',
        'rebate',
      ],
    },
    { kind: 'sample', words: ['样品', '样机', '赠送', 'sample'] },
    {
      kind: 'donation',
      words: ['捐赠', '赞助', '公益', '营业外支出', 'donation', 'sponsor', 'charit', 'non-operating exp'],
    },
    { kind: 'meeting', words: ['会议', '会务', '年会', '论坛', 'meeting', 'conference', 'seminar', 'event'] },
    {
      kind: 'promotion',
      words: [
        '广告',
        '宣传',
        '推广',
        '促销',
        '市场',
        '展览',
        '展会',
        '品牌',
        'advertis',
        'marketing',
        'promotion',
        'publicity',
        'exhibition',
      ],
    },
    {
      kind: 'consulting',
      words: [
        '咨询',
        '顾问',
        '中介',
        '审计',
        '专业服务',
        '技术服务',
        '服务费',
        'consult',
        'advisory',
        'professional',
        'service fee',
      ],
    },
    {
      kind: 'welfare',
      words: [
        '福利',
        '慰问',
        '工会',
        '体检',
        '劳保',
        '劳动保护',
        '餐费',
        '伙食',
        'welfare',
        'staff benefit',
        'employee benefit',
        'wellbeing',
      ],
    },
    {
      kind: 'labour',
      words: [
        '劳务',
        '外包',
        '外聘',
        '讲课',
        '临时工',
        'labour',
        'labor',
        'contractor',
        'honorari',
        'freelance',
      ],
    },
    {
      kind: 'training',
      words: ['培训', '教育经费', '会员', '会籍', 'training', 'membership', 'subscription', 'education'],
    },
    {
      kind: 'travel',
      words: ['差旅', '旅费', '出国', '考察', '交通费', '住宿', 'travel', 'lodging', 'accommodation'],
    },
    { kind: 'vehicle', words: ['车辆', '汽车', '油费', '燃油', '小车', 'vehicle', 'fuel', 'motor'] },
    {
      kind: 'office',
      words: [
        '办公',
        '文具',
        '低值易耗',
        '物料',
        '耗材',
        '通讯',
        '电话',
        'office',
        'supplies',
        'stationery',
        'consumable',
      ],
    },
    { kind: 'research', words: ['研发', '研究', '试验', 'research', 'r&d', 'experiment'] },
    { kind: 'rent', words: ['租赁', '租金', '房租', 'rent', 'lease'] },
    {
      kind: 'freight',
      words: [
        '运输',
        '运费',
        '运杂',
        '物流',
        '装卸',
        '仓储',
        '快递',
        'freight',
        'logistic',
        'shipping',
        'carriage',
      ],
    },
    { kind: 'sundry', words: ['其他', '其它', '杂费', '杂项', '备用', '零星', 'other', 'misc', 'sundr'] },
  ],
  never: [
    '薪酬',
    '工资',
    '奖金',
    '社保',
    '社会保险',
    '公积金',
    '养老',
    '折旧',
    '摊销',
    '水电',
    '水费',
    '电费',
    '税',
    '利息',
    '汇兑',
    '汇率',
    '减值',
    '坏账',
    '结转',
    'salar',
    'wage',
    'payroll',
    'social sec',
    'pension',
    'depreciation',
    'amorti',
    'utilit',
    'interest',
    'tax',
    'impairment',
    'bad debt',
    'exchange',
  ],
  balance: [
    '应收',
    '应付',
    '预收',
    '预付',
    '存款',
    '现金',
    '货币资金',
    '备用金',
    '存货',
    '库存',
    '原材料',
    '固定资产',
    '在建',
    '无形',
    '收入',
    '主营业务成本',
    '生产成本',
    '权益',
    '资本',
    '利润',
    '收益',
    'receivable',
    'payable',
    'prepa',
    'cash',
    'bank',
    'inventory',
    'asset',
    'revenue',
    'income',
    'sales of',
    'cost of',
    'equity',
    'retained',
    'accrued',
    'deposit',
    'clearing',
    'loan',
    'capital',
  ],
  allowance: ['折扣', '折让', '返利', 'discount', 'allowance', 'rebate'],
  expense: [
    '销售费用',
    '营业费用',
    '管理费用',
    '研发费用',
    '经营费用',
    'selling',
    'administrative',
    'admin exp',
    'operating exp',
    'general exp',
    'g&a',
    'sg&a',
  ],
}

/** Why nobody looks at an account: it is of the balance sheet, nothing is given in it, or no word tells. */
export type LeftOutWhy = 'balance' | 'never' | 'unknown'

/**
 * What an account is for, or why nobody looks at it. Numbers that begin with 1 to 3 are what is owned, owed
 * and held in every Chinese chart of accounts, and in most others.
 */
export function accountKind(
  vocabulary: AccountVocabulary,
  code: string,
  name: string,
): AccountKind | LeftOutWhy {
  const told = kindByName(vocabulary, code, name)
  // What the company adds is looked at as well; of what is looked at already it changes nothing.
  return isLeftOut(told) ? (ownKind(vocabulary.own ?? [], code) ?? told) : told
}

function kindByName(vocabulary: AccountVocabulary, code: string, name: string): AccountKind | LeftOutWhy {
  const lower = name.toLowerCase()
  const has = (words: readonly string[]) => words.some((word) => lower.includes(word))
  if (/^[1-3]\d{3}/.test(code)) return 'balance'
  const isExpense = vocabulary.expense.some((word) => lower.startsWith(word)) || isExpenseCode(code)
  // The last part of a name says what the account is for, the parts before it which class it is in.
  if (has(vocabulary.never)) return 'never'
  const own = lastPart(lower)
  const isAllowance = vocabulary.allowance.some((word) => own.includes(word))
  if (!isExpense && isAllowance && isRevenue(code, lower)) return 'allowance'
  if (!isExpense && has(vocabulary.balance)) return 'balance'
  const found =
    vocabulary.kinds.find(({ words }) => words.some((word) => own.includes(word))) ??
    vocabulary.kinds.find(({ words }) => has(words))
  return found?.kind ?? (isExpense ? 'expense' : 'unknown')
}

/** The kind of the longest own number with which a number begins. */
function ownKind(own: readonly OwnAccount[], code: string): AccountKind | undefined {
  return own.filter((each) => code.startsWith(each.code)).toSorted((a, b) => b.code.length - a.code.length)[0]
    ?.kind
}

/** Whether that is why nobody looks at an account, and nothing that it is for. */
export function isLeftOut(kind: AccountKind | LeftOutWhy): kind is LeftOutWhy {
  return kind === 'balance' || kind === 'never' || kind === 'unknown'
}

/**
 * Selling and administrative expenses in the charts of 2001, 2006 and 2013, with what is paid outside
 * operations.
 */
function isExpenseCode(code: string): boolean {
  return /^(5501|5502|5601|5602|5711|6601|6602|6604|6711)/.test(code)
}

/** Revenue by name, or by number in the charts of 2001, 2006 and 2013. */
function isRevenue(code: string, name: string): boolean {
  return /收入|revenue|sales/.test(name) || /^(5001|5051|5101|5102|6001|6051)/.test(code)
}

function lastPart(name: string): string {
  return (
    name
      .split(/[-_\\/—－:：>|]/)
      .at(-1)
      ?.trim() || name
  )
}

/** What an account of the other side of a voucher is, as far as it tells about a spend. */
export type CounterKind = 'cash' | 'advance' | 'accrual' | 'tax' | 'profit' | undefined

/** True for words that accountants use of what is set aside at the end of a month. */
export function saysAccrual(words: string): boolean {
  return /预提|计提|暂估|accru/i.test(words)
}

/** Tells the other side of a voucher from number and name. */
export function counterKind(code: string, name: string): CounterKind {
  if (/^1001|库存现金|^现金|petty cash|cash on hand/i.test(code + name)) return 'cash'
  if (/本年利润|损益汇总|income summary|profit and loss (summary|account)/i.test(name)) return 'profit'
  if (/^(4103|3131|3103)$/.test(code)) return 'profit'
  if (/进项|input (vat|tax)/i.test(name)) return 'tax'
  if (/其他应收|个人借款|备用金|employee advance|staff advance|petty/i.test(name)) return 'advance'
  if (saysAccrual(name)) return 'accrual'
  return undefined
}
