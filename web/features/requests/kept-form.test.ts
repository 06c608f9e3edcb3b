import { expect, test } from 'vitest'
import { emptyForm } from './form.ts'
import { typedOn } from './kept-form.ts'

const first = { ...emptyForm('2026-11-02', 'ent_1'), reason: '一', facts: { a: true, b: 1 } }

test('what was typed stands on the new reading, and what was not touched is as it is now', () => {
  const now = { ...first, reason: '二', facts: { a: false, b: 1 } }
  const read = { ...first, happensOn: '2026-11-09', reason: '三', facts: { a: true, b: 2, c: 'x' } }
  expect(typedOn(read, { now, first })).toEqual({
    ...read,
    reason: '二',
    facts: { a: false, b: 2, c: 'x' },
  })
})

test('what was taken out stays out', () => {
  const { a: _, ...facts } = first.facts
  const now = { ...first, entityId: undefined, facts }
  // As the tab keeps it: what is undefined is not there.
  const kept = JSON.parse(JSON.stringify({ now, first })) as { now: typeof now; first: typeof first }
  const form = typedOn({ ...first, facts: { a: true, b: 2 } }, kept)
  expect(form.entityId).toBeUndefined()
  expect(form.facts).toEqual({ b: 2 })
})
