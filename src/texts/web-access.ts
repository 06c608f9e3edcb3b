import type { Sentence } from './text.ts'

/** Sign-in and delegation. */
export const accessTexts = {
  'sign_in.title': { zh: '登录', en: 'Sign in' },
  'sign_in.promise': {
    zh: '客户权益，先有答案，再有记录。',
    en: 'Customer benefits: an answer first, then a record that holds.',
  },
  'sign_in.email': { zh: '邮箱', en: 'E-mail address' },
  'sign_in.password': { zh: '密码', en: 'Password' },
  'sign_in.go': { zh: '登录', en: 'Sign in' },
  'sign_in.factor_title': { zh: '双重验证', en: 'Second factor' },
  'sign_in.factor_text': {
    zh: '请输入身份验证器里的六位动态码。',
    en: 'Enter the six-digit code of your authenticator.',
  },
  'sign_in.code': { zh: '六位动态码', en: 'Six-digit code' },
  'sign_in.verify': { zh: '验证', en: 'Verify' },
  'sign_in.again': { zh: '换一个账户', en: 'Use another account' },
  'sign_in.sample_title': { zh: '示例账户', en: 'Sample log-ins' },
  'sign_in.sample_text': {
    zh: '这是示例公司。选一个角色即可填好账户。',
    en: 'This is a sample company. Choose a role to fill in its log-in.',
  },
  'sign_in.use_code': { zh: '填入示例动态码 {code}', en: 'Fill in the sample code {code}' },
  'sign_in.failed': { zh: '没有登录成功', en: 'You are not signed in' },
  'delegation.title': { zh: '委托代批', en: 'Delegation' },
  'delegation.given': { zh: '我委托的', en: 'Given by me' },
  'delegation.received': { zh: '委托给我的', en: 'Given to me' },
  'delegation.none': { zh: '没有委托。', en: 'None.' },
  'delegation.to': { zh: '委托给', en: 'Hand over to' },
  'delegation.from_on': { zh: '开始日期', en: 'First day' },
  'delegation.until_on': { zh: '结束日期', en: 'Last day' },
  'delegation.scope': { zh: '仅限以下类型（不选即全部）', en: 'Only these kinds (none means all)' },
  'delegation.cap': { zh: '单笔上限（选填）', en: 'At most for one item (optional)' },
  'delegation.reason': { zh: '原因', en: 'Reason' },
  'delegation.new': { zh: '新的委托', en: 'New delegation' },
  'delegation.make': { zh: '委托', en: 'Delegate' },
  'delegation.end': { zh: '提前结束', en: 'End now' },
  'delegation.hint': {
    zh: '受托人以自己的名义审批，记录写作「李强 代 张敏」。到期自动结束。',
    en: 'The deputy decides in their own name; the record names both. It ends by itself.',
  },
  'delegation.who_cap': { zh: '单笔不超过 {amount}', en: 'at most {amount} each' },
  'delegation.made': { zh: '委托已登记', en: 'The delegation is on record' },
  'delegation.ended': { zh: '委托已结束', en: 'The delegation has ended' },
  'staff.search': { zh: '姓名或工号', en: 'Name or staff number' },
  'staff.none': { zh: '没有找到可选的同事。', en: 'No colleague found.' },
  'staff.more': {
    zh: '另有 {count} 人未列出，请继续输入姓名或职务。',
    en: {
      one: '{count} more is not listed; type more of the name or title.',
      other: '{count} more are not listed; type more of the name or title.',
    },
  },
} as const satisfies Record<string, Sentence>
