import type { Sentence } from './text.ts'

/** What the server says of the steps of a request: of each on its timeline, and to whoever just took one. */
export const timelineTexts = {
  'did.approved': { zh: '同意', en: 'approved this' },
  'did.rejected': { zh: '拒绝', en: 'rejected this' },
  'did.returned': { zh: '退回', en: 'returned this' },
  'did.withdrawn': { zh: '撤回', en: 'withdrew this' },
  'did.changed': { zh: '变更', en: 'changed this' },
  'act.requests.submit': { zh: '提交申请', en: 'submitted the request' },
  'act.requests.create_draft': { zh: '新建草稿', en: 'started a draft' },
  'act.requests.save_draft': { zh: '保存草稿', en: 'saved the draft' },
  'act.requests.withdraw': { zh: '撤回申请', en: 'withdrew the request' },
  'act.requests.answer': { zh: '补充说明', en: 'answered the question' },
  'act.requests.change': { zh: '变更申请', en: 'changed the request' },
  'act.requests.give': { zh: '记录为已给予', en: 'recorded it as given' },
  'act.by_guest': { zh: '来宾（凭链接）', en: 'A guest by the link' },
  'act.requests.guest_sign_in': { zh: '扫码签到', en: 'signed in by the code' },
  'act.requests.open_guest_link': { zh: '开放扫码签到', en: 'opened the sign-in by code' },
  'act.requests.close_guest_link': { zh: '结束扫码签到', en: 'closed the sign-in by code' },
  'act.requests.decline': { zh: '记录为对方谢绝', en: 'recorded it as declined' },
  'act.requests.complete': { zh: '完成', en: 'completed it' },
  'act.requests.cancel': { zh: '取消', en: 'cancelled it' },
  'act.requests.settle': { zh: '登记处置', en: 'recorded what became of it' },
  'act.requests.comment': { zh: '发表评论', en: 'commented' },
  'act.requests.reverse': { zh: '冲销', en: 'reversed it' },
  'act.requests.record_download': { zh: '查看附件', en: 'opened evidence' },
  'act.requests.weigh_again': { zh: '按新事实重新判断', en: 'decided it again on new facts' },
  'act.requests.expire': { zh: '到期失效', en: 'let it expire' },
  'act.approvals.approve': { zh: '同意', en: 'approved' },
  'act.approvals.batch_approve': { zh: '批量同意', en: 'approved in a batch' },
  'act.approvals.reject': { zh: '拒绝', en: 'rejected' },
  'act.approvals.return': { zh: '退回', en: 'returned it' },
  'act.approvals.transfer': { zh: '转交', en: 'handed it over' },
  'act.approvals.add_signer': { zh: '加签', en: 'added a signer' },
  'act.approvals.copy': { zh: '抄送', en: 'sent a copy' },
  'act.approvals.remind': { zh: '催办', en: 'reminded' },
  'act.approvals.chase': { zh: '提醒逾期审批', en: 'reminded of what is overdue' },
  'act.approvals.withdraw': { zh: '撤回提议', en: 'took the proposal back' },
  'act.lapsed.proposer_left': {
    zh: '提议失效：提议人已离职',
    en: 'let it lapse: whoever proposed it has left',
  },
  'act.lapsed.person_left': {
    zh: '提议失效：所涉人员已离职',
    en: 'let it lapse: somebody whom it is about has left',
  },
  'act.lapsed.changed': {
    zh: '提议失效：所涉事项已有变化，无法再确认',
    en: 'let it lapse: what it is about has changed and it can no longer be confirmed',
  },
  'act.lapsed.day_passed': {
    zh: '提议失效：拟生效的日期已过',
    en: 'let it lapse: the day from which it was to hold has passed',
  },
  'act.review.stands': { zh: '复核，无异议', en: 'reviewed it; the record stands' },
  'act.review.questioned': { zh: '复核，提出疑问', en: 'reviewed it and questions the record' },
  'act.reversal.asked_reverse': { zh: '申请冲销，待合规确认', en: 'asked for a reversal' },
  'act.reversal.asked_decline': {
    zh: '登记事后谢绝或退回，待合规确认',
    en: 'asked to record it as declined',
  },
  'act.reversal.taken_back': { zh: '撤回冲销申请', en: 'took the reversal back' },
  'act.reversal.confirmed': { zh: '确认冲销', en: 'confirmed the reversal' },
  'act.reversal.declined': { zh: '不同意冲销', en: 'declined the reversal' },
  'act.valid_until': { zh: '有效期至 {day}', en: 'it was open until {day}' },
  'act.amended': { zh: '改动：{what}', en: 'amended: {what}' },
  'act.differs': { zh: '与批准不同：{what}', en: 'other than approved: {what}' },
  'act.given_on': { zh: '给予日期 {day}', en: 'given on {day}' },
  'act.later_left': {
    zh: '其后另有 {count} 笔权益没有重新核对，请合规在台账中查看',
    en: {
      one: '{count} later benefit was not weighed again; compliance looks at it in the register',
      other: '{count} later benefits were not weighed again; compliance looks at them in the register',
    },
  },
  'act.ground': { zh: '{word}：{text}', en: '{word}: {text}' },
  'act.refused': { zh: '{verb}，被拒绝', en: '{verb}: refused' },
  'acted.approved': { zh: '已同意。', en: 'Approved.' },
  'acted.comment': { zh: '评论已发表。', en: 'Comment added.' },
  'acted.confirmed': { zh: '已确认：{title}。', en: 'Confirmed: {title}.' },
  'acted.declined': { zh: '已拒绝：{title}。', en: 'Declined: {title}.' },
  'acted.taken_back': { zh: '已撤回：{title}。', en: 'Taken back: {title}.' },
  'acted.reversal_asked': {
    zh: '已提交，待合规确认；确认前仍为「{state}」，仍计入合计。',
    en: 'Asked; compliance has to confirm it. Until then it stays “{state}” and counts.',
  },
  'acted.reversal_taken_back': {
    zh: '冲销申请已撤回，仍为「{state}」，仍计入合计。',
    en: 'The reversal was taken back; it stays “{state}” and counts.',
  },
  'acted.reminded': { zh: '已催办。', en: 'Reminded.' },
  'acted.still_given': {
    zh: '已结束。事后补报的权益已经给予，现为「{state}」，仍计入合计；要减去，请附凭证申请冲销。',
    en:
      'Ended. What was declared late was given: it is “{state}” and still counts. To take it off, ask ' +
      'for a reversal with its paper.',
  },
  'acted.given_late': {
    zh: '已登记为事后补报，现为「{state}」，计入合计。按给予当日的政策，须比原批准更高的审批。',
    en:
      'On record as a late declaration: it is “{state}” and counts. The policy of the day on which it was ' +
      'given asks for more than was approved.',
  },
  'acted.given_differs': {
    zh: '已登记为事后补报，现为「{state}」，计入合计。实际给予与批准不符，超出容差：{differs}。',
    en:
      'On record as a late declaration: it is “{state}” and counts. It was given otherwise than approved, ' +
      'by more than may pass: {differs}.',
  },
  'acted.doubled': {
    zh: '名单中有 {count} 处重复，只计一次。',
    en: {
      one: '{count} entry of the list was there twice and counts once.',
      other: '{count} entries of the list were there twice and count once.',
    },
  },
  'acted.given_before_approval': {
    zh: '已登记，现为「{state}」。给予日早于批准日：已作标记，并交合规核查。',
    en: 'On record as “{state}”. It was given before its approval: marked, and laid before compliance.',
  },
  'acted.given_forbidden': {
    zh: '已登记，现为「{state}」，计入合计。按给予当日的政策属于禁止：已作标记，并交合规核查。',
    en: 'On record as “{state}”, and it counts. The policy forbids it: marked, and laid before compliance.',
  },
  'acted.done': { zh: '已处理，现为「{state}」。', en: 'Done; it is now “{state}”.' },
} as const satisfies Record<string, Sentence>
