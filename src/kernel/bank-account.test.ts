import { expect, it } from 'vitest'
import { readAccountNumber } from './bank-account.ts'

it.each([
  ['6222 0212-3456 7890', '6222021234567890'],
  ['６２２２０２１２', '62220212'],
  ['de89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
  ['DE89370400440532013001', undefined],
  ['12345', '12345'],
  ['1234', undefined],
  ['1'.repeat(34), '1'.repeat(34)],
  ['1'.repeat(35), undefined],
  ['卡号六二一七', undefined],
  ['6.22202E+18', undefined],
  ['', undefined],
])('the number of an account is read from %s', (text, number) => {
  expect(readAccountNumber(text)).toBe(number)
})
