import type { RefusalText } from '../text.ts'

export const auditRefusals = {
  'audit.not_numbered_yet': {
    says: {
      zh: '第 {number} 号记录还没有进入已签名的检查点。',
      en: 'Entry {number} does not stand in a signed checkpoint yet.',
    },
    wayOut: {
      zh: '通常几秒后即可取得证明，请稍后再试；如果没有这个编号，请在审计日志中查看现有编号。',
      en: 'It usually takes seconds: try again shortly. If there is no such number, look it up in the log.',
    },
  },
  'audit.beyond_checkpoint': {
    says: {
      zh: '最新检查点只有 {size} 条记录，不足 {from} 条。',
      en: 'The last checkpoint has {size} entries, fewer than {from}.',
    },
    wayOut: {
      zh: '请核对所存检查点的条数；如果它确由本系统签署，说明日志被截短，请立即告知审计。',
      en: 'Check the size you kept; if it is of this log, entries were cut off: tell audit.',
    },
  },
} as const satisfies Record<string, RefusalText>
