import type { Sentence } from './text.ts'

/** The page of the comparison with the general ledger. */
export const webCoverageTexts = {
  'cov.title': { zh: '账外核对', en: 'Coverage' },
  'cov.lead': {
    zh: '把总账序时账和取得的发票，与登记簿逐笔核对：没有登记的支出都在这里。',
    en: 'The journal and the received e-invoices against the register: spend that nobody registered is here.',
  },
  'cov.entity': { zh: '法人主体', en: 'Legal entity' },
  'cov.runs': { zh: '核对的期间', en: 'Compared days' },
  'cov.import': { zh: '导入序时账', en: 'Import a journal' },
  'cov.empty': { zh: '还没有核对过总账', en: 'No journal has been compared yet' },
  'cov.empty_text': {
    zh: '从财务系统导出一个月的序时账（CSV 或 Excel），几分钟内就知道哪些支出没有登记。',
    en:
      'Export a month’s journal from the finance system as CSV or a workbook; spend without a benefit ' +
      'shows here.',
  },
  'cov.empty_reader': {
    zh: '财务导入序时账后，结果显示在这里。',
    en: 'Once finance has imported a journal, the result stands here.',
  },
  'cov.head': {
    zh: '{from} 至 {until}：覆盖率 {coverage}%，未说明 {amount}。',
    en: '{from} to {until}: coverage {coverage} %, {amount} unexplained.',
  },
  'cov.head_all': {
    zh: '{from} 至 {until}：覆盖率 {coverage}%，全部已说明。',
    en: '{from} to {until}: coverage {coverage} %, everything is explained.',
  },
  'cov.next_open': {
    zh: '清单上还有 {count} 行待核。',
    en: { one: 'One line waits on the list.', other: '{count} lines wait on the list.' },
  },
  'cov.next_waiting': {
    zh: '{count} 行的说明等待合规复核。',
    en: {
      one: 'One explanation waits for compliance.',
      other: '{count} explanations wait for compliance.',
    },
  },
  'cov.next_sign': { zh: '可以签署完整性证明了。', en: 'The certificate can be signed.' },
  'cov.next_signed': { zh: '完整性证明已签署。', en: 'The certificate is signed.' },
  'cov.file': {
    zh: '{name}，{lines} 行，{by} 导入。',
    en: '{name}, {lines} lines, imported by {by}.',
  },
  'cov.spend': { zh: '关注科目支出', en: 'Spend looked at' },
  'cov.matched': { zh: '有登记', en: 'Registered' },
  'cov.explained': { zh: '已说明或无异常', en: 'Explained or ordinary' },
  'cov.unexplained': { zh: '未说明', en: 'Unexplained' },
  'cov.unread': {
    zh: '{count} 行无法读取，没有计入；更正后重新导入，才能签署。',
    en: {
      one:
        'One line could not be read and does not count. Put it right and import again; then it can be ' +
        'signed.',
      other:
        '{count} lines could not be read and do not count. Put them right and import again; then it can be ' +
        'signed.',
    },
  },
  'cov.unread_journal': { zh: '序时账第 {line} 行：{why}', en: 'journal, line {line}: {why}' },
  'cov.unread_invoices': { zh: '发票清单第 {line} 行：{why}', en: 'list of invoices, line {line}: {why}' },
  'cov.ordinary': {
    zh: '已说明或无异常中，{amount} 没有任何迹象像权益，也无人说明。',
    en: 'Of what is explained or ordinary, {amount} has no sign of a benefit and nobody explained it.',
  },
  'cov.unbooked_count': {
    zh: '{count} 项登记在账上没有印证。',
    en: {
      one: 'One record is not borne out by the books.',
      other: '{count} records are not borne out by the books.',
    },
  },
  'cov.unbooked': { zh: '已登记，账上没有', en: 'On record, not in the books' },
  'cov.unbooked_benefits': {
    zh: '已给予的权益中，{count} 笔在账上没有找到。',
    en: {
      one: 'One benefit that was given was not found in the books.',
      other: '{count} benefits that were given were not found in the books.',
    },
  },
  'cov.unbooked_no_benefits': {
    zh: '这些日子已给予的权益，账上都有。',
    en: 'Every benefit that was given in these days stands in the books.',
  },
  'cov.unbooked_numbers': {
    zh: '已登记的 {checked} 个凭证号中，{count} 个账上没有印证。',
    en: {
      one: 'One of {checked} recorded voucher numbers is not borne out.',
      other: '{count} of {checked} recorded voucher numbers are not borne out.',
    },
  },
  'cov.unbooked_numbers_hold': {
    zh: '已登记的 {checked} 个凭证号，账上都有。',
    en: 'All of the {checked} recorded voucher numbers stand there.',
  },
  'cov.unbooked_numbers_none': {
    zh: '这些月份还没有登记凭证号。',
    en: 'No voucher number is on record for these months yet.',
  },
  'cov.unbooked_no_numbers': {
    zh: '这份序时账没有凭证号，凭证号没有核对。',
    en: 'This journal has no voucher numbers, so the recorded ones were not looked up.',
  },
  'cov.unbooked_vouchers': { zh: '查看凭证 {number}', en: 'See voucher {number}' },
  'cov.unlisted': {
    zh: '另有 {count} 行迹象较弱，不在清单上，金额计入未说明。',
    en: {
      one: 'One line with weaker signs is not on the list; its amount is unexplained too.',
      other: '{count} lines with weaker signs are not on the list; their amounts are unexplained too.',
    },
  },
  'cov.list': { zh: '待核清单', en: 'Work list' },
  'cov.states': { zh: '按状态查看', en: 'By state' },
  'cov.state.open': { zh: '待核', en: 'To look at' },
  'cov.state.waiting': { zh: '待复核', en: 'To confirm' },
  'cov.state.declared': { zh: '补报中', en: 'Being declared' },
  'cov.state.explained': { zh: '不是权益', en: 'No benefit' },
  'cov.state.matched': { zh: '已对应', en: 'Matched' },
  'cov.state.all': { zh: '全部', en: 'All' },
  'cov.none': { zh: '这一类没有行。', en: 'There is nothing of this kind.' },
  'cov.none_open': { zh: '没有待核的行。', en: 'Nothing waits to be looked at.' },
  'cov.keys': {
    zh: 'J、K 上下移动，Enter 展开，E 不是权益，D 补报',
    en: 'J and K move, Enter opens, E explains it, D declares it late',
  },
  'cov.earlier': { zh: '上一页', en: 'Earlier' },
  'cov.later': { zh: '下一页', en: 'Further' },
  'cov.only_invoice': { zh: '只见于发票', en: 'Only an invoice' },
  'cov.why': { zh: '为什么在这里', en: 'Why it is here' },
  'cov.fact.line': { zh: '序时账', en: 'Journal' },
  'cov.fact.invoice_line': { zh: '发票清单', en: 'List of invoices' },
  'cov.fact.line_value': { zh: '第 {line} 行', en: 'line {line}' },
  'cov.fact.voucher': { zh: '凭证', en: 'Voucher' },
  'cov.fact.account': { zh: '科目', en: 'Account' },
  'cov.fact.payee': { zh: '收款方', en: 'Payee' },
  'cov.fact.staff': { zh: '经办人', en: 'Spent by' },
  'cov.fact.invoice': { zh: '发票', en: 'Invoice' },
  'cov.candidates': { zh: '可能是这笔权益', en: 'It may be this benefit' },
  'cov.candidates_none': {
    zh: '登记簿中没有相近的权益。',
    en: 'Nothing in the register is near it.',
  },
  'cov.match': { zh: '就是这一笔', en: 'It is this one' },
  'cov.match_of': { zh: '就是这一笔：{title}，{amount}', en: 'It is this one: {title}, {amount}' },
  'cov.match_reason': { zh: '核对一致：{why}', en: 'Compared: {why}' },
  'cov.already': {
    zh: '已有 {count} 行对应到它',
    en: { one: 'one line is matched to it already', other: '{count} lines are matched to it already' },
  },
  'cov.declare': { zh: '补报这笔权益', en: 'Declare it late' },
  'cov.declare_text': {
    zh: '打开补报表单，金额、日期和账上的内容已填好；提交后本行自动对应。',
    en: 'Opens the form with amount, day and what the books say; once filed, the line is matched to it.',
  },
  'cov.go_on': { zh: '继续补报', en: 'Go on with it' },
  'cov.explain': { zh: '不是权益', en: 'No benefit' },
  'cov.explain_title': { zh: '这不是权益：{amount}', en: 'This is no benefit: {amount}' },
  'cov.explain_text': {
    zh: '写明实际用途，以及凭据在哪里。',
    en: 'Say what it was really for, and where the proof lies.',
  },
  'cov.explain_second': {
    zh: '写明实际用途，以及凭据在哪里。金额达到 ¥5,000，合规复核后才算数。',
    en: 'Say what it was really for, and where the proof lies. From ¥5,000 on compliance confirms it.',
  },
  'cov.reason': { zh: '说明', en: 'Reason' },
  'cov.said': { zh: '{by}：{reason}', en: '{by}: {reason}' },
  'cov.confirmed': { zh: '{by} 已复核', en: 'confirmed by {by}' },
  'cov.wait_text': { zh: '等待合规复核。', en: 'It waits for compliance.' },
  'cov.own': { zh: '自己的说明由别人复核。', en: 'Somebody else confirms your own word.' },
  'cov.confirm': { zh: '复核通过', en: 'Confirm' },
  'cov.decline': { zh: '退回', en: 'Hand back' },
  'cov.decline_title': { zh: '退回这项说明', en: 'Hand this explanation back' },
  'cov.decline_text': {
    zh: '写明还缺什么；这一行会回到待核。',
    en: 'Say what is missing; the line is to be looked at again.',
  },
  'cov.done.explained': { zh: '已记录：不是权益。', en: 'Recorded: no benefit.' },
  'cov.done.waiting': { zh: '已记录，等待合规复核。', en: 'Recorded; compliance confirms it.' },
  'cov.done.matched': { zh: '已对应。', en: 'Matched.' },
  'cov.done.confirmed': { zh: '已复核。', en: 'Confirmed.' },
  'cov.done.declined': { zh: '已退回。', en: 'Handed back.' },
  'cov.failed': { zh: '没有记录', en: 'It was not recorded' },
  'cov.benefit': { zh: '查看权益', en: 'Open the benefit' },
  'cov.accounts': { zh: '按科目，到分为止', en: 'By account, to the cent' },
  'cov.account_sum': {
    zh: '{total} = 有登记 {matched} + 已说明 {explained} + 未说明 {unexplained}',
    en: '{total} = registered {matched} + explained {explained} + unexplained {unexplained}',
  },
  'cov.left_out': {
    zh: '没有核对的费用科目：{count} 个，借方合计 {sum}',
    en: {
      one: '{count} account of expense was not looked at: {sum} debited',
      other: '{count} accounts of expense were not looked at: {sum} debited',
    },
  },
  'cov.left_out_line': {
    zh: '{why}；{lines} 行',
    en: { one: '{why}; {lines} line', other: '{why}; {lines} lines' },
  },
  'cov.own_accounts': { zh: '另外增加的核对科目', en: 'Accounts that were added' },
  'cov.own_account': {
    zh: '另行核对科目 {code}：{reason}（{name}）',
    en: 'Account {code} is looked at as well: {reason} ({name})',
  },
  'cov.watch': { zh: '以后核对', en: 'Look at it' },
  'cov.watch_of': { zh: '以后核对科目 {code}', en: 'Look at it: account {code}' },
  'cov.watch_text': {
    zh: '从下一次核对起，{name} 及其下级科目的支出会逐笔核对。',
    en: 'From the next comparison on, each spend in {name} and the accounts below it is compared.',
  },
  'cov.watch_reason': { zh: '原因', en: 'Reason' },
  'cov.watch_done': {
    zh: '已增加科目 {code}，下一次核对生效。',
    en: 'Account {code} is looked at from the next comparison on.',
  },
  'cov.watch_failed': { zh: '没有成功，核对的科目没有变化。', en: 'That did not work; nothing changed.' },
  'cov.watched_next': { zh: '下一次核对生效', en: 'looked at from the next comparison on' },
  'cov.end': { zh: '不再核对', en: 'Leave it out' },
  'cov.end_of': { zh: '不再核对科目 {code}', en: 'Leave it out: account {code}' },
  'cov.end_text': {
    zh: '名称或编号本来就在核对之列的科目，仍会核对。',
    en: 'What names and numbers tell is looked at all the same.',
  },
  'cov.end_done': { zh: '科目 {code} 不再另行核对。', en: 'Account {code} is left out again.' },
  'cov.pool': { zh: '取得的发票', en: 'Received e-invoices' },
  'cov.pool_none': {
    zh: '还没有导入取得的发票清单。从税务数字账户导出，可找出账上和核销都没有的餐饮、礼品、旅游发票。',
    en:
      'No list of received e-invoices is imported. Export it from the tax platform: invoices for meals, ' +
      'gifts and travel that neither the books nor a claim show come to light.',
  },
  'cov.pool_import': { zh: '导入发票清单', en: 'Import the list' },
  'cov.pool_file': { zh: '{name}，{from} 至 {until}', en: '{name}, {from} to {until}' },
  'cov.pool_total': { zh: '全部', en: 'All' },
  'cov.pool_other': { zh: '其他内容、作废或红冲', en: 'Other content, void or taken back' },
  'cov.pool_covered': { zh: '有核销或权益', en: 'Behind a claim or benefit' },
  'cov.pool_explained': { zh: '已说明', en: 'Explained' },
  'cov.pool_open': { zh: '未说明', en: 'Open' },
  'cov.pool_count': { zh: '{count} 张', en: { one: 'one invoice', other: '{count} invoices' } },
  'cov.cert': { zh: '完整性证明', en: 'Completeness certificate' },
  'cov.cert_none': {
    zh: '签署后，覆盖率、各科目和发票的合计写入审计日志，本期不再更改。',
    en: 'Signing writes coverage, accounts and invoices into the log; nothing of these days changes then.',
  },
  'cov.sign': { zh: '签署证明', en: 'Sign it' },
  'cov.sign_title': { zh: '签署完整性证明', en: 'Sign the completeness certificate' },
  'cov.sign_text': {
    zh: '覆盖率 {coverage}%，未说明 {amount}。写明您核对了什么。',
    en: 'Coverage {coverage} %, {amount} unexplained. Say what you checked.',
  },
  'cov.statement': { zh: '签署意见', en: 'Statement' },
  'cov.signed': { zh: '证明已签署。', en: 'The certificate is signed.' },
  'cov.sign_failed': { zh: '没有签署', en: 'It was not signed' },
  'cov.cert_by': { zh: '{by} 签署：{text}', en: 'Signed by {by}: {text}' },
  'cov.cert_sum': {
    zh: '覆盖率 {coverage}%；支出 {total}，未说明 {unexplained}',
    en: 'Coverage {coverage} %; spend {total}, unexplained {unexplained}',
  },
  'cov.cert_pool': {
    zh: '发票 {total} 张，未说明 {open} 张 {sum}',
    en: '{total} invoices, {open} open for {sum}',
  },
  'cov.cert_take': { zh: '下载证明', en: 'Download it' },
  'cov.cert_verify': {
    zh: '审计日志第 {number} 条，查看验证',
    en: 'Entry {number} of the log: see its proof',
  },
  'cov.cert_numbering': { zh: '审计日志正在编号。', en: 'The log is numbering its entry.' },
  'cov.take_failed': { zh: '没有下载', en: 'It was not downloaded' },
  'cov.imp.title': { zh: '导入序时账', en: 'Import a journal' },
  'cov.imp.pool_title': { zh: '导入取得的发票清单', en: 'Import the received e-invoices' },
  'cov.imp.journal': { zh: '序时账', en: 'Journal' },
  'cov.imp.journal_hint': {
    zh: 'CSV 或 .xlsx，表头含日期、科目、借方、贷方；用友、金蝶的导出可直接使用。',
    en: 'CSV or .xlsx with day, account, debit and credit, as the finance system exports it.',
  },
  'cov.imp.list': { zh: '取得的发票清单', en: 'Received e-invoices' },
  'cov.imp.list_hint': {
    zh: '税务数字账户的导出；发票号码列须为文本。',
    en: 'As the tax platform exports it; the numbers must be texts.',
  },
  'cov.imp.optional': { zh: '可选', en: 'Optional' },
  'cov.imp.go': { zh: '开始核对', en: 'Compare' },
  'cov.imp.running': { zh: '正在核对，已读取 {lines} 行…', en: 'Comparing; {lines} lines read…' },
  'cov.imp.refused': { zh: '文件没有导入', en: 'The file was not imported' },
  'cov.imp.failed': { zh: '核对没有完成，请重试。', en: 'The comparison did not end; try again.' },
  'cov.imp.done': {
    zh: '核对完成：{lines} 行，{listed} 行待核。',
    en: 'Compared: {lines} lines, {listed} to look at.',
  },
  'cov.imp.unread': {
    zh: '{count} 行无法读取，原因见页面。',
    en: {
      one: 'One line could not be read; the page says why.',
      other: '{count} lines could not be read; the page says why.',
    },
  },
  'cov.imp.kept': {
    zh: '此前对同一行的说明继续有效。',
    en: 'What was said of the same lines before still stands.',
  },
  'cov.imp.see': { zh: '查看结果', en: 'See the result' },
} as const satisfies Record<string, Sentence>
