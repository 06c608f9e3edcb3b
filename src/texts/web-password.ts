import type { Sentence } from './text.ts'

/** The dialog in which somebody changes their own password. */
export const passwordTexts = {
  'password.title': { zh: '修改密码', en: 'Change password' },
  'password.current': { zh: '当前密码', en: 'Current password' },
  'password.next': { zh: '新密码', en: 'New password' },
  'password.again': { zh: '再次输入新密码', en: 'New password again' },
  'password.hint': {
    zh: '至少 15 个字符；账号绑定动态验证码的，至少 8 个。',
    en: 'At least 15 characters, or 8 where the account has a second factor.',
  },
  'password.fill': { zh: '请填写。', en: 'Fill this in.' },
  'password.not_the_same': {
    zh: '两次输入的新密码不一致，请重新输入。',
    en: 'This is not the new password above. Enter it again.',
  },
  'password.ends': {
    zh: '修改后，此账号在其他设备上的登录会结束，本次登录保持。',
    en: 'Your sessions on other devices end; this one goes on.',
  },
  'password.change': { zh: '修改密码', en: 'Change password' },
  'password.done': { zh: '密码已修改', en: 'Your password is changed' },
  'password.failed': {
    zh: '密码没有修改，请重试；重试不会修改两次。',
    en: 'No answer came. Try again: nothing is done twice.',
  },
} as const satisfies Record<string, Sentence>
