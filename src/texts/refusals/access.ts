import type { RefusalText } from '../text.ts'

export const accessRefusals = {
  'access.not_in_table': {
    says: {
      zh: '该操作没有登记权限，默认不允许。',
      en: 'No permission is laid down for this, so it is denied.',
    },
    wayOut: { zh: '请把页面地址告知管理员。', en: 'Tell an administrator where you met this.' },
  },
  'access.outside_token': {
    says: { zh: '该令牌的范围不包含此操作。', en: 'This operation is outside the scope of the token.' },
    wayOut: { zh: '请申请包含此操作的令牌。', en: 'Ask for a token whose scope has it.' },
  },
  'access.not_for_token': {
    says: {
      zh: '脚本令牌不出示动态验证码，不能做出决定或管理公司。',
      en: 'A token shows no second factor, so it neither decides nor administers.',
    },
    wayOut: {
      zh: '请本人登录后办理，或从令牌范围中去掉这类操作。',
      en: 'Sign in and do it in person, or leave such operations out of the token.',
    },
  },
  'access.role_needed': {
    says: { zh: '您的角色不包含此操作。', en: 'None of your roles includes this.' },
    wayOut: {
      zh: '如工作需要，请联系管理员申请相应角色；新角色次日生效。',
      en: 'If your work needs it, ask an administrator for the role. It starts the day after.',
    },
  },
  'access.not_yours': {
    says: { zh: '这件事不在您的职责范围内。', en: 'This is not yours to handle.' },
    wayOut: {
      zh: '请联系承办人，或请其转交、委托给您。',
      en: 'Ask whoever handles it to pass it on to you.',
    },
  },
  'access.other_entity': {
    says: {
      zh: '这条记录属于您无权查看的公司主体。',
      en: 'This belongs to a legal entity that you do not serve.',
    },
    wayOut: { zh: '请联系该主体的经办人。', en: 'Ask a colleague of that entity.' },
  },
  'access.wrong_state': {
    says: { zh: '当前状态下不能这样操作。', en: 'This cannot be done in its present state.' },
    wayOut: { zh: '请刷新查看最新状态。', en: 'Reload to see where it stands now.' },
  },
  'access.duty_conflict': {
    says: {
      zh: '您在这件事上已有另一项职责；申请、批准、付款、复核须由不同的人担任。',
      en: 'You already have another duty here: different people ask, approve, pay and check.',
    },
    wayOut: { zh: '请转交给没有参与这件事的同事。', en: 'Pass it to a colleague who has had no part in it.' },
  },
  'access.not_in_organisation': {
    says: { zh: '组织里没有这条记录。', en: 'The organisation has no such entry.' },
    wayOut: { zh: '请刷新组织信息后重新选择。', en: 'Reload the organisation and choose again.' },
  },
  'access.code_taken': {
    says: { zh: '该编号已被使用。', en: 'This code is in use already.' },
    wayOut: { zh: '请换一个编号。', en: 'Choose another code.' },
  },
  'access.unknown_zone': {
    says: { zh: '没有这个时区。', en: 'There is no such time zone.' },
    wayOut: { zh: '请填写 IANA 时区名，例如 Asia/Shanghai。', en: 'Use an IANA name such as Asia/Shanghai.' },
  },
  'access.founded_already': {
    says: { zh: '公司已经建立。', en: 'The company has been founded already.' },
    wayOut: { zh: '请用管理员账号继续维护组织。', en: 'Go on as an administrator.' },
  },
  'access.left_already': {
    says: { zh: '该员工的离职日期已登记。', en: 'The last day of this person is on record already.' },
    wayOut: {
      zh: '如登记有误，请撤回离职；最后工作日已过的，须另一人确认。',
      en: 'If it is wrong, take it back; once the last day is over, a second person confirms that.',
    },
  },
  'access.leaving_waits': {
    says: {
      zh: '该员工的离职正等待第二人复核。',
      en: 'An end of this employment already waits for its second person.',
    },
    wayOut: {
      zh: '请等待答复，或由提议人撤回后重新提出；需要立即停用登录时，请关闭其账号。',
      en:
        'Wait for the answer, or have whoever proposed it take it back. To keep the person out at once, ' +
        'close their account.',
    },
  },
  'access.leaving_answered': {
    says: {
      zh: '该离职已有答复或已撤回。',
      en: 'This end of an employment has been answered or taken back already.',
    },
    wayOut: { zh: '无需再操作。', en: 'There is nothing left to do.' },
  },
  'access.own_leaving': {
    says: { zh: '不能复核自己的离职。', en: 'Nobody confirms the end of their own employment.' },
    wayOut: {
      zh: '请另一位管理员或合规官复核。',
      en: 'Another administrator or a compliance officer answers it.',
    },
  },
  'access.nobody_to_confirm': {
    says: {
      zh: '此事须由第二人复核，但除您和所涉员工外，没有其他人可以复核。',
      en:
        'This takes a second person, and besides you and those whom it is about nobody has a role that ' +
        'may confirm it.',
    },
    wayOut: {
      zh: '请先让一位同事担任合规官（人员和角色事项也可由管理员复核）；要让离职者立即无法登录，请关闭其账号。',
      en:
        'Have a colleague become an officer of compliance first; an administrator may confirm what is ' +
        'about staff and roles. To keep somebody who leaves out at once, close their account.',
    },
  },
  'access.not_leaving': {
    says: {
      zh: '该员工在职，无需恢复任职。',
      en: 'This person is employed: there is no end to take back.',
    },
    wayOut: { zh: '请核对所选的人。', en: 'Check who was chosen.' },
  },
  'access.own_reinstatement': {
    says: { zh: '不能提出或确认本人恢复任职。', en: 'Nobody takes back the end of their own employment.' },
    wayOut: { zh: '请由另外两位同事提出和确认。', en: 'Two other people propose and confirm it.' },
  },
  'access.emergency_waits': {
    says: {
      zh: '该员工上一次应急权限尚未复核。',
      en: 'The last emergency access of this person has not been looked at yet.',
    },
    wayOut: {
      zh: '请合规人员在待办中先答复它，或为另一位员工启用应急权限。',
      en: 'Compliance answers it in the inbox first, or emergency access is opened for somebody else.',
    },
  },
  'access.emergency_answered': {
    says: { zh: '该应急权限已经复核。', en: 'This emergency access has been looked at already.' },
    wayOut: {
      zh: '复核意见保留在日志中，无需再次答复。',
      en: 'What was said stands in the log. Nothing is left to do.',
    },
  },
  'access.own_emergency': {
    says: { zh: '不能复核自己的应急权限。', en: 'Nobody judges their own emergency access.' },
    wayOut: {
      zh: '请另一位合规人员或总经理复核。',
      en: 'Another officer of compliance or the general manager looks at it.',
    },
  },
  'access.reinstatement_waits': {
    says: {
      zh: '该员工的恢复任职已经提出，正等待第二人复核。',
      en: 'A reinstatement of this person already waits for its second person.',
    },
    wayOut: {
      zh: '请另一位管理员或合规人员在待办中答复它；答复后可以重新提出。',
      en: 'Another administrator or compliance answers it in the inbox; afterwards it can be proposed again.',
    },
  },
  'access.reinstatement_answered': {
    says: {
      zh: '该恢复任职已有答复或已撤回。',
      en: 'This reinstatement has been answered or taken back already.',
    },
    wayOut: { zh: '如需更改，请重新提出。', en: 'Propose it again if it should change.' },
  },
  'access.leaves_before_joining': {
    says: { zh: '离职日期早于入职日期。', en: 'The last day is before the first.' },
    wayOut: { zh: '请核对日期。', en: 'Check the dates.' },
  },
  'access.last_administrator': {
    says: {
      zh: '这样公司将没有系统管理员。',
      en: 'The company would have no administrator.',
    },
    wayOut: { zh: '请先让另一位管理员的角色生效。', en: 'Grant the role to somebody else first.' },
  },
  'access.manager_circle': {
    says: { zh: '汇报关系不能成环。', en: 'Nobody can lead a person who leads them.' },
    wayOut: { zh: '请选择另一位上级。', en: 'Choose another manager.' },
  },
  'access.manager_dates': {
    says: {
      zh: '现有汇报关系自 {fromOn} 开始，新的不能更早。',
      en: 'The present manager began on {fromOn}.',
    },
    wayOut: { zh: '请选择该日或之后的日期。', en: 'Choose that day or a later one.' },
  },
  'access.own_manager': {
    says: {
      zh: '汇报关系的双方都不能提出或确认该关系。',
      en: 'Neither of the two people in a line of reporting proposes or confirms it.',
    },
    wayOut: { zh: '请由另外两位同事提出和确认。', en: 'Two other people propose and confirm it.' },
  },
  'access.manager_starts_too_early': {
    says: {
      zh: '新的汇报关系最早从 {earliest} 生效。',
      en: 'A new manager leads from {earliest} at the earliest.',
    },
    wayOut: { zh: '请选择该日或之后的日期。', en: 'Choose that day or a later one.' },
  },
  'access.manager_waits': {
    says: {
      zh: '该员工的另一项汇报关系正等待第二人复核。',
      en: 'Another manager of this person already waits for a second person.',
    },
    wayOut: {
      zh: '请等待答复，或由提议人撤回后重新提出。',
      en: 'Wait for the answer, or have whoever proposed it take it back; then propose anew.',
    },
  },
  'access.profile_waits': {
    says: {
      zh: '该主体的另一项情况正等待第二人复核。',
      en: 'Something else stated of this entity already waits for a second person.',
    },
    wayOut: {
      zh: '请等待答复，或由提议人撤回后重新提出。',
      en: 'Wait for the answer, or have whoever proposed it take it back; then propose anew.',
    },
  },
  'access.manager_answered': {
    says: {
      zh: '该汇报关系已有答复或已撤回。',
      en: 'This line of reporting has been answered or taken back already.',
    },
    wayOut: { zh: '如需更改，请重新提出。', en: 'Propose it again if it should change.' },
  },
  'access.email_taken': {
    says: { zh: '该邮箱已有账号。', en: 'This address has an account already.' },
    wayOut: { zh: '请换一个邮箱，或重置原账号。', en: 'Use another address, or reset that account.' },
  },
  'access.account_closed': {
    says: { zh: '该账号已关闭。', en: 'This account is closed.' },
    wayOut: { zh: '如需登录，请新建账号。', en: 'Make a new account if one is needed.' },
  },
  'access.own_role': {
    says: { zh: '不能给自己授予或确认角色。', en: 'Nobody grants or confirms a role of their own.' },
    wayOut: { zh: '请由另外两位同事提出和确认。', en: 'Two other people propose and confirm it.' },
  },
  'access.second_person_needed': {
    says: { zh: '提出人不能同时确认。', en: 'Whoever proposed it cannot also confirm it.' },
    wayOut: {
      zh: '请由另一位管理员或合规官确认。',
      en: 'Another administrator or a compliance officer confirms it.',
    },
  },
  'access.role_starts_too_early': {
    says: { zh: '新角色最早从 {earliest} 生效。', en: 'A new role starts on {earliest} at the earliest.' },
    wayOut: { zh: '请选择该日或之后的日期。', en: 'Choose that day or a later one.' },
  },
  'access.role_dates': {
    says: {
      zh: '结束日期不对：不能早于开始，也不能早于昨天。',
      en: 'The last day is before the first, or in the past.',
    },
    wayOut: { zh: '请核对日期。', en: 'Check the dates.' },
  },
  'access.roles_exclude': {
    says: {
      zh: '该角色与此人已有的角色不能同时担任：管理和审计与业务分开。',
      en: 'This role excludes one the person has: administration and audit stand apart from business.',
    },
    wayOut: {
      zh: '请先结束原角色，或授予另一位同事。',
      en: 'End the other role first, or choose somebody else.',
    },
  },
  'access.role_held': {
    says: { zh: '此人在这段时间已有同样的角色。', en: 'The person has this role in that time already.' },
    wayOut: { zh: '请调整日期或范围。', en: 'Choose other dates or another scope.' },
  },
  'access.role_answered': {
    says: { zh: '这项角色已有答复或已撤回。', en: 'This role has been answered or taken back already.' },
    wayOut: { zh: '请刷新查看结果。', en: 'Reload to see the answer.' },
  },
  'access.role_ended': {
    says: { zh: '这项角色没有生效或已结束。', en: 'This role is not in force, or has ended.' },
    wayOut: { zh: '请刷新查看最新状态。', en: 'Reload to see where it stands now.' },
  },
  'access.head_needs_unit': {
    says: { zh: '部门负责人需要指定部门。', en: 'A department head needs a unit.' },
    wayOut: { zh: '请选择部门。', en: 'Choose the unit.' },
  },
  'access.delegation_to_self': {
    says: { zh: '不能委托给自己。', en: 'You cannot delegate to yourself.' },
    wayOut: { zh: '请选择一位同事。', en: 'Choose a colleague.' },
  },
  'access.delegation_in_the_past': {
    says: {
      zh: '委托不能从过去的日期开始，今天是 {today}。',
      en: 'A delegation cannot begin before today, {today}.',
    },
    wayOut: { zh: '请选择今天或之后的日期。', en: 'Choose today or a later day.' },
  },
  'access.delegation_dates': {
    says: { zh: '结束日期早于开始日期。', en: 'The last day is before the first.' },
    wayOut: { zh: '请核对日期。', en: 'Check the dates.' },
  },
  'access.delegation_too_long': {
    says: { zh: '一次委托最长 {daysMax} 天。', en: 'One delegation lasts {daysMax} days at most.' },
    wayOut: {
      zh: '请缩短时间；更长的缺席请调整角色。',
      en: 'Shorten it; for a longer absence, change the roles.',
    },
  },
  'access.unknown_kind': {
    says: { zh: '没有「{kind}」这种事项。', en: 'There is no kind of matter called {kind}.' },
    wayOut: { zh: '请从列表中选择事项类型。', en: 'Choose the kinds from the list.' },
  },
  'access.delegation_exists': {
    says: {
      zh: '{fromOn} 至 {untilOn} 已委托给这位同事。',
      en: 'There is one to this colleague from {fromOn} to {untilOn} already.',
    },
    wayOut: { zh: '请先结束原委托，或选择其他日期。', en: 'End that one first, or choose other days.' },
  },
  'access.delegation_over': {
    says: { zh: '该委托已经结束。', en: 'This delegation has ended already.' },
    wayOut: { zh: '无需再操作。', en: 'There is nothing left to do.' },
  },
  'access.deputy_unfit': {
    says: {
      zh: '这位同事没有业务角色，不能代为审批。',
      en: 'This colleague has no business role and cannot decide.',
    },
    wayOut: { zh: '请选择有业务角色的同事。', en: 'Choose a colleague who has one.' },
  },
  'access.deputy_is_requester': {
    says: { zh: '受托人就是申请人，不能代批。', en: 'The deputy is the applicant and cannot decide.' },
    wayOut: { zh: '请由委托人本人或其他同事审批。', en: 'The principal or another colleague decides.' },
  },
  'access.deputy_below_requester': {
    says: {
      zh: '受托人是申请人的下属，不能代批。',
      en: 'The deputy reports to the applicant and cannot decide.',
    },
    wayOut: { zh: '请由委托人本人或其他同事审批。', en: 'The principal or another colleague decides.' },
  },
  'access.deputy_has_acted': {
    says: { zh: '受托人已参与过这件事，不能再代批。', en: 'The deputy has had a part in this already.' },
    wayOut: { zh: '请由委托人本人或其他同事审批。', en: 'The principal or another colleague decides.' },
  },
  'access.profile_empty': {
    says: { zh: '没有写明主体的任何情况。', en: 'Nothing is stated of the entity.' },
    wayOut: {
      zh: '请至少写明行业、上市地、跨国关联、行业准则或会计准则中的一项。',
      en: 'State the sector, a listing, a link, a code or an accounting standard.',
    },
  },
  'access.profile_answered': {
    says: { zh: '这项情况已有答复或已撤回。', en: 'This has been answered or taken back already.' },
    wayOut: { zh: '情况有变的，请另行提议。', en: 'If it has changed, propose it anew.' },
  },
  'access.unknown_operation': {
    says: { zh: '没有 {operation} 这项操作。', en: 'There is no operation {operation}.' },
    wayOut: { zh: '请查阅接口文档中的操作名。', en: 'Take the names from the API reference.' },
  },
  'access.token_shown_once': {
    says: {
      zh: '令牌“{name}”已经创建。它的密钥只显示一次，也不留存，无法再次给出。',
      en: 'The token “{name}” has been made. Its secret is shown once and kept nowhere.',
    },
    wayOut: {
      zh: '没有收到密钥的，请撤销令牌 {tokenId}，再用新的幂等键另建一个。',
      en: 'If the secret did not reach you, revoke token {tokenId} and make another under a new key.',
    },
  },
  'access.token_revoked': {
    says: { zh: '该令牌已撤销。', en: 'This token has been revoked already.' },
    wayOut: { zh: '无需再操作。', en: 'There is nothing left to do.' },
  },
} as const satisfies Record<string, RefusalText>
