import type { PlanProgramme } from './types.ts'

const year2025 = {
  startsOn: '2025-01-01',
  endsOn: '2025-12-31',
  termsFixedOn: '2024-12-10',
  published: true,
} as const
const year2026 = {
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  termsFixedOn: '2025-12-09',
  published: true,
} as const
const both = { ...year2025, endsOn: '2026-12-31' } as const
const rebateRates = { A: '2.2', B: '1.8', C: '1.5' } as const
const discountRates = { A: '5', B: '3', C: '2' } as const
const noRate = { A: '0', B: '0', C: '0' } as const

/** The benefit programmes of the sample; every customer of one grade has the same rate. */
export const programmes: readonly PlanProgramme[] = [
  {
    key: 'pg-rebate-2025',
    number: 'PG-2025-01',
    kind: 'rebate',
    ...year2025,
    rates: rebateRates,
    title: { zh: '2025 年度经销商达量返利', en: 'Dealer volume rebate 2025' },
  },
  {
    key: 'pg-rebate-2026',
    number: 'PG-2026-01',
    kind: 'rebate',
    ...year2026,
    rates: rebateRates,
    title: { zh: '2026 年度经销商达量返利', en: 'Dealer volume rebate 2026' },
  },
  {
    key: 'pg-discount-2025',
    number: 'PG-2025-02',
    kind: 'discount',
    ...year2025,
    rates: discountRates,
    title: { zh: '2025 年度框架折扣', en: 'Framework discount 2025' },
  },
  {
    key: 'pg-discount-2026',
    number: 'PG-2026-02',
    kind: 'discount',
    ...year2026,
    rates: discountRates,
    title: { zh: '2026 年度框架折扣', en: 'Framework discount 2026' },
  },
  {
    key: 'pg-points',
    number: 'PG-2025-03',
    kind: 'points',
    ...both,
    rates: { A: '0.5', B: '0.5', C: '0.5' },
    title: { zh: '企业客户积分', en: 'Points for customer companies' },
  },
  {
    key: 'pg-referral',
    number: 'PG-2026-03',
    kind: 'other',
    ...year2026,
    rates: noRate,
    title: { zh: '老客户推荐代金券', en: 'Referral vouchers for existing customers' },
  },
  {
    key: 'pg-samples',
    number: 'PG-2025-04',
    kind: 'other',
    ...both,
    rates: noRate,
    title: { zh: '样件与耗材试用', en: 'Samples and trial consumables' },
  },
  {
    key: 'pg-training',
    number: 'PG-2025-05',
    kind: 'other',
    ...both,
    rates: noRate,
    title: { zh: '操作培训与检测服务', en: 'Operator training and test services' },
  },
  {
    key: 'pg-launch',
    number: 'PG-2026-08',
    kind: 'rebate',
    ...year2026,
    startsOn: '2026-07-01',
    termsFixedOn: '2026-07-20',
    rates: { A: '1.0', B: '1.0', C: '1.0' },
    title: { zh: '新品推广返利', en: 'Launch rebate for the new series' },
  },
  {
    key: 'pg-fair',
    number: 'PG-2025-06',
    kind: 'gift',
    ...both,
    rates: noRate,
    title: { zh: '展会宣传品', en: 'Advertising items at fairs' },
  },
]
