import type { Sentence } from './text.ts'

/** What the command line says about versions of packs. */
export const cliPolicyTexts = {
  'cli.policy': {
    zh: '政策版本：列出、查看、核对、比较、提出、停用；限额附近的多次试算',
    en: 'versions of the policy: list, show, check, compare, propose, end; who searched for a limit',
  },
  'cli.policy.what': {
    zh: '请写 list、show、check、diff、adopt、end、decline 或 attempts。',
    en: 'Say list, show, check, diff, adopt, end, decline or attempts.',
  },
  'cli.policy.no_file': { zh: '读不到文件 {file}。', en: 'The file {file} cannot be read.' },
  'cli.policy.no_version': {
    zh: '没有 {id} 这个版本；aboveboard policy list 列出全部。',
    en: 'There is no version {id}; aboveboard policy list names them all.',
  },
  'cli.policy.day': {
    zh: '--{option} 须是日期，如 2027-01-01。',
    en: '--{option} is a day such as 2027-01-01.',
  },
  'cli.policy.open': { zh: '待复核：', en: 'Waiting for an answer:' },
  'cli.policy.problems': {
    zh: '{count} 处问题：',
    en: { one: '{count} problem:', other: '{count} problems:' },
  },
  'cli.policy.right': { zh: '没有问题，用例全部通过。', en: 'No problems; every case comes out as written.' },
  'cli.policy.same': { zh: '与 {against} 版相同。', en: 'The same as version {against}.' },
  'cli.policy.new': { zh: '这是本包的第一版。', en: 'This is the first version of its pack.' },
  'cli.policy.against': { zh: '与 {against} 版相比：', en: 'Compared with version {against}:' },
  'cli.policy.shipped': {
    zh: '这里没有数据库，改与随附的政策比较。',
    en: 'There is no database here; compared with the shipped packs.',
  },
  'cli.policy.laid_down': {
    zh: '已提交。合规一人确认后由另一人复核才生效：编号 {id}。',
    en: 'Laid down as {id}. It takes effect once one of compliance confirms it and another does after them.',
  },
  'cli.rates': {
    zh: '汇率：查看某日汇率、导入汇率文件',
    en: 'exchange rates: those of a day, and a file of them',
  },
  'cli.rates.what': {
    zh: '请写 import FILE --source TEXT（更正时加 --correction 原因），或不写。',
    en: 'Say import FILE --source TEXT (with --correction WHY to put rates right), or nothing.',
  },
  'cli.rates.added': {
    zh: '已提交 {added} 条汇率（{currencies}），{from} 至 {to}。财务、合规或总经理中两人在待办中先后确认后才生效。',
    en:
      'Laid down {added} rates ({currencies}), {from} to {to}. They count once two of finance, ' +
      'compliance and the general manager have confirmed them in the inbox.',
  },
  'cli.policy.declined': { zh: '已退回：{id}', en: 'Declined: {id}' },
} as const satisfies Record<`cli.${string}`, Sentence>
