import type { Sentence } from './text.ts'

/** What is said of versions of packs, of proposals, and of what differs between two versions. */
export const versionTexts = {
  'matter.kind': { zh: '政策版本', en: 'Policy version' },
  'matter.day': { zh: '日期', en: 'Day' },
  'version.in_force': { zh: '生效中', en: 'in force' },
  'version.planned': { zh: '将生效', en: 'planned' },
  'version.ended': { zh: '已结束', en: 'ended' },
  'version.called_off': { zh: '已取消', en: 'called off' },
  'change.added': { zh: '新增', en: 'added' },
  'change.removed': { zh: '删除', en: 'removed' },
  'change.changed': { zh: '修改', en: 'changed' },
  'proposal.adopt': {
    zh: '自 {day} 起采用{title} v{version}',
    en: 'Adopt {title} v{version} from {day}',
  },
  'proposal.end': { zh: '{title} v{version} 于 {day} 后停用', en: 'End {title} v{version} after {day}' },
  'proposal.call_off': {
    zh: '取消尚未生效的{title} v{version}',
    en: 'Call off {title} v{version}, which has not begun',
  },
  'proposal.proposed': { zh: '待复核', en: 'waits for the second person' },
  'proposal.laid_down': { zh: '待合规提出并复核', en: 'waits for compliance to stand behind it' },
  'proposal.confirmed': { zh: '已确认', en: 'confirmed' },
  'proposal.declined': { zh: '已退回', en: 'declined' },
  'proposal.withdrawn': { zh: '已撤回', en: 'taken back' },
  'proposal.lapsed': { zh: '已失效', en: 'lapsed' },
  command_line: { zh: '命令行', en: 'the command line' },
  near_limit: {
    zh: '{name}在“{limit}”限额附近试了 {tries} 个不同金额',
    en: '{name} tried {tries} different amounts near the limit of “{limit}”',
  },
  'unreachable.never': {
    zh: '不会发声：表单和档案目前给不出{facts}',
    en: 'never speaks: neither the form nor the records can give {facts} yet',
  },
  'unreachable.waits': {
    zh: '会一直等待：目前没有人能补充{facts}',
    en: 'may wait for ever: nobody can supply {facts} yet',
  },
  'unreachable.row': {
    zh: '第 {row} 行不会生效：表单和档案目前给不出{facts}',
    en: 'row {row} never speaks: neither the form nor the records can give {facts} yet',
  },
  'field.title': { zh: '标题', en: 'title' },
  'field.basis': { zh: '依据类别', en: 'kind of source' },
  'field.modality': { zh: '性质', en: 'kind of rule' },
  'field.severity': { zh: '严重程度', en: 'severity' },
  'field.waivable': { zh: '可否豁免', en: 'who may waive it' },
  'field.area': { zh: '归类', en: 'area' },
  'field.enabled': { zh: '是否启用', en: 'in use or not' },
  'field.effective': { zh: '有效期', en: 'days in force' },
  'field.unknown': { zh: '事实不明时', en: 'what unknown means' },
  'field.when': { zh: '适用条件', en: 'when it speaks' },
  'field.match': { zh: '结论', en: 'what it asks' },
  'field.evidence': { zh: '材料', en: 'evidence' },
  'field.approvals': { zh: '审批', en: 'approvals' },
  'field.limits': { zh: '限额', en: 'limits' },
  'field.breach': { zh: '超限结论', en: 'what a broken limit asks' },
  'field.effects': { zh: '后续义务', en: 'duties that follow' },
  'field.override': { zh: '替代的规则', en: 'rules that it replaces' },
  'field.confirm': { zh: '须请律师确认的要点', en: 'points for counsel' },
  'field.law': { zh: '法律依据', en: 'sources of law' },
  'field.cases': { zh: '用例', en: 'cases' },
  'field.pack': { zh: '包名', en: 'name of the pack' },
  'field.jurisdiction': { zh: '法域', en: 'jurisdiction' },
  'field.reach': { zh: '适用范围', en: 'reach' },
  'field.status': { zh: '状态', en: 'state of review' },
  'field.reviewed_by': { zh: '审阅人', en: 'reviewed by' },
  'field.reviewed_on': { zh: '审阅日', en: 'reviewed on' },
  'field.notice': { zh: '声明', en: 'notice' },
  'field.counsel': { zh: '律师要点', en: 'point for counsel' },
  'field.seasons': { zh: '时段', en: 'seasons' },
  'field.derived': { zh: '派生事实', en: 'derived fact' },
  'field.measures': { zh: '合计口径', en: 'measure' },
  'field.baseline': { zh: '用例基准', en: 'baseline of the cases' },
  'field.probing': { zh: '限额附近多次试算的标准', en: 'what counts as searching for a limit' },
  'field.authority': { zh: '权限表名称', en: 'name of the matrix' },
  'field.cumulative': { zh: '逐级审批', en: 'levels follow each other' },
  'field.roles': { zh: '角色', en: 'roles' },
  'field.levels': { zh: '级别', en: 'levels' },
  'field.smallCompany': { zh: '小公司设置', en: 'small company' },
  'field.validity': { zh: '有效天数', en: 'days a request stays open' },
  'field.giving': { zh: '给予与批准的容差', en: 'how far a giving may differ from its approval' },
  'field.cells': { zh: '权限格', en: 'cell' },
} as const satisfies Record<string, Sentence>

/** The word for a part of a pack or matrix; one without a word keeps its name. */
export function fieldWord(field: string): Sentence {
  const [name = '', ...rest] = field.split('.')
  const key = `field.${name}`
  const words: Readonly<Record<string, Sentence>> = versionTexts
  const word = words[key]
  if (!word || typeof word.en !== 'string') return { zh: field, en: field }
  const detail = rest.length === 0 ? '' : ` ${rest.join('.')}`
  return { zh: `${word.zh}${detail}`, en: `${word.en}${detail}` }
}
