import { join } from 'node:path'
import { expect, test } from 'vitest'
import { factsJson, type Facts, type HistoryLine } from '../../contract/facts.ts'
import { loadPackFolder } from './load-pack.ts'
import { compileMeasure, measureNow } from './measures.ts'

const loaded = await loadPackFolder(join(import.meta.dirname, '..', '..', '..', 'policies'))
const org = 'packs' in loaded ? loaded.packs.find(({ pack }) => pack.pack === 'org')?.pack : undefined
if (!org) throw new Error('the shipped company pack does not load')
const occasion = compileMeasure(org, 'occasion', {
  kind: 'sum',
  per: ['recipient'],
  currency: 'CNY',
  window: { type: 'occasion' },
  title: { zh: '一次', en: 'an occasion' },
})

const baseline = factsJson.parse(org.baseline)
const day = baseline.asOf

const before = (line: Partial<HistoryLine>): HistoryLine => ({
  date: day,
  form: 'meal',
  value: { currency: 'CNY', minor: '15000' },
  recipientId: 'per-1',
  giverGroup: 'grp-1',
  ...line,
})

const cases: readonly (readonly [string, string | undefined, Partial<HistoryLine>, bigint])[] = [
  ['the same event on another day', 'fair', { eventId: 'fair', date: '2026-01-02' }, 15000n],
  ['the same event and another form', 'fair', { eventId: 'fair', form: 'gift' }, 15000n],
  ['another event on the same day', 'fair', { eventId: 'dinner' }, 15000n],
  ['another event, another form', 'fair', { eventId: 'dinner', form: 'gift' }, 0n],
  ['another event on another day', 'fair', { eventId: 'dinner', date: '2026-01-02' }, 0n],
  ['no event on the same day', 'fair', {}, 15000n],
  ['none is named, an event on the same day', undefined, { eventId: 'fair' }, 15000n],
  ['none is named, another day', undefined, { date: '2026-01-02' }, 0n],
]

test.each(cases)('an occasion adds up: %s', (_name, eventId, line, expected) => {
  const facts: Facts = {
    ...baseline,
    recipient: { ...baseline.recipient, id: 'per-1' },
    giver: { ...baseline.giver, group: 'grp-1' },
    benefit: {
      ...baseline.benefit,
      form: 'meal',
      value: { currency: 'CNY', minor: '15000' },
      ...(eventId === undefined ? {} : { eventId }),
    },
    history: [before(line)],
  }
  const measured = measureNow({ facts, rates: undefined, ratesUsed: new Map() }, occasion)
  expect([measured.before, measured.now]).toEqual([expected, 15000n])
})
