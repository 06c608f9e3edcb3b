import { fill, type Sentence, type TextValue } from './text.ts'

/** What can be wrong in a pack or in the authority matrix, in the words of whoever writes them. */
const problemTexts = {
  'problem.yaml': { zh: '这里不是正确的 YAML：{words}', en: 'this is no proper YAML: {words}' },
  'problem.yaml.duplicate': {
    zh: '同一个键写了两次',
    en: 'the same key stands here twice; keys must be unique',
  },
  'problem.yaml.indent': {
    zh: '缩进不对，或括号没有收尾',
    en: 'the indentation is wrong, or a bracket is not closed',
  },
  'problem.yaml.quote': { zh: '引号没有收尾', en: 'a quotation mark is not closed' },
  'problem.yaml.tab': { zh: '缩进不能用制表符，请用空格', en: 'indent with spaces and not with tabs' },
  'problem.too_large': { zh: '文本过长，不像一份政策', en: 'the text is too long for a policy' },
  'problem.too_deep': { zh: '括号或列表嵌套过深', en: 'brackets or lists are nested too deeply' },
  'problem.fraction': {
    zh: '数字须为整数；带小数的百分比请加引号',
    en: 'numbers are whole; put a percentage with decimals in quotation marks',
  },
  'problem.one_key': {
    zh: '两个键写法不同而相同：{words}',
    en: 'two keys are spelt differently and are one: {words}',
  },
  'problem.hidden': {
    zh: '文本里有看不见的控制字符，请删去',
    en: 'there are hidden control characters in the text; take them out',
  },
  'problem.nothing': {
    zh: '文件里没有政策：需要以 pack 或 authority 开头的内容',
    en: 'there is no policy in this text: it begins with pack or with authority',
  },
  'problem.name_reserved': {
    zh: '“authority”是审批权限表的名字，政策包请另取名',
    en: '"authority" is the name of the authority matrix; call the pack something else',
  },
  'problem.range': { zh: '范围至少要有一个界限', en: 'a range needs a bound' },
  'problem.last_cell': {
    zh: '最后一格须适用于一切，以免有的权益没有审批人',
    en: 'the last cell must fit everything, so that no benefit is without an approver',
  },
  'problem.no_pack': { zh: '文件夹里没有政策包', en: 'no policy pack in this folder' },
  'problem.derived_known': {
    zh: '引擎已有同名的派生事实',
    en: 'the engine already derives a fact of this name',
  },
  'problem.per_nobody': {
    zh:
      '“per” 没有写明累计到谁：请加上 recipient、household、recipient_org、giver_person、event 或 deal；' +
      '只写集团、方案或地点的限额在实际申请中永远不会生效',
    en:
      '"per" names nobody for whom earlier benefits are summed: add recipient, household, recipient_org, ' +
      'giver_person, event or deal; a limit of a group, a programme or a place alone would never hold',
  },
  'problem.sum_currency': { zh: '合计须写明币种', en: 'a sum needs a currency' },
  'problem.window_days': { zh: '滚动窗口须写明天数', en: 'a rolling window needs days' },
  'problem.no_season': { zh: '本包没有“{season}”这个时段', en: 'no season "{season}" in this pack' },
  'problem.breach_needs_limit': { zh: '有 breach 就要有限额', en: 'a breach needs a limit' },
  'problem.silent_case': {
    zh: '缺少一个规则不作声的用例',
    en: 'a case in which the rule is silent is missing',
  },
  'problem.speaking_case': { zh: '缺少一个规则发声的用例', en: 'a case in which the rule speaks is missing' },
  'problem.asks_nothing': {
    zh: '这条规则既不要求什么，也没有任何效果',
    en: 'the rule asks for nothing and has no effect',
  },
  'problem.no_law': {
    zh: '规则须写明法律依据，否则只能是公司政策（org_policy）',
    en: 'a rule needs its legal basis or is org_policy',
  },
  'problem.counsel': { zh: '{id} 没有在 counsel 中列出', en: '{id} is not declared under counsel' },
  'problem.ends_before': { zh: '结束早于开始', en: 'it ends before it begins' },
  'problem.level_missing': { zh: '升级须写明级别', en: 'an escalation needs its level' },
  'problem.level_other': {
    zh: '只有升级才有级别，其他请用 approvals',
    en: 'only an escalation has a level; use approvals',
  },
  'problem.message_missing': { zh: '缺少两种语言的说明', en: 'a message in both languages is missing' },
  'problem.not_askable': { zh: '这里不能要求补充 {fact}', en: '{fact} cannot be asked for here' },
  'problem.way_out_missing': {
    zh: '缺少两种语言的可行做法',
    en: 'the way out in both languages is missing',
  },
  'problem.way_out_alone': {
    zh: '只有禁止才写可行做法和 instead',
    en: 'only a prohibition has a way out, and facts of it',
  },
  'problem.instead': {
    zh: 'instead 须是事实的改变，此处不合格式：{words}',
    en: 'instead must be a change of facts; this does not fit: {words}',
  },
  'problem.threshold_allows': {
    zh: '追诉标准只能加重，绝不能变成许可',
    en: 'a threshold rule may never yield an allowance',
  },
  'problem.evidence_kind': { zh: '{fact} 不是“是/否”事实', en: '{fact} is no yes/no fact' },
  'problem.evidence_causes': {
    zh: '材料可以补足待补充，不能引出结论：请写在 evidence 下',
    en: 'evidence may cure a hold and never cause an outcome: name it under evidence',
  },
  'problem.no_measure': { zh: '本包没有“{measure}”这个合计', en: 'no measure "{measure}" in this pack' },
  'problem.one_figure': {
    zh: '一个限额只写 max、values、percentOf 之一',
    en: 'a limit has one of max, values and percentOf',
  },
  'problem.percent_of': {
    zh: '规则 {rule} 没有同一合计的限额，无从取其比例',
    en: 'the rule {rule} has no limit on the same measure to take a share of',
  },
  'problem.two_values': { zh: '{day} 有两个数额同时有效', en: 'two values are in force on {day}' },
  'problem.limit_idle': {
    zh: '限额须有 breach 或自己的效果',
    en: 'a limit needs a breach or effects of its own',
  },
  'problem.whole_number': { zh: '{max} 不是整数', en: '{max} is no whole number' },
  'problem.amount_form': {
    zh: '金额请写成“{currency} 1,000.00”',
    en: 'write the amount as "{currency} 1,000.00"',
  },
  'problem.amount': { zh: '{max} 不是金额', en: '{max} is no amount' },
  'problem.true_false': { zh: '{fact} 只能是 true 或 false', en: '{fact} is true or false' },
  'problem.no_fact': { zh: '没有“{fact}”这个事实', en: 'there is no fact "{fact}"' },
  'problem.no_money': { zh: '{fact} 不是金额', en: '{fact} holds no amount' },
  'problem.no_order': { zh: '{fact} 没有大小之分', en: '{fact} has no order' },
  'problem.no_value': { zh: '{fact} 不可能是 {value}', en: '{fact} cannot be {value}' },
  'problem.cell_idle': {
    zh: '{kinds}总有规则要求条件或审批，本格的“直接登记”不会生效',
    en: 'a rule always asks for conditions or approval of {kinds}, so that nothing of it is recorded at once',
  },
  'problem.twice': { zh: '同一规则编号同时有效两次', en: 'the same id is in force twice' },
  'problem.assurance': {
    zh: '任何文字都不得保证没有法律问题',
    en: 'no text may promise that something is within the law',
  },
  'problem.case': {
    zh: '用例应为“{wanted}”，实际得到“{got}”',
    en: 'the case should come out as "{wanted}" and comes out as "{got}"',
  },
  'problem.probing_company': {
    zh: '只有公司政策（ORG）可以写 probing',
    en: 'only company policy (ORG) says what counts as trying near a limit',
  },
} as const satisfies Record<`problem.${string}`, Sentence>

/** A problem by its key. */
export type ProblemKey = keyof typeof problemTexts

/** A problem in both languages. */
export function problemWords(
  key: ProblemKey,
  params: Readonly<Record<string, TextValue>> = {},
): { readonly zh: string; readonly en: string } {
  const sentence = problemTexts[key]
  return { zh: fill(sentence, 'zh-CN', params), en: fill(sentence, 'en', params) }
}

/** True for a key of the list, which a check of the shape may carry in place of words. */
export function isProblemKey(text: string): text is ProblemKey {
  return Object.hasOwn(problemTexts, text)
}
