import { fill, type Language, type Sentence } from './text.ts'

/** What the log says of itself: where it stands, what a verification found, letters with checkpoints. */
export const logTexts = {
  'log.lag.none': { zh: '全部记录均已编号', en: 'Every entry has its number' },
  'log.lag.waiting': {
    zh: '{count} 条记录等待编号，最久已等 {seconds} 秒',
    en: {
      one: '{count} entry waits for its number, for {seconds} s',
      other: '{count} entries wait for their numbers, the oldest for {seconds} s',
    },
  },
  'log.sink.folder': { zh: '外部文件夹', en: 'Outside folder' },
  'log.sink.mail': { zh: '外部邮箱', en: 'Outside mailbox' },
  'log.sink.current': { zh: '已收到最新检查点', en: 'has the newest checkpoint' },
  'log.sink.behind': {
    zh: '还差 {count} 条记录',
    en: { one: '{count} entry behind', other: '{count} entries behind' },
  },
  'log.sink.ahead': {
    zh: '外部保存的记录比数据库还多：数据库可能被换成了旧备份，请立即通知内部审计',
    en: 'holds more entries than the database has: an old backup may stand in its place. Tell internal audit now',
  },
  'log.sink.other_log': {
    zh: '文件夹里是另一套系统的日志，请另选一个空文件夹',
    en: 'holds the log of another installation; choose an empty folder',
  },
  'log.sink.no_server': {
    zh: '没有设置邮件服务器（ABOVEBOARD_SMTP_URL），信件未发出',
    en: 'no mail server is set (ABOVEBOARD_SMTP_URL), so no letter has left',
  },
  'log.sink.full': {
    zh: '存储空间已满，腾出空间后自动继续',
    en: 'its disk is full; it goes on by itself when there is room',
  },
  'log.sink.unreachable': {
    zh: '暂时无法到达（{code}），正在重试',
    en: 'cannot be reached for now ({code}); it is tried again',
  },
  'log.window.none': {
    zh: '外部已看到全部记录：之后的任何改写都会被发现。',
    en: 'An outsider has seen every entry: any rewriting from now on will show.',
  },
  'log.window.some': {
    zh: '最近 {count} 条记录还没有外部见证。同时掌握数据库和密钥的人可以改写这部分而不被发现；更早的记录一经改写即可查出。',
    en: {
      one: 'No outsider has seen the last entry yet. Somebody with both database and keys could rewrite it unseen; anything older would show.',
      other:
        'No outsider has seen the last {count} entries yet. Somebody with both database and keys could rewrite these unseen; anything older would show.',
    },
  },
  'log.verify.ok': {
    zh: '{entries} 条记录和 {rows} 行数据全部吻合，未发现改动。',
    en: 'All {entries} entries and {rows} rows agree. Nothing was changed behind the application’s back.',
  },
  'log.verify.found': {
    zh: '发现 {count} 处不符：有人绕过系统改动了数据，请保留现场并通知内部审计。',
    en: {
      one: '{count} thing does not agree: data was changed behind the application’s back. Leave everything as it is and tell internal audit.',
      other:
        '{count} things do not agree: data was changed behind the application’s back. Leave everything as it is and tell internal audit.',
    },
  },
  'log.kind.edited': { zh: '被修改', en: 'edited' },
  'log.kind.inserted': { zh: '被添加', en: 'inserted' },
  'log.kind.deleted': { zh: '缺失', en: 'missing' },
  'log.kind.moved': { zh: '被移位', en: 'moved' },
  'log.kind.cut': { zh: '末尾被截', en: 'cut off' },
  'log.kind.rewritten': { zh: '被重写', en: 'rewritten' },
  'log.finding.edited': {
    zh: '{table} {row} 与日志不一致',
    en: '{table} {row} differs from what the log says',
  },
  'log.finding.edited_column': {
    zh: '{table} {row} 的 {column} 与日志不一致',
    en: '{column} of {table} {row} differs from what the log says',
  },
  'log.finding.inserted': {
    zh: '{table} {row} 不是经系统写入的',
    en: '{table} {row} was not written by the application',
  },
  'log.finding.deleted': {
    zh: '{table} {row} 在日志中有记载，现已缺失',
    en: '{table} {row} is logged and is gone',
  },
  'log.finding.moved': {
    zh: '{table} {row} 的内容与另一行互换，或次序被改',
    en: '{table} {row} holds what belongs elsewhere, or stands out of order',
  },
  'log.finding.cut': {
    zh: '日志自 {row} 号起被截断，外部见证曾看到更多',
    en: 'the log ends before number {row}, and an outsider has seen more',
  },
  'log.finding.rewritten': {
    zh: '日志自 {row} 号起被重写，与外部见证不同',
    en: 'the log was rewritten from number {row}: an outsider has seen another one',
  },
  'log.finding.entry': { zh: '（第 {entry} 号记录）', en: ' (entry {entry})' },
  'log.job.title': { zh: '核验日志与数据', en: 'Verify the log and every row' },
  'log.job.entries': { zh: '已核对 {count} 条记录', en: '{count} entries checked' },
  'log.job.rows': { zh: '已核对 {count} 行数据', en: '{count} rows checked' },
  'log.job.waiting': { zh: '等待开始', en: 'waiting to start' },
  'log.job.done': { zh: '核验完成', en: 'done' },
  'log.job.failed': { zh: '核验中断，正在重试', en: 'broke off; it is tried again' },
  'log.job.cancelled': { zh: '已停止', en: 'stopped' },
  'log.job.no_cancel': {
    zh: '核验只需片刻，不提供停止',
    en: 'It takes a moment only, so there is nothing to stop',
  },
  'log.system': { zh: '系统', en: 'The system' },
  'log.letter.subject': {
    zh: '明礼审计日志检查点：第 {size} 条（{day}）',
    en: 'Checkpoint of the Aboveboard log at {size} entries ({day})',
  },
  'log.letter.text': {
    zh: '这是审计日志的签名检查点，请保留此信。日后如有人改写其中任何一条记录，用它即可查出：\n把下面的检查点存为文件，执行 aboveboard verify --checkpoint 文件名。\n\n{note}\n公钥（请与另一渠道取得的核对）：\n{key}\n',
    en: 'This is a signed checkpoint of the log. Please keep this letter: should anybody rewrite one of its entries\nlater, this shows it. Save the checkpoint below as a file and run: aboveboard verify --checkpoint FILE\n\n{note}\nPublic key (compare it with one from another place):\n{key}\n',
  },
} as const satisfies Record<`log.${string}`, Sentence>

