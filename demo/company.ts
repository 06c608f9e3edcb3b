import { money } from '../src/kernel/money.ts'
import type { PlanEntity, PlanStaff, PlanUnit, StaffRole } from './types.ts'

/** A maker of equipment that is listed nowhere and has signed no code of an industry. */
const maker = { sector: 'general', listedIn: [], nexus: [], codes: [], reporting: ['CAS'] } as const

/** The three legal entities of the invented group 澄岳: a maker, its sales company and a service company. */
export const entities: readonly PlanEntity[] = [
  {
    key: 'ent-sz', country: 'CN', currency: 'CNY', zone: 'Asia/Shanghai', creditCode: '91320505MYY0A21C06',
    name: { zh: '苏州澄岳智能装备有限公司', en: 'Suzhou Chengyue Intelligent Equipment Co., Ltd.' },
    short: { zh: '澄岳装备', en: 'Chengyue Equipment' }, facts: maker,
  },
  {
    key: 'ent-sh', country: 'CN', currency: 'CNY', zone: 'Asia/Shanghai', creditCode: '91310115MYY0B37E39',
    parent: 'ent-sz', name: { zh: '上海澄岳机电销售有限公司', en: 'Shanghai Chengyue Sales Co., Ltd.' },
    short: { zh: '澄岳销售', en: 'Chengyue Sales' }, facts: maker,
  },
  {
    key: 'ent-hk', country: 'HK', currency: 'HKD', zone: 'Asia/Hong_Kong', parent: 'ent-sz',
    name: { zh: '澄岳（香港）技术服务有限公司', en: 'Chengyue (Hong Kong) Technical Services Limited' },
    short: { zh: '澄岳香港', en: 'Chengyue Hong Kong' },
    facts: { ...maker, nexus: ['CN'], reporting: ['IFRS'] },
  },
]

/** The organisation units. */
export const units: readonly PlanUnit[] = [
  { key: 'unit-hq', name: { zh: '集团总部', en: 'Group office' } },
  { key: 'unit-east', name: { zh: '华东销售大区', en: 'Sales region East' }, parent: 'unit-hq' },
  { key: 'unit-south', name: { zh: '华南销售大区', en: 'Sales region South' }, parent: 'unit-hq' },
  { key: 'unit-north', name: { zh: '华北销售大区', en: 'Sales region North' }, parent: 'unit-hq' },
  { key: 'unit-channel', name: { zh: '渠道与经销部', en: 'Channel and dealers' }, parent: 'unit-hq' },
  { key: 'unit-market', name: { zh: '市场部', en: 'Marketing' }, parent: 'unit-hq' },
  { key: 'unit-service', name: { zh: '售后服务部', en: 'Customer service' }, parent: 'unit-hq' },
  { key: 'unit-purchase', name: { zh: '采购部', en: 'Purchasing' }, parent: 'unit-hq' },
  { key: 'unit-finance', name: { zh: '财务部', en: 'Finance' }, parent: 'unit-hq' },
  { key: 'unit-compliance', name: { zh: '合规与法务部', en: 'Compliance and legal' }, parent: 'unit-hq' },
  { key: 'unit-audit', name: { zh: '内部审计部', en: 'Internal audit' } },
  { key: 'unit-people', name: { zh: '人力资源与培训部', en: 'People and training' }, parent: 'unit-hq' },
  { key: 'unit-it', name: { zh: '信息技术部', en: 'Information technology' }, parent: 'unit-hq' },
  { key: 'unit-hk', name: { zh: '香港服务部', en: 'Hong Kong services' }, parent: 'unit-hq' },
]

type Row = readonly [
  key: string, zh: string, en: string, titleZh: string, titleEn: string,
  entity: string, unit: string, manager: string, roles: readonly StaffRole[],
  limitYuan?: number | undefined, login?: true,
]

