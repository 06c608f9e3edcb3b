import { describe, expect, it } from 'vitest'
import { piecesOf, type EntryLine, type Fixed, type NumberRow } from './pieces.ts'
import type { FixedVoucherRow } from './tables.ts'

const line = (entryId: string, at: number, more: Partial<EntryLine> = {}): EntryLine => ({
  entryId,
  recordedAt: `2026-11-${String(at).padStart(2, '0')}T01:00:00.000Z`,
  benefitId: 'ben_1',
  documentType: 'benefit',
  documentId: 'ben_1',
  bookedOn: `2026-11-${String(at).padStart(2, '0')}`,
  account: 'expense',
  currency: 'CNY',
  minor: 100n,
  ...more,
})

const numbered = (voucher_date: string, recorded: number, more: Partial<NumberRow> = {}): NumberRow => ({
  id: `vch_${voucher_date}`,
  benefit_id: 'ben_1',
  document_type: 'benefit',
  document_id: 'ben_1',
  number: '记-9',
  voucher_date,
  recorded_at: `2026-11-${String(recorded).padStart(2, '0')}T01:00:00.000Z`,
  period: null,
  part: null,
  ...more,
})

const fixed = (part: number, entries: string, currency: string | null = null): FixedVoucherRow => ({
  id: `fxv_${part}`,
  version: 1,
  entity_id: 'ent_1',
  benefit_id: 'ben_1',
  document_type: 'benefit',
  document_id: 'ben_1',
  period: '2026-11',
  part,
  entries,
  export_id: 'exp_1',
  fixed_at: '2026-11-10T01:00:00.000Z',
  currency,
  reference: null,
})

const nothing: Fixed = { fixed: [], numbers: [], oldFiles: [] }

/** The pieces as `month part: entries number`. */
const cut = (lines: readonly EntryLine[], known: Partial<Fixed>) =>
  piecesOf(lines, { ...nothing, ...known }).map(({ period, part, lines: own, number }) =>
    `${period} ${part}: ${own.map(({ entryId }) => entryId).join(' ')} ${number?.id ?? ''}`.trim(),
  )

it('is all of a month while nothing left, also of a request and the register behind it', () => {
  const request = line('led_2', 20, { documentType: 'request', documentId: 'req_1' })
  expect(cut([line('led_1', 5), request], {})).toEqual(['2026-11 0: led_1 led_2'])
})

it('ends where a voucher left or was numbered, whatever the clock says, and goes on in the next part', () => {
  const lines = [line('led_1', 5), line('led_3', 5), line('led_2', 20), line('led_4', 21)]
  expect(cut(lines, { fixed: [fixed(0, 'led_1'), fixed(1, 'led_2')] })).toEqual([
    '2026-11 0: led_1',
    '2026-11 2: led_3 led_4',
    '2026-11 1: led_2',
  ])
})

describe('of a document in two currencies', () => {
  const dollars = line('led_1', 5, { currency: 'USD' })
  const parts = (lines: readonly EntryLine[], known: Partial<Fixed>) =>
    piecesOf(lines, { ...nothing, ...known }).map(
      ({ part, currency, isSupplement, lines: own }) =>
        `${part} ${currency ?? '-'} ${own.length}${isSupplement ? ' supplement' : ''}`,
    )

  it('each is a voucher, also where one entry books both', () => {
    expect(parts([line('led_1', 5), dollars], {})).toEqual(['0 CNY 1', '1 USD 1'])
  })

  it('keeps its place when the other one leaves first, and goes on as its own supplement', () => {
    const later = line('led_2', 20, { currency: 'USD' })
    const known = { fixed: [fixed(1, 'led_1', 'USD')] }
    expect(parts([line('led_1', 5), dollars, later], known)).toEqual([
      '0 CNY 1',
      '1 USD 1',
      '2 USD 1 supplement',
    ])
  })

  it('stays together where an earlier build has numbered it so', () => {
    expect(parts([line('led_1', 5), dollars], { fixed: [fixed(0, 'led_1')] })).toEqual(['0 - 2'])
  })
})

it('has the number of its month and part, and no other', () => {
  const known = {
    fixed: [fixed(0, 'led_1'), fixed(1, 'led_2')],
    numbers: [numbered('2026-12-02', 28, { period: '2026-11', part: 1 })],
  }
  expect(cut([line('led_1', 5), line('led_2', 20)], known)).toEqual([
    '2026-11 0: led_1',
    '2026-11 1: led_2 vch_2026-12-02',
  ])
})

it('of an earlier build is what was booked when its number was recorded; the rest is a supplement', () => {
  const lines = [line('led_1', 5), line('led_2', 20)]
  expect(cut(lines, { numbers: [numbered('2026-11-09', 10)] })).toEqual([
    '2026-11 0: led_1 vch_2026-11-09',
    '2026-11 1: led_2',
  ])
  // That of October covers nothing of November; that of November covered October, too.
  expect(cut(lines, { numbers: [numbered('2026-10-31', 10)] })).toEqual(['2026-11 0: led_1 led_2'])
  const october = line('led_0', 1, { bookedOn: '2026-10-30' })
  expect(cut([october, ...lines], { numbers: [numbered('2026-11-09', 10)] })).toEqual([
    '2026-10 0: led_0 vch_2026-11-09',
    '2026-11 0: led_1 vch_2026-11-09',
    '2026-11 1: led_2',
  ])
})

it('of an earlier build ends with the first file that left after it was booked', () => {
  const oldFiles = ['02', '10', '25'].map((day) => ({
    id: `exp_${day}`,
    period: '2026-11',
    exported_at: `2026-11-${day}T01:00:00.000Z`,
  }))
  const found = piecesOf([line('led_1', 5), line('led_2', 20)], { ...nothing, oldFiles })
  expect(found.map(({ part, exportId }) => [part, exportId])).toEqual([
    [0, 'exp_10'],
    [1, undefined],
  ])
})