/** The name of a governed table in the words of the business; a table without one keeps its own name. */
export function tableWord(table: string, language: Language): string {
  const word = tableWords[table]
  return word ? fill(word, language) : table
}

/** What an operation did, as an entry of the log tells it; one without words keeps its identifier. */
export function operationWord(operation: string, language: Language): string {
  const word = operationWords[operation]
  return word ? fill(word, language) : operation
}

const tableWords: Readonly<Record<string, Sentence>> = {
  'access.account': { zh: '登录账号', en: 'account' },
  'access.api_token': { zh: '接口令牌', en: 'token' },
  'access.delegation': { zh: '委托代批', en: 'delegation' },
  'access.duty': { zh: '职责记录', en: 'duty' },
  'access.entity': { zh: '法人主体', en: 'legal entity' },
  'access.manager': { zh: '上下级关系', en: 'line of reporting' },
  'access.person': { zh: '员工', en: 'member of staff' },
  'access.role_grant': { zh: '角色授权', en: 'role' },
  'access.unit': { zh: '部门', en: 'unit' },
  'approvals.copy': { zh: '抄送', en: 'copy' },
  'approvals.flow': { zh: '审批流程', en: 'approval' },
  'approvals.step': { zh: '审批步骤', en: 'approval step' },
  'approvals.task': { zh: '审批任务', en: 'approval task' },
  'audit.checkpoint': { zh: '检查点', en: 'checkpoint' },
  'audit.entry': { zh: '日志记录', en: 'log entry' },
  'audit.node': { zh: '日志树节点', en: 'node of the log tree' },
  'benefits.benefit': { zh: '权益台账', en: 'benefit' },
  'benefits.line': { zh: '累计明细', en: 'line of the sum' },
  'deals.agreement': { zh: '协议', en: 'agreement' },
  'deals.clause': { zh: '协议条款', en: 'clause' },
  'deals.event': { zh: '活动', en: 'event' },
  'deals.tender': { zh: '招标', en: 'tender' },
  'deals.tender_role': { zh: '招标角色', en: 'role in a tender' },
  'imports.party': { zh: '导入的往来方', en: 'imported party' },
  'imports.problem': { zh: '导入问题', en: 'problem of an import' },
  'imports.row': { zh: '导入行', en: 'imported row' },
  'imports.run': { zh: '导入批次', en: 'import' },
  'parties.classification': { zh: '对象类别', en: 'class of a person' },
  'parties.customer': { zh: '客户', en: 'customer' },
  'parties.employment': { zh: '任职', en: 'employment' },
  'parties.household_member': { zh: '家庭成员', en: 'household member' },
  'parties.person': { zh: '外部人员', en: 'person' },
  'parties.person_detail': { zh: '人员信息', en: 'details of a person' },
  'parties.relation': { zh: '亲属关系', en: 'relation' },
  'policy.decision': { zh: '决定记录', en: 'decision record' },
  'policy.pack': { zh: '政策版本', en: 'version of a policy' },
  'requests.attempt': { zh: '被拒尝试', en: 'refused attempt' },
  'requests.evidence': { zh: '附件', en: 'evidence' },
  'requests.request': { zh: '申请', en: 'request' },
}

