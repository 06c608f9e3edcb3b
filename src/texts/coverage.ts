import type { Sentence } from './text.ts'

/** Why a line of the journal stands on the work list, or what speaks against it. */
export const coverageReasons = {
  'sign.unregistered': {
    zh: '招待或礼品科目的支出，登记簿中没有对应记录',
    en: 'Hospitality or a gift by its account, and nothing in the register behind it',
  },
  'sign.account': { zh: '该科目常被用来列支好处费', en: 'An account in which benefits are often hidden' },
  'sign.trade.liquor': {
    zh: '收款方“{payee}”经营烟酒茶',
    en: 'The payee “{payee}” sells liquor, tobacco or tea',
  },
  'sign.trade.luxury': {
    zh: '收款方“{payee}”经营珠宝、名表、字画等贵重物品',
    en: 'The payee “{payee}” sells jewellery, watches, art or the like',
  },
  'sign.trade.club': {
    zh: '收款方“{payee}”是会所、俱乐部或休闲养生场所',
    en: 'The payee “{payee}” is a club, a spa or the like',
  },
  'sign.trade.gifts': {
    zh: '收款方“{payee}”经营礼品、工艺品或特产',
    en: 'The payee “{payee}” sells gifts, crafts or delicacies',
  },
  'sign.trade.resort': { zh: '收款方“{payee}”是度假休闲场所', en: 'The payee “{payee}” is a resort' },
  'sign.trade.tour': {
    zh: '收款方“{payee}”经营旅游或出入境业务',
    en: 'The payee “{payee}” arranges tours or visas',
  },
  'sign.trade.eating': { zh: '收款方“{payee}”经营餐饮', en: 'The payee “{payee}” is a restaurant' },
  'sign.trade.medical': { zh: '收款方“{payee}”是医疗或医美机构', en: 'The payee “{payee}” is a clinic' },
  'sign.trade.electronics': {
    zh: '收款方“{payee}”经营手机、数码或家电',
    en: 'The payee “{payee}” sells phones or electronics',
  },
  'sign.trade.cards': {
    zh: '收款方“{payee}”可购买预付卡或提货券',
    en: 'The payee “{payee}” sells prepaid cards or vouchers',
  },
  'sign.trade.shop': {
    zh: '收款方“{payee}”是商场或超市',
    en: 'The payee “{payee}” is a department store or supermarket',
  },
  'sign.trade.body': {
    zh: '收款方“{payee}”是协会、基金会等组织',
    en: 'The payee “{payee}” is an association or foundation',
  },
  'sign.trade.fuel': { zh: '收款方“{payee}”经营油品', en: 'The payee “{payee}” sells fuel' },
  'sign.trade.shell': {
    zh: '收款方“{payee}”从名称看不出实际业务',
    en: 'The name of the payee “{payee}” does not show what it does',
  },
  'sign.natural_person': {
    zh: '收款方“{payee}”是个人，且不是本公司员工',
    en: 'The payee “{payee}” is a natural person who does not work here',
  },
  'sign.new_payee': {
    zh: '收款方“{payee}”在本序时账中只出现 {count} 次',
    en: {
      one: 'The payee “{payee}” appears only once in this journal',
      other: 'The payee “{payee}” appears only {count} times in this journal',
    },
  },
  'sign.seldom_payee': {
    zh: '收款方“{payee}”很少出现（{count} 次）',
    en: 'The payee “{payee}” appears seldom ({count} times)',
  },
  'sign.known_payee': {
    zh: '收款方“{payee}”是常年往来单位（{count} 次）',
    en: 'The payee “{payee}” is paid all year ({count} times)',
  },
  'sign.payee_hosts': {
    zh: '同一收款方在招待或礼品科目中也出现',
    en: 'The same payee appears in accounts of hospitality or gifts',
  },
  'sign.goods': { zh: '摘要提到“{text}”', en: 'The text says “{text}”' },
  'sign.vague': { zh: '摘要没有写明事由', en: 'The text does not say what it was for' },
  'sign.paper': { zh: '摘要写明了合同、订单或项目', en: 'The text names a contract, an order or a project' },
  'sign.rare_text': {
    zh: '同类科目中很少这样写摘要（{count} 次）',
    en: 'Few lines of such accounts are worded like this ({count})',
  },
  'sign.round': {
    zh: '金额为整千，同类科目中只有 {share}% 如此',
    en: 'Whole thousands, as only {share} % of the lines of such accounts are',
  },
  'sign.half_round': { zh: '金额为整数', en: 'A round amount' },
  'sign.below_limit': { zh: '金额略低于常见限额 {limit}', en: 'Just below the usual limit of {limit}' },
  'sign.repeated': {
    zh: '一个月内同一人、部门或收款方有 {count} 笔略低于 {limit}',
    en: '{count} times within a month just below {limit}, by one person, unit or payee',
  },
  'sign.large': { zh: '金额远高于同类科目的一般水平', en: 'Far above what is usual in such accounts' },
  'sign.small': { zh: '金额很小', en: 'A small amount' },
  'sign.cash': { zh: '以现金支付', en: 'Paid in cash' },
  'sign.advance': { zh: '冲销个人借款', en: 'Set against an advance to a person' },
  'sign.seller': {
    zh: '由销售部门（{unit}）列支，而该科目一般不由其使用',
    en: 'Booked by sales ({unit}) in an account that sales does not usually buy in',
  },
  'sign.buying_unit': {
    zh: '由负责采购的部门（{unit}）列支',
    en: 'Booked by a unit that buys for others ({unit})',
  },
  'pool.content.card': {
    zh: '发票内容为预付卡或礼券（{item}）',
    en: 'An invoice for prepaid cards ({item})',
  },
  'pool.content.entertainment': {
    zh: '发票内容为娱乐（{item}）',
    en: 'An invoice for entertainment ({item})',
  },
  'pool.content.drink': { zh: '发票内容为酒水（{item}）', en: 'An invoice for drinks ({item})' },
  'pool.content.tourism': { zh: '发票内容为旅游（{item}）', en: 'An invoice for travel ({item})' },
  'pool.content.goods': {
    zh: '发票内容为礼品一类（{item}）',
    en: 'An invoice for gifts or the like ({item})',
  },
  'pool.content.catering': { zh: '发票内容为餐饮（{item}）', en: 'An invoice for a meal ({item})' },
  'pool.content.food': { zh: '发票内容为食品（{item}）', en: 'An invoice for food ({item})' },
  'pool.content.giving': { zh: '发票内容为捐赠或赞助（{item}）', en: 'An invoice for a donation ({item})' },
  'pool.content.meeting': { zh: '发票内容为会议（{item}）', en: 'An invoice for a meeting ({item})' },
  'pool.no_line': {
    zh: '没有核销引用它，所关注的科目中也没有这笔支出',
    en: 'No claim uses it, and the accounts that are looked at do not show it',
  },
  'pool.line': {
    zh: '序时账第 {line} 行记在“{account}”，背后没有权益',
    en: 'Line {line} of the journal books it in “{account}”, with no benefit behind it',
  },
  'match.amount': { zh: '金额相同', en: 'the same amount' },
  'match.accrual': { zh: '月末预提', en: 'accrued at the end of the month' },
  'match.near_amount': { zh: '金额相近', en: 'nearly the same amount' },
  'match.near_rate': {
    zh: '外币金额按当日汇率折算后相近',
    en: 'nearly the amount at the rate of the day',
  },
  'match.number': { zh: '写明编号“{name}”', en: 'carries the number “{name}”' },
  'match.customer': { zh: '提到客户“{name}”', en: 'names the customer “{name}”' },
  'match.vendor': { zh: '提到商户“{name}”', en: 'names the vendor “{name}”' },
  'match.person': { zh: '提到“{name}”', en: 'names “{name}”' },
  'match.title': { zh: '称呼与“{name}”相符', en: 'a title that fits “{name}”' },
  'match.staff': { zh: '经办人为“{name}”', en: 'spent by “{name}”' },
  'match.days': { zh: '相差 {days} 天', en: '{days} days apart' },
  'match.account': { zh: '科目与权益种类相符', en: 'the account fits the kind of benefit' },
  'match.text': { zh: '摘要与事由相符', en: 'the text fits its reason' },
  'sign.festival': { zh: '临近节日', en: 'In the weeks before a festival' },
  'sign.day_off': { zh: '日期为休息日', en: 'Dated on a day off' },
  'sign.quarter_end': { zh: '季末入账', en: 'Booked at the end of a quarter' },
} as const satisfies Record<string, Sentence>

