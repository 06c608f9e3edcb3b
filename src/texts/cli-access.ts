import type { Sentence } from './text.ts'

/** What the command line says about people, roles and tokens. */
export const cliAccessTexts = {
  'cli.user': { zh: '账号：列出、新建、重置、关闭', en: 'accounts: list, add, reset, close' },
  'cli.user.what': { zh: '请写 list、add、reset 或 close。', en: 'Say list, add, reset or close.' },
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
  'cli.role': { zh: '角色：列出、提出、确认、结束', en: 'roles: list, propose, confirm, decline, end' },
  'cli.role.what': {
    zh: '请写 list、propose、confirm、decline 或 end。',
    en: 'Say list, propose, confirm, decline or end.',
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
