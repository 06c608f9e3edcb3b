import { expect, test } from 'vitest'
import { isRefusal } from '../../kernel/refusal.ts'
import { isOnRecord, readRoute, type RouteGiven, type RouteStanding } from './account-place.ts'

const account = { bank: '上海银行', number: '6222021234567890' }
const now: RouteStanding = {
  ...account,
  cnaps: '313290000017',
  province: '江苏省',
  city: '苏州市',
  phone: '13800001234',
}

function read(given: RouteGiven & { readonly bank?: string; readonly number?: string }, takesPhone = true) {
  const stated = { ...account, ...given }
  const route = readRoute(stated, now, takesPhone)
  if (isRefusal(route)) return route
  return { ...route, isOnRecord: isOnRecord(stated, route, now) }
}

test('what is not said again stays with the same number and bank, but for the phone', () => {
  expect(read({})).toEqual({
    cnaps: '313290000017',
    province: '江苏省',
    city: '苏州市',
    phone: null,
    isOnRecord: false,
  })
  expect(read({ phone: '138 0000 1234' })).toMatchObject({ phone: '13800001234', isOnRecord: true })
  const moved = { province: '浙江', city: '杭州市', phone: '13800001234' }
  expect(read(moved)).toMatchObject({ province: '浙江省', cnaps: '313290000017', isOnRecord: false })
})

test('another bank or another number takes nothing over', () => {
  const none = { cnaps: null, province: null, city: null, phone: null }
  expect(read({ bank: '宁波银行' })).toMatchObject(none)
  expect(read({ bank: '宁波银行', phone: '13800001234' })).toMatchObject({ isOnRecord: false })
  expect(read({ number: '6222021234567891' })).toMatchObject(none)
  expect(read({ bank: '上海 银行' })).toMatchObject({ cnaps: '313290000017', city: '苏州市' })
})

test.each([
  [{ province: '江苏' }, 'parties.place_incomplete', '/body/city'],
  [{ city: '苏州市' }, 'parties.place_incomplete', '/body/province'],
  [{ province: '江苏苏州', city: '苏州市' }, 'parties.province_unknown', '/body/province'],
  [{ province: '江苏', city: '3205' }, 'parties.city_wrong', '/body/city'],
  [{ province: '江苏', city: '上海市' }, 'parties.city_elsewhere', '/body/city'],
  [{ phone: '1380000123' }, 'parties.phone_wrong', '/body/phone'],
  [{ phone: '13800001234、13800001235' }, 'parties.phone_wrong', '/body/phone'],
  [{ phone: '66668888' }, 'parties.phone_wrong', '/body/phone'],
  [{ phone: '+1 415 555 2671' }, 'parties.phone_wrong', '/body/phone'],
])('%o is refused with its place', (given, code, pointer) => {
  expect(read(given)).toMatchObject({ code, pointer })
})

test('a phone that no bank asks for is not taken, and no refusal repeats one', () => {
  const refused = read({ phone: '13800001234' }, false)
  expect(refused).toMatchObject({ code: 'parties.phone_not_asked', pointer: '/body/phone' })
  expect(JSON.stringify([refused, read({ phone: '1380000123' })])).not.toContain('138')
})

test('a landline keeps its area code', () => {
  expect(read({ phone: '0512 6666 8888' })).toMatchObject({ phone: '0512-66668888' })
})
