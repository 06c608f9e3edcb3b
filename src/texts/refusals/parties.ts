import type { RefusalText } from '../text.ts'

export const partiesRefusals = {
  'parties.unknown': {
    says: { zh: '没有找到这个客户或人员。', en: 'This customer or person was not found.' },
    wayOut: { zh: '请重新搜索并选择。', en: 'Search again and choose from the list.' },
  },
  'parties.known_already': {
    says: { zh: '「{name}」已有登记，不能另立新名。', en: '“{name}” is known already and cannot be entered as new.' },
    wayOut: {
      zh: '请选择已登记的名称；确属不同主体时，请联系合规。',
      en: 'Choose the known name; if it really is somebody else, ask compliance.',
    },
  },
} as const satisfies Record<string, RefusalText>
