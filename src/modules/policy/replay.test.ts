import { hash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { factsJson } from '../../contract/facts.ts'
import { readShipped } from './adopt.ts'
import { matrixId } from './domain.ts'
import { policyOf } from './in-force.ts'
import { ratesFrom } from './rates.ts'
import { replayDecision, type HistoryThen } from './replay.ts'
import type { PackRow } from './tables.ts'

const shipped = await readShipped(join(import.meta.dirname, '..', '..', '..', 'policies'))
const rows: PackRow[] = shipped.map((pack) => ({
  id: `pack_${pack.packId}`,
  version: 1,
  pack_id: pack.packId,
  pack_version: pack.packVersion,
  sha256: pack.sha256,
  content: pack.content,
  effective_from: '2000-01-01',
  effective_to: null,
  adopted_by: 'per_1',
  adopted_at: '2026-11-25T00:00:00.000Z',
}))

const rates = ratesFrom([{ base: 'USD', quote: 'CNY', date: '2026-11-23', rate: '7.1' }])
const facts = factsJson.parse({
  asOf: '2026-11-23',
  giver: { seat: 'CN', listedIn: [], nexus: [], group: 'grp-1' },
  benefit: { form: 'logo_item', value: { currency: 'USD', minor: '900' }, flags: { holidayLinked: false } },
  recipient: { kind: 'person', class: 'private_staff', id: 'per-1' },
  history: [
    {
      id: 'ben_2',
      date: '2026-03-01',
      form: 'logo_item',
      value: { currency: 'CNY', minor: '2000' },
      recipientId: 'per-1',
      giverGroup: 'grp-1',
    },
    {
      id: 'ben_1',
      date: '2026-04-01',
      form: 'logo_item',
      value: { currency: 'CNY', minor: '3000' },
      recipientId: 'per-1',
      giverGroup: 'grp-1',
    },
  ],
})
const then: HistoryThen = async () => (facts.history ?? []).toReversed()
const changed: HistoryThen = async () =>
  (facts.history ?? []).map((line) => ({ ...line, value: { currency: 'CNY', minor: '1' } }))
const { record } = policyOf(rows, rates).decide(facts)
const decision = { record: record.text, sha256: record.sha256 }
const edited = (from: string, to: string) =>
  rows.map((row) => (row.pack_id === 'org' ? { ...row, content: row.content.replace(from, to) } : row))

describe('a stored decision taken again', () => {
  test('gives the same bytes, from its own facts, rates, packs and earlier benefits', async () => {
    expect(await replayDecision(rows, decision, then)).toEqual({ same: true, sha256: record.sha256 })
  })

  test('also after a later version of a pack was adopted', async () => {
    const later = {
      ...(rows.find((row) => row.pack_id === 'org') ?? rows[0]),
      sha256: 'f'.repeat(64),
    } as PackRow
    expect((await replayDecision([...rows, later], decision, then)).same).toBe(true)
  })

  const broken = [
    [
      'a record that was changed',
      rows,
      { ...decision, record: record.text.replace('logo_item', 'logo_itex') },
      'hash',
    ],
    ['a pack that was changed in the table', edited('CNY 50.00', 'CNY 5000.00'), decision, 'packs'],
    ['a pack that is gone', rows.filter((row) => row.pack_id !== 'org'), decision, 'packs'],
    ['a record that is none', rows, { record: '{}', sha256: hash('sha256', '{}') }, 'record'],
  ] as const

  test.each(broken)('tells of %s', async (_name, given, wanted, why) => {
    expect(await replayDecision(given, wanted, then)).toMatchObject({ same: false, why })
  })

  test('tells of sums that are no longer those of that day', async () => {
    expect(await replayDecision(rows, decision, changed)).toMatchObject({ same: false, why: 'outcome' })
  })

  test('tells of a record that claims another outcome than its facts give', async () => {
    const claimed = record.text.replaceAll('"outcome":"prohibit"', '"outcome":"allow"')
    expect(claimed).not.toBe(record.text)
    const given = { record: claimed, sha256: hash('sha256', claimed) }
    expect(await replayDecision(rows, given, then)).toMatchObject({ same: false, why: 'outcome' })
  })
})

test('the authority matrix is kept beside the packs and never decides as one', () => {
  expect(shipped.map((pack) => pack.packId)).toContain(matrixId)
  expect(
    policyOf(rows, rates)
      .packsOn('2026-11-23')
      .packs.map(({ pack }) => pack.pack),
  ).not.toContain(matrixId)
})
