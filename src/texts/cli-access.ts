import type { Sentence } from './text.ts'

/** What the command line says about people, roles and tokens. */
export const cliAccessTexts = {
  'cli.user': {
    zh: '账号：列出、新建、重置、修改本人密码、关闭',
    en: 'accounts: list, add, reset, change one’s own password, close',
  },
  'cli.user.what': {
    zh: '请写 list、add、reset、password 或 close。',
    en: 'Say list, add, reset, password or close.',
  },
  'cli.user.ask_current': { zh: '当前密码：', en: 'Current password: ' },
  'cli.user.ask_new': { zh: '新密码：', en: 'New password: ' },
  'cli.user.ask_again': { zh: '再次输入新密码：', en: 'New password again: ' },
  'cli.user.ask_code': { zh: '动态验证码（6 位）：', en: 'Code of the authenticator, six digits: ' },
  'cli.user.not_the_same': {
    zh: '两次输入的新密码不一致，密码没有修改。请重新运行。',
    en: 'The new password was not the same both times; nothing was changed. Call it again.',
  },
  'cli.user.secrets': {
    zh: '请在标准输入中逐行给出：当前密码、新密码；账号绑定动态验证码的，再加一行验证码。在终端中会逐项询问。',
    en:
      'Give on standard input, a line each: the current password, the new one, and the code where the ' +
      'account has a second factor. At a terminal you are asked for them.',
  },
  'cli.user.signed_out': {
    zh: '密码已修改，此账号的所有登录均已结束。',
    en: 'The password is changed; every session of the account has ended.',
  },
  'cli.user.unknown': { zh: '没有这个账号：{email}', en: 'There is no such account: {email}' },
  'cli.user.no_entity': {
    zh: '没有编号为 {code} 的公司主体。',
    en: 'There is no legal entity with the code {code}.',
  },
  'cli.user.no_unit': { zh: '没有编号为 {code} 的部门。', en: 'There is no unit with the code {code}.' },
  'cli.user.shown_once': {
    zh: '下面的密码和验证器链接只显示这一次，请安全转交本人。',
    en: 'The password and the link for an authenticator are shown this once: hand them over safely.',
  },
  'cli.user.open': { zh: '可用', en: 'open' },
  'cli.user.closed': { zh: '已关闭', en: 'closed' },
  'cli.role': {
    zh: '角色：列出、提出、确认、不予确认、结束，以及应急管理员',
    en: 'roles: list, propose, confirm, decline, end; an administrator in an emergency',
  },
  'cli.role.what': {
    zh: '请写 list、propose、confirm、decline、end 或 emergency。',
    en: 'Say list, propose, confirm, decline, end or emergency.',
  },
  'cli.role.emergency': {
    zh: '{name}现在起为系统管理员，到 {until} 自动结束。全体员工可以在“管理记录”中看到。',
    en:
      '{name} is an administrator from now on, until {until}. ' +
      'Everybody on the staff sees it among the acts of administration.',
  },
  'cli.role.emergency.asked': {
    zh: '已请 {count} 人复核是否必要。',
    en: {
      one: '{count} person is asked whether it was justified.',
      other: '{count} people are asked whether it was justified.',
    },
  },
  'cli.role.emergency.nobody': {
    zh: '没有其他人可以复核：请尽快让一位同事担任合规官。',
    en: 'Nobody else is there to judge it: have a colleague become an officer of compliance soon.',
  },
  'cli.role.unknown': { zh: '没有“{role}”这个角色。', en: 'There is no role “{role}”.' },
  'cli.role.limit': { zh: '限额写作 CNY:20000.00。', en: 'Write a limit as CNY:20000.00.' },
  'cli.entity': {
    zh: '法人主体情况：列出、提出、确认',
    en: 'what the rules ask of our entities: list, propose, confirm, decline',
  },
  'cli.entity.what': {
    zh: '请写 list、propose、confirm 或 decline。',
    en: 'Say list, propose, confirm or decline.',
  },
  'cli.entity.giver': {
    zh: '看不懂“{given}”。写法：代码,sector=general,listed=US+HK,nexus=none,codes=RDPAC,reporting=CAS；行业为：{sectors}',
    en:
      'Cannot read “{given}”. Write ' +
      'CODE,sector=general,listed=US+HK,nexus=none,codes=RDPAC,reporting=CAS; the sectors are {sectors}',
  },
  'cli.token': { zh: '脚本令牌：列出、新建、撤销', en: 'tokens for scripts: list, add, revoke' },
  'cli.token.what': { zh: '请写 list、add 或 revoke。', en: 'Say list, add or revoke.' },
  'cli.token.days': { zh: '天数为 1–366。', en: 'A token lives 1 to 366 days.' },
} as const satisfies Record<string, Sentence>
