import { createReadStream } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sharedPart } from '../../../../test/properties/shared-data.ts'
import { mapFile, shipped } from '../../../../test/setup/import-files.ts'
import type { Mapped, NormalisedRow } from '../domain.ts'
import { newTally } from '../summary.ts'

const payments = sharedPart('data/cms-open-payments-iowa.csv.gz')
const gifts = sharedPart('data/uk-ministers-gifts.csv')
const undecided = { prohibit: 0, hold: 0, escalate: 0, allow_with_conditions: 0, allow: 0 }

function summaryOf(id: string, mapped: readonly Mapped[]) {
  const tally = newTally()
  for (const item of mapped) tally.add(item)
  return tally.summary(shipped(id), 'en', undecided)
}

function readyRows(mapped: readonly Mapped[]): NormalisedRow[] {
  return mapped.flatMap((m) => (m.kind === 'ready' ? [m.row] : []))
}

function countBy<Item>(items: readonly Item[], by: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[by(item)] = (counts[by(item)] ?? 0) + 1
  return counts
}

describe.skipIf(payments === undefined)('the register of payments to physicians', () => {
  it('is read in full: 83,572 payments by 525 makers to 1,343 physicians, none lost', async () => {
    const mapped = await mapFile('cms-open-payments', createReadStream(payments ?? ''))
    const summary = summaryOf('cms-open-payments', mapped)
    expect(summary).toMatchObject({
      rows: 83_572,
      accepted: 83_572,
      held: 0,
      rejected: 0,
      duplicates: 0,
      nil: 0,
    })
    const rows = readyRows(mapped)
    expect(new Set(rows.map((r) => r.giver.ids['cms-maker'])).size).toBe(525)
    expect(new Set(rows.map((r) => r.recipient.ids['cms-physician'])).size).toBe(1_343)
    expect(
      rows.every((r) => r.recipient.name === '' && r.recipientClass === 'hcp' && r.book === 'observed'),
    ).toBe(true)
    expect(countBy(rows, (r) => r.form)).toEqual({
      meal: 72_352,
      travel: 5_030,
      service_fee: 3_376,
      gift: 2_286,
      sponsorship: 370,
      cash: 81,
      cash_equivalent: 61,
      entertainment: 12,
      donation: 4,
    })
    const total = rows.reduce((sum, r) => sum + (r.value.known === 'exact' ? r.value.money.minor : 0n), 0n)
    expect(total).toBe(2_090_218_613n)
    expect(
      rows
        .map((r) => r.day.from)
        .toSorted()
        .at(0),
    ).toBe('2013-08-01')
    expect(
      rows
        .map((r) => r.day.from)
        .toSorted()
        .at(-1),
    ).toBe('2015-12-31')
    expect(Object.fromEntries(summary.assumptions.map((a) => [a.id, a.rows]))).toMatchObject({
      sector: 20_052,
      place: 83_572,
    })
    expect(summary.notes).toMatchObject([{ code: 'value.zero', rows: 3 }])
  })
})

describe.skipIf(gifts === undefined)('the register of gifts of ministers', () => {
  it('is read in full: 391 lines, 201 nil returns, 79 values known only from below', async () => {
    const mapped = await mapFile('uk-ministers', createReadStream(gifts ?? ''))
    const summary = summaryOf('uk-ministers', mapped)
    expect(summary).toMatchObject({ rows: 391, accepted: 188, held: 2, rejected: 0, duplicates: 0, nil: 201 })
    expect(summary.holds.map((h) => h.field)).toEqual(['value', 'gift'])
    const rows = readyRows(mapped)
    expect(countBy(rows, (r) => r.direction)).toEqual({ received: 180, given: 8 })
    expect(countBy(rows, (r) => r.value.known)).toEqual({ exact: 108, at_least: 79, between: 1 })
    expect(countBy(rows, (r) => r.recipientClass)).toEqual({
      public_official: 178,
      foreign_official: 6,
      related_person: 4,
    })
    const given = rows.find((r) => r.direction === 'given')
    expect(given).toMatchObject({
      giver: { name: 'Sir Keir Starmer' },
      recipient: { name: 'President of the United States of America' },
      recipientClass: 'foreign_official',
      value: { known: 'at_least', money: { currency: 'GBP', minor: 14_000n }, marker: 'Above limit' },
    })
  })
})
