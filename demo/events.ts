import type { LocalDate } from '../src/kernel/time.ts'
import type { PlanEvent } from './types.ts'

type Kind = 'exchange' | 'fair' | 'training' | 'conference'
type Row = readonly [
  key: string, kind: Kind, zh: string, en: string, placeZh: string, placeEn: string,
  from: LocalDate, to: LocalDate,
]

const rows: readonly Row[] = [
  ['evt-exchange-2506', 'exchange', '夏季检测技术交流会', 'Summer measurement workshop', '苏州', 'Suzhou',
   '2025-06-26', '2025-06-26'],
  ['evt-training-2507', 'training', '经销商产品培训（华东）', 'Dealer product training East', '上海', 'Shanghai',
   '2025-07-17', '2025-07-18'],
  ['evt-fair-2509', 'fair', '秋季工业装备展', 'Autumn equipment fair', '上海', 'Shanghai', '2025-09-16', '2025-09-19'],
  ['evt-exchange-2510', 'exchange', '汽车零部件检测交流会', 'Auto parts inspection workshop', '广州', 'Guangzhou',
   '2025-10-23', '2025-10-23'],
  ['evt-conference-2511', 'conference', '2025 用户大会', 'User conference 2025', '苏州', 'Suzhou', '2025-11-13',
   '2025-11-14'],
  ['evt-training-2512', 'training', '经销商产品培训（华北）', 'Dealer product training North', '青岛', 'Qingdao',
   '2025-12-11', '2025-12-12'],
  ['evt-exchange-2601', 'exchange', '新能源检测方案交流会', 'New energy testing workshop', '杭州', 'Hangzhou',
   '2026-01-15', '2026-01-15'],
  ['evt-fair-2603', 'fair', '华南自动化展', 'South China automation fair', '深圳', 'Shenzhen', '2026-03-24',
   '2026-03-27'],
  ['evt-training-2604', 'training', '经销商产品培训（华南）', 'Dealer product training South', '东莞', 'Dongguan',
   '2026-04-16', '2026-04-17'],
  ['evt-exchange-2605', 'exchange', '精密量测技术交流会', 'Precision metrology workshop', '无锡', 'Wuxi', '2026-05-21',
   '2026-05-21'],
  ['evt-launch-2607', 'conference', 'CY-8 系列新品发布会', 'Launch of the CY-8 series', '苏州', 'Suzhou',
   '2026-07-09', '2026-07-09'],
  ['evt-training-2608', 'training', '经销商产品培训（西南）', 'Dealer product training Southwest', '成都', 'Chengdu',
   '2026-08-20', '2026-08-21'],
  ['evt-fair-2609', 'fair', '秋季工业装备展', 'Autumn equipment fair', '上海', 'Shanghai', '2026-09-15', '2026-09-18'],
  ['evt-conference-2610', 'conference', '2026 用户大会', 'User conference 2026', '苏州', 'Suzhou', '2026-10-22',
   '2026-10-23'],
  ['evt-exchange-2611', 'exchange', '工业视觉检测交流会', 'Machine vision workshop', '苏州', 'Suzhou', '2026-11-12',
   '2026-11-12'],
]

const agendas: Record<Kind, PlanEvent['agenda']> = {
  exchange: [
    { zh: '09:30 技术报告与样件实测', en: '09:30 talks and live measurements' },
    { zh: '12:00 工作午餐', en: '12:00 working lunch' },
    { zh: '13:30 分组答疑', en: '13:30 questions in groups' },
  ],
  fair: [
    { zh: '09:00 展台开放与设备演示', en: '09:00 stand opens, demonstrations' },
    { zh: '14:00 应用讲座', en: '14:00 application talks' },
  ],
  training: [
    { zh: '09:00 产品与选型培训', en: '09:00 products and selection' },
    { zh: '12:00 工作午餐', en: '12:00 working lunch' },
    { zh: '13:30 上机操作与考核', en: '13:30 practice and test' },
  ],
  conference: [
    { zh: '09:30 路线图与用户报告', en: '09:30 roadmap and user talks' },
    { zh: '12:00 工作午餐', en: '12:00 working lunch' },
    { zh: '14:00 分论坛', en: '14:00 parallel sessions' },
  ],
}

/** The events of the eighteen months, each with its business agenda. */
export const events: readonly PlanEvent[] = rows.map(([key, kind, zh, en, placeZh, placeEn, from, to]) => ({
  key,
  title: { zh, en },
  place: { zh: placeZh, en: placeEn },
  from,
  to,
  agenda: agendas[kind],
}))
