import { describe, expect, test } from 'vitest'
import { scorePair, scoreSubjects, subjectOf, type MatchContext } from './score.ts'

describe('a misspelt person is found again', () => {
  test.each([
    ['王伟', '王伟', 'match'],
    ['王 伟', '王伟', 'match'],
    ['王伟经理', '王伟', 'match'],
    ['王伟(采购部)', '王伟', 'match'],
    ['張曉明', '张晓明', 'match'],
    ['张小明', '张晓明', 'match'],
    ['wang wei', '王伟', 'match'],
    ['WEI Wang', '王伟', 'match'],
    ['Zhang Xiaomign', '张晓明', 'match'],
    ['zhangxiaoming', '张晓明', 'match'],
    ['Shan Xiongxin', '单雄信', 'match'],
    ['Lv Ming', '吕明', 'match'],
    ['Lyu Ming', '吕明', 'match'],
    ['Tian Yu', '田宇', 'match'],
    ['Wong Wei', '王伟', 'match'],
    ['Schneider, Thomas', 'Thomas Schneider', 'match'],
    ['Mr. Thomas Schneidre', 'Thomas Schneider', 'match'],
    ['王威', '王伟', 'candidate'],
    ['王工', '王伟', 'candidate'],
    ['张大明', '张晓明', 'candidate'],
    ['wang lei', '王伟', 'candidate'],
    ['王磊', '王伟', 'none'],
    ['李伟', '王伟', 'none'],
    ['李工', '王伟', 'none'],
    ['Thomas Hoffmann', 'Thomas Schneider', 'none'],
    ['', '王伟', 'none'],
  ])('%s for %s is %s', (query, entry, verdict) => {
    expect(scorePair(query, entry, 'person').verdict).toBe(verdict)
  })
})

describe('a short, translated or misspelt organisation is found again', () => {
  const hengtai = '苏州恒泰精密机械制造有限公司'
  test.each([
    ['苏州恒泰精密', hengtai, 'match'],
    ['恒泰精密机械(苏州)有限责任公司', hengtai, 'match'],
    ['江苏省苏州市恒泰精密机械', hengtai, 'match'],
    ['蘇州恆泰精密機械製造', hengtai, 'match'],
    ['苏洲恒泰精密机械', hengtai, 'match'],
    ['苏州恒太精密机械', hengtai, 'match'],
    ['苏州恒泰精密机械制造优限公司', hengtai, 'match'],
    ['Suzhou Hengtai Precision Machinery Co., Ltd.', hengtai, 'match'],
    ['suzhou hengtia precision machinery', hengtai, 'match'],
    ['suzhouhengtaijingmi', hengtai, 'match'],
    ['中石化', '中国石油化工股份有限公司', 'match'],
    ['上海市第5人民医院', '上海市第五人民医院', 'match'],
    ['Siemens AG', 'Siemens Aktiengesellschaft', 'match'],
    ['International Business Machines', 'IBM Corp.', 'match'],
    ['杭州恒泰精密机械有限公司', hengtai, 'candidate'],
    ['苏州恒泰贸易有限公司', hengtai, 'candidate'],
    ['苏州恒信精密机械制造有限公司', hengtai, 'none'],
    ['Suzhou Hengda Precision Machinery', hengtai, 'none'],
    ['苏州市第一人民医院', '苏州市第三人民医院', 'none'],
    ['', hengtai, 'none'],
    ['有限公司', hengtai, 'none'],
  ])('%s for %s is %s', (query, entry, verdict) => {
    expect(scorePair(query, entry, 'organisation').verdict).toBe(verdict)
  })
})

describe('what is known beside the name decides between namesakes', () => {
  const person = (name: string, context: MatchContext = {}) =>
    subjectOf({ names: [name], schema: 'person', ...context })
  const entry = person('王伟', { employer: '苏州恒泰精密机械有限公司', phone: '13812345678' })
  test.each([
    ['the same name at a short form of the employer', person('王伟', { employer: '苏州恒泰' }), 'match'],
    ['the same sound at the employer', person('王威', { employer: '苏州恒泰' }), 'match'],
    ['the title at the employer', person('王工', { employer: '苏州恒泰精密' }), 'match'],
    ['the same name elsewhere', person('王伟', { employer: '杭州联创贸易' }), 'match'],
    [
      'the same name elsewhere with the telephone',
      person('王伟', { employer: '杭州联创贸易', phone: '+86 138 1234 5678' }),
      'match',
    ],
    ['the same sound elsewhere', person('王威', { employer: '杭州联创贸易' }), 'candidate'],
    ['a sign of another shape elsewhere', person('王玮', { employer: '杭州联创贸易' }), 'candidate'],
    ['a name that is only a little alike elsewhere', person('王磊', { employer: '杭州联创贸易' }), 'none'],
    ['another name at the employer', person('王磊', { employer: '苏州恒泰' }), 'none'],
  ])('%s is a %s', (_, query, verdict) => {
    expect(scoreSubjects(query, entry).verdict).toBe(verdict)
  })

  test.each([
    [
      'another name with the mobile',
      '13812345678',
      person('李娜', { phone: '+86 138 1234 5678' }),
      'candidate',
    ],
    ['a name like it with the mobile', '13812345678', person('王威', { phone: '138-1234-5678' }), 'match'],
    [
      'one of two numbers',
      '13812345678、0512-68681234',
      person('李娜', { phone: '13812345678' }),
      'candidate',
    ],
    [
      'another name with the number of the office',
      '0512-68681234',
      person('李娜', { phone: '051268681234' }),
      'none',
    ],
    ['another extension', '0512-68681234-801', person('王磊', { phone: '0512-68681234-802' }), 'none'],
    [
      'the number of the office in place of a name',
      '0512-68681234',
      person('0512 68681234', { phone: '051268681234' }),
      'candidate',
    ],
    ['a number of nobody', '13812345678', person('13800000000', { phone: '13800000000' }), 'none'],
  ])('%s', (_, phone, query, verdict) => {
    const known = person('王伟', { employer: '苏州恒泰精密机械有限公司', phone })
    expect(scoreSubjects(query, known).verdict).toBe(verdict)
  })

  test.each(['许泽峰', '许则丰', '许泽锋', '徐泽峰', 'Xu Zefeng', 'Xu Zefneg'])(
    'naming another customer makes nobody of %s',
    (name) => {
      const known = person('许泽峰', { employer: '苏州恒泰精密机械有限公司' })
      const [alone, elsewhere] = [person(name), person(name, { employer: '杭州联创贸易' })].map(
        (query) => scoreSubjects(query, known).verdict,
      )
      expect([alone, elsewhere]).not.toContain('none')
    },
  )
})

describe('the credit code decides between organisations', () => {
  const organisation = (name: string, code: string) =>
    subjectOf({ names: [name], schema: 'organisation', code })
  const entry = organisation('苏州恒泰精密机械有限公司', '91350100M000100Y43')
  test('the same code is certain', () => {
    expect(scoreSubjects(organisation('新名称实业', '91350100m000100y43'), entry)).toMatchObject({
      score: 1,
      verdict: 'match',
    })
  })

  test('the same name with another valid code is another legal person until somebody looks', () => {
    const other = scoreSubjects(organisation('苏州恒泰精密机械有限公司', '91330100799655058B'), entry)
    expect(other).toMatchObject({ verdict: 'candidate', reasons: ['name.same', 'code.other'] })
  })
})
