import type { Sentence } from './text.ts'

/** What `aboveboard seed` says. */
export const cliSeedTexts = {
  'cli.seed': {
    zh: '建立示例公司（数据目录会标为演示）',
    en: 'makes the sample company, in a data folder that is marked as a demo',
  },
  'cli.seed.what': { zh: '请写 seed demo。', en: 'Say seed demo.' },
  'cli.seed.count': {
    zh: '--benefits 应是 1 至 {max} 之间的整数，而不是“{given}”。',
    en: '--benefits takes a whole number from 1 to {max}, not “{given}”.',
  },
  'cli.seed.progress': {
    zh: '登记簿：{count} 条，每秒 {rate} 条',
    en: 'Register: {count} entries, {rate} a second',
  },
  'cli.seed.done': { zh: '示例公司已就绪：{data}', en: 'The sample company is ready: {data}' },
  'cli.seed.filled': {
    zh: '另有 {count} 条测量用登记（{seconds} 秒）：有登记行、合计行与日志条目，没有判定与申请。',
    en: '{count} more entries in {seconds} s to measure on: row, line, log entry; no decision, no request.',
  },
} as const satisfies Record<string, Sentence>