/** Why a line of a journal could not be read. */
export const spoiltReasons = {
  'spoilt.exponent': {
    zh: '“{text}”被电子表格改成了科学计数，原数已丢失',
    en: 'A spreadsheet turned the amount into “{text}”; the number is lost',
  },
  'spoilt.decimals': { zh: '“{text}”的小数位过多', en: '“{text}” has too many decimals' },
  'spoilt.amount': { zh: '“{text}”不是金额', en: '“{text}” is no amount' },
  'spoilt.no_amount': { zh: '没有金额', en: 'There is no amount' },
  'spoilt.direction': { zh: '“{text}”不是借或贷', en: '“{text}” is neither debit nor credit' },
  'spoilt.day': {
    zh: '“{text}”不是日期，或者月日不能区分；请写成 2025-01-31',
    en: '“{text}” is no day, or day and month cannot be told apart; write 2025-01-31',
  },
  'spoilt.number_lost': {
    zh: '发票号码“{text}”被电子表格改成了数字，后几位已丢失；请把该列设为文本后重新导出',
    en: 'A spreadsheet took the invoice number “{text}” for a number and lost its end; export it as text',
  },
  'spoilt.number': { zh: '“{text}”不是发票号码', en: '“{text}” is no invoice number' },
  'spoilt.no_seller': { zh: '没有销售方', en: 'There is no seller' },
  'spoilt.other_buyer': {
    zh: '购买方税号“{text}”不是本公司的',
    en: 'The tax number of the buyer, “{text}”, is not ours',
  },
  'spoilt.sums': {
    zh: '价税合计“{text}”不等于金额与税额之和',
    en: 'The total “{text}” is not amount and tax together',
  },
  'spoilt.twice': {
    zh: '发票 {number} 与第 {other} 行完全相同，只计一次',
    en: 'Invoice {number} stands in line {other} already, word for word; it counts once',
  },
  'spoilt.contradicts': {
    zh: '发票 {number} 在第 {other} 行有不同的日期或销售方',
    en: 'Invoice {number} has another date or seller in line {other}',
  },
  'spoilt.no_day': { zh: '没有日期', en: 'There is no day' },
  'spoilt.no_account': { zh: '没有科目', en: 'There is no account' },
  'spoilt.letters': {
    zh: '有无法识别的文字，文件编码有误',
    en: 'Letters cannot be read; the file was saved in a wrong encoding',
  },
  'spoilt.error': { zh: '单元格是公式错误或没有值', en: 'A cell holds an error of a formula, or no value' },
  'spoilt.line.quotes': {
    zh: '引号位置错误，这一行无法分列',
    en: 'Quotation marks are misplaced, so the cells cannot be told apart',
  },
  'spoilt.line.quote_open': {
    zh: '引号没有结束，这一行无法分列',
    en: 'A quotation mark is never closed, so the cells cannot be told apart',
  },
} as const satisfies Record<string, Sentence>

