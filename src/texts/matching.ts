import type { Sentence } from './text.ts'

/** Why a known name is offered beside a typed one, and what the command `match` says. */
export const matchingTexts = {
  'match.name.same': { zh: '名称相同', en: 'same name' },
  'match.name.sound': { zh: '读音相同', en: 'sounds the same' },
  'match.name.shape': { zh: '字形相近', en: 'looks alike' },
  'match.name.order': { zh: '顺序不同', en: 'other order' },
  'match.name.near': { zh: '拼写相近', en: 'spelt alike' },
  'match.name.pinyin': { zh: '拼音一致', en: 'same in pinyin' },
  'match.name.pinyin_near': { zh: '拼音相近', en: 'close in pinyin' },
  'match.name.short': { zh: '简称', en: 'short form' },
  'match.name.abbreviation': { zh: '缩写', en: 'abbreviation' },
  'match.name.surname': { zh: '姓氏相同', en: 'same surname' },
  'match.name.other_place': { zh: '字号相同，地区不同', en: 'same trade name, another place' },
  'match.name.other_trade': { zh: '字号相同，行业不同', en: 'same trade name, another trade' },
  'match.name.other': { zh: '名称不同', en: 'another name' },
  'match.code.same': { zh: '统一社会信用代码相同', en: 'same credit code' },
  'match.code.near': { zh: '统一社会信用代码相近', en: 'credit code nearly the same' },
  'match.code.other': { zh: '统一社会信用代码不同', en: 'another credit code' },
  'match.phone.same': { zh: '电话相同', en: 'same telephone' },
  'match.employer.same': { zh: '单位相同', en: 'same employer' },
  'match.employer.other': { zh: '单位不同', en: 'another employer' },
  'match.verdict.match': { zh: '同一主体', en: 'the same' },
  'match.verdict.candidate': { zh: '需核对', en: 'to be checked' },
  'match.verdict.none': { zh: '不同主体', en: 'another' },
  'match.command': { zh: '比较成对的人名或单位名称', en: 'compares pairs of names' },
  'match.no_file': { zh: '读不到文件 {file}。', en: 'The file {file} cannot be read.' },
  'match.no_columns': {
    zh: '{file} 缺少列：{columns}。需要 query、entry、schema 三列。',
    en: '{file} lacks: {columns}. It needs the columns query, entry and schema.',
  },
  'match.not_csv': { zh: '{file} 不是可读的 CSV：{words}', en: '{file} is no CSV that can be read: {words}' },
  'match.bad_schema': {
    zh: '第 {row} 行的 schema「{schema}」不是 person 或 organisation。',
    en: 'Row {row}: the schema “{schema}” is neither person nor organisation.',
  },
} as const satisfies Record<string, Sentence>
