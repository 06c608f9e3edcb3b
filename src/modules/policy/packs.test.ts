import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Facts } from '../../contract/facts.ts'
import { caseFacts, runCases } from './cases.ts'
import { compilePacks } from './compile.ts'
import { decide } from './decide.ts'
import { isStale } from './domain.ts'
import { loadPackFolder } from './load-pack.ts'

const loaded = await loadPackFolder(join(import.meta.dirname, '..', '..', '..', 'policies'))
const packs = 'packs' in loaded ? loaded.packs : []

describe('the shipped packs', () => {
  test('pass all checks of the loader', () => {
    expect('problems' in loaded ? loaded.problems : []).toEqual([])
    expect(packs.length).toBeGreaterThan(5)
  })

  test.each(packs.map((pack) => [pack.pack.pack, pack] as const))(
    '%s: every case comes out as written',
    (_id, pack) => {
      expect(runCases(pack)).toEqual([])
    },
  )

  test('are fresh for a year after their review and stale from the day after', () => {
    expect(isStale({ reviewed_on: '2026-11-23' }, '2027-11-23')).toBe(false)
    expect(isStale({ reviewed_on: '2026-11-23' }, '2027-11-24')).toBe(true)
  })
})

/** Limits on what is given now, each with facts under which its rule speaks. */
const limits = packs.flatMap((pack) =>
  pack.pack.rules.flatMap((rule) =>
    rule.limits.flatMap((limit) => {
      const speaking = rule.cases.find((one) => one.asks !== 'nothing' && one.asks !== 'hold')
      const measure = pack.pack.measures[limit.measure]
      if (!speaking || measure?.kind !== 'sum' || measure.value?.startsWith('card')) return []
      const facts = { ...caseFacts(pack.pack.baseline, rule, speaking), history: [] } as unknown as Facts
      return [
        [`${rule.id} ${rule.part ?? ''} ${limit.measure}`, { pack, rule, limit, facts, measure }] as const,
      ]
    }),
  ),
)

describe('P2 a limit is broken from its first unit on, and never before', () => {
  test.each(limits)('%s', (_name, { pack, rule, limit, facts, measure }) => {
    const only = { ...pack.pack, rules: pack.pack.rules.map((it) => ({ ...it, enabled: it === rule })) }
    const compiled = compilePacks([{ ...pack, pack: only }])
    const values =
      [...compiled.first, ...compiled.second][0]?.limits.find((it) => it.limit === limit)?.values ?? []
    expect(values.length).toBeGreaterThan(0)
    for (const value of values) {
      const asOf = value.to === '9999-12-31' ? (facts.asOf < value.from ? value.from : facts.asOf) : value.to
      for (const step of [-1n, 0n, 1n]) {
        const money = { currency: measure.currency ?? '', minor: String(value.max + step) }
        const given: Facts = {
          ...facts,
          asOf,
          benefit: { ...facts.benefit, value: money, prize: { perTicket: [money] } },
        }
        const fired = decide(compiled, given, { explain: true }).record?.fired ?? []
        const found = fired[0]?.limits.find((it) => it.measure === limit.measure)
        const isBroken = found?.breached ?? false
        expect([asOf, step, isBroken]).toEqual([asOf, step, limit.inclusive ? step > 0n : step >= 0n])
      }
    }
  })
})
