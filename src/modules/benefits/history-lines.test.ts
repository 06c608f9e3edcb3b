import { describe, expect, test } from 'vitest'
import { sharesOf } from './domain.ts'
import { countingLines, countsOn, settled, type DayRow } from './history-lines.ts'
import type { LineRow } from './tables.ts'

const base = {
  benefit_id: 'ben_1',
  form: 'gift',
  currency: 'CNY',
  recipient_id: 'per_1',
  household_id: null,
  org_id: 'party_1',
  giver_person_id: 'per_2',
  giver_group: 'group',
  programme_id: null,
  event_id: null,
  deal_id: null,
  place: null,
  entity_id: 'ent_1',
}

const row = (happened_on: string, minor: string, more: Partial<DayRow> = {}): DayRow => ({
  ...base,
  happened_on,
  minor,
  ...more,
})

/** What counts as of a day, by the day on which each amount stands. */
function asOf(rows: readonly DayRow[], day: string): string[] {
  return settled(rows)
    .filter((line) => line.happenedOn <= day && countsOn(line, day))
    .map((line) => `${line.happenedOn} ${line.minor}`)
}

describe('a sum as of a day', () => {
  const reversed = [row('2025-12-20', '6000'), row('2026-01-10', '-6000')]
  const inPart = [row('2025-12-20', '6000'), row('2025-12-24', '1000'), row('2026-01-10', '-6500')]
  const others = [row('2025-12-20', '6000'), row('2026-01-10', '-6000', { benefit_id: 'ben_2' })]

  test.each<[string, readonly DayRow[], string, string[]]>([
    ['holds what was not taken off yet', reversed, '2025-12-31', ['2025-12-20 6000']],
    ['holds it up to the day before its reversal', reversed, '2026-01-09', ['2025-12-20 6000']],
    ['is without it from the day of the reversal on', reversed, '2026-01-10', []],
    ['is never below nothing in a year that knows the reversal alone', reversed, '2026-12-25', []],
    ['keeps what a reversal of a part left', inPart, '2026-01-10', ['2025-12-24 500']],
    [
      'is the whole before that',
      inPart,
      '2026-01-09',
      ['2025-12-20 6000', '2025-12-24 500', '2025-12-24 500'],
    ],
    ['knows nothing of the reversal of another benefit', others, '2026-02-01', ['2025-12-20 6000']],
  ])('%s', (_, rows, day, expected) => expect(asOf(rows, day).toSorted()).toEqual(expected))
})

describe('the lines that count now', () => {
  const line = (
    id: string,
    minor: bigint,
    happened_on = '2026-03-01',
    more: Partial<LineRow> = {},
  ): LineRow => ({
    ...base,
    id,
    version: 1,
    book: 'own',
    direction: 'given',
    minor,
    happened_on,
    recorded_at: '2026-03-01T00:00:00.000Z',
    ...more,
  })
  const ids = (lines: readonly LineRow[]) => countingLines(lines).map(({ id }) => id)

  test.each<[string, readonly LineRow[], string[]]>([
    ['are all of a benefit that stands', [line('a', 5n), line('b', 3n)], ['a', 'b']],
    ['are none of one that was taken off', [line('a', 5n), line('b', -5n)], []],
    ['are those of its new day', [line('a', 5n), line('b', -5n), line('c', 5n, '2026-02-01')], ['c']],
    ['are none after a reversal on another day', [line('a', 5n), line('b', -5n, '2026-09-09')], []],
    [
      'are the other recipient’s where one was taken off',
      [line('a', 5n), line('b', 5n, '2026-03-01', { recipient_id: 'party_1' }), line('c', -5n)],
      ['b'],
    ],
  ])('%s', (_, lines, expected) => expect(ids(lines)).toEqual(expected))
})

describe('the whole of a benefit', () => {
  const guest = { recipientId: 'per_1', orgId: 'party_1' }
  const whole = (value_minor: bigint, recipient_count: number) => ({ value_minor, recipient_count })
  const told = (shares: ReturnType<typeof sharesOf>) =>
    shares.map(({ recipient, minor }) => `${recipient.recipientId} ${minor}`)

  test.each<[string, ReturnType<typeof whole>, Parameters<typeof sharesOf>[1], string[]]>([
    ['is that of its one recipient', whole(10000n, 1), [guest], ['per_1 10000']],
    ['loses nothing when it is shared', whole(10000n, 3), [guest], ['per_1 3334', 'party_1 6666']],
    [
      'is shared among all that are named',
      whole(10001n, 3),
      [guest, { recipientId: 'per_3', orgId: 'party_1' }],
      ['per_1 3334', 'per_3 3334', 'party_1 3333'],
    ],
    [
      'stays with an organisation',
      whole(900n, 3),
      [{ recipientId: 'party_1', orgId: 'party_1' }],
      ['party_1 900'],
    ],
    [
      'stays with the name where nobody knows of an organisation',
      whole(900n, 3),
      [{ recipientId: 'per_1' }],
      ['per_1 900'],
    ],
    ['of nothing is one line of nothing', whole(0n, 3), [guest], ['per_1 0']],
  ])('%s', (_, benefit, recipients, expected) =>
    expect(told(sharesOf(benefit, recipients))).toEqual(expected),
  )

  test('is never of fewer people than are named', () => {
    expect(() => sharesOf(whole(5n, 1), [guest, { recipientId: 'per_3' }])).toThrow('counts its recipients')
  })
})
