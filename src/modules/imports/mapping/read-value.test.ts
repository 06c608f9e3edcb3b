import { describe, expect, it } from 'vitest'
import { toDecimal, type Money } from '../../../kernel/money.ts'
import { readValue, type ValueContext } from './read-value.ts'

const pounds: ValueContext = {
  currency: 'GBP',
  words: [
    { pattern: /^above limit$/i, known: 'at_least', amount: '140.00' },
    { pattern: /^below limit$/i, known: 'at_most', amount: '140.00' },
    { pattern: /^(nil|n\/a)$/i, known: 'not_said' },
  ],
  power: 0,
}
const yuan: ValueContext = { currency: 'CNY', words: [], power: 0 }

function told(cell: string, context: ValueContext): string {
  const reading = readValue(cell, context)
  if (reading.is !== 'read') return reading.finding.code
  const { value } = reading
  const text = (amount: Money) =>
    (amount.currency === context.currency ? '' : `${amount.currency} `) + toDecimal(amount)
  const amount =
    value.known === 'between'
      ? `${text(value.low)}..${text(value.high)}`
      : { exact: '', at_least: '>= ', at_most: '<= ' }[value.known] + text(value.money)
  return [amount, ...reading.notes.map((n) => n.code)].join(' ')
}

const british = [
  ['£140', '140.00'],
  ['140.00', '140.00'],
  ['472.2', '472.20'],
  ['£1,200.50', '1200.50'],
  ['1,800', '1800.00'],
  ['£ 1 200', '1200.00'],
  ['£140.', '140.00'],
  ['.50', '0.50'],
  ['GBP 75', '75.00'],
  ['75 GBP', '75.00'],
  ['£2k', '2000.00'],
  ['0', '0.00 value.zero'],
  ['Estimated £75', '75.00 value.estimated'],
  ['est. £75', '75.00 value.estimated'],
  ['approx £75', '75.00 value.estimated'],
  ['c. £75', '75.00 value.estimated'],
  ['~£75', '75.00 value.estimated'],
  ['c£75', '75.00 value.estimated'],
  ['£60 ex VAT', '60.00 value.remark'],
  ['£60*', '60.00 value.remark'],
  ['£75 (estimate)', '75.00 value.estimated'],
  ['£75 (retail)', '75.00 value.remark'],
  ['£75 approx', '75.00 value.estimated'],
  ['75 pounds', '75.00'],
  ['50p', '0.50'],
  ['£150 (including guest)', '150.00 value.remark'],
  ['£80 (x2)', 'value.several'],
  ['£50 each', '50.00 value.each'],
  ['£50 per person', '50.00 value.each'],
  ['£50pp', '50.00 value.each'],
  ['£100 for two', '100.00 value.total'],
  ['2 x £50', '100.00 value.product'],
  ['£50 x 2', '100.00 value.product'],
  ['£60 inc. VAT', '60.00 value.remark'],
  ['£60 + VAT', '60.00 value.remark'],
  ['c £75', '75.00 value.estimated'],
  ['ca 75', '75.00 value.estimated'],
  ['Estimated cost £75', '75.00 value.estimated'],
  ['est. value: £75', '75.00 value.estimated'],
  ['£75ish', '75.00 value.estimated'],
  ['Value: £75', '75.00 value.remark'],
  ['Face value of £75', '75.00 value.remark'],
  ['£50 p/h', '50.00 value.each'],
  ['£50/head', '50.00 value.each'],
  ['£100 per couple', '100.00 value.total'],
  ['£50 per person x 2', '100.00 value.product'],
  ['£50 x 2 tickets', '100.00 value.product'],
  ['Two tickets at £50 each', '100.00 value.each value.product'],
  ['£100 (2 x £50)', '100.00 value.product'],
  ['£120 (2 x £50)', 'value.several'],
  ['in excess of £140', '>= 140.00 value.at_least'],
  ['Over the £140 limit', '>= 140.00 value.at_least'],
  ['minimum £140', '>= 140.00 value.at_least'],
  ['under £140 limit', '<= 140.00 value.at_most'],
  ['not exceeding £140', '<= 140.00 value.at_most'],
  ['£140 max', '<= 140.00 value.at_most'],
  ['£140 limit', 'value.unreadable'],
  ['£150?', 'value.unreadable'],
  ['£60 (dinner)', '60.00 value.remark'],
  ['under £100', '<= 100.00 value.at_most'],
  ['up to £100', '<= 100.00 value.at_most'],
  ['less than £100', '<= 100.00 value.at_most'],
  ['<£100', '<= 100.00 value.at_most'],
  ['over £140', '>= 140.00 value.at_least'],
  ['£140+', '>= 140.00 value.at_least'],
  ['Above limit', '>= 140.00 value.at_least'],
  ['Above Limit', '>= 140.00 value.at_least'],
  ['Below limit', '<= 140.00 value.at_most'],
  ['£175-200', '175.00..200.00 value.between'],
  ['£175 – £200', '175.00..200.00 value.between'],
  ['between £50 and £100', '50.00..100.00 value.between'],
  ['$200', 'USD 200.00 value.currency_own'],
  ['€1,000', 'EUR 1000.00 value.currency_own'],
  ['N/A', 'value.not_said'],
  ['Nil', 'value.not_said'],
  ['', 'value.missing'],
  ['-£20', 'value.negative'],
  ['(140)', 'value.negative'],
  ['£100 and £50', 'value.several'],
  ['£100 ticket, £20 food', 'value.several'],
  ['£200-£175', 'value.several'],
  ['1,20', 'value.grouping'],
  ['1.200,50', 'value.grouping'],
  ['12,34,567', 'value.grouping'],
  ['£1.234', 'value.decimals'],
  ['¥200', 'value.currency'],
  ['£200 USD', 'value.currency'],
  ['1000000000000000000', 'value.too_large'],
  ['a hundred pounds', 'value.unreadable'],
  ['£', 'value.unreadable'],
] as const

