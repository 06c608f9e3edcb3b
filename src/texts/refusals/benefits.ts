import type { RefusalText } from '../text.ts'

export const benefitsRefusals = {
  'benefits.no_such_move': {
    says: {
      zh: '当前状态为「{from}」，不能变为「{to}」。',
      en: 'A benefit that is “{from}” cannot become “{to}”.',
    },
    wayOut: { zh: '请刷新查看最新状态。', en: 'Reload to see where it stands now.' },
  },
  'benefits.export_too_large': {
    says: {
      zh: '筛选结果超过 {limit} 笔，一次导出的上限。',
      en: 'The selection has more than {limit} rows, the most that one export holds.',
    },
    wayOut: {
      zh: '请按日期或类型缩小范围，分次导出。',
      en: 'Narrow it by date or kind, and export it in parts.',
    },
  },
  'benefits.export_filter_wrong': {
    says: { zh: '筛选条件「{name}」无法识别。', en: 'The filter “{name}” cannot be read.' },
    wayOut: {
      zh: '请在台账页面重新筛选后再导出。',
      en: 'Filter again on the register and export from there.',
    },
  },
  'benefits.export_not_ready': {
    says: { zh: '文件尚未生成。', en: 'The file is not there yet.' },
    wayOut: { zh: '请等任务完成后再下载。', en: 'Wait until the work is done.' },
  },
  'benefits.export_expired': {
    says: { zh: '下载链接已于 {until} 到期。', en: 'The link ended at {until}.' },
    wayOut: { zh: '请重新导出，并再次说明理由。', en: 'Export it again and give the reason again.' },
  },
} as const satisfies Record<string, RefusalText>
