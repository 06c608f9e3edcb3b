import type { Sentence } from './text.ts'

/** Roles, and sentences about people and delegations that the server makes. */
export const peopleTexts = {
  'role.sales': { zh: '销售代表', en: 'Sales' },
  'role.sales_manager': { zh: '销售经理', en: 'Sales manager' },
  'role.department_head': { zh: '部门负责人', en: 'Department head' },
  'role.finance': { zh: '财务', en: 'Finance' },
  'role.compliance': { zh: '合规官', en: 'Compliance officer' },
  'role.general_manager': { zh: '总经理', en: 'General manager' },
  'role.programme_manager': { zh: '权益方案经理', en: 'Programme manager' },
  'role.auditor': { zh: '内部审计', en: 'Internal auditor' },
  'role.outside_auditor': { zh: '外部审计', en: 'Outside auditor' },
  'role.trainer': { zh: '培训经理', en: 'Trainer' },
  'role.administrator': { zh: '系统管理员', en: 'Administrator' },
  'people.line_with_limit': { zh: '{title} · 限 {limit}', en: '{title} · up to {limit}' },
  'people.no_unit': { zh: '未分配部门', en: 'No unit' },
  'delegation.planned': { zh: '未开始', en: 'Planned' },
  'delegation.active': { zh: '生效中', en: 'Active' },
  'delegation.ended': { zh: '已结束', en: 'Ended' },
  'delegation.all_kinds': { zh: '全部审批事项', en: 'All decisions' },
  'delegation.some_kinds': { zh: '部分审批事项', en: 'Some decisions' },
  'delegation.given_banner': {
    zh: '您的审批已委托给{name}，至 {untilOn}。',
    en: '{name} decides in your place until {untilOn}.',
  },
  'delegation.received_banner': {
    zh: '您正代{name}审批，至 {untilOn}。',
    en: 'You decide in the place of {name} until {untilOn}.',
  },
} as const satisfies Record<string, Sentence>
