import { expect, test } from 'vitest'
import { isSameVenue } from './same-venue.ts'

test.each([
  ['the same letters', '宏图酒楼', '宏图酒楼', true],
  ['blanks, width and case', '宏图 酒楼 Ａ座', '宏图酒楼a座', true],
  ['the other script', '宏圖酒樓', '宏图酒楼', true],
  ['brackets and signs', '海底捞（国贸店）', '海底捞·国贸店', true],
  ['a shop by its two endings', '海底捞国贸店', '海底捞国贸分店', true],
  ['a form of company', '宏图餐饮有限公司', '宏图餐饮', true],
  ['a form of company in letters', 'Hongtu Catering Co., Ltd.', 'HONGTU CATERING', true],
  ['another house', '宏图酒楼', '宏图酒店', false],
  ['another shop of it', '海底捞国贸店', '海底捞西单店', false],
  ['a name that holds the other', '海底捞', '海底捞对面', false],
  ['a hotel is no wine', '如家酒店', '如家酒', false],
  ['another word in letters', 'Hongtu Catering', 'Hongtu Hotel', false],
])('%s', (_, one, other, isSame) => {
  expect(isSameVenue(one, other)).toBe(isSame)
  expect(isSameVenue(other, one)).toBe(isSame)
})
