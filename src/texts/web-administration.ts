import type { Sentence } from './text.ts'

/** The page on which everybody reads what those who administer did. */
export const administrationTexts = {
  'administration.title': { zh: '管理记录', en: 'Acts of administration' },
  'administration.text': {
    zh: '谁获得了角色、开通了账号、改了政策：全体员工都能看到。理由由有关人员查看，不在此列出。',
    en:
      'Who got a role, whose account was opened, which policy was changed: the whole staff reads it. ' +
      'The reasons are for those concerned and do not stand here.',
  },
  'administration.empty_title': { zh: '还没有管理记录', en: 'Nothing yet' },
  'administration.empty_text': {
    zh: '角色、账号、主体或政策有变动时，会出现在这里。',
    en: 'Changes of roles, accounts, entities and policies appear here.',
  },
  'administration.emergency': { zh: '应急', en: 'Emergency' },
} as const satisfies Readonly<Record<string, Sentence>>