const chinese = [
  ['1,264.50', '1264.50'],
  ['¥1264.5', '1264.50'],
  ['￥１２６４．５', '1264.50'],
  ['1264.5元', '1264.50'],
  ['1264元整', '1264.00'],
  ['人民币1264.50元', '1264.50'],
  ['RMB 1,264.50', '1264.50'],
  ['1.2万元', '12000.00'],
  ['1.2万', '12000.00'],
  ['人民币壹仟贰佰陆拾肆元伍角整', '1264.50'],
  ['壹万元整', '10000.00'],
  ['约500元', '500.00 value.estimated'],
  ['500元左右', '500.00 value.estimated'],
  ['人均300元', '300.00 value.each'],
  ['300元/人', '300.00 value.each'],
  ['500元以上', '>= 500.00 value.at_least'],
  ['不超过500元', '<= 500.00 value.at_most'],
  ['500元以内', '<= 500.00 value.at_most'],
  ['200-300元', '200.00..300.00 value.between'],
  ['200～300元', '200.00..300.00 value.between'],
  ['100美元', 'USD 100.00 value.currency_own'],
  ['一千二', 'value.words'],
  ['五百元', 'value.words'],
  ['两百多', 'value.words'],
  ['壹仟贰', 'value.unreadable'],
  ['-100', 'value.negative'],
  ['若干', 'value.unreadable'],
] as const

describe('a value', () => {
  it.each(british)('of a British register: %s is %s', (cell, expected) => {
    expect(told(cell, pounds)).toBe(expected)
  })

  it.each(chinese)('of a 台账: %s is %s', (cell, expected) => {
    expect(told(cell, yuan)).toBe(expected)
  })

  it('under a heading in 万元 is multiplied, exactly', () => {
    const inWan = { ...yuan, power: 4 }
    expect(told('1.2645', inWan)).toBe('12645.00')
    expect(told('1.26453', inWan)).toBe('12645.30')
    expect(told('1.2645301', inWan)).toBe('value.decimals')
    expect(told('12645元', inWan)).toBe('12645.00')
    expect(told('壹万元整', inWan)).toBe('10000.00')
  })
})
