import { expect, test } from 'vitest'
import { addDays } from '../../kernel/time.ts'
import { monthEnd, monthsOf, stepOf, stepsOf } from './whole-parts.ts'

const start = '2023-11-10'
const days = Array.from({ length: 520 }, (_, n) => addDays(start, n))

/** How often the parts of a span count a day: 1 inside of it, 0 outside. */
function timesCounted(day: string, months: ReturnType<typeof monthsOf>): number {
  const month = `${day.slice(0, 7)}-01`
  const isWhole =
    !months.none &&
    (months.first === undefined || month >= months.first) &&
    (months.last === undefined || month <= months.last)
  const within = (span: { from: string; to: string }) => day >= span.from && day <= span.to
  return (isWhole ? 1 : 0) + months.plus.filter(within).length - months.minus.filter(within).length
}

test.each<readonly [string | undefined, string | undefined]>([
  [undefined, undefined],
  [days[0], undefined],
  [undefined, days[519]],
  ...Array.from({ length: 400 }, (_, n) => [days[(n * 37) % 520], days[(n * 101 + 7) % 520]] as const),
])('days from %s to %s are each counted once, and no other', (from, to) => {
  const months = monthsOf(from, to)
  for (const day of days) {
    const isAsked = (from === undefined || day >= from) && (to === undefined || day <= to)
    expect([day, timesCounted(day, months)]).toEqual([day, isAsked ? 1 : 0])
  }
})

test('at most half a month is read by row at each end', () => {
  for (const day of days) {
    for (const months of [monthsOf(day, undefined), monthsOf(undefined, day)]) {
      const read = [...months.plus, ...months.minus].map(
        ({ from, to }) => days.filter((each) => each >= from && each <= to).length,
      )
      expect(read.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(16)
    }
  }
})

test('a month ends on its last day', () => {
  const ends = ['2024-02-03', '2023-02-03', '1900-02-01', '2000-02-01', '2026-11-30', '9999-12-01'].map(
    monthEnd,
  )
  expect(ends).toEqual(['2024-02-29', '2023-02-28', '1900-02-28', '2000-02-29', '2026-11-30', '9999-12-31'])
})

const amounts = [
  0n,
  1n,
  2n,
  9n,
  10n,
  11n,
  19n,
  20n,
  21n,
  99n,
  100n,
  101n,
  199n,
  200n,
  3_000n,
  3_999n,
  4_000n,
  98_765n,
]
const spans = [undefined, ...amounts].flatMap((min) =>
  [undefined, ...amounts].map((max) => [min, max] as const),
)

test.each(spans)('amounts from %s to %s are each counted once, and no other', (min, max) => {
  const steps = stepsOf(min, max)
  for (const amount of amounts.flatMap((each) => [each, each + 1n])) {
    const step = stepOf(amount)
    const isWhole =
      !steps.none &&
      (steps.above === undefined || step > steps.above) &&
      (steps.below === undefined || step < steps.below)
    const within = (span: { from: bigint; to: bigint }) => amount >= span.from && amount <= span.to
    const isAsked = (min === undefined || amount >= min) && (max === undefined || amount <= max)
    const counted = (isWhole ? 1 : 0) + steps.plus.filter(within).length
    expect([amount, counted]).toEqual([amount, isAsked ? 1 : 0])
  }
})

test('a larger amount never has a smaller step', () => {
  const steps = amounts.map(stepOf)
  expect(steps).toEqual(steps.toSorted((a, b) => a - b))
})
