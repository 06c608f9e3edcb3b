import { besideRows } from './beside.ts'
import { cities, customerRows, kinds, supplierRows, type CustomerRow } from './customer-rows.ts'
import { inventedCreditCode } from './credit-codes.ts'
import { randomFrom, type Random } from './random.ts'
import { restaurantRows } from './restaurants.ts'
import type { Bilingual, PlanCustomer } from './types.ts'

/** The customers and suppliers of the sample, with invented credit codes, telephones and accounts. */
export function sampleCustomers(seed: string): {
  customers: PlanCustomer[]
  suppliers: PlanCustomer[]
  beside: PlanCustomer[]
  restaurants: PlanCustomer[]
} {
  const random = randomFrom(`${seed}/customers`)
  const build = (rows: readonly CustomerRow[], first: number) =>
    rows.map((row, i) => customerOf(row, first + i, random))
  const [customers, suppliers] = [build(customerRows, 1), build(supplierRows, 901)]
  return {
    customers,
    suppliers,
    beside: build(besideRows, 961),
    restaurants: build(restaurantRows, 981),
  }
}

function customerOf(row: CustomerRow, number: number, random: Random): PlanCustomer {
  const [key, zh, short, en, kindName, area, grade, entity, owner] = row
  const { prefix, ...kind } = kinds[kindName]
  return {
    key: `cus-${key}`,
    name: {
      zh,
      en:
        prefix === ''
          ? en
          : `${en} Co., Ltd.`.replace(
              /(Hospital.*|Bureau|College|School|Office|Foundation) Co., Ltd\.$/,
              '$1',
            ),
    },
    short: { zh: short, en },
    ...kind,
    staffBenefitAuthorised: false,
    city: cityOf(area, kind.country),
    ...(prefix === '' ? {} : { creditCode: inventedCreditCode(prefix, area, random) }),
    grade,
    entity,
    owner,
    phone: inventedPhone(2, number),
    bank: { accountName: zh, account: `6200000000${String(number).padStart(6, '0')}`, verified: true },
  }
}

function cityOf(area: string, country: string): Bilingual {
  const found = cities[area]
  if (found) return { zh: found[0], en: found[1] }
  const abroad: Record<string, Bilingual> = {
    JP: { zh: '名古屋', en: 'Nagoya' },
    DE: { zh: '斯图加特', en: 'Stuttgart' },
    HK: { zh: '香港', en: 'Hong Kong' },
    CH: { zh: '日内瓦', en: 'Geneva' },
  }
  return abroad[country] ?? { zh: '其他', en: 'Other' }
}

/** A number in the range 12x 0000, which is not given to mobile telephones in China, so it rings nowhere. */
export function inventedPhone(block: number, number: number): string {
  return `12${block}0000${String(number).padStart(4, '0')}`
}
