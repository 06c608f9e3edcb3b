import { describe, expect, it } from 'vitest'
import { fullName, hasLengthOfName, isTitled } from './full-name.ts'

describe('the full name of a person', () => {
  it.each([
    ['王芳', '王芳'],
    ['李小明', '李小明'],
    ['欧阳娜', '欧阳娜'],
    ['欧阳娜娜', '欧阳娜娜'],
    ['劉洋', '劉洋'],
    ['王 芳', '王芳'],
    ['欧阳 娜娜', '欧阳娜娜'],
    ['王 小 明', '王小明'],
    ['陈建工', '陈建工'],
  ])('is %s', (text, name) => {
    expect(fullName(text)).toBe(name)
  })

  it.each([
    // A surname alone, or with a title, is nobody for sure.
    ['王'],
    ['欧阳'],
    ['王总'],
    ['李工'],
    ['张经理'],
    ['小王'],
    ['王女士'],
    // Departments, posts, places and things that a surname leads.
    ['项目部'],
    ['管理科'],
    ['车间'],
    ['常务'],
    ['文员'],
    ['苏州'],
    ['江苏省'],
    ['华东'],
    ['白酒'],
    ['路费'],
    // Neither one name nor of the length of one.
    ['采购'],
    ['张三李四'],
    ['张三 李'],
    ['王芳经理'],
    ['Wang Fang'],
    ['王fang'],
    ['13812345678'],
    [''],
  ])('is not %s', (text) => {
    expect(fullName(text)).toBeUndefined()
  })
})

describe('the length of a name', () => {
  it.each([
    ['王', false],
    ['王芳', true],
    ['王小芳', true],
    ['王小芳芳', false],
    ['欧阳', false],
    ['欧阳娜', true],
    ['欧阳娜娜', true],
    ['欧阳娜娜娜', false],
    ['的芳', false],
    ['王 芳', false],
  ])('%s: %s', (text, expected) => {
    expect(hasLengthOfName(text)).toBe(expected)
  })
})

describe('what follows a name', () => {
  it.each([
    ['李娜', '工程师', true],
    ['王芳', '副总经理', true],
    ['王芳', '女士', true],
    ['李娜', '技术员', false],
    ['赵敏', '苏州', false],
    ['张三', '李四', false],
    ['采购', '王芳', false],
  ])('%s %s: a title is %s', (name, rest, expected) => {
    expect(isTitled(name, rest)).toBe(expected)
  })
})
