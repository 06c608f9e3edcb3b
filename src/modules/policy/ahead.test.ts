import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Facts } from '../../contract/facts.ts'
import { forbiddenAhead } from './ahead.ts'
import { compilePacks } from './compile.ts'
import { decide } from './decide.ts'
import { loadPackFolder } from './load-pack.ts'

const loaded = await loadPackFolder(join(import.meta.dirname, '..', '..', '..', 'policies'))
const shipped = 'packs' in loaded ? loaded.packs : []
const packs = compilePacks(shipped)

const giver = { seat: 'CN', group: 'us' }
const state = { id: 'org-1', type: 'state_organ', ownership: 'public_body', publicPurchaser: true } as const
const official = { kind: 'person', class: 'public_official', id: 'p-1', country: 'CN' } as const
const gift: Facts = {
  asOf: '2026-11-25',
  giver,
  benefit: { form: 'gift' },
  recipient: official,
  customer: state,
}

describe('what is forbidden before the rest is known', () => {
  test('is named with its clause in both languages', () => {
    const found = forbiddenAhead(packs, gift)
    expect(found?.rule).toBe('CN-OFF-01')
    expect(found?.clause.zh).not.toBe('')
    expect(found?.message.en).not.toBe('')
  })

  test.each([
    ['the recipient is not known', { ...gift, recipient: { kind: 'person' }, customer: undefined }],
    ['the form is not known', { ...gift, benefit: {} }],
    ['a recipient of unknown class', { ...gift, recipient: { ...official, class: 'unknown' } }],
    [
      'nobody knows where the parties are',
      { ...gift, giver: {}, recipient: { ...official, country: undefined } },
    ],
  ])('nothing is forbidden ahead where it may depend on what is unknown: %s', (_, facts) => {
    expect(forbiddenAhead(packs, JSON.parse(JSON.stringify(facts)) as Facts)).toBeUndefined()
  })

  test('an amount, an account or a reason that is said later changes nothing', () => {
    for (const minor of ['1', '100', '100000000']) {
      const facts: Facts = {
        ...gift,
        benefit: { form: 'gift', value: { currency: 'CNY', minor }, purpose: 'thanks', country: 'CN' },
        payee: { holder: 'recipient', rail: 'in_kind' },
      }
      expect(decide(packs, facts).outcome).toBe('prohibit')
    }
  })

  test('a rule that forbids what is unknown forbids nothing ahead: it may yet be known', () => {
    const changed = shipped.map((one) => ({
      ...one,
      pack: {
        ...one.pack,
        rules: one.pack.rules
          .filter(({ id }) => id === 'CN-OFF-01')
          .map((rule) => ({ ...rule, when: [{ 'recipient.class': 'unknown' }] })),
      },
    }))
    const facts: Facts = { ...gift, recipient: { kind: 'person', country: 'CN' } }
    expect(decide(compilePacks(changed), facts).outcome).toBe('prohibit')
    expect(forbiddenAhead(compilePacks(changed), facts)).toBeUndefined()
  })
})
