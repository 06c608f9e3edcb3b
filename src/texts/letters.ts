import type { Sentence } from './text.ts'

/** Letters to an applicant about what became of a request. They name the number and nothing of the benefit. */
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
