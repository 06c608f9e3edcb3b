import type { Chance } from './from-schema.ts'

const nasty: readonly unknown[] = [
  null,
  '',
  [],
  {},
  -1,
  1.5,
  2 ** 60,
  true,
  'x'.repeat(5_000),
  '\u0000',
  [[]],
  { a: { b: 1 } },
  "'; drop table x; --",
  '2026-02-30',
  'req_000000',
]

/** The same value with one place made wrong: exchanged, left out, or with something beside it. */
export function spoiled(value: unknown, chance: Chance): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || chance.isOneIn(3))
      return chance.pick([[], chance.pick(nasty), [...value, null]])
    const place = chance.below(value.length)
    return value.map((item: unknown, index) => (index === place ? spoiled(item, chance) : item))
  }
  if (typeof value !== 'object' || value === null) return chance.pick(nasty)
  const entries = Object.entries(value)
  if (entries.length === 0 || chance.isOneIn(6)) return { ...value, beside: chance.pick(nasty) }
  const place = chance.below(entries.length)
  if (chance.isOneIn(5)) return Object.fromEntries(entries.filter((_, index) => index !== place))
  return Object.fromEntries(
    entries.map(([key, item], index) => [key, index === place ? spoiled(item, chance) : item]),
  )
}
