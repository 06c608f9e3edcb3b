import { expect, test } from 'vitest'
import { judgeNumber, knownNumbers } from './numbers.ts'
import type { Piece } from './pieces.ts'

function piece(documentType: string, documentId: string): Piece {
  const document = { benefitId: 'ben_1', documentType, documentId }
  const when = { period: '2026-11', firstOn: '2026-11-20' }
  return { ...when, document, part: 0, isSupplement: false, lines: [], isFixed: true, exportId: 'exp_1' }
}

const own = piece('benefit', 'ben_1')
const [paid, other] = [piece('payment_order', 'pay_1'), piece('payment_order', 'pay_2')]
const known = knownNumbers(
  {
    today: '2026-11-30',
    benefits: new Map([['BR-2026-0001', 'ben_1']]),
    documentNumbers: new Map([
      ['pay_1', 'PAY-2026-0042'],
      ['pay_2', 'PAY-2026-0043'],
    ]),
  },
  [own, paid, other],
  [],
)

test.each([
  ['BR-2026-0001', own],
  ['BR-2026-0001/PAY-2026-0042', paid],
  ['BR-2026-0001/PAY-2026-0043', other],
  ['BR-2026-0001/PAY-2026-0042/2026-11', paid],
  // As what left before payments were named by their number.
  ['BR-2026-0001/pay_1', paid],
  ['BR-2026-0001/pay_2/2026-11', other],
])('%s names its voucher', (reference, named) => {
  const answer = judgeNumber(known, { reference, number: '记-7', on: '2026-11-25' })
  expect(answer).toEqual({ kind: 'new', piece: named })
})

test.each([
  'BR-2026-0001/PAY-2026-0044',
  'BR-2026-0001/pay_3',
  'BR-2026-0002/PAY-2026-0042',
  'BR-2026-0001/PAY-2026-0042/2026-10',
])('%s names none', (reference) => {
  const answer = judgeNumber(known, { reference, number: '记-7', on: '2026-11-25' })
  expect(answer).toMatchObject({
    kind: 'refused',
    refusal: { code: 'ledger.voucher_reference_unknown' },
  })
})
