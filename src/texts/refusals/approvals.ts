import type { RefusalText } from '../text.ts'

export const approvalsRefusals = {
  'approvals.yes_or_no': {
    says: { zh: '这类事项只能确认或拒绝。', en: 'This can only be confirmed or declined.' },
    wayOut: { zh: '请选择同意或拒绝。', en: 'Approve it or reject it.' },
  },
  'approvals.not_open': {
    says: { zh: '这项审批已经结束（{state}）。', en: 'This approval is already closed ({state}).' },
    wayOut: { zh: '请查看经过，了解由谁在何时作出决定。', en: 'See the timeline for who decided, and when.' },
  },
  'approvals.already_decided': {
    says: { zh: '{who}已于 {when} {did}。', en: '{who} {did} on {when}.' },
    wayOut: {
      zh: '先作出的决定有效，您的操作没有生效。如有不同意见，请联系对方。',
      en: 'The first decision stands; yours was not taken. Speak with them if you see it differently.',
    },
  },
  'approvals.lapsed': {
    says: { zh: '这项提议已于 {when} 失效。', en: 'This proposal lapsed on {when}.' },
    wayOut: {
      zh: '请查看经过，了解失效原因；仍需办理的，请重新提出。',
      en: 'See the timeline for why. Propose it anew if it is still wanted.',
    },
  },
  'approvals.proposer_only': {
    says: { zh: '只有提议人本人可以撤回。', en: 'Only whoever proposed it can take it back.' },
    wayOut: {
      zh: '请联系提议人；由您答复的，可以拒绝并写明理由。',
      en: 'Ask them; where you are asked to answer, you can decline it with a reason.',
    },
  },
  'approvals.not_in_batch': {
    says: {
      zh: '需要逐项判断，不能批量处理。',
      en: 'It needs its own judgement and cannot stand in a batch.',
    },
    wayOut: { zh: '请打开后单独处理。', en: 'Open it and decide it alone.' },
  },
  'approvals.batch_off': {
    says: {
      zh: '「{kind}」没有开通批量审批。',
      en: 'Batches are not switched on for this kind ({kind}).',
    },
    wayOut: {
      zh: '请逐项处理；需要开通的，由公司在审批权限表中列出。',
      en: 'Decide each alone, or have the company name the kind in its authority matrix.',
    },
  },
  'approvals.no_batches': {
    says: { zh: '公司没有开通批量审批。', en: 'The company has not switched batches on.' },
    wayOut: {
      zh: '请逐项处理；需要开通的，由公司在审批权限表中列出。',
      en: 'Decide each alone, or have the company name kinds in its authority matrix.',
    },
  },
  'approvals.mixed_batch': {
    says: { zh: '一批只能是同一类型。', en: 'A batch holds items of one kind only.' },
    wayOut: { zh: '请只选择同一类型的事项。', en: 'Choose items of one kind.' },
  },
  'approvals.review_has_no_return': {
    says: {
      zh: '已登记的事项在复核中不能退回。',
      en: 'What is on record already cannot be returned in its review.',
    },
    wayOut: {
      zh: '请说明无异议或提出疑问；需要补充的，直接联系申请人。',
      en: 'Say that the record stands, or question it; ask the applicant directly for what is missing.',
    },
  },
  'approvals.review_stays': {
    says: { zh: '复核由政策抽取，不能撤回。', en: 'A review is drawn by the policy; nobody takes it back.' },
    wayOut: { zh: '请等待复核人答复。', en: 'Wait for whoever reviews it.' },
  },
  'approvals.own_request': {
    says: {
      zh: '不能审批自己的申请（不相容职务分离）。',
      en: 'Nobody approves their own request (separation of duties).',
    },
    wayOut: { zh: '请等待审批路径上的同事处理。', en: 'Wait for the people on the route.' },
  },
  'approvals.not_asked': {
    says: { zh: '当前步骤没有请您审批。', en: 'You are not asked to decide this step.' },
    wayOut: {
      zh: '如需参与，请当前审批人加签或转交。',
      en: 'Ask the current approver to add you or to transfer it.',
    },
  },
  'approvals.already_acted': {
    says: {
      zh: '您已在本轮审批中作过决定，不能再代他人决定。',
      en: 'You have already decided in this round and cannot also decide for somebody else.',
    },
    wayOut: {
      zh: '请由被代理人本人，或另一位代理人处理。',
      en: 'The person themselves, or another delegate, should decide.',
    },
  },
  'approvals.already_signed': {
    says: {
      zh: '您已在本轮同意过一次；每人每轮只能同意一次。',
      en: 'You have approved in this round already; each person approves once.',
    },
    wayOut: {
      zh: '请转交给另一位有权限的同事，或退回申请人。',
      en: 'Hand it to another colleague with the authority, or return it to the applicant.',
    },
  },
  'approvals.asked_yourself': {
    says: {
      zh: '本轮稍后会请您本人审批，不能先代他人决定。',
      en: 'You will be asked yourself later in this round and cannot decide for somebody else before.',
    },
    wayOut: {
      zh: '请由被代理人本人，或另一位代理人处理。',
      en: 'The person themselves, or another delegate, should decide.',
    },
  },
  'approvals.reason_needed': {
    says: { zh: '请写明理由。', en: 'A reason is needed.' },
    wayOut: {
      zh: '用一句话说明，申请人才知道下一步怎么做。',
      en: 'One sentence tells the applicant what to do next.',
    },
  },
  'approvals.no_such_step': {
    says: { zh: '没有可以退回的第 {step} 步。', en: 'There is no earlier step {step} to return to.' },
    wayOut: {
      zh: '请选择已完成的步骤，或退回申请人。',
      en: 'Choose a step before this one, or return it to the applicant.',
    },
  },
  'approvals.not_to_requester': {
    says: { zh: '不能请申请人本人审批。', en: 'The applicant cannot be asked to decide.' },
    wayOut: { zh: '请选择其他同事。', en: 'Choose somebody else.' },
  },
  'approvals.already_asked': {
    says: { zh: '这位同事已在本轮审批中。', en: 'This colleague is already part of this round.' },
    wayOut: { zh: '请选择其他同事。', en: 'Choose somebody else.' },
  },
  'approvals.newcomer_not_there': {
    says: { zh: '组织里没有这位在职员工。', en: 'Nobody of the present staff is meant by this.' },
    wayOut: { zh: '请重新选择一位在职的同事。', en: 'Choose a colleague who works here today.' },
  },
  'approvals.newcomer_other_entity': {
    says: {
      zh: '这位同事无权查看该公司主体的事项。',
      en: 'This colleague does not serve the legal entity of this matter.',
    },
    wayOut: { zh: '请选择该主体的同事。', en: 'Choose a colleague of that entity.' },
  },
  'approvals.newcomer_below_requester': {
    says: { zh: '这位同事是申请人的下属。', en: 'This colleague reports to the applicant.' },
    wayOut: { zh: '请选择不受申请人管理的同事。', en: 'Choose somebody whom the applicant does not lead.' },
  },
  'approvals.own_loosening': {
    says: {
      zh: '您近 90 天内登记过放宽该客户或受益人规则的内容，不能批准。',
      en: 'You made the rules milder for this customer or recipient in the last 90 days; you cannot approve.',
    },
    wayOut: { zh: '请转交给另一位同事。', en: 'Transfer it to another colleague.' },
  },
  'approvals.applicant_loosened': {
    says: {
      zh: '申请人于 {on} 为该对象或其家庭、单位、人员登记过会放宽规则的内容（{what}），{until} 之前（含当日）不由其申请。',
      en:
        'On {on} the applicant {what}, which makes the rules milder for this recipient or somebody near; ' +
        'they file nothing for them until {until}, that day included.',
    },
    wayOut: {
      zh: '请退回、拒绝或撤回，由另一位同事申请。',
      en: 'Return, reject or withdraw it; another colleague files it.',
    },
  },
  'approvals.newcomer_loosened': {
    says: {
      zh: '这位同事近 90 天内登记过放宽该客户或受益人规则的内容。',
      en: 'This colleague made the rules milder for the customer or recipient in the last 90 days.',
    },
    wayOut: { zh: '请选择另一位同事。', en: 'Choose somebody else.' },
  },
  'approvals.newcomer_close': {
    says: {
      zh: '这位同事与受益人有亲属关系，或在客户持股、任职。',
      en: 'This colleague is close to the recipient, or owns or runs a part of the customer.',
    },
    wayOut: { zh: '请选择没有关联关系的同事。', en: 'Choose somebody without such a tie.' },
  },
  'approvals.newcomer_without_standing': {
    says: {
      zh: '这位同事没有这一级的审批权限。',
      en: 'This colleague has no authority for this level.',
    },
    wayOut: {
      zh: '请选择担任该级或更高级审批角色的同事。',
      en: 'Choose somebody with an approving role of this level or a higher one.',
    },
  },
  'approvals.close_to_recipient': {
    says: {
      zh: '您与受益人有亲属关系，或在客户持股、任职，不能批准。',
      en: 'You are close to the recipient, or own or run a part of the customer; you cannot approve.',
    },
    wayOut: { zh: '请转交给没有关联关系的同事。', en: 'Transfer it to a colleague without such a tie.' },
  },
  'approvals.reminded_recently': {
    says: { zh: '{hours} 小时内已经催办过。', en: 'A reminder was sent within the last {hours} hours.' },
    wayOut: { zh: '请稍后再催，或直接联系审批人。', en: 'Remind again later, or speak with the approver.' },
  },
  'approvals.one_for_two': {
    says: {
      zh: '每一级须由不同的人审批，而可以担任「{role}」（{level}）的人在其他层级都已不可缺少。',
      en:
        'Each level is signed by somebody else, and whoever could act as {role} ({level}) is needed for ' +
        'another level.',
    },
    wayOut: {
      zh: '请管理员为该角色再任命一人。公司人数很少时，可由合规修订审批权限表，启用小公司模式。',
      en:
        'Ask an administrator to appoint one more person to this role. In a very small company, compliance ' +
        'can turn on the small-company mode of the authority matrix.',
    },
  },
  'approvals.nobody': {
    says: {
      zh: '没有可以担任「{role}」（{level}）的审批人。',
      en: 'Nobody can act as {role} ({level}) for this request.',
    },
    wayOut: {
      zh: '请管理员补充该角色的人员。',
      en: 'Ask an administrator to appoint somebody to this role.',
    },
  },
  'approvals.holders_loosened': {
    says: {
      zh:
        '可以担任「{role}」（{level}）的人近 90 天内都登记过放宽该客户或受益人规则的内容，不作审批；' +
        '也没有其他更高一级的人可以代为审批。',
      en:
        'Whoever could act as {role} ({level}) made the rules milder for this customer or recipient in the ' +
        'last 90 days and does not sign, and nobody of a higher role is free to sign instead.',
    },
    wayOut: {
      zh: '请管理员为该角色或更高一级的角色再任命一人。',
      en: 'Ask an administrator to appoint one more person to this role or a higher one.',
    },
  },
} as const satisfies Record<string, RefusalText>
