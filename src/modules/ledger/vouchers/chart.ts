import type { statutoryAccounts } from '../../../contract/states.ts'

/** One of the accounts of the memorandum ledger that have a counterpart in the lawful books. */
export type StatutoryAccount = (typeof statutoryAccounts)[number]

/** An account of the general ledger (科目), by its code and name there. */
export type GeneralAccount = { readonly code: string; readonly name: string }

/**
 * To which account of the general ledger one of ours goes: for benefits of a form, for a way of giving, or,
 * with a star, for all.
 */
export type ChartLine = GeneralAccount & { readonly account: StatutoryAccount; readonly about: string }

const entertainment = { code: '660101', name: '销售费用-业务招待费' }
const publicity = { code: '660102', name: '销售费用-业务宣传费' }
const samples = { code: '660104', name: '销售费用-样品及赠品' }
const allowance = { code: '600102', name: '主营业务收入-折扣折让' }

const expenses: Readonly<Record<string, GeneralAccount>> = {
  discount: allowance,
  discount_coupon: allowance,
  rebate: allowance,
  points_award: allowance,
  points_redemption: allowance,
  gift_with_purchase: samples,
  free_goods: samples,
  free_service: { code: '660105', name: '销售费用-售后服务费' },
  equipment_loan: { code: '660106', name: '销售费用-设备投放' },
  commission: { code: '660103', name: '销售费用-佣金' },
  service_fee: { code: '660107', name: '销售费用-咨询服务费' },
  logo_item: publicity,
  draw_prize: publicity,
  sponsorship: publicity,
  donation: { code: '671101', name: '营业外支出-捐赠支出' },
  gift: entertainment,
  gift_card: entertainment,
  meal: entertainment,
  travel: entertainment,
  entertainment,
  '*': { code: '660199', name: '销售费用-其他' },
}

/**
 * The chart that serves until finance sets its own accounts. The first four figures are the accounts of the
 * accounting standards; what follows is each company's own, so it is a proposal.
 */
export const shippedChart: readonly ChartLine[] = [
  ...Object.entries(expenses).map(([about, to]) => ({ account: 'expense' as const, about, ...to })),
  { account: 'payable', about: '*', code: '224101', name: '其他应付款-客户权益' },
  { account: 'payable', about: 'reimbursement', code: '224102', name: '其他应付款-员工报销' },
  { account: 'payable', about: 'vendor', code: '220201', name: '应付账款-接待与礼品供应商' },
  { account: 'paid', about: '*', code: '1002', name: '银行存款' },
  { account: 'settled', about: '*', code: '1405', name: '库存商品' },
  { account: 'settled', about: 'on_invoice', code: '1122', name: '应收账款' },
  { account: 'settled', about: 'service', code: '5001', name: '生产成本-自有服务' },
  { account: 'accrual', about: '*', code: '224109', name: '其他应付款-预提客户权益' },
  { account: 'tax_advanced', about: '*', code: '122109', name: '其他应收款-代垫个人所得税' },
  { account: 'tax_withheld', about: '*', code: '222112', name: '应交税费-代扣代缴个人所得税' },
  { account: 'input_tax', about: '*', code: '22210101', name: '应交税费-应交增值税-进项税额' },
  { account: 'input_tax_out', about: '*', code: '22210108', name: '应交税费-应交增值税-进项税额转出' },
  { account: 'output_tax', about: '*', code: '22210107', name: '应交税费-应交增值税-销项税额' },
]

/** Finds the account of the general ledger for a line of ours. */
export type Chart = (
  account: StatutoryAccount,
  benefit: { readonly form: string; readonly way: string | null },
) => GeneralAccount

/**
 * The chart of an entity: its own lines before the shipped ones, and of each the closest, that of the form,
 * then that of the way, then that for all.
 */
export function chartOf(own: readonly ChartLine[]): Chart {
  const byKey = new Map([...shippedChart, ...own].map((line) => [keyOf(line), line]))
  return (account, { form, way }) => {
    const abouts = [form, way ?? '*', '*']
    const found = abouts.flatMap((about) => byKey.get(keyOf({ account, about })) ?? [])[0]
    if (!found) throw new Error(`no account of the general ledger for ${account}`)
    return { code: found.code, name: found.name }
  }
}

/** What a line of the chart is for: two lines of one key would contradict each other. */
export function keyOf({ account, about }: Pick<ChartLine, 'account' | 'about'>): string {
  return `${account}:${about}`
}
