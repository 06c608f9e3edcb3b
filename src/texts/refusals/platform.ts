import type { RefusalText } from '../text.ts'

export const platformRefusals = {
  'platform.file_empty': {
    says: { zh: '文件是空的。', en: 'The file is empty.' },
    wayOut: { zh: '请选择有内容的文件。', en: 'Choose a file that has content.' },
  },
  'platform.file_too_large': {
    says: { zh: '文件超过 {limitMb} MB。', en: 'The file is larger than {limitMb} MB.' },
    wayOut: { zh: '请压缩或分成几个文件上传。', en: 'Compress it, or upload it in several files.' },
  },
  'platform.file_kind': {
    says: { zh: '不支持这种文件。', en: 'This kind of file is not accepted as evidence.' },
    wayOut: {
      zh: '请上传 PDF、图片、文本或 Office/OFD 文件。',
      en: 'Upload a PDF, a picture, a text or an Office or OFD file.',
    },
  },
  'platform.stale': {
    says: { zh: '在您打开之后，这条记录已有变更。', en: 'This record has changed since you opened it.' },
    wayOut: { zh: '请刷新后再操作。', en: 'Reload it and try again.' },
  },
  'platform.key_reused': {
    says: { zh: '同一个幂等键已用于另一内容。', en: 'This idempotency key was used with another body.' },
    wayOut: { zh: '请为新的内容使用新的幂等键。', en: 'Use a new key for a new body.' },
  },
  'platform.in_progress': {
    says: { zh: '这项操作正在处理中。', en: 'This command is still being carried out.' },
    wayOut: { zh: '请稍候，用同一个键重试。', en: 'Wait a moment and repeat it with the same key.' },
  },
  'platform.not_found': {
    says: { zh: '没有找到，或您无权查看。', en: 'It was not found, or you may not see it.' },
    wayOut: { zh: '请检查链接，或联系管理员。', en: 'Check the link, or ask an administrator.' },
  },
  'platform.foreign_origin': {
    says: { zh: '请求来自其他网站，已拒绝。', en: 'The request came from another site and was refused.' },
    wayOut: { zh: '请在本系统的页面内操作。', en: 'Work from a page of this system.' },
  },
  'platform.too_many': {
    says: { zh: '请求过于频繁。', en: 'There were too many requests.' },
    wayOut: { zh: '请稍候一分钟再试。', en: 'Wait a minute and try again.' },
  },
} as const satisfies Record<string, RefusalText>