/** What the command line says of a comparison. */
export const coverageTexts = {
  'coverage.command': {
    zh: '把总账序时账与登记簿核对，列出可能没有登记的支出',
    en: 'compares the journal of the general ledger with the register and lists spend that nobody registered',
  },
  'coverage.job.title': { zh: '账外核对', en: 'Comparison with the general ledger' },
  'coverage.job.result': { zh: '核对完成', en: 'The journal is compared' },
  'coverage.progress': { zh: '已读取 {lines} 行', en: '{lines} lines read' },
  'coverage.counts': {
    zh: '共 {lines} 行；关注科目支出 {spend}：有登记 {matched}，已说明或无异常 {explained}，待核 {unexplained}；覆盖率 {coverage}%',
    en:
      '{lines} lines; spend {spend}: registered {matched}, explained or ordinary {explained}, ' +
      'to be looked at {unexplained}; coverage {coverage} %',
  },
  'coverage.account': {
    zh: '{code} {name}：合计 {total} = 有登记 {matched} + 已说明或无异常 {explained} + 待核 {unexplained}',
    en:
      '{code} {name}: total {total} = registered {matched} + explained or ordinary {explained}' +
      ' + to be looked at {unexplained}',
  },
  'coverage.list': {
    zh: '待核 {count} 行，嫌疑大的在前：',
    en: { one: 'One line to look at:', other: '{count} lines to look at, the strongest signs first:' },
  },
  'coverage.line': {
    zh: '第 {line} 行 {day} {account} {amount} {text}：{why}',
    en: 'line {line} {day} {account} {amount} {text}: {why}',
  },
  'coverage.more': { zh: '另有 {count} 行，用 --json 查看全部', en: '{count} more; --json lists all' },
  'coverage.unlisted': {
    zh: '另有 {count} 行有较弱的迹象，超出清单容量，仍计入待核',
    en: '{count} more lines with weaker signs, beyond the room of the list, count as unexplained too',
  },
  'coverage.left_out': {
    zh: '没有核对的费用科目 {count} 个，借方合计 {sum}：',
    en: {
      one: 'One account of expense was not looked at, {sum} debited:',
      other: '{count} accounts of expense were not looked at, {sum} debited:',
    },
  },
  'coverage.left_out_line': { zh: '{code} {name}：{debit}，{why}', en: '{code} {name}: {debit}, {why}' },
  'coverage.spoilt': {
    zh: '{count} 行无法读取，没有计入：',
    en: {
      one: 'One line could not be read and does not count:',
      other: '{count} lines could not be read and do not count:',
    },
  },
  'coverage.spoilt_line': { zh: '第 {line} 行：{why}', en: 'line {line}: {why}' },
  'coverage.says.text': { zh: '摘要：{value}', en: 'text: {value}' },
  'coverage.says.payee': { zh: '收款方：{value}', en: 'payee: {value}' },
  'coverage.says.staff': { zh: '经办人：{value}', en: 'spent by: {value}' },
  'coverage.says.voucher': { zh: '凭证：{value}', en: 'voucher: {value}' },
  'coverage.says.account': { zh: '科目：{value}', en: 'account: {value}' },
  'coverage.says.invoice': { zh: '发票：{value}', en: 'invoice: {value}' },
  'coverage.pool': {
    zh: '取得发票 {count} 张，共 {sum}：其他内容 {other}，有登记 {covered}，待核 {open}',
    en:
      '{count} received e-invoices, {sum} in all: other content {other}, registered {covered}, ' +
      'to be looked at {open}',
  },
  'coverage.pool_line': {
    zh: '发票清单第 {line} 行 {day} {number} {seller} {amount}：{why}',
    en: 'list of invoices, line {line} {day} {number} {seller} {amount}: {why}',
  },
  'coverage.unbooked': {
    zh: '已登记但本序时账不能印证的有 {count} 项',
    en: {
      one: 'One record is not borne out by this journal',
      other: '{count} records are not borne out by this journal',
    },
  },
  'coverage.unbooked_line': { zh: '{day} {what}：{why}', en: '{day} {what}: {why}' },
  'coverage.numbers': {
    zh: '核对已登记的凭证号 {checked} 个，账中没有印证的 {missing} 个',
    en: 'Recorded voucher numbers looked up: {checked}; not borne out: {missing}',
  },
} as const satisfies Record<string, Sentence>

