import { addDays, type LocalDate } from '../src/kernel/time.ts'

/** A benefit of the register as the books of the month show it. */
export type Booked = {
  readonly day: LocalDate
  readonly form: string
  readonly title: string
  readonly customer: string
  readonly staff: string
  /** `1280.50` */
  readonly amount: string
  /** The number of its voucher, where finance has told it. */
  readonly voucher?: string
}

/** The files of a month: the journal of the general ledger and the list of received e-invoices. */
export type MonthFiles = { readonly journal: string; readonly invoices: string }

/** Lines that nobody registered; `day` counts from the first of the month. */
const unregistered = [
  [6, '招待费', '6601.03', '销售费用-业务招待费', '2860.00', '太湖人家酒楼', '王磊', '餐饮', '2'],
  [9, '办公用品', '6602.02', '管理费用-办公费', '8600.00', '苏州逸香烟酒行', '周敏', '酒', '7'],
  [11, '会议费', '6602.09', '管理费用-会议费', '19800.00', '苏州湖畔度假会所', '王磊', '会议', '9'],
  [15, '客户礼品', '6601.04', '销售费用-礼品费', '4980.00', '苏州工艺礼品公司', '李静', '工艺品', '8'],
  [17, '咨询费', '6602.11', '管理费用-咨询费', '30000.00', '宏远信息咨询中心', '', '', ''],
  [22, '充值', '6602.02', '管理费用-办公费', '5000.00', '新百购物中心', '周敏', '预付卡', '3'],
] as const

/** What every office books, with nothing strange about it. */
const ordinary = [
  [
    3,
    '办公室复印纸 合同 OF-118',
    '6602.02',
    '管理费用-办公费',
    '386.40',
    '苏州文具用品公司',
    '钱芳',
    '文具',
    '5',
  ],
  [5, '电话费', '6602.05', '管理费用-通讯费', '1260.00', '中国电信苏州分公司', '', '电信服务', '6'],
  [8, '出差无锡 项目 PRJ-77', '6601.06', '销售费用-差旅费', '742.50', '铁路客票', '李静', '', ''],
  [12, '货运 订单 SO-5521', '6601.08', '销售费用-运输费', '5320.00', '顺达物流', '', '运输服务', '4'],
  [
    18,
    '设备年检 合同 EQ-03',
    '6602.11',
    '管理费用-咨询费',
    '9640.00',
    '苏州检测技术公司',
    '',
    '鉴证服务',
    '10',
  ],
  [
    20,
    '车间试验材料 项目 PRJ-81',
    '6602.14',
    '管理费用-研发费',
    '12480.00',
    '苏州精工材料公司',
    '',
    '金属制品',
    '12',
  ],
] as const

/** Invoices that the company received and that stand neither in its journal nor in a claim. */
const onlyInvoices = [
  [13, '苏州茗香茶叶行', '*茶*茶叶礼盒', '3600.00', '14'],
  [19, '虎丘国际旅行社', '*旅游服务*旅游费', '12800.00', '15'],
] as const

/** The files of one month, for the benefits that were given in it; invented from end to end. */
export function monthFiles(month: string, booked: readonly Booked[]): MonthFiles {
  const day = (offset: number) => addDays(`${month}-01`, offset - 1)
  const journal = [
    '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员',
    ...booked.map(bookedLine),
    ...[...unregistered, ...ordinary].map(([on, text, code, name, amount, payee, staff], i) =>
      [day(on), `转-${String(1 + i)}`, text, code, name, amount, '', payee, staff].join(','),
    ),
  ]
  const invoices = [
    '数电发票号码,开票日期,销方名称,货物或应税劳务名称,金额,税额,价税合计,发票状态',
    ...[...unregistered, ...ordinary].flatMap(([on, , , , amount, payee, , content, number]) =>
      content === ''
        ? []
        : [invoiceLine(month, { day: day(on - 1), payee, item: `*${content}*${content}`, amount, number })],
    ),
    ...onlyInvoices.map(([on, payee, item, amount, number]) =>
      invoiceLine(month, { day: day(on), payee, item, amount, number }),
    ),
  ]
  return { journal: `${journal.join('\n')}\n`, invoices: `${invoices.join('\n')}\n` }
}

/** The account in which a benefit of a form is booked. */
function accountOf(form: string): string {
  if (form === 'meal' || form === 'entertainment') return '6601.03,销售费用-业务招待费'
  if (form === 'travel') return '6601.06,销售费用-差旅费'
  if (form === 'sponsorship' || form === 'donation') return '6711.02,营业外支出-捐赠赞助'
  if (form === 'rebate' || form === 'commission') return '6601.12,销售费用-返利与佣金'
  return '6601.04,销售费用-礼品费'
}

function bookedLine({ day, form, title, customer, staff, amount, voucher }: Booked, i: number): string {
  const text = `${title} ${customer}`.replaceAll(/[,"\n]/g, ' ')
  return [day, voucher ?? `收-${String(i + 1)}`, text, accountOf(form), amount, '', '', staff].join(',')
}

type Invoice = {
  readonly day: LocalDate
  readonly payee: string
  readonly item: string
  readonly amount: string
  readonly number: string
}

function invoiceLine(month: string, { day, payee, item, amount, number }: Invoice): string {
  const digits = `2632${month.replace('-', '')}00000000${number.padStart(2, '0')}`
  return [digits, day, payee, item, amount, '0.00', amount, '正常'].join(',')
}
