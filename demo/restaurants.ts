import type { CustomerRow } from './customer-rows.ts'
import { itemAt } from './random.ts'
import type { PlanCustomer, PlanFrame, PlannedBenefit } from './types.ts'

/**
 * The restaurants where the sample eats, on record as suppliers with an account of their own: invented, and
 * nothing is given to them.
 */
export const restaurantRows: readonly CustomerRow[] = [
  [
    'ven-pingjiang',
    '苏州平江岸食府有限公司',
    '平江岸食府',
    'Pingjiang Bank Restaurant',
    'supplier',
    '320500',
    'C',
    'ent-sz',
    'wei-tao',
  ],
  [
    'ven-jinji',
    '苏州金鸡湾餐饮有限公司',
    '金鸡湾餐厅',
    'Jinji Bay Restaurant',
    'supplier',
    '320500',
    'C',
    'ent-sz',
    'wei-tao',
  ],
  [
    'ven-taihu',
    '苏州湖畔渔家餐饮有限公司',
    '湖畔渔家',
    'Lakeside Fisher Restaurant',
    'supplier',
    '320500',
    'C',
    'ent-sz',
    'wei-tao',
  ],
  [
    'ven-huqiu',
    '苏州虎溪酒楼有限公司',
    '虎溪酒楼',
    'Huxi House',
    'supplier',
    '320500',
    'C',
    'ent-sz',
    'wei-tao',
  ],
]

/** The restaurant of a key. */
export function restaurantNamed({ restaurants }: Pick<PlanFrame, 'restaurants'>, key: string): PlanCustomer {
  const found = restaurants.find((one) => one.key === key)
  if (!found) throw new Error(`the sample eats nowhere that is called ${key}`)
  return found
}

/** Where somebody hosts their meals: everybody has one place, so that one invoice shows several meals. */
export function restaurantOf(
  { restaurants, staff }: Pick<PlanFrame, 'restaurants' | 'staff'>,
  { requester }: Pick<PlannedBenefit, 'requester'>,
): PlanCustomer {
  const nth = staff.findIndex(({ key }) => key === requester)
  return itemAt(restaurants, Math.max(0, nth) % restaurants.length)
}
