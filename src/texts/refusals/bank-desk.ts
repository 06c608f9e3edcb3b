import type { RefusalText } from '../text.ts'

/** Refusals of accounts, batches and statements; those of the files themselves stand in `bank.ts`. */
export const bankDeskRefusals = {
  'bank.no_file': {
    says: { zh: '没有收到文件。', en: 'No file came with the call.' },
    wayOut: { zh: '请选择银行的对账单或结果文件。', en: 'Choose a statement or a result file of the bank.' },
  },
  'bank.own_number_invalid': {
    says: { zh: '这不是有效的账号或 IBAN。', en: 'This is no valid account number or IBAN.' },
    wayOut: { zh: '请核对银行开户资料。', en: 'Check the papers of the bank.' },
  },
  'bank.second_person': {
    says: { zh: '登记账户的人不能核实它。', en: 'Whoever stated the account cannot verify it.' },
    wayOut: {
      zh: '请另一位同事核对银行资料后核实。',
      en: 'Another person compares it with the papers of the bank.',
    },
  },
  'bank.account_known': {
    says: { zh: '这个账号已经核实登记。', en: 'This account is on record and verified.' },
    wayOut: { zh: '请使用已登记的账户。', en: 'Use the account that is on record.' },
  },
  'bank.own_account_not_verified': {
    says: { zh: '付款账户还没有第二人核实。', en: 'No second person has verified the account that pays.' },
    wayOut: { zh: '请另一位同事先核实。', en: 'Another person verifies it first.' },
  },
  'bank.day_passed': {
    says: { zh: '付款日已过。', en: 'The day of payment has passed.' },
    wayOut: { zh: '请选择今天或以后的日期。', en: 'Choose today or a later day.' },
  },
  'bank.day_too_far': {
    says: {
      zh: '付款日最晚可到 {last}（从今天起一个月）。',
      en: 'A bank may be told to pay until {last}, a month from today.',
    },
    wayOut: {
      zh: '请选择更早的日期，或到期前再发出：届时会再次检查收款人和协议。',
      en: 'Choose an earlier day, or send the payment later: payee and agreement are then checked anew.',
    },
  },
  'bank.order_of_other': {
    says: { zh: '付款单属于另一家公司。', en: 'The payment order is of another company.' },
    wayOut: { zh: '请用该公司的账户付款。', en: 'Pay it from an account of that company.' },
  },
  'bank.order_not_checked': {
    says: {
      zh: '付款单 {number} 不是“已复核”状态。',
      en: 'The payment order {number} is not in the state checked.',
    },
    wayOut: {
      zh: '只有复核后尚未发出的付款单才能发出。',
      en: 'Only an order that was checked and has not left can be sent.',
    },
  },
  'bank.order_left': {
    says: { zh: '其中一笔付款已经在另一批中发出。', en: 'One of the payments has left in another batch.' },
    wayOut: { zh: '请刷新后重新选择。', en: 'Load the list again and choose anew.' },
  },
  'bank.day_ahead': {
    says: { zh: '对账单包含未来的日期 {day}。', en: 'The statement speaks of {day}, which has not come.' },
    wayOut: { zh: '请核对系统时间，并从网银重新下载。', en: 'Check the clocks and download it again.' },
  },
  'bank.statement_known': {
    says: {
      zh: '对账单 {number} 已经计入，没有重复计入。',
      en: 'The statement {number} counts already; nothing was counted twice.',
    },
    wayOut: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
  'bank.statement_changed': {
    says: {
      zh: '编号 {number} 的对账单已经计入，内容与此不同。',
      en: 'Another text under the number {number} counts already.',
    },
    wayOut: { zh: '请与银行核对哪一份有效。', en: 'Ask the bank which of the two is right.' },
  },
  'bank.statement_repeats': {
    says: {
      zh: '编号 {number} 的对账单与已计入的 {other} 是同一份：账户、期间、余额和流水相同，或银行注明为重发。',
      en: 'The statement {number} repeats {other}: days, balances and lines, or the bank’s word.',
    },
    wayOut: {
      zh: '{other} 已计入，无需再导入；如确为另一份，请向银行索取更正的对账单。',
      en: '{other} counts already; if this is another one, ask the bank for a corrected statement.',
    },
  },
  'bank.statement_overlaps': {
    says: {
      zh: '{from_day} 至 {to_day} 的流水已由另一种文件计入。',
      en: 'Another kind of file shows {from_day} to {to_day} already.',
    },
    wayOut: { zh: '每个账户请固定使用一种文件。', en: 'Keep to one kind of file for each account.' },
  },
  'bank.line_answered': {
    says: { zh: '这笔流水不需要说明，或已经说明。', en: 'This line needs no answer, or has one.' },
    wayOut: { zh: '请刷新列表。', en: 'Load the list again.' },
  },
  'bank.line_other_way': {
    says: { zh: '流水的收支方向与所选不符。', en: 'The line goes the other way than what was chosen.' },
    wayOut: { zh: '付款和手续费是支出，退回是收入。', en: 'Payments and fees go out, returns come in.' },
  },
  'bank.orders_needed': {
    says: {
      zh: '付款和退回要选择付款单，其他情况不选。',
      en: 'A payment or a return names its orders, anything else names none.',
    },
    wayOut: { zh: '请选择对应的付款单。', en: 'Choose the orders that it settles.' },
  },
  'bank.order_not_open': {
    says: {
      zh: '所选付款单不是从该账户发出，或已有对应流水。',
      en: 'The order did not leave from this account, or a line has shown it already.',
    },
    wayOut: {
      zh: '请选择同一账户已发出、尚无流水的付款单。',
      en: 'Choose an order that left from it and is on no statement yet.',
    },
  },
  'bank.order_failed': {
    says: {
      zh: '付款 {number} 记录为未成功，流水却显示已付出。',
      en: 'The payment {number} is recorded as failed, and the line shows it leaving.',
    },
    wayOut: {
      zh: '请与银行核对。款项退回并导入退回流水后，可再选这笔付款；否则说明为其他。',
      en: 'Ask the bank. Once the line of its return is imported, name this payment; else say elsewhere.',
    },
  },
  'bank.result_beside_own': {
    says: {
      zh: '第 {row} 行没有业务编号，它可能对应的唯一一笔付款在本文件中已另有一行。',
      en: 'Row {row} has no number, and the only payment that it may be of has another row in this file.',
    },
    wayOut: {
      zh: '请核对这一行是哪一笔付款，或是否在本系统之外付出；以银行流水为准。其他行已处理。',
      en: 'Find whose payment it is, also one made outside, with the statement; the other rows were taken.',
    },
  },
  'bank.line_before_payment': {
    says: {
      zh: '付款 {number} 在 {day} 才发给银行，这笔流水的入账日更早，不会是这笔付款。',
      en: 'The payment {number} left for the bank on {day}; the bank booked this line before that day.',
    },
    wayOut: {
      zh: '请选择在入账日当天或之前发出的付款；没有的，说明为不是权益付款，并查明是谁付出的。',
      en: 'Choose a payment that left by the day of the line; else say elsewhere, and find who paid.',
    },
  },
  'bank.maker_never_settles': {
    says: {
      zh: '制单人不能认定自己付款的结果。',
      en: 'Whoever made the payment cannot say what became of it.',
    },
    wayOut: { zh: '请另一位同事对照对账单处理。', en: 'Another person compares it with the statement.' },
  },
  'bank.payee_never_settles': {
    says: {
      zh: '收款人不能认定自己收款的结果。',
      en: 'Whoever is paid cannot say what became of the payment.',
    },
    wayOut: { zh: '请另一位同事对照对账单处理。', en: 'Another person compares it with the statement.' },
  },
  'bank.unmatcher_never_answers': {
    says: {
      zh: '撤销认定的人不能重新认定同一笔流水。',
      en: 'Whoever took a line back does not say what it is.',
    },
    wayOut: { zh: '请另一位同事对照对账单认定。', en: 'Another person compares it with the statement.' },
  },
  'bank.line_says_nothing': {
    says: { zh: '这笔流水还没有认定，无可撤销。', en: 'The line says nothing yet that could be taken back.' },
    wayOut: { zh: '请在待认定的流水中说明它。', en: 'Answer it among the lines that wait.' },
  },
  'bank.month_is_closed': {
    says: { zh: '{day} 所在的月份已关账。', en: 'The month of {day} is closed.' },
    wayOut: {
      zh: '请先由两人重开该月，再撤销认定。',
      en: 'Two people open the month again first, then take the line back.',
    },
  },
  'bank.unmatch_parts': {
    says: {
      zh: '这笔付款由几笔流水合起来认定，不能单独撤销其中一笔。',
      en: 'Several lines together show this payment; one of them alone is not taken back.',
    },
    wayOut: {
      zh: '请与银行核对整笔付款；退回的部分以退回流水说明。',
      en: 'Ask the bank about the whole payment; what came back is shown by the line of its return.',
    },
  },
  'bank.unmatch_came_back': {
    says: {
      zh: '付款 {number} 之后又退回或未成功，不能单独撤销其付出。',
      en: 'The payment {number} came back or failed afterwards; its leaving alone cannot be taken back.',
    },
    wayOut: {
      zh: '请先撤销它的退回流水，再撤销这一笔。',
      en: 'Take back the line of its return first, then this one.',
    },
  },
  'bank.unmatch_failed': {
    says: {
      zh: '付款 {number} 已记录为未成功，不能恢复为已付。',
      en: 'The payment {number} is recorded as failed and cannot stand as paid again.',
    },
    wayOut: {
      zh: '请与银行核对；确已付出的，以新流水说明。',
      en: 'Ask the bank; if it did leave, a new line of a statement says so.',
    },
  },
  'bank.unmatch_paid_anew': {
    says: {
      zh: '付款 {number} 退回后，该权益已另开付款单，两者合计将超过应付。',
      en: 'After {number} came back its benefit was ordered anew; both together would be more than is owed.',
    },
    wayOut: {
      zh: '请先停止新的付款单；已发银行的，与银行核对后再办。',
      en: 'Stop the new order first; where it has left, ask the bank before anything else.',
    },
  },
  'bank.amounts_differ': {
    says: {
      zh: '流水是 {one}，所选付款合计 {other}。',
      en: 'The line says {one}, the chosen orders come to {other}.',
    },
    wayOut: { zh: '请选择金额合计相同的付款单。', en: 'Choose orders that come to the amount of the line.' },
  },
  'bank.order_not_under_way': {
    says: { zh: '这笔付款不在“已发银行”或“结果未知”状态。', en: 'The payment is neither sent nor unknown.' },
    wayOut: { zh: '请刷新列表。', en: 'Load the list again.' },
  },
  'bank.line_may_be_it': {
    says: {
      zh: '对账单上有流水已是或可能是这笔付款。',
      en: 'A line of a statement is this payment or could be it.',
    },
    wayOut: { zh: '请先说明那笔流水。', en: 'Answer that line first.' },
  },
  'bank.days_not_covered': {
    says: {
      zh: '对账单没有连续覆盖 {from_day} 至 {to_day}，不能认定未付出。',
      en: 'No unbroken statements cover {from_day} to {to_day}.',
    },
    wayOut: {
      zh: '请导入该账户这段时间的对账单。',
      en: 'Import the statements of the account for those days.',
    },
  },
} as const satisfies Readonly<Record<string, RefusalText>>
