import { describe, expect, test } from 'vitest'
import { sharesIn } from './recipients.ts'

const people = (...minors: readonly bigint[]) =>
  minors.map((minor, i) => ({ recipientId: `party_${String(i + 1)}`, minor, isOrganisation: false }))
const company = (minor: bigint) => ({ recipientId: 'party_company', minor, isOrganisation: true })

describe('the tax on a benefit of several people', () => {
  test('is divided as the benefit was, and its parts are the whole', () => {
    const shares = sharesIn({ base: 100n, tax: 20n }, people(1n, 1n, 1n), 3)
    expect(shares.map(({ base }) => base)).toEqual([33n, 34n, 33n])
    expect(shares.map(({ tax }) => tax)).toEqual([7n, 6n, 7n])
    expect(shares.map(({ recipientId, unnamed }) => [recipientId, unnamed])).toEqual([
      ['party_1', undefined],
      ['party_2', undefined],
      ['party_3', undefined],
    ])
  })

  test('of whom some are not named has one part for those together, on their company', () => {
    expect(sharesIn({ base: 1_000n, tax: 200n }, [...people(100n), company(900n)], 10)).toEqual([
      { recipientId: 'party_1', base: 100n, tax: 20n },
      { recipientId: 'party_company', unnamed: 9, base: 900n, tax: 180n },
    ])
    expect(sharesIn({ base: 50n, tax: 10n }, [company(50n)], 4)).toEqual([
      { recipientId: 'party_company', unnamed: 4, base: 50n, tax: 10n },
    ])
  })

  test('of which nothing says whose it is stands as one part', () => {
    expect(sharesIn({ base: 50n, tax: 10n }, [], 4)).toEqual([{ unnamed: 4, base: 50n, tax: 10n }])
  })
})
