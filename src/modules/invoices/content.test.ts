import { expect, it } from 'vitest'
import { taxKinds } from './content.ts'

it.each([
  ['*生活服务*服务费', ['daily']],
  ['*居民日常服务*美容护理', ['daily']],
  ['洗染费', ['daily']],
  ['健身年卡', ['entertainment', 'daily']],
  ['*日用化学产品*美容液', ['goods']],
  ['*家用电器*洗衣机', ['goods']],
  ['*烟草制品*中华礼盒', ['goods', 'tobacco']],
  ['*酒*茅台', ['drink']],
  ['laundry service', ['daily']],
  ['详见附表', []],
])('what is judged of the tax on %s', (item, kinds) => expect([...taxKinds(item)]).toEqual(kinds))