const rows: readonly Row[] = [
  ['xu-weimin', '徐维民', 'Xu Weimin', '总经理', 'General manager', 'ent-sz', 'unit-hq', '', ['general_manager'],
   500_000, true],
  ['liu-jianguo', '刘建国', 'Liu Jianguo', '华东区域总监', 'Regional director East', 'ent-sh', 'unit-east',
   'xu-weimin', ['department_head', 'sales_manager'], 20_000, true],
  ['he-zhiyuan', '何志远', 'He Zhiyuan', '华南区域总监', 'Regional director South', 'ent-sh', 'unit-south',
   'xu-weimin', ['department_head', 'sales_manager'], 20_000],
  ['song-liping', '宋丽萍', 'Song Liping', '华北区域总监', 'Regional director North', 'ent-sh', 'unit-north',
   'xu-weimin', ['department_head', 'sales_manager'], 20_000],
  ['chen-jing', '陈静', 'Chen Jing', '华东销售经理', 'Sales manager East', 'ent-sh', 'unit-east', 'liu-jianguo',
   ['sales_manager'], 5_000, true],
  ['pan-hao', '潘昊', 'Pan Hao', '华南销售经理', 'Sales manager South', 'ent-sh', 'unit-south', 'he-zhiyuan',
   ['sales_manager'], 5_000],
  ['guo-fang', '郭芳', 'Guo Fang', '华北销售经理', 'Sales manager North', 'ent-sh', 'unit-north', 'song-liping',
   ['sales_manager'], 5_000],
  ['wang-lei', '王磊', 'Wang Lei', '高级销售工程师', 'Senior sales engineer', 'ent-sh', 'unit-east', 'liu-jianguo',
   ['sales'], undefined, true],
  ['li-na', '李娜', 'Li Na', '销售工程师', 'Sales engineer', 'ent-sh', 'unit-east', 'liu-jianguo', ['sales']],
  ['zhang-min', '张敏', 'Zhang Min', '销售工程师', 'Sales engineer', 'ent-sh', 'unit-east', 'liu-jianguo',
   ['sales']],
  ['zhou-ting', '周婷', 'Zhou Ting', '大客户经理', 'Key account manager', 'ent-sz', 'unit-east', 'liu-jianguo',
   ['sales']],
  ['zhao-qiang', '赵强', 'Zhao Qiang', '渠道销售', 'Dealer sales', 'ent-sh', 'unit-east', 'liu-jianguo', ['sales']],
  ['sun-yue', '孙悦', 'Sun Yue', '销售工程师', 'Sales engineer', 'ent-sz', 'unit-east', 'liu-jianguo', ['sales']],
  ['ma-chao', '马超然', 'Ma Chaoran', '销售工程师', 'Sales engineer', 'ent-sh', 'unit-east', 'chen-jing', ['sales']],
  ['tan-wei', '谭薇', 'Tan Wei', '销售工程师', 'Sales engineer', 'ent-sh', 'unit-south', 'pan-hao', ['sales']],
  ['luo-jun', '罗骏', 'Luo Jun', '大客户经理', 'Key account manager', 'ent-sz', 'unit-south', 'pan-hao', ['sales']],
  ['feng-xue', '冯雪', 'Feng Xue', '销售工程师', 'Sales engineer', 'ent-sh', 'unit-south', 'pan-hao', ['sales']],
  ['deng-kai', '邓恺', 'Deng Kai', '渠道销售', 'Dealer sales', 'ent-sh', 'unit-south', 'pan-hao', ['sales']],
  ['qin-lan', '秦岚', 'Qin Lan', '销售工程师', 'Sales engineer', 'ent-sh', 'unit-north', 'guo-fang', ['sales']],
  ['yan-dong', '闫冬', 'Yan Dong', '大客户经理', 'Key account manager', 'ent-sz', 'unit-north', 'guo-fang',
   ['sales']],
  ['shi-mei', '石梅', 'Shi Mei', '渠道销售', 'Dealer sales', 'ent-sh', 'unit-north', 'guo-fang', ['sales']],
  ['xie-wenbin', '谢文斌', 'Xie Wenbin', '渠道总监', 'Head of channel', 'ent-sh', 'unit-channel', 'xu-weimin',
   ['department_head', 'programme_manager'], 20_000],
  ['tang-yi', '唐怡', 'Tang Yi', '权益方案经理', 'Programme manager', 'ent-sh', 'unit-channel', 'xie-wenbin',
   ['programme_manager'], undefined, true],
  ['lu-siyuan', '陆思远', 'Lu Siyuan', '市场经理', 'Marketing manager', 'ent-sz', 'unit-market', 'xie-wenbin',
   ['programme_manager', 'sales']],
  ['bai-xuan', '白萱', 'Bai Xuan', '市场专员', 'Marketing specialist', 'ent-sz', 'unit-market', 'lu-siyuan',
   ['sales']],
  ['cui-gang', '崔刚', 'Cui Gang', '售后服务总监', 'Head of service', 'ent-sz', 'unit-service', 'xu-weimin',
   ['department_head', 'sales_manager'], 20_000],
  ['hou-liang', '侯亮', 'Hou Liang', '服务工程师', 'Service engineer', 'ent-sz', 'unit-service', 'cui-gang',
   ['sales']],
  ['jiang-bo', '姜博', 'Jiang Bo', '服务工程师', 'Service engineer', 'ent-sz', 'unit-service', 'cui-gang',
   ['sales']],
  ['du-yan', '杜燕', 'Du Yan', '采购经理', 'Purchasing manager', 'ent-sz', 'unit-purchase', 'xu-weimin', ['sales']],
  ['wei-tao', '魏涛', 'Wei Tao', '采购专员', 'Buyer', 'ent-sz', 'unit-purchase', 'du-yan', ['sales']],
  ['lin-xiao', '林晓', 'Lin Xiao', '财务总监', 'Finance director', 'ent-sz', 'unit-finance', 'xu-weimin',
   ['finance'], 100_000, true],
  ['gao-yun', '高芸', 'Gao Yun', '结算会计', 'Settlement accountant', 'ent-sh', 'unit-finance', 'lin-xiao',
   ['finance'], undefined, true],
  ['ding-rui', '丁睿', 'Ding Rui', '出纳', 'Cashier', 'ent-sh', 'unit-finance', 'lin-xiao', ['finance'],
   undefined, true],
  ['shen-lu', '沈璐', 'Shen Lu', '首席合规官', 'Chief compliance officer', 'ent-sz', 'unit-compliance',
   'xu-weimin', ['compliance'], 100_000, true],
  ['ye-qing', '叶青', 'Ye Qing', '合规经理', 'Compliance manager', 'ent-sh', 'unit-compliance', 'shen-lu',
   ['compliance']],
  ['meng-jie', '孟洁', 'Meng Jie', '审计部负责人', 'Head of internal audit', 'ent-sz', 'unit-audit', 'xu-weimin',
   ['auditor'], undefined, true],
  ['zeng-yu', '曾瑜', 'Zeng Yu', '培训经理', 'Training manager', 'ent-sz', 'unit-people', 'xu-weimin', ['trainer']],
  ['fan-cheng', '范成', 'Fan Cheng', '系统管理员', 'System administrator', 'ent-sz', 'unit-it', 'xu-weimin',
   ['administrator'], undefined, true],
  ['qiu-shan', '邱珊', 'Qiu Shan', '系统管理员', 'System administrator', 'ent-sz', 'unit-it', 'xu-weimin',
   ['administrator']],
  ['gu-yan', '顾言', 'Gu Yan', '外部审计师', 'Outside auditor', 'ent-sz', 'unit-audit', 'meng-jie',
   ['outside_auditor']],
  ['kwok-mingfai', '郭明辉', 'Kwok Ming Fai', '香港服务经理', 'Service manager Hong Kong', 'ent-hk', 'unit-hk',
   'cui-gang', ['sales', 'sales_manager'], 5_000],
  // Leaves in the last days, and is the last here: numbers of the others are counted by their place.
  ['yan-bing', '严冰', 'Yan Bing', '销售工程师', 'Sales engineer', 'ent-sh', 'unit-east', 'liu-jianguo', ['sales']],
]

/** Who has left by the time the sample is begun. */
export const leaver = 'yan-bing'

/**
 * The forty people on the staff, one who leaves in the last days, and the outside auditor who looks in; the
 * e-mail is the log-in, in a domain that cannot exist.
 */
export const staff: readonly PlanStaff[] = rows.map(
  ([key, zh, en, titleZh, titleEn, entity, unit, manager, roles, limitYuan, login]) => ({
    key,
    name: { zh, en },
    title: { zh: titleZh, en: titleEn },
    entity,
    unit,
    roles,
    email: `${key.replace('-', '.')}@chengyue.example`,
    ...(manager === '' ? {} : { manager }),
    ...(limitYuan === undefined ? {} : { limit: money('CNY', BigInt(limitYuan) * 100n) }),
    ...(login ? { sampleLogin: true } : {}),
  }),
)
