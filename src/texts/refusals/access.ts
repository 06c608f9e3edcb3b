import type { RefusalText } from '../text.ts'

export const accessRefusals = {
  'access.not_signed_in': {
    says: { zh: '您还没有登录，或登录已过期。', en: 'You are not signed in, or your session has ended.' },
    wayOut: { zh: '请重新登录。', en: 'Sign in again.' },
  },
  'access.wrong_credentials': {
    says: { zh: '邮箱或密码不正确。', en: 'The e-mail address or the password is not right.' },
    wayOut: {
      zh: '请检查后重试；忘记密码请联系管理员重置。',
      en: 'Check both and try again. An administrator can set a new password.',
    },
  },
  'access.wrong_factor': {
    says: { zh: '验证码不正确，或已被使用。', en: 'The code is not right, or has been used already.' },
    wayOut: { zh: '请等待下一个验证码再输入。', en: 'Wait for the next code and enter that one.' },
  },
  'access.challenge_over': {
    says: { zh: '本次登录已超时。', en: 'This sign-in has taken too long.' },
    wayOut: { zh: '请从邮箱和密码重新开始。', en: 'Start again with your e-mail address and password.' },
  },
  'access.too_many_attempts': {
    says: {
      zh: '该账号连续多次验证失败，暂停登录 {minutes} 分钟。',
      en: 'Too many failures in a row: this account pauses for {minutes} min.',
    },
    wayOut: {
      zh: '请稍后再试；如果不是您本人操作，请通知管理员。',
      en: 'Try again after the pause. If it was not you, tell an administrator.',
    },
  },
  'access.factor_needed': {
    says: { zh: '此操作需要使用动态验证码登录。', en: 'This needs a session opened with a second factor.' },
    wayOut: { zh: '请重新登录并输入动态验证码。', en: 'Sign in again with the code from your authenticator.' },
  },
  'access.fresh_factor_needed': {
    says: {
      zh: '此操作需要十分钟内验证过的动态验证码。',
      en: 'This needs a second factor shown within the last ten minutes.',
    },
    wayOut: { zh: '请输入当前的动态验证码后继续。', en: 'Enter the current code and go on.' },
  },
  'access.no_factor': {
    says: { zh: '该账号还没有绑定动态验证码。', en: 'This account has no second factor yet.' },
    wayOut: { zh: '请联系管理员为该账号绑定。', en: 'Ask an administrator to set one up.' },
  },
  'access.password_too_short': {
    says: {
      zh: '密码至少需要 {characters} 个字符。',
      en: 'The password needs at least {characters} characters.',
    },
    wayOut: {
      zh: '请加长密码；绑定动态验证码的账号至少 8 个字符，否则至少 15 个。',
      en: 'Use a longer one: 15 characters, or 8 where the account has a second factor.',
    },
  },
  'access.not_in_table': {
    says: { zh: '该操作没有登记权限，默认不允许。', en: 'No permission is laid down for this, so it is denied.' },
    wayOut: { zh: '请把页面地址告知管理员。', en: 'Tell an administrator where you met this.' },
  },
  'access.outside_token': {
    says: { zh: '该令牌的范围不包含此操作。', en: 'This operation is outside the scope of the token.' },
    wayOut: { zh: '请申请包含此操作的令牌。', en: 'Ask for a token whose scope has it.' },
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
    wayOut: { zh: '请联系承办人，或请其转交、委托给您。', en: 'Ask whoever handles it to pass it on to you.' },
  },
  'access.other_entity': {
    says: { zh: '这条记录属于您无权查看的公司主体。', en: 'This belongs to a legal entity that you do not serve.' },
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
} as const satisfies Record<string, RefusalText>
