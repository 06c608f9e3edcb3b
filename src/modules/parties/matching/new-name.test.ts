import { describe, expect, it } from 'vitest'
import { nameObjection } from './new-name.ts'

const codeOf = (name: string, schema: 'organisation' | 'person', employer?: string) =>
  nameObjection({ name, schema, employer }, '/body/name')?.code

describe('the name of a new person', () => {
  it.each([
    '张三、李四',
    '张三和李四',
    '张三 李四',
    '张三/李四',
    '张三，李四',
    '张和平和李四',
    '张三经理和李四经理',
    '张经理、李总',
    '张三、张三',
    '张三（采购）；李四（技术）',
    '约翰·史密斯、玛丽·琼斯',
    '张三、John Smith',
    'John、Mary',
    'John Smith, Mary Jones',
    'John Smith and Mary Jones',
    'Smith, John; Jones, Mary',
    'John Smith et al',
    '各部门负责人',
    '采购部员工',
    '采购部',
    '相关人员',
    '王芳等5人',
    '张三等',
    '王芳 等5人',
    '张总一行',
    '3人',
    '张三及配偶',
    '张三（携家属）',
    '张总夫人',
  ])('is no one person: %s', (name) => {
    expect(codeOf(name, 'person')).toBe('parties.several')
  })

  const signs = ['...', '......', '12345', '----', '-', '/', '、', '（）', '①', '\u3164', '😀', '***', '？？']
  const words = [
    '无',
    '（无）',
    '不详',
    '未知',
    '待定',
    'N/A',
    'n.a.',
    'NA',
    'ｎ／ａ',
    'Unknown',
    'TBC',
    '-无-',
  ]
  it.each([...signs, ...words])('is none: %s', (name) => {
    expect(codeOf(name, 'person')).toBe('parties.no_name')
    expect(codeOf(name, 'organisation')).toBe('parties.no_name')
  })

  it.each([
    '王芳',
    '王 芳',
    '李和平',
    '欧阳和平',
    '王一行',
    '张经理',
    '李代表',
    '约翰·史密斯',
    '王芳 采购',
    '王芳 采购部',
    '王芳 销售代表',
    '李娜 工程师',
    '刘洋 技术员',
    '赵敏 苏州',
    '王芳/采购',
    '王芳和采购',
    '王芳（采购、技术）',
    '王芳（采购部）',
    '王芳/Wang Fang',
    '王芳 Wang Fang',
    'John Smith',
    'Smith, John',
    'Dr. Wang Fang, Procurement Manager',
    'John Smith, Jr.',
    'Müller-Lüdenscheidt',
    "O'Brien",
    'Владимир Иванов',
    '山田 太郎',
    '김민준',
    'X',
  ])('may be one: %s', (name) => {
    expect(codeOf(name, 'person')).toBeUndefined()
  })

  it('may stand beside that of the employer', () => {
    expect(codeOf('王芳/华为', 'person')).toBe('parties.several')
    expect(codeOf('王芳/华为', 'person', '华为技术有限公司')).toBeUndefined()
  })
})

describe('the name of a new customer', () => {
  it.each([
    '南京甲乙科技有限公司、南京丙丁科技有限公司',
    '华东精密有限公司、华北精密有限公司',
    '华东精密、华北精密',
    '华东精密/华北精密',
    '华东精密；华北精密',
    '华东精密有限公司 华北精密有限公司',
    '华东精密有限公司及华北精密',
    '第一人民医院和第二人民医院',
    'Acme Co., Ltd., Harbour Inc.',
    'Acme; Harbour',
    '华东精密、Harbour Inc.',
  ])('is no one organisation: %s', (name) => {
    expect(codeOf(name, 'organisation')).toBe('parties.several')
  })

  it.each([
    '和平机械有限公司',
    '北京大学和睦家医院',
    '上海、江苏联合机械有限公司',
    '华东精密有限公司（苏州、无锡）',
    '华东精密有限公司 苏州分公司',
    '华东精密有限公司/Huadong Precision Co., Ltd.',
    'Acme Co., Ltd.',
    'Acme Machinery, Inc.',
    'Kühne + Nagel',
    'Smith, Jones and Partners LLP',
    'Harbour A/S',
    'Smith & Sons',
    '3M',
    '采购中心',
  ])('may be one: %s', (name) => {
    expect(codeOf(name, 'organisation')).toBeUndefined()
  })
})