/** Every command that may stand in the log; a test holds the list to the contract. */
export const operationWords: Readonly<Record<string, Sentence>> = {
  'access.answer_role': { zh: '复核角色授权', en: 'answered the proposal of a role' },
  'access.close_account': { zh: '关闭账号', en: 'closed an account' },
  'access.create_account': { zh: '开通账号', en: 'opened an account' },
  'access.create_entity': { zh: '新增法人主体', en: 'added a legal entity' },
  'access.create_person': { zh: '新增员工', en: 'added a member of staff' },
  'access.create_token': { zh: '创建接口令牌', en: 'made a token' },
  'access.create_unit': { zh: '新增部门', en: 'added a unit' },
  'access.end_employment': { zh: '办理离职', en: 'ended an employment' },
  'access.end_role': { zh: '收回角色', en: 'ended a role' },
  'access.found_company': { zh: '建立公司', en: 'founded the company' },
  'access.fresh_factor': { zh: '再次验证身份', en: 'showed the second factor again' },
  'access.propose_role': { zh: '提议角色授权', en: 'proposed a role' },
  'access.reset_account': { zh: '重置账号', en: 'reset an account' },
  'access.revoke_token': { zh: '撤销接口令牌', en: 'revoked a token' },
  'access.second_factor': { zh: '完成第二步验证', en: 'showed the second factor' },
  'access.set_language': { zh: '切换语言', en: 'changed the language' },
  'access.set_manager': { zh: '设置上级', en: 'set a manager' },
  'access.sign_in': { zh: '登录', en: 'signed in' },
  'access.sign_out': { zh: '退出登录', en: 'signed out' },
  'approvals.add_signer': { zh: '加签', en: 'added a signer' },
  'approvals.approve': { zh: '同意', en: 'approved' },
  'approvals.batch_approve': { zh: '批量同意', en: 'approved several' },
  'approvals.copy': { zh: '抄送', en: 'sent a copy' },
  'approvals.delegate': { zh: '委托代批', en: 'delegated approvals' },
  'approvals.end_delegation': { zh: '结束委托', en: 'ended a delegation' },
  'approvals.escalate': { zh: '超时升级', en: 'escalated an overdue task' },
  'approvals.reject': { zh: '拒绝', en: 'rejected' },
  'approvals.remind': { zh: '催办', en: 'reminded the approvers' },
  'approvals.return': { zh: '退回', en: 'returned' },
  'approvals.transfer': { zh: '转交', en: 'passed on' },
  'audit.verify': { zh: '核验日志与数据', en: 'verified the log and every row' },
  'benefits.export': { zh: '导出台账', en: 'exported the register' },
  'benefits.finish_export': { zh: '生成导出文件', en: 'made the file of an export' },
  'benefits.record_download': { zh: '下载导出文件', en: 'downloaded an export' },
  'benefits.import': { zh: '导入台账', en: 'imported a register' },
  'deals.award_tender': { zh: '登记中标结果', en: 'recorded who won a tender' },
  'deals.close_tender': { zh: '结束招标', en: 'closed a tender' },
  'deals.create_agreement': { zh: '登记协议', en: 'recorded an agreement' },
  'deals.create_event': { zh: '登记活动', en: 'recorded an event' },
  'deals.create_tender': { zh: '登记招标', en: 'recorded a tender' },
  'deals.set_tender_role': { zh: '登记招标角色', en: 'recorded a role in a tender' },
  'imports.add_parties': { zh: '导入往来方', en: 'imported parties' },
  'imports.finish': { zh: '完成导入', en: 'finished an import' },
  'imports.keep_problems': { zh: '记录导入问题', en: 'kept the problems of an import' },
  'imports.reverse_rows': { zh: '冲销导入行', en: 'reversed imported rows' },
  'imports.start': { zh: '开始导入', en: 'began an import' },
  'imports.store_rows': { zh: '导入台账行', en: 'imported rows of a register' },
  'imports.undo': { zh: '撤回一次导入', en: 'undid an import' },
  'jobs.cancel': { zh: '停止后台任务', en: 'stopped long work' },
  'parties.classify': { zh: '登记对象类别', en: 'classified a person' },
  'parties.create_customer': { zh: '新增客户', en: 'added a customer' },
  'parties.create_person': { zh: '新增外部人员', en: 'added a person' },
  'parties.end_employment': { zh: '登记离任', en: 'recorded the end of an employment' },
  'parties.join_household': { zh: '登记家庭成员', en: 'recorded a household member' },
  'parties.leave_household': { zh: '登记离开家庭', en: 'recorded who left a household' },
  'parties.relate': { zh: '登记亲属关系', en: 'recorded a relation' },
  'parties.set_employment': { zh: '登记任职', en: 'recorded an employment' },
  'parties.merge': { zh: '合并重复档案', en: 'merged two parties' },
  'parties.split': { zh: '拆分档案', en: 'split a party' },
  'policy.adopt_shipped': { zh: '采用随附政策', en: 'adopted the shipped policy' },
  'approvals.chase': { zh: '提醒和上报逾期审批', en: 'reminded of what is overdue, and escalated it' },
  'requests.answer': { zh: '补充信息', en: 'supplied the missing information' },
  'requests.cancel': { zh: '取消', en: 'cancelled' },
  'requests.change': { zh: '修改申请', en: 'changed the request' },
  'requests.complete': { zh: '办结', en: 'completed' },
  'requests.create_draft': { zh: '新建草稿', en: 'began a draft' },
  'requests.decline': { zh: '登记对方谢绝', en: 'recorded that the recipient declined' },
  'requests.expire': { zh: '申请到期', en: 'expired' },
  'requests.give': { zh: '登记已给出', en: 'recorded as given' },
  'requests.record_attempt': { zh: '尝试提交被禁止的事项', en: 'tried what the policy forbids' },
  'requests.reverse': { zh: '冲销', en: 'reversed' },
  'requests.save_draft': { zh: '保存草稿', en: 'saved a draft' },
  'requests.submit': { zh: '提交申请', en: 'submitted a request' },
  'requests.upload': { zh: '上传附件', en: 'added evidence' },
  'requests.withdraw': { zh: '撤回', en: 'withdrew' },
}
