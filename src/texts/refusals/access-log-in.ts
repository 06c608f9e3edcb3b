import type { RefusalText } from '../text.ts'

/** What is refused at the door: log-ins, passwords, second factors. */
export const logInRefusals = {
  'access.not_signed_in': {
    says: { zh: '您还没有登录，或登录已过期。', en: 'You are not signed in, or your session has ended.' },
    wayOut: { zh: '请重新登录。', en: 'Sign in again.' },
  },
  'access.employment_ended': {
    says: {
      zh: '您的最后工作日是 {leftOn}，此后账号不能再使用。',
      en: 'Your last working day was {leftOn}; your account opens nothing after it.',
    },
    wayOut: {
      zh: '如果日期有误，请联系公司的管理员或合规部门，由他们恢复任职。',
      en: 'If that is a mistake, ask an administrator of the company, or compliance: they can take it back.',
    },
  },
  'access.not_joined_yet': {
    says: {
      zh: '您的入职日期是 {joinedOn}，账号从当天起可以使用。',
      en: 'Your first working day is {joinedOn}; your account opens from that day on.',
    },
    wayOut: {
      zh: '请在入职当天登录；如果日期有误，请联系公司的管理员。',
      en: 'Sign in from that day on. If the day is wrong, ask an administrator of the company.',
    },
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
    wayOut: {
      zh: '请重新登录并输入动态验证码；还没有的，请另一位管理员或合规官发放。',
      en:
        'Sign in again with the code from your authenticator; if you have none yet, an administrator ' +
        'who did not set your password, or compliance, gives you one.',
    },
  },
  'access.waits_for_factor': {
    says: {
      zh: '此账号的密码由他人设置，动态验证码尚未发放；在此之前不能查看，也不能办理任何事项。',
      en:
        'Somebody else set the password of this account, and its second factor was not given yet: until ' +
        'then it shows and does nothing.',
    },
    wayOut: {
      zh: '请设置密码者以外的另一位管理员或合规官为此账号发放动态验证码，然后重新登录。',
      en:
        'Ask an administrator who did not set the password, or compliance, for the second factor, and ' +
        'sign in again.',
    },
  },
  'access.fresh_factor_needed': {
    says: {
      zh: '此操作需要十分钟内验证过的动态验证码。',
      en: 'This needs a second factor shown within the last ten minutes.',
    },
    wayOut: { zh: '请输入当前的动态验证码后继续。', en: 'Enter the current code and go on.' },
  },
  'access.factor_by_another': {
    says: {
      zh: '设置密码的人和账号本人都不能发放动态验证码，否则一个人就能以他人名义审批。',
      en:
        'Neither whoever set the password nor the account’s own person gives its second factor: one ' +
        'person could else decide in another’s name.',
    },
    wayOut: {
      zh: '请另一位管理员或合规官发放；没有第二个人时，由运维人员执行 aboveboard user reset --email 邮箱。',
      en:
        'Another administrator or a compliance officer gives it; where there is nobody else, whoever ' +
        'runs the machine uses aboveboard user reset --email ADDRESS.',
    },
  },
  'access.no_password': {
    says: {
      zh: '该账号还没有密码，不能先发放动态验证码。',
      en: 'This account has no password yet, and gets no second factor before it.',
    },
    wayOut: { zh: '请先重设该账号的密码。', en: 'Reset the account first, which sets its password.' },
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
  'access.wrong_password': {
    says: {
      zh: '当前密码不正确，密码没有修改。',
      en: 'The current password is not right; nothing was changed.',
    },
    wayOut: {
      zh: '请重新输入；忘记密码请联系管理员重置。',
      en: 'Enter it again. If you forgot it, an administrator can set a new one.',
    },
  },
  'access.same_password': {
    says: { zh: '新密码与当前密码相同。', en: 'The new password is the one that you have.' },
    wayOut: { zh: '请换一个只有您知道的密码。', en: 'Choose another one that only you know.' },
  },
} as const satisfies Record<string, RefusalText>
