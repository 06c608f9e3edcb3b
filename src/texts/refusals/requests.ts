import type { RefusalText } from '../text.ts'

export const requestsRefusals = {
  'requests.prohibited': {
    says: {
      zh: '政策禁止：{message}（{clause}）。',
      en: 'The policy forbids this: {message} ({clause}).',
    },
    wayOut: {
      zh: '{wayOut}。本次提交已记录为被拒尝试。',
      en: '{wayOut}. This attempt is recorded.',
    },
  },
  'requests.own_loosening': {
    says: {
      zh: '您于 {on} 为该对象或其家庭、单位、人员登记过会放宽规则的内容（{what}），{until} 之前（含当日）不由您提交。',
      en:
        'On {on} you {what}, which makes the rules milder for this recipient or somebody near; you file ' +
        'nothing for them until {until}, that day included.',
    },
    wayOut: {
      zh: '请另一位同事申请。已经给予的，可作事后补报。',
      en: 'A colleague files it. What was given already can be declared late.',
    },
  },
  'requests.now_prohibited': {
    says: {
      zh: '按今天的事实，政策禁止（{clause}），不能批准。',
      en: 'On today’s facts the policy forbids this ({clause}); it cannot be approved.',
    },
    wayOut: { zh: '请拒绝，或退回申请人。', en: 'Reject it, or return it to the applicant.' },
  },
  'requests.now_incomplete': {
    says: {
      zh: '按今天的事实还缺材料（{missing}），不能批准。',
      en: 'On today’s facts something is missing ({missing}); it cannot be approved.',
    },
    wayOut: {
      zh: '请退回，由申请人或合规补充。',
      en: 'Return it, so that the applicant or compliance can supply it.',
    },
  },
  'requests.level_raised': {
    says: {
      zh: '累计金额有变，需要更高一级（{level}）审批。',
      en: 'The sums have changed: a higher level ({level}) has to decide.',
    },
    wayOut: { zh: '审批路径已更新，请按新路径继续。', en: 'The route has been extended; go on along it.' },
  },
  'requests.no_comment_on_draft': {
    says: {
      zh: '草稿只有申请人自己可见，不能评论。',
      en: 'Only its owner sees a draft; it takes no comments.',
    },
    wayOut: { zh: '提交后再评论。', en: 'Comment once it is filed.' },
  },
  'requests.no_such_comment': {
    says: {
      zh: '这份申请下没有要回复的评论。',
      en: 'The comment that is answered does not stand under this request.',
    },
    wayOut: { zh: '请刷新页面后再回复。', en: 'Reload the page and answer again.' },
  },
  'requests.mention_not_part': {
    says: { zh: '提到的人不能查看这份申请。', en: 'Somebody who is mentioned cannot see this request.' },
    wayOut: {
      zh: '只能提到能查看这份申请的同事；需要其他人查看的，请先抄送。',
      en: 'Mention colleagues who can see the request; send others a copy first.',
    },
  },
  'requests.person_needed': {
    says: {
      zh: '这类利益由个人享用，受益人不能只写单位。',
      en: 'Only people enjoy this kind, so an organisation cannot be its recipient.',
    },
    wayOut: {
      zh: '请写明受益的个人；有多人的，写明其中一位并填写人数。',
      en: 'Name the person; where there are several, name one of them and say how many.',
    },
  },
  'requests.amount_zero': {
    says: { zh: '金额不能为零。', en: 'The amount cannot be zero.' },
    wayOut: {
      zh: '请填写对受益人的市场价值，不论我方成本多少。',
      en: 'Enter what it is worth on the market to whoever gets it, whatever it cost us.',
    },
  },
  'requests.incomplete': {
    says: { zh: '还缺一项：{entry}。', en: 'One entry is missing: {entry}.' },
    wayOut: { zh: '请补充后提交。可先保存草稿。', en: 'Add it and submit again. The draft is kept.' },
  },
  'requests.unknown_kind': {
    says: { zh: '没有这种权益类型。', en: 'There is no such kind of benefit.' },
    wayOut: { zh: '请从列表中选择类型。', en: 'Choose a kind from the list.' },
  },
  'requests.unknown_reason': {
    says: { zh: '这种权益没有这个事由选项。', en: 'That kind of benefit has no such reason to choose.' },
    wayOut: {
      zh: '请从该类型的事由中选择，或用文字写明事由。',
      en: 'Choose one of the reasons of that kind, or write the reason in words.',
    },
  },
  'requests.amount_too_large': {
    says: {
      zh: '金额与数量相乘后超出系统可记录的范围。',
      en: 'The amount times the number is more than a record can hold.',
    },
    wayOut: { zh: '请核对金额与数量。', en: 'Check the amount and the number.' },
  },
  'requests.deal_unknown': {
    says: {
      zh: '这位客户名下没有登记这份合同或商机。',
      en: 'No such deal is on record with this customer.',
    },
    wayOut: {
      zh: '请从客户的合同与商机中选择；还没有登记的，请先登记。',
      en:
        'Choose one of the customer’s agreements and open matters; one that is not recorded yet is ' +
        'recorded first.',
    },
  },
  'requests.event_unknown': {
    says: { zh: '没有登记这场活动。', en: 'No such event is on record.' },
    wayOut: {
      zh: '请选择已登记的活动；还没有登记的，请先登记。',
      en: 'Choose an event that is on record; one that is not recorded yet is recorded first.',
    },
  },
  'requests.day_out_of_reach': {
    says: {
      zh: '日期 {day} 无法判断：那一天没有生效的授权矩阵，或晚于 {last}。',
      en: 'Nothing can be decided for {day}: no authority matrix is in force then, or it is after {last}.',
    },
    wayOut: { zh: '请核对日期，尤其是年份。', en: 'Check the date, above all its year.' },
  },
  'requests.event_not_that_day': {
    says: {
      zh: '这场活动的日期是 {from} 至 {until}，不包含所填的日期。',
      en: 'That event lasts from {from} to {until}; the day of the benefit is none of its days.',
    },
    wayOut: {
      zh: '请核对日期，或选择当天的活动；不属于任何活动的，不选活动。',
      en: 'Check the day, or choose an event of that day; name none where it is part of none.',
    },
  },
  'requests.not_a_draft': {
    says: {
      zh: '这份申请已提交（{state}），不再是草稿。',
      en: 'This request was submitted already ({state}); it is no draft.',
    },
    wayOut: { zh: '请在申请页面查看或变更。', en: 'Open the request to follow or change it.' },
  },
  'requests.no_such_move': {
    says: {
      zh: '当前状态为「{from}」，不能变为「{to}」。',
      en: 'A request that is “{from}” cannot become “{to}”.',
    },
    wayOut: { zh: '请刷新查看最新状态。', en: 'Reload to see where it stands now.' },
  },
  'requests.not_yours': {
    says: { zh: '只有申请人可以这样做。', en: 'Only the applicant can do this.' },
    wayOut: { zh: '请联系申请人。', en: 'Ask the applicant.' },
  },
  'requests.applicant_records': {
    says: {
      zh: '申请人在职，由本人登记给予和办结。',
      en: 'The applicant is with us and records what was given, and completes it.',
    },
    wayOut: {
      zh: '请联系申请人；申请人离职后由合规登记。',
      en: 'Ask the applicant; for somebody who has left, compliance records it.',
    },
  },
  'requests.not_ready_to_give': {
    says: {
      zh: '给予前还缺：{missing}。',
      en: 'Before it is given, this is missing: {missing}.',
    },
    wayOut: {
      zh: '请上传并注明是哪一种材料，其他事实请合规补充；不再给予的，请取消。',
      en: 'Upload it and say which paper it is; other facts come from compliance. Or cancel it.',
    },
  },
  'requests.received_in_future': {
    says: { zh: '日期在今天之后，还没有收到。', en: 'The day lies ahead; nothing was received yet.' },
    wayOut: { zh: '请在收到或谢绝之后申报。', en: 'Declare it once it was received or declined.' },
  },
  'requests.not_received': {
    says: { zh: '这不是收到的权益。', en: 'This is nothing that was received.' },
    wayOut: { zh: '请按给予的流程办理。', en: 'Use the verbs of what is given.' },
  },
  'requests.is_settled_instead': {
    says: { zh: '收到的权益用「处置」办理。', en: 'What was received is settled.' },
    wayOut: {
      zh: '请登记去向：退回、上交或留用。',
      en: 'Record what became of it: returned, handed in or kept.',
    },
  },
  'requests.not_to_keep': {
    says: { zh: '按公司规定不得留用（{clause}）。', en: 'The company does not let it be kept ({clause}).' },
    wayOut: { zh: '请退回，或上交公司并取得收据。', en: 'Return it, or hand it in against a receipt.' },
  },
  'requests.keeping_in_doubt': {
    says: { zh: '是否可以留用由合规判断。', en: 'Compliance judges whether it may be kept.' },
    wayOut: { zh: '请等待合规处理，或退回、上交。', en: 'Wait for compliance, or return it or hand it in.' },
  },
  'requests.hand_in_is_confirmed': {
    says: { zh: '上交由合规收到后登记。', en: 'Handing in is recorded by compliance on receipt.' },
    wayOut: { zh: '请把物品交给合规，由其登记。', en: 'Bring it to compliance, who record it.' },
  },
  'requests.declining_is_confirmed': {
    says: {
      zh: '已登记为收到；事后谢绝由合规登记，登记前仍计入合计。',
      en: 'It is on record as received; that it was declined after all is recorded by compliance.',
    },
    wayOut: {
      zh: '请退回，或请合规登记；填错的，请附凭证申请冲销。',
      en: 'Send it back, or ask compliance; if it was declared wrongly, ask for a reversal with its paper.',
    },
  },
  'requests.still_open': {
    says: { zh: '这份申请还没有到期（{until}）。', en: 'This request has not expired yet ({until}).' },
    wayOut: { zh: '无需处理。', en: 'There is nothing to do.' },
  },
  'requests.reversal_needs_paper': {
    says: {
      zh: '已给予的权益要冲销，须附凭证（如退还收据）。',
      en: 'What was given is taken back against a paper, such as a return receipt.',
    },
    wayOut: { zh: '请上传凭证后再提交。', en: 'Upload the paper and ask again.' },
  },
  'requests.reversal_waits': {
    says: {
      zh: '冲销正等待第二人确认，此前申请不变。',
      en: 'A reversal waits for its second person; until then nothing changes.',
    },
    wayOut: { zh: '请等待合规答复。', en: 'Wait for the answer of compliance.' },
  },
  'requests.reversal_answered': {
    says: {
      zh: '这项冲销已有答复或已撤回。',
      en: 'This reversal was answered or taken back already.',
    },
    wayOut: { zh: '请刷新查看最新状态。', en: 'Reload to see where it stands now.' },
  },
  'requests.nobody_to_reverse': {
    says: {
      zh: '没有人可以确认这项冲销：申请人、提出人、审批过的人以及与受益人有关联的人都不能确认。',
      en:
        'Nobody can confirm this reversal: not the applicant, whoever asks, those who decided on the ' +
        'request, or those close to the recipient.',
    },
    wayOut: {
      zh: '请管理员再任命一位合规人员或总经理。',
      en: 'Ask an administrator to appoint one more person of compliance, or a general manager.',
    },
  },
  'requests.given_stands': {
    says: {
      zh: '事后补报的权益已经给予：受益人、日期、类型不能改，金额和人数不能改小。',
      en:
        'What was declared late was given: its recipient, day and kind stay, and neither amount nor number ' +
        'gets smaller.',
    },
    wayOut: {
      zh: '填错的，请撤回后附凭证申请冲销，再如实补报。',
      en: 'If it was declared wrongly, withdraw it, ask for a reversal with its paper, and declare it anew.',
    },
  },
  'requests.answer_is_the_applicants': {
    says: {
      zh: '合规只能补充客户、受益人等事实；金额、受益人、理由和材料由申请人填写。',
      en:
        'Compliance states facts about the parties; the amount, the recipient, the reason and the papers ' +
        'are the applicant’s.',
    },
    wayOut: {
      zh: '请在客户或人员档案中登记事实，或请申请人补充。',
      en: 'Record the fact with the party, or ask the applicant to answer.',
    },
  },
  'requests.guests_differ': {
    says: {
      zh: '数量 {quantity} 与来宾人数 {guests} 不一致。',
      en: 'The number ({quantity}) and the guests ({guests}) differ.',
    },
    wayOut: { zh: '请只填一处，或改为相同。', en: 'Fill in one of them, or make them equal.' },
  },
  'requests.file_used': {
    says: {
      zh: '「{name}」是另一份申请的附件，不能再用。',
      en: '“{name}” is evidence of another request and stays there.',
    },
    wayOut: { zh: '请为这份申请上传它自己的材料。', en: 'Upload the paper of this request.' },
  },
  'requests.given_in_future': {
    says: { zh: '给予日期在今天之后。', en: 'The day of giving lies in the future.' },
    wayOut: { zh: '请在实际给予后记录。', en: 'Record it once it was given.' },
  },
} as const satisfies Record<string, RefusalText>
