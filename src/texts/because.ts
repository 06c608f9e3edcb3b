import type { Because } from '../kernel/because.ts'
import { requestsTexts } from './requests.ts'
import { fill, type Language, type Sentence } from './text.ts'

/** Why something was done, where nobody had to write it, as a sentence; the words of `kernel/because.ts`. */
export function sayBecause({ code, params }: Because, language: Language): string {
  const sentence = becauseTexts[code]
  if (!sentence) return code
  const verdicts: Readonly<Record<string, Sentence | undefined>> = requestsTexts
  const verdict = verdicts[`verdict.${String(params['outcome'])}`]
  const words = verdict ? { outcome: fill(verdict, language) } : {}
  return fill(sentence, language, { ...params, ...words })
}

/** The sentence of every code. */
export const becauseTexts: Readonly<Record<string, Sentence>> = {
  'payments.pays': { zh: '按申请 {request} 付款', en: 'Pays what the request {request} is for' },
  'payments.checked': {
    zh: '另一人复核 {maker} 所制的付款单 {order}',
    en: 'A second person checked the order {order} that {maker} prepared',
  },
  'payments.checked_in_set': {
    zh: '另一人在 {orders} 笔一批中复核 {maker} 所制的付款单 {order}',
    en: 'A second person checked the order {order} that {maker} prepared, in a set of {orders}',
  },
  'payments.set_prepared': { zh: '成批制单 {orders} 笔', en: 'A set of {orders} payments is prepared' },
  'payments.set_checked': {
    zh: '成批复核 {orders} 笔，输入合计 {total}',
    en: 'A set of {orders} payments is checked; the total typed was {total}',
  },
  'payments.own_account': { zh: '本人登记收款账户', en: 'The account on which they are reimbursed' },
  'payments.leaver_account': {
    zh: '为已离职人员登记收款账户',
    en: 'The account on which somebody who has left is reimbursed',
  },
  'payments.claimed': {
    zh: '按 {lines} 项申请核销实际支出',
    en: 'What was spent for {lines} requests is claimed',
  },
  'payments.claimed_in': {
    zh: '按 {lines} 项申请核销实际支出 {closes}，付 {pays}',
    en: 'What was spent for {lines} requests is claimed: {closes}, for which {pays} is paid',
  },
  'payments.claim_in_check': { zh: '财务开始审核 {claim}', en: 'Finance takes up the claim {claim}' },
  'payments.claim_accepted': {
    zh: '凭证与事项相符，核销 {claim} 通过',
    en: 'The receipts of {claim} agree with what was given',
  },
  'payments.claim_withdrawn': { zh: '本人撤回核销 {claim}', en: 'Its claimant takes back the claim {claim}' },
  'ledger.accruals_booked': {
    zh: '预提 {month} 到期而未入费用的权益',
    en: 'What was due by the end of {month} and is no expense of it is accrued',
  },
  'payments.tax_charged': {
    zh: '按年度纳税明细计提截至 {month} 的税金',
    en: 'The taxes of the schedule up to {month} are booked',
  },
  'payments.release_withdrawn': {
    zh: '撤回余额释放 {release}，该部分可以再核销',
    en: 'The release {release} is taken back; that part can be claimed again',
  },
  'payments.exception_stands': {
    zh: '第二人核对依据后确认例外 {exception}',
    en: 'The second person looked at what the exception {exception} rests on and confirms it',
  },
  'bank.account_stated': {
    zh: '登记尾号 {tail} 的付款账户',
    en: 'States the account ending in {tail} that pays',
  },
  'bank.account_verified': {
    zh: '另一人核实 {by} 所登记的付款账户',
    en: 'A second person verified the account that {by} stated',
  },
  'bank.template_drafted': {
    zh: '起草银行模板第 {edition} 版',
    en: 'Drafts edition {edition} of a template of a bank',
  },
  'bank.template_confirmed': {
    zh: '另一人看过示例文件后，启用 {by} 起草或认可的模板第 {edition} 版',
    en: 'A second person saw its file and puts edition {edition}, which {by} stands behind, in force',
  },
  'bank.template_first': {
    zh: '看过示例文件后，第一人认可命令行起草的模板第 {edition} 版',
    en: 'A first person saw its file and stands behind edition {edition}, which the command line drafted',
  },
  'bank.form_confirmed': {
    zh: '另一人确认 {by} 提出的付款文件格式变更',
    en: 'A second person confirmed the form of payment files that {by} stated',
  },
  'bank.form_declined': {
    zh: '{by} 提出的付款文件格式变更未获确认',
    en: 'The form of payment files that {by} stated is declined',
  },
  'bank.batch_made': {
    zh: '{orders} 笔付款写入文件并发出，{leftOut} 笔未写入',
    en: '{orders} payments leave in a file, {leftOut} stand in none',
  },
  'bank.file_taken': { zh: '领取付款文件 {file}', en: 'Takes the file of payments {file} to the bank' },
  'bank.statement_arrived': {
    zh: '银行对账单：{lines} 笔流水，{matched} 笔对上付款',
    en: 'Statements of the bank: {lines} lines, {matched} of them payments of ours',
  },
  'bank.results_arrived': {
    zh: '银行处理结果：{rows} 行，{changed} 笔付款有了结果',
    en: 'Results of the bank: {rows} rows, {changed} payments changed',
  },
  'payments.account_is_another': {
    zh: '收款方的账户已变更（{cause}），付款单停止',
    en: 'The payee’s account is another by now ({cause}), so the order stops',
  },
  'budgets.confirmed': {
    zh: '第二人核对后确认预算变更 {change}',
    en: 'The second person looked at it and confirms the change of a budget {change}',
  },
  'ledger.close_confirmed': {
    zh: '第二人核对后确认 {month} 结账',
    en: 'The second person looked at the books and confirms that {month} is closed',
  },
  'ledger.reopen_confirmed': {
    zh: '第二人确认 {month} 反结账',
    en: 'The second person confirms that {month} is opened again',
  },
  'ledger.opened': {
    zh: '权益在备查台账启用之前已批准或给出，补记入账',
    en: 'The benefits were approved or given before there was a memorandum ledger, so they are booked now',
  },
  'requests.purpose': { zh: '所选目的：{purpose}', en: 'The purpose chosen in the form: {purpose}' },
  'requests.guests_are_to_sign_in': {
    zh: '来宾在活动当天自行签到，作为到场记录',
    en: 'Guests sign in themselves on the day, as the record of who attended',
  },
  'requests.guests_have_signed_in': { zh: '签到结束', en: 'The sign-in is over' },
  'requests.signed_in_by_link': {
    zh: '来宾凭签到链接 {link} 自行签到',
    en: 'A guest signed in by the link {link}',
  },
  'requests.fulfils_approval': {
    zh: '按已批准的申请给出（审批 {round}）',
    en: 'Given as the request was approved (approval {round})',
  },
  'requests.fulfils_verdict': {
    zh: '按申请的判断给出，无需另行审批（{outcome}）',
    en: 'Given as the verdict on the request allows, without an approval ({outcome})',
  },
  'requests.withdrawn_by_applicant': { zh: '申请人不再需要', en: 'The applicant asks for it no more' },
  'requests.declined_by_applicant': { zh: '对方没有接受', en: 'The recipient did not take it' },
  'requests.completed_by_itself': {
    zh: '已付清、材料齐全并有会计凭证号，自动办结',
    en: 'Paid, evidenced and numbered in the statutory books: completed by itself',
  },
  'requests.completed_by_applicant': {
    zh: '已给出，凭证齐备，事项了结',
    en: 'It was given and its papers are there, so the matter is closed',
  },
  'requests.cancelled_by_applicant': { zh: '不会给出', en: 'It will not be given' },
  'requests.reversed_by_applicant': { zh: '登记有误，申请冲销', en: 'It should not count as it is recorded' },
  'requests.reversal_taken_back': {
    zh: '申请冲销的人将其撤回，登记照旧',
    en: 'Whoever asked for the reversal takes it back; the record stands',
  },
  'requests.reversal_confirmed': {
    zh: '第二人核对凭证后确认冲销 {reversal}',
    en: 'The second person looked at the papers of reversal {reversal} and confirms it',
  },
  'requests.settled_kept': { zh: '可以留用', en: 'It may be kept' },
  'requests.settled_returned': { zh: '已退还对方', en: 'It was sent back' },
  'requests.settled_handed_in': { zh: '已上交公司', en: 'It was handed in' },
  'requests.settled_declined': { zh: '没有接受', en: 'It was not taken' },
  'requests.evidence_of': {
    zh: '申请所需的凭证（{purpose}）',
    en: 'Evidence that a request needs ({purpose})',
  },
  'requests.facts_arrived': {
    zh: '所等的信息已登记，系统重新判断：{outcome}',
    en: 'What it waited for is on record, so the system decided again: {outcome}',
  },
  'requests.unused': {
    zh: '批准后到 {until} 仍未给出，政策不再保留',
    en: 'It was approved and not given by {until}, which is as long as the policy keeps it open',
  },
  'requests.unanswered': {
    zh: '要求补充的信息到 {until} 仍未答复，政策不再保留',
    en: 'The applicant was asked and had not answered by {until}, which is as long as the policy waits',
  },
  'requests.applicant_left': {
    zh: '申请人在职到 {until}，之后无人会给出',
    en: 'Its applicant left on {until}, and nobody else would give it',
  },
  'invoices.brought': { zh: '提交发票文件（{as}）', en: 'Brought with its file ({as})' },
  'approvals.overdue': {
    zh: '审批已过期限：发出 {letters} 封提醒，其中上报上级 {escalated} 项',
    en: 'Approvals are past their time: {letters} told, of these {escalated} as a superior who is asked too',
  },
  'approvals.undecided_since': { zh: '自 {since} 起尚无决定', en: 'Nobody has decided since {since}' },
  'approvals.to_know': { zh: '请 {count} 人知悉', en: 'For {count} to know of it' },
  'approvals.record_stands': { zh: '复核后登记无异议', en: 'The record was reviewed and stands' },
  'approvals.signs_verdict': {
    zh: '按系统判断签字：{outcome}',
    en: 'Signed on the verdict as it stood: {outcome}',
  },
  'approvals.taken_back': {
    zh: '提议人撤回提议 {proposal}',
    en: 'Whoever proposed {proposal} takes it back',
  },
  'approvals.lapsed_proposer_left': {
    zh: '提议人已离职，提议无人负责',
    en: 'Whoever proposed it has left, and nobody stands behind it',
  },
  'approvals.lapsed_person_left': {
    zh: '所涉人员已离职',
    en: 'Somebody whom it is about has left',
  },
  'approvals.lapsed_changed': {
    zh: '所涉事项已有变化，无法再确认',
    en: 'What it is about has changed, so it can no longer be confirmed',
  },
  'approvals.lapsed_day_passed': {
    zh: '拟生效的日期已过',
    en: 'The day from which it was to hold has passed',
  },
  'access.entity_of_group': { zh: '集团有此法人主体', en: 'The group has this legal entity' },
  'access.unit_of_group': { zh: '公司有此部门', en: 'The company has this unit' },
  'access.joined': { zh: '{on} 入职', en: 'Joined on {on}' },
  'access.is_to_sign_in': {
    zh: '员工 {person} 需要登录',
    en: 'The member of staff {person} is to sign in',
  },
  'access.closed_at_machine': {
    zh: '由管理服务器的人在命令行关闭',
    en: 'Closed at the command line by whoever runs the machine',
  },
  'access.reset_at_machine': {
    zh: '由管理服务器的人在命令行重置',
    en: 'Reset at the command line by whoever runs the machine',
  },
  'access.second_half': {
    zh: '密码由另一人设置（{password}），动态验证码须由他人发放',
    en: 'Somebody else set the password ({password}), so another gives the second factor',
  },
  'access.takes_role': { zh: '自 {from} 起担任 {role}', en: 'To serve as {role} from {from}' },
  'access.role_confirmed': { zh: '第二人确认 {role}', en: 'The second person agrees to {role}' },
  'access.role_declined': { zh: '第二人不同意 {role}', en: 'The second person does not agree to {role}' },
  'access.role_ends': { zh: '{role} 担任至 {until}', en: 'Serves as {role} until {until}' },
  'access.script_needs': {
    zh: '程序需要这些操作，{days} 天内有效：{operations}',
    en: 'A script needs these operations for {days} days: {operations}',
  },
  'access.token_not_needed': { zh: '令牌不再需要', en: 'The token is needed no more' },
  'access.leads': { zh: '自 {from} 起由 {manager} 领导', en: '{manager} is to lead from {from}' },
  'access.decides_again': {
    zh: '委托人恢复自行审批',
    en: 'Whoever delegated decides for themselves again',
  },
  'access.gives_back': { zh: '受托人交回委托', en: 'The deputy gives the delegation back' },
  'access.founded': {
    zh: '公司于 {on} 开始使用本系统',
    en: 'The company begins with the system on {on}',
  },
  'deals.signed': {
    zh: '协议于 {on} 签订，自 {from} 起有效',
    en: 'The agreement was signed on {on} and holds from {from}',
  },
  'deals.document_agrees': {
    zh: '与签订的文件一致',
    en: 'It agrees with the signed document',
  },
  'deals.document_differs': {
    zh: '与签订的文件不一致',
    en: 'It does not agree with the signed document',
  },
  'deals.third_party_stated': {
    zh: '按资料登记，{from} 至 {until} 有效',
    en: 'Recorded from its papers; it holds from {from} to {until}',
  },
  'deals.third_party_agrees': {
    zh: '与资料一致',
    en: 'It agrees with its papers',
  },
  'deals.announced': {
    zh: '{on} 公布；自此限制给予相关方的好处',
    en: 'Announced on {on}; benefits for those involved are restrained from then on',
  },
  'deals.plays_part': {
    zh: '在招标中担任 {role}，期间不得收受',
    en: 'Has the part {role} in the tender and gets nothing meanwhile',
  },
  'deals.takes_place': {
    zh: '活动于 {from} 至 {until} 举行',
    en: 'The event takes place from {from} to {until}',
  },
  'parties.account_given': { zh: '客户告知（{how}）', en: 'The customer stated it ({how})' },
  'parties.new_customer': {
    zh: '尚未登记，也没有相近的客户',
    en: 'Not on record, and no known customer is like it',
  },
  'parties.new_person': {
    zh: '尚未登记，也没有相近的人员',
    en: 'Not on record, and no known person is like them',
  },
  'parties.lives_with': {
    zh: '自 {from} 起为同一家庭，限额合并计算',
    en: 'One household from {from}, whose members count as one',
  },
  'parties.is_of_class': { zh: '对象类别 {class}，依据 {source}', en: 'Is {class}, as {source} says' },
  'parties.works_there': { zh: '自 {from} 起任职', en: 'Works there from {from}' },
  'parties.is_related': {
    zh: '亲属关系 {relation}，所得合并计算',
    en: 'Is {relation} of them; what a relative gets counts as theirs',
  },
  'audit.restored': {
    zh: '由备份 {backup} 恢复到 {to}；此后外部已见的 {lost} 条记录不再存在',
    en: 'Restored from {backup} to {to}; {lost} entries that outsiders had seen after it are gone',
  },
  'policy.none_yet': {
    zh: '尚无版本的 {packs} 份随附政策，在使用前采用',
    en: 'No version was stored yet of shipped policies ({packs}), which hold before anything is decided',
  },
  'policy.many_tries': {
    zh: '在规则 {rule} 的限额附近试算 {tries} 次',
    en: 'Amounts near the limit of rule {rule} were tried {tries} times',
  },
  'benefits.takes_export': {
    zh: '领取为之申请的导出 {export}',
    en: 'Takes the file of export {export}, asked for with a reason of its own',
  },
  'invoices.looks_at_paper': {
    zh: '查看发票 {invoice} 的原件',
    en: 'Looks at the paper of invoice {invoice}',
  },
  'ledger.takes_vouchers': {
    zh: '领取凭证文件 {export}',
    en: 'Takes the file of vouchers {export}, made with a reason of its own',
  },
  'coverage.handed_in': {
    zh: '提交序时账 {name}，与登记簿核对',
    en: 'The journal {name} was handed in to be compared with the register',
  },
  'coverage.compared': {
    zh: '序时账 {name} 共 {lines} 行，已与登记簿核对',
    en: 'The journal {name} with {lines} lines was compared with the register',
  },
  'coverage.declares_late': {
    zh: '从序时账第 {line} 行补报',
    en: 'Declares late what line {line} of the journal shows',
  },
  'coverage.bound': {
    zh: '补报已提交，对应序时账 {lines} 行',
    en: 'The late declaration is filed, and {lines} lines of the journal are matched to it',
  },
  'ledger.voucher_numbered': {
    zh: '财务系统给出凭证号 {number}（{reference}）',
    en: 'The finance system gave {reference} the voucher number {number}',
  },
  'ledger.voucher_numbers_arrived': {
    zh: '财务系统的凭证号文件，{rows} 行中登记 {recorded} 行',
    en: 'A file of voucher numbers from the finance system: {recorded} of {rows} rows recorded',
  },
  'imports.file_handed_in': {
    zh: '台账文件交付导入（{profile}）',
    en: 'A file of a register was handed in ({profile})',
  },
  'imports.row_of_file': { zh: '导入 {import} 的文件中的一行', en: 'A row of the file of import {import}' },
  'imports.named_in_file': {
    zh: '导入的文件中出现，尚未登记',
    en: 'The file names them, and they were not on record',
  },
  'imports.row_rejected': {
    zh: '第 {line} 行无法导入，留待更正',
    en: 'Line {line} cannot enter and is kept to be put right',
  },
  'imports.row_held': {
    zh: '第 {line} 行须由人核对，留待答复',
    en: 'Line {line} waits for somebody to answer who is who',
  },
  'imports.file_done': { zh: '文件已读完', en: 'The file was read to its end' },
  'imports.file_cancelled': { zh: '有人停止了导入', en: 'Somebody stopped the import' },
  'imports.is_undone': {
    zh: '撤回导入 {import}',
    en: 'Import {import} is undone, for the reason with which that began',
  },
}
