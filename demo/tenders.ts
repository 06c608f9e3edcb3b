import { money } from '../src/kernel/money.ts'
import { addDays, type LocalDate } from '../src/kernel/time.ts'
import type { PlanTender } from './types.ts'

type Row = readonly [
  customer: string, zh: string, en: string, matter: PlanTender['matter'], openedOn: LocalDate,
  awardedOn: LocalDate | '', outcome: NonNullable<PlanTender['outcome']> | '', wanYuan: number,
]

const rows: readonly Row[] = [
  ['suhuan', '转向架检测线招标', 'Bogie test line', 'tender', '2025-07-02', '2025-08-20', 'won', 860],
  ['beiheng', '环境试验舱采购', 'Environmental chamber', 'tender', '2025-09-10', '2025-11-05', 'lost', 420],
  ['yuejian', '水泵性能试验台招标', 'Pump test bench', 'tender', '2026-01-12', '2026-03-03', 'won', 310],
  ['huaiyuan', '电驱下线检测设备招标', 'End-of-line test for drives', 'tender', '2025-10-15', '2025-12-18', 'won',
   1250],
  ['luqiao', '起重机传感系统年度续约', 'Yearly renewal, crane sensors', 'renewal', '2025-11-20', '2025-12-25', 'won',
   180],
  ['chuanheng', '变压器局放检测招标', 'Transformer discharge test', 'tender', '2026-03-05', '2026-04-22', 'lost', 540],
  ['zhelan', '电池模组检测线招标', 'Battery module test line', 'tender', '2026-04-08', '2026-06-10', 'won', 960],
  ['jinyu', '晶圆搬运模组询价', 'Wafer handling modules', 'tender', '2026-02-25', '2026-04-01', 'cancelled', 230],
  ['xiangche', '液压缸检测台续约', 'Renewal, cylinder benches', 'renewal', '2026-06-15', '2026-07-10', 'won', 95],
  ['hospital-1', '检验科自动化设备采购', 'Laboratory automation', 'tender', '2025-08-11', '2025-10-09', 'won', 280],
  ['hospital-2', '中药煎煮检测设备采购', 'Decoction test devices', 'tender', '2026-05-11', '2026-07-02', 'lost', 76],
  ['school-1', '智能制造实训室采购', 'Training workshop', 'tender', '2025-06-16', '2025-08-12', 'won', 350],
  ['school-2', '数控实训台采购', 'CNC training benches', 'tender', '2026-08-03', '2026-09-28', 'won', 190],
  ['organ-1', '水质在线监测设备采购', 'Online water monitoring', 'tender', '2026-09-14', '', '', 265],
  ['organ-2', '计量器具型式评价', 'Type evaluation of instruments', 'inspection', '2026-03-16', '2026-05-20', '', 0],
  ['pengxu', '光学检测平台招标', 'Optical inspection platform', 'tender', '2025-12-01', '2026-01-15', 'won', 720],
  ['suilan', '齿轮检测中心招标', 'Gear inspection centre', 'tender', '2026-05-18', '2026-07-06', 'won', 640],
  ['zhuoran', '生物样本库设备询价', 'Biobank equipment', 'tender', '2026-08-17', '2026-10-08', 'lost', 330],
  ['ningshuo', '减速机寿命试验台招标', 'Gearbox life test bench', 'tender', '2026-11-20', '', '', 410],
  ['rongche', '航空件三坐标续约', 'Renewal, coordinate measuring', 'renewal', '2026-10-12', '', '', 150],
]

/** The tenders, renewals and inspections at customers; public bodies buy under procurement law. */
export const tenders: readonly PlanTender[] = rows.map(
  ([customer, zh, en, matter, openedOn, awardedOn, outcome, wanYuan]) => ({
    key: `ten-${customer}`,
    title: { zh, en },
    customer: `cus-${customer}`,
    matter,
    governmentProcurement: /hospital|school|organ/.test(customer) && matter === 'tender',
    openedOn,
    recordedAt: `${openedOn}T02:30:00.000Z`,
    ...(awardedOn === '' ? {} : { awardedOn }),
    ...(outcome === '' ? {} : { outcome }),
    value: money('CNY', BigInt(wanYuan) * 1_000_000n),
  }),
)

/** The tender at `customer` that bars gifts on `date`: from its notice to 90 days after the award. */
export function tenderOn(customer: string, date: LocalDate): PlanTender | undefined {
  return tenders.find(
    (tender) =>
      tender.customer === customer &&
      tender.openedOn <= date &&
      (tender.awardedOn === undefined || date <= addDays(tender.awardedOn, 90)),
  )
}