/** Why something on record is not in the lawful books. */
/** Why an account of expense is not looked at. */
export const leftOutReasons = {
  never: { zh: '科目名称表明不涉及给予', en: 'by its name nothing is given in it' },
  unknown: { zh: '科目名称看不出用途', en: 'its name does not say what it is for' },
} as const satisfies Record<string, Sentence>

/** Why something on record counts as not in the journal, and what next. */
export const unbookedReasons = {
  benefit: {
    zh: '登记了给予，序时账没有对应的支出。入账后重新导入，或在清单中认定对应行。',
    en:
      'It is registered as given, and no line of the journal shows it. ' +
      'Hand the journal in again once it is booked, or match its line in the list.',
  },
  number: {
    zh: '登记的凭证号 {number} 在 {month} 的账中没有。请核对后更正，或导入含该凭证的序时账。',
    en:
      'The books of {month} have no voucher {number}, which is on record for it. ' +
      'Correct the number, or hand in the journal that has the voucher.',
  },
  amount: {
    zh: '凭证 {number}（{month}）借方合计 {found}，小于登记在它名下的 {booked}。请核对凭证号和金额。',
    en:
      'Voucher {number} of {month} debits {found}, less than the {booked} that are on record for it. ' +
      'Check the number and the amounts.',
  },
} as const satisfies Record<string, Sentence>
