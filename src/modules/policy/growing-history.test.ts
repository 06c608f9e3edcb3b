import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Facts, HistoryLine } from '../../contract/facts.ts'
import type { Measure, Pack } from './domain.ts'
import { growingHistory, placesOfGroup } from './growing-history.ts'
import { compileMeasure, measureNow } from './measures.ts'

const pack = { pack: 'test', seasons: [] } as unknown as Pack
const measure = (per: Measure['per'], kind: Measure['kind']) =>
  compileMeasure(pack, 'm', { kind, per, window: { type: 'calendar_year' }, currency: 'USD' } as Measure)
const measures = [
  measure(['recipient', 'giver_group'], 'sum'),
  measure(['recipient', 'giver_group'], 'count'),
  measure(['recipient'], 'sum'),
  measure(['giver_group'], 'count'),
]

const line: fc.Arbitrary<HistoryLine> = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  date: fc.constantFrom('2013-12-31', '2014-01-01', '2014-06-01', '2014-06-02'),
  form: fc.constantFrom('meal' as const, 'cash' as const),
  value: fc.nat(1000).map((minor) => ({ currency: 'USD', minor: String(minor) })),
  recipientId: fc.constantFrom('r', 'other'),
  giverGroup: fc.constantFrom('g', 'g', 'h', undefined),
}) as fc.Arbitrary<HistoryLine>
const step = fc.oneof(
  { weight: 4, arbitrary: line },
  { weight: 1, arbitrary: fc.constant('back' as const) },
  { weight: 1, arbitrary: fc.constant('measure' as const) },
)

function measured(history: HistoryLine[]) {
  const facts: Facts = {
    asOf: '2014-06-01',
    giver: { group: 'g' },
    benefit: { form: 'meal', value: { currency: 'USD', minor: '5' } },
    recipient: { id: 'r', kind: 'person' },
    history,
  }
  const run = { facts, rates: undefined, ratesUsed: new Map() }
  return measures.map((each) => measureNow({ ...run }, each))
}

test('a history that grows is measured as if it had been read anew each time', () => {
  let found = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
      const growing = growingHistory()
      const plain: HistoryLine[] = []
      for (const each of [...steps, 'measure' as const]) {
        if (each === 'measure') {
          expect(measured(growing.lines)).toEqual(measured([...plain]))
          found += placesOfGroup(growing.lines, 'g')?.length ?? 0
        } else if (each === 'back') {
          growing.takeBack()
          plain.pop()
        } else {
          growing.append(each)
          plain.push(each)
        }
      }
    }),
    // Luck with few places of the group would leave too little to compare.
    { numRuns: 300 },
  )
  expect(found).toBeGreaterThan(100)
})

test('lines of nobody named may be of any giver, so then all lines are looked at', () => {
  const growing = growingHistory()
  const shared = { date: '2014-06-01', form: 'meal', value: { currency: 'USD', minor: '7' } } as const
  growing.append({ ...shared, giverGroup: 'h' })
  expect(placesOfGroup(growing.lines, 'g')).toEqual([])
  growing.append(shared)
  expect(placesOfGroup(growing.lines, 'g')).toBeUndefined()
  growing.takeBack()
  expect(placesOfGroup(growing.lines, 'h')).toEqual([0])
  expect(placesOfGroup([...growing.lines], 'h')).toBeUndefined()
})
