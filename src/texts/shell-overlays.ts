import type { Sentence } from './text.ts'

/**
 * What opens over a page: the keys, the palette and the question for a fresh factor. They come when opened.
 */
export const overlayTexts = {
  'keys.title': { zh: '快捷键', en: 'Keyboard shortcuts' },
  'keys.single': { zh: '启用单键快捷键', en: 'Use single-key shortcuts' },
  'keys.single_hint': {
    zh: '关闭后，单个字母键不再触发操作；⌘K 和 Esc 仍可用。',
    en: 'When off, single letters do nothing; ⌘K and Esc still work.',
  },
  'keys.undo': { zh: '发送前等待', en: 'Wait before sending' },
  'keys.undo_hint': { zh: '审批后可在此时间内撤销。', en: 'You can take a decision back for this long.' },
  'keys.seconds': { zh: '{count} 秒', en: '{count} s' },
  'keys.group.go': { zh: '跳转', en: 'Go to' },
  'keys.group.list': { zh: '列表', en: 'List' },
  'keys.group.decide': { zh: '审批', en: 'Decide' },
  'keys.next': { zh: '下一项 / 上一项', en: 'Next / previous' },
  'keys.open': { zh: '打开', en: 'Open' },
  'keys.select': { zh: '多选', en: 'Select' },
  'keys.approve': { zh: '同意', en: 'Approve' },
  'keys.return': { zh: '退回', en: 'Return' },
  'keys.reject': { zh: '拒绝', en: 'Reject' },
  'keys.transfer': { zh: '转交', en: 'Transfer' },
  'keys.evidence': { zh: '下一份证据', en: 'Next piece of evidence' },
  'keys.comment': { zh: '写评论', en: 'Write a comment' },
  'keys.undo_last': { zh: '撤销', en: 'Undo' },
  'keys.new': { zh: '新申请', en: 'New request' },
  'keys.search': { zh: '搜索', en: 'Search' },
  'keys.palette': { zh: '命令面板', en: 'Command palette' },
  'keys.help': { zh: '全部快捷键', en: 'All keys' },
  'keys.inbox': { zh: '待我审批', en: 'Inbox' },
  'keys.mine': { zh: '我的申请', en: 'My requests' },
  'keys.register': { zh: '权益台账', en: 'Register' },
  'keys.escape': { zh: '关闭，回到列表', en: 'Close, back to the list' },
  'keys.space': { zh: '空格', en: 'Space' },
  'palette.label': { zh: '命令面板', en: 'Command palette' },
  'palette.placeholder': {
    zh: '搜索客户、人员，或输入命令',
    en: 'Search customers and people, or type a command',
  },
  'palette.go': { zh: '跳转', en: 'Go to' },
  'palette.parties': { zh: '客户与人员', en: 'Customers and people' },
  'palette.more': {
    zh: '还有更多未列出，请把名称写得更完整。',
    en: 'There are more than these; write more of the name.',
  },
  'palette.none': {
    zh: '没有找到。换个名称、统一社会信用代码或拼音试试。',
    en: 'Nothing found. Try another name, code or pinyin.',
  },
  'factor.title': { zh: '请再验证一次身份', en: 'Show your second factor again' },
  'factor.why': {
    zh: '这项操作需要十分钟内的双重验证。',
    en: 'This act needs a second factor shown within ten minutes.',
  },
  'factor.code': { zh: '六位动态码', en: 'Six-digit code' },
  'factor.confirm': { zh: '验证并继续', en: 'Verify and go on' },
} as const satisfies Record<string, Sentence>
