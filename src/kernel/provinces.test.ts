import { expect, test } from 'vitest'
import { liesIn, provinces, readCity, readProvince } from './provinces.ts'

test('there are 34 provinces, municipalities and regions, and no name means two of them', () => {
  expect(provinces).toHaveLength(34)
  const words = provinces.flatMap(({ name, short, en }) => [name, short, en])
  expect(new Set(words).size).toBe(34 * 3)
  for (const { name, short, en } of provinces) {
    expect(name.startsWith(short)).toBe(true)
    for (const word of [name, short, en]) expect(readProvince(word)?.name).toBe(name)
  }
})

test.each([
  [' 江苏省 ', '江苏省'],
  ['江苏', '江苏省'],
  ['JIANGSU', '江苏省'],
  ['inner mongolia', '内蒙古自治区'],
  ['Shaanxi', '陕西省'],
  ['Shanxi', '山西省'],
  ['江苏苏州', undefined],
  ['江', undefined],
  ['苏州市', undefined],
  ['', undefined],
])('“%s” names %s', (text, name) => {
  expect(readProvince(text)?.name).toBe(name)
})

test.each([
  [' 苏州市 ', '苏州市'],
  ['Suzhou', 'Suzhou'],
  ["Xi'an", "Xi'an"],
  ['市'.repeat(30), '市'.repeat(30)],
  ['市'.repeat(31), undefined],
  ['', undefined],
  ['215000', undefined],
  ['苏州1', undefined],
  ['=苏州', undefined],
  ['苏州,昆山', undefined],
  ['苏州\t', '苏州'],
  ['苏\t州', undefined],
])('“%s” as a city is %s', (text, city) => {
  expect(readCity(text)).toBe(city)
})

test.each([
  ['苏州市', '江苏省', true],
  ['上海市', '上海市', true],
  ['香港特别行政区', '香港特别行政区', true],
  ['上海市', '江苏省', false],
  ['江苏省', '江苏省', false],
  ['江苏 省', '江苏省', false],
  ['上海', '江苏省', false],
  ['Shanghai', '江苏省', false],
  ['吉林', '辽宁省', false],
  ['上海', '上海市', true],
  // A city that is called as a province is for short.
  ['吉林', '吉林省', true],
])('“%s” in %s: %s', (city, province, isIn) => {
  const region = readProvince(province)
  expect(region && liesIn(city, region)).toBe(isIn)
})
