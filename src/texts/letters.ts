import type { Sentence } from './text.ts'

/** Letters to an applicant about what became of a request: they name the number, nothing of the benefit. */
export const verdictLetters = {
  'letter.approved.subject': { zh: '已批准：{number}', en: 'Approved: {number}' },
  'letter.approved': {
    zh: '申请 {number} 已批准。给予前请看所附条件：{address}',
    en: 'Request {number} is approved. See its conditions before you give: {address}',
  },
  'letter.rejected.subject': { zh: '未获批准：{number}', en: 'Not approved: {number}' },
  'letter.rejected': {
    zh: '申请 {number} 未获批准，理由和可行的办法请登录查看：{address}',
    en: 'Request {number} was not approved. Sign in for the reason and the way out: {address}',
  },
  'letter.more_information.subject': { zh: '请补充：{number}', en: 'Please answer: {number}' },
  'letter.more_information': {
    zh: '申请 {number} 被退回，请按审批人的问题补充后再次提交：{address}',
    en: 'Request {number} came back to you with a question. Answer it and send it again: {address}',
  },
} as const satisfies Record<string, Sentence>

/** Letters about what became of a proposal: to whoever made it, and to those who were asked. */
export const proposalLetters = {
  'letter.proposal.approved.subject': { zh: '您的提议已确认', en: 'Your proposal was confirmed' },
  'letter.proposal.approved': {
    zh: '您提交第二人复核的一项提议已确认。请登录查看：{address}/inbox?item={item}',
    en: 'Something that you laid before a second person was confirmed: {address}/inbox?item={item}',
  },
  'letter.proposal.rejected.subject': { zh: '您的提议未获确认', en: 'Your proposal was declined' },
  'letter.proposal.rejected': {
    zh: '您提交第二人复核的一项提议未获确认，理由请登录查看：{address}/inbox?item={item}',
    en:
      'Something that you laid before a second person was declined. Sign in for the reason: ' +
      '{address}/inbox?item={item}',
  },
  'letter.proposal.withdrawn.subject': { zh: '提议已撤回，无需您处理', en: 'Taken back: nothing to answer' },
  'letter.proposal.withdrawn': {
    zh: '等待您复核的一项提议已由提议人撤回，无需再处理：{address}/inbox?item={item}',
    en:
      'A proposal that waited for you was taken back by whoever made it. There is nothing left to ' +
      'answer: {address}/inbox?item={item}',
  },
  'letter.proposal.stopped.subject': { zh: '提议已失效', en: 'A proposal lapsed' },
  'letter.proposal.stopped': {
    zh: '一项等待复核的提议已失效，原因请登录查看；仍需办理的，请重新提出：{address}/inbox?item={item}',
    en:
      'A proposal that waited for its second person lapsed. Sign in for why, and propose it anew if it is ' +
      'still wanted: {address}/inbox?item={item}',
  },
} as const satisfies Record<string, Sentence>

/** Letters about an overdue decision to a superior who is told of it and not asked. */
export const overdueLetters = {
  'letter.told.subject': { zh: '下属有逾期审批', en: 'Overdue with somebody you lead' },
  'letter.told': {
    zh: '您的下属有一项审批自 {due} 起逾期未处理。该项不由您审批，请提醒对方处理、转交或设置委托：{address}',
    en:
      'An approval that waits for somebody you lead has been overdue since {due}. You are not asked to ' +
      'decide it: please have it decided, handed on or delegated: {address}',
  },
} as const satisfies Record<string, Sentence>

/** Letters to a person whose account somebody else opened, reset or gave a second factor. */
export const accountLetters = {
  'letter.account.subject': { zh: '您的账号有变动', en: 'Your account was changed' },
  'letter.account.opened': {
    zh: '管理员于 {due} 为您开通了一个账号。如果不是您要的，请立即告知合规官：{address}',
    en:
      'At {due} an administrator opened an account for you. If you did not ask for it, tell ' +
      'compliance now: {address}',
  },
  'letter.account.reset': {
    zh: '管理员于 {due} 重置了您的账号密码，动态验证码也随之作废，须由另一人重新发放。如果不是您要的，请立即告知合规官：{address}',
    en:
      'At {due} an administrator reset the password of your account; its second factor ' +
      'ended, and another person ' +
      'gives you a new one. If you did not ask for it, tell compliance now: {address}',
  },
  'letter.account.password': {
    zh: '您的账号密码已于 {due} 修改。如果不是您本人所为，请立即告知管理员或合规官：{address}',
    en:
      'The password of your account was changed at {due}. If it was not you, tell an administrator or ' +
      'compliance now: {address}',
  },
  'letter.account.factor': {
    zh: '您的账号于 {due} 领取了新的动态验证码。如果没有人当面交给您，请立即告知合规官：{address}',
    en:
      'At {due} your account was given a second factor. If nobody handed it to you, tell compliance ' +
      'now: {address}',
  },
} as const satisfies Record<string, Sentence>
