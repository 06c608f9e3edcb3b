import { expect, test } from 'vitest'
import { verdictOf } from './verdict.ts'

const yuan = (minor: string) => ({ currency: 'CNY', minor })
const line = {
  invoiceId: 'inv_1',
  number: '26312000000000000001',
  issuedOn: '2026-11-05',
  total: yuan('10000'),
  left: yuan('10000'),
  check: 'good' as const,
  checkWord: '',
  isFromOriginal: true,
  hasOpenAlert: false,
}

test('what stops an invoice stands before what only colours it', () => {
  expect(verdictOf(line).key).toBe('inv.verdict.good')
  expect(verdictOf({ ...line, check: 'unchecked' }).key).toBe('inv.verdict.unchecked')
  expect(verdictOf({ ...line, left: yuan('0') }).key).toBe('inv.verdict.used')
  expect(verdictOf({ ...line, total: yuan('-10000'), left: yuan('0') }).key).toBe('inv.verdict.red')
  expect(verdictOf({ ...line, check: 'bad', left: yuan('0') }).key).toBe('inv.verdict.bad')
  expect(verdictOf({ ...line, check: 'bad', hasOpenAlert: true }).key).toBe('inv.verdict.alert')
})
