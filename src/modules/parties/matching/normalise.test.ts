import { describe, expect, test } from 'vitest'
import { fold, latinWords } from './fold.ts'
import { organisationName } from './organisation-name.ts'
import { personName } from './person-name.ts'
import { asSyllables } from './pinyin.ts'

describe('spellings that a reader takes for the same are the same', () => {
  test.each([
    ['ＡＢＢ　蘇州', 'abb 苏州'],
    ['Société Générale', 'societe generale'],
    ['Søren Ørsted', 'soren orsted'],
    ['Газпром', 'gazprom'],
    ['恆泰', '恒泰'],
    ['陳啟賢', '陈启贤'],
    ['峯', '峰'],
  ])('%s is %s', (given, expected) => expect(fold(given)).toBe(expected))

  test('initials with dots are one word', () =>
    expect(latinWords('a.b.c. company')).toEqual(['abc', 'company']))
})

describe('an organisation is its place, trade name, trades and form', () => {
  test.each([
    ['苏州恒泰精密机械制造有限公司', '苏州', '恒泰', '精密 机械 制造', 'limited'],
    ['恒泰(苏州)机械有限责任公司', '苏州', '恒泰', '机械', 'limited'],
    ['江苏省苏州市恒泰集团股份有限公司', '江苏 苏州', '恒泰', '', 'shares'],
    ['Suzhou Hengtai Precision Machinery Co., Ltd.', '苏州 宿州', 'hengtai', '精密 机械', 'limited'],
    ['suzhou hengtai jingmi jixie youxian gongsi', '苏州 宿州', 'hengtai', '精密 机械', 'limited'],
    ['Hangzhou Ruian Trading Co Ltd', '杭州', 'ruian', '贸易', 'limited'],
    ['上海大兴半导体有限公司', '上海', '大兴', '半导体', 'limited'],
    ['北京大学', '北京', '北京大学', '', 'none'],
    ['ABB(中国)有限公司', '中国', 'abb', '', 'limited'],
    ['Deutsche Bank AG', '', 'deutsche', '银行', 'shares'],
  ])('%s', (name, places, brand, trades, kind) => {
    const { regions, industries, form, ...parts } = organisationName(name)
    expect([
      regions.map((region) => region.name).join(' '),
      parts.brand,
      industries.join(' '),
      form.kind,
    ]).toEqual([places, brand, trades, kind])
  })

  test('a branch is kept apart from its company', () => {
    const { brand, form } = organisationName('华为技术有限公司上海分公司')
    expect([brand, form.branch]).toEqual(['华为', '上海'])
  })
})

describe('a person is a surname and a given name without titles', () => {
  test.each([
    ['王工', '王', true],
    ['老王', '王', true],
    ['欧阳处长', '欧阳', true],
    ['王伟副总经理', '王伟', false],
    ['陈建工', '陈建工', false],
    ['李总', '李', true],
  ])('%s is %s', (given, han, surnameOnly) => expect(personName(given)).toMatchObject({ han, surnameOnly }))

  test.each([
    ['单雄信', 'shanxiongxin'],
    ['仇和', 'qiuhe'],
    ['吕明', 'luming'],
    ['欧阳锋', 'ouyangfeng'],
  ])('the surname of %s is read as a surname', (han, spelling) =>
    expect(personName(han).spellings[0]).toBe(spelling),
  )

  test.each([
    ['wangwei', ['wang', 'wei']],
    ['xian', ['xian']],
    ['wnagwei', null],
  ])('%s is read in syllables or not at all', (letters, expected) =>
    expect(asSyllables(letters)).toEqual(expected),
  )
})
