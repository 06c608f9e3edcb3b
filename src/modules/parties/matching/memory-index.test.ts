import { describe, expect, test } from 'vitest'
import { contextKeys, entryKeys, queryKeys } from './block.ts'
import { createIndex } from './memory-index.ts'
import { profileOf, type NameSchema } from './normalise.ts'
import { subjectOf, type MatchContext } from './score.ts'

function entry(id: string, name: string, schema: NameSchema, context: MatchContext = {}) {
  return { id, subject: subjectOf({ names: [name], schema, ...context }) }
}

describe('one error leaves a key that finds the entry in a database', () => {
  test.each([
    ['person', '王威', '王伟'],
    ['person', 'Wnag Wei', '王伟'],
    ['person', 'Wei Wan', '王伟'],
    ['person', '张大明', '张晓明'],
    ['person', '末强', '未强'],
    ['person', '王工', '王伟'],
    ['person', 'Schneidr Thomas', 'Thomas Schneider'],
    ['organisation', '苏洲恒太精密', '苏州恒泰精密机械制造有限公司'],
    ['organisation', '恒泰精秘机械', '苏州恒泰精密机械制造有限公司'],
    ['organisation', 'Suzhou Hengtia Machinery', '苏州恒泰精密机械制造有限公司'],
    ['organisation', '北大', '北京大学'],
    ['organisation', 'IBM', 'International Business Machines Corp.'],
  ] as const)('%s: %s shares a key with %s', (schema, query, name) => {
    const filed = new Set(entryKeys(profileOf(name, schema)))
    expect(queryKeys(profileOf(query, schema)).some((key) => filed.has(key))).toBe(true)
  })

  test('strangers share none', () => {
    const filed = new Set(entryKeys(profileOf('王伟', 'person')))
    expect(queryKeys(profileOf('赵雅琳', 'person')).filter((key) => filed.has(key))).toEqual([])
  })

  test('keys hold no blank, so that they can be kept in one text', () => {
    const names = ['苏州 ABB (中国) 有限公司', 'Deutsche Bank AG', '3M 中国', 'a b', '王 伟', '']
    const keys = names.flatMap((name) => [
      ...entryKeys(profileOf(name, 'organisation')),
      ...queryKeys(profileOf(name, 'person')),
    ])
    expect(keys.filter((key) => /\s/.test(key))).toEqual([])
  })

  test('half a credit code and the telephone find the entry', () => {
    const keys = contextKeys({ code: '91350100M000100Y43', phone: '+86 138-1234-5678' })
    expect(keys).toEqual(['t:13812345678', 'u:91350100M', 'U:000100Y43'])
  })
})

describe('the index', () => {
  const employer = '苏州恒泰精密机械有限公司'
  const index = createIndex([
    entry('p1', '王伟', 'person', { employer }),
    entry('p2', '王伟', 'person', { employer: '杭州联创贸易有限公司' }),
    entry('p3', '李娜', 'person', { employer }),
    entry('p4', '李霞', 'person', { employer }),
  ])
  const ask = (name: string) => index.search(subjectOf({ names: [name], schema: 'person', employer }))

  test('puts the namesake at the employer first and keeps the other as a candidate', () => {
    expect(ask('wang wei').map(({ id, verdict }) => [id, verdict])).toEqual([
      ['p1', 'match'],
      ['p2', 'candidate'],
    ])
  })

  test('takes a title for the one person of that surname', () => {
    expect(ask('王工')[0]).toMatchObject({ id: 'p1', verdict: 'match' })
  })

  test('lets a person choose where a title could mean two', () => {
    expect(ask('李经理').map((found) => found.verdict)).toEqual(['candidate', 'candidate'])
  })

  test('finds a party that was added later', () => {
    const growing = createIndex([])
    const query = subjectOf({ names: ['恒泰'], schema: 'organisation' })
    expect(growing.search(query)).toEqual([])
    growing.add(entry('o1', employer, 'organisation'))
    expect(growing.search(query)[0]?.id).toBe('o1')
  })
})
