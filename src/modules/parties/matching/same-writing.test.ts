import { describe, expect, test } from 'vitest'
import { isSameWriting } from './same-writing.ts'
import { scorePair } from './score.ts'

const known = { organisation: '苏州恒屹精密有限公司', person: '王子航' }

function isSame(schema: 'organisation' | 'person', written: string, name: string, more: readonly string[]) {
  const score = scorePair(written, name, schema)
  const reasons = [...score.reasons, ...more] as typeof score.reasons
  return isSameWriting({ written, known: name, schema }, { ...score, reasons })
}

describe('the written name of an organisation', () => {
  test.each([
    ['苏州恒屹精密有限责任公司', true],
    ['蘇州恒屹精密（集团）有限公司', true],
    ['恒屹精密', true],
    ['恒屹', true],
    ['Suzhou Hengyi Jingmi', true],
    ['苏州恒屹精工有限公司', false],
    ['苏州恒屹精密设备有限公司', false],
    ['苏州恒亿精密有限公司', false],
  ])('%s is the known one in another writing: %s', (written, expected) => {
    expect(isSame('organisation', written, known.organisation, [])).toBe(expected)
  })

  test('is taken for another where the trade is only like it', () => {
    expect(isSame('organisation', '宁波崇雅工业装备有限公司', '宁波崇雅工业设备有限公司', [])).toBe(false)
  })

  test('is not settled by a number that the whole house shares', () => {
    expect(isSame('organisation', '苏州恒屹精工有限公司', known.organisation, ['phone.same'])).toBe(false)
  })

  test('is of no weight where the code agrees', () => {
    expect(isSame('organisation', '苏州恒屹精工有限公司', known.organisation, ['code.same'])).toBe(true)
  })
})

describe('the written name of a person', () => {
  test.each([
    ['王子航', [], true],
    ['王 子航', [], true],
    ['王子航先生', [], true],
    ['王子恒', ['employer.same'], false],
    ['王子涵', ['employer.same'], false],
    ['王梓航', ['employer.same'], false],
    ['Wang Zihang', ['employer.same'], true],
    ['Wang Zihang', [], false],
    ['王梓航', ['employer.same', 'phone.same'], false],
    ['王 子航', ['employer.same', 'phone.same'], true],
  ])('%s %j is the known one: %s', (written, more, expected) => {
    expect(isSame('person', written, known.person, more)).toBe(expected)
  })

  test('may have its Latin words in either order', () => {
    expect(isSame('person', 'Zihang Wang', 'Wang Zihang', [])).toBe(true)
  })
})
