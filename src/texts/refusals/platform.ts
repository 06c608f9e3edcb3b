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
  'platform.file_heic': {
    says: {
      zh: '这是 HEIC 照片，其他人打不开。',
      en: 'This photo is in HEIC, which others could not open.',
    },
    wayOut: {
      zh: '请以 JPEG 保存后提交；iPhone：设置 → 相机 → 格式 → 兼容性最佳。',
      en: 'Save it as JPEG; on an iPhone: Settings, Camera, Formats, Most Compatible.',
    },
  },
  'platform.file_webp': {
    says: {
      zh: '这是 WebP 图片，不少程序打不开。',
      en: 'This picture is in WebP, which many programs do not open.',
    },
    wayOut: {
      zh: '请另存为 JPEG 或 PNG 后提交。',
      en: 'Save it as JPEG or PNG and upload that.',
    },
  },
  'platform.file_kind': {
    says: { zh: '不支持这种文件。', en: 'This kind of file is not accepted as evidence.' },
    wayOut: {
      zh: '请上传 PDF、图片、文本或 Office/OFD 文件。',
      en: 'Upload a PDF, a picture, a text or an Office or OFD file.',
    },
  },
  'platform.file_lost': {
    says: {
      zh: '这份文件的内容已不在磁盘上或已损坏，打不开。',
      en: 'The content of this file is gone from the disk or damaged, so it cannot be opened.',
    },
    wayOut: {
      zh: '请再次上传同一份文件，内容即恢复；或请管理员从备份恢复数据目录下的 files。',
      en:
        'Upload the same file again, which brings its content back; or ask the administrator to ' +
        'restore `files` of the data folder from the backup.',
    },
  },
  'platform.storage_full': {
    says: {
      zh: '服务器的磁盘已满，未作任何更改。',
      en: 'The disk of the server is full; nothing was changed.',
    },
    wayOut: {
      zh: '请联系管理员腾出空间，然后重试。',
      en: 'Ask the administrator to make room, then try again.',
    },
  },
  'platform.database_away': {
    says: {
      zh: '数据库暂时无法到达，未作任何更改。',
      en: 'The database cannot be reached right now; nothing was changed.',
    },
    wayOut: {
      zh: '请稍后重试；持续几分钟仍不行，请联系管理员。',
      en: 'Try again in a moment; if it lasts for minutes, tell the administrator.',
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
