import type { RefusalText } from '../text.ts'

export const benefitsRefusals = {
  'benefits.no_such_move': {
    says: {
      zh: '当前状态为「{from}」，不能变为「{to}」。',
      en: 'A benefit that is “{from}” cannot become “{to}”.',
    },
    wayOut: { zh: '请刷新查看最新状态。', en: 'Reload to see where it stands now.' },
  },
} as const satisfies Record<string, RefusalText>
