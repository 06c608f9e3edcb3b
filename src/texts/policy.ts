import type { Sentence } from './text.ts'

export const policyTexts = {
  'policy.verdict.allow': { zh: '可以批准', en: 'May be approved' },
  'policy.verdict.allow_with_conditions': {
    zh: '可以批准 · 附条件',
    en: 'May be approved · with conditions',
  },
  'policy.verdict.escalate': { zh: '需要判断', en: 'Needs judgement' },
  'policy.verdict.hold': { zh: '待补充', en: 'More information needed' },
  'policy.verdict.prohibit': { zh: '政策禁止', en: 'Forbidden by policy' },
  'policy.sentence.allow': { zh: '没有规则反对。', en: 'No rule objects.' },
  'policy.sentence.allow_with_conditions': {
    zh: '没有规则反对，须满足以下条件：{conditions}。',
    en: 'No rule objects; these conditions apply: {conditions}.',
  },
  'policy.sentence.escalate': {
    zh: '{message}。审批至{role}。',
    en: '{message}. Approval goes up to {role}.',
  },
  'policy.sentence.hold': { zh: '还缺：{missing}。', en: 'Still missing: {missing}.' },
  'policy.sentence.prohibit': {
    zh: '{message}。可以这样做：{wayOut}。',
    en: '{message}. What can be done: {wayOut}.',
  },
  'policy.check.missing': { zh: '缺少：{missing}', en: 'Missing: {missing}' },
  'policy.condition.giving': { zh: '给予前须有{name}', en: 'before giving: {name}' },
  'policy.condition.paying': { zh: '付款前须有{name}', en: 'before paying: {name}' },
  'policy.role.L1': { zh: '直接主管', en: 'the line manager' },
  'policy.role.L2': { zh: '财务或部门负责人', en: 'finance or the department head' },
  'policy.role.L3': { zh: '合规', en: 'compliance' },
  'policy.role.L4': { zh: '总经理', en: 'the general manager' },
  'policy.area.material': { zh: '材料完整', en: 'Material' },
  'policy.area.policy': { zh: '政策符合', en: 'Policy' },
  'policy.area.purpose': { zh: '商业目的', en: 'Business purpose' },
  'policy.area.risk': { zh: '风险', en: 'Risk' },
  'policy.clause.article': { zh: '{instrument}第 {article} 条', en: '{instrument}, Art. {article}' },
  'policy.clause.place': { zh: '{instrument} {article}', en: '{instrument}, {article}' },
  'policy.clause.company': { zh: '公司政策 {rule}', en: 'company policy {rule}' },
  'policy.version': { zh: '{clause} · v{version}', en: '{clause} · v{version}' },
  'policy.cli.decide': {
    zh: '不用数据库，按政策包判断事实',
    en: 'Decide facts by policy packs, without a database',
  },
  'policy.cli.no_file': { zh: '读不到文件 {file}。', en: 'The file {file} cannot be read.' },
  'policy.cli.not_json': { zh: '{file} 不是 JSON：{words}', en: '{file} is no JSON: {words}' },
  'policy.cli.bad_facts': {
    zh: '{file} 中的事实不合格式：{problems}',
    en: 'The facts in {file} have a wrong shape: {problems}',
  },
  'policy.cli.bad_rates': {
    zh: '{file} 不是汇率表：需要 base、quote、date、rate 的列表。',
    en: '{file} is no list of rates with base, quote, date and rate.',
  },
  'policy.cli.no_packs': {
    zh: '读不到政策包文件夹 {folder}。',
    en: 'The folder of policy packs {folder} cannot be read.',
  },
  'policy.cli.bad_packs': {
    zh: '{folder} 中的政策包未通过检查：\n{problems}',
    en: 'The policy packs in {folder} do not pass their checks:\n{problems}',
  },
  'policy.list.separator': { zh: '、', en: ', ' },
} as const satisfies Record<string, Sentence>
