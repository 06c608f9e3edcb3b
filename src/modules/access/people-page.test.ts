import { describe, expect, test } from 'vitest'
import { company, day, person } from '../../../test/setup/sample-organisation.ts'
import { people } from '../../contract/access.ts'
import { staff } from '../../contract/session.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { staffFor, type MeParts } from './me.ts'
import { peoplePage } from './people-page.ts'

/** 45 people of whom three at a time have one name. */
const staffRows = Array.from({ length: 45 }, (_, i) =>
  person(`per_staff${String(i).padStart(3, '0')}`, {
    name_zh: `王${Math.floor(i / 3)}`,
    title_zh: i < 21 ? '销售代表' : '出纳',
  }),
)
const reader = {
  organisation: company({ people: staffRows }),
  language: 'zh-CN',
  today: day,
  personId: 'per_boss',
} as const

describe('the staff', () => {
  test('goes on by a cursor until each person was shown once', () => {
    const shown: string[] = []
    let query: object | undefined = { limit: '7' }
    while (query) {
      const page = peoplePage(reader, people.query.parse(query))
      shown.push(...page.items.map(({ id }) => id))
      query = page.next === undefined ? undefined : { limit: '7', cursor: page.next }
    }
    expect(shown.toSorted()).toEqual(staffRows.map(({ id }) => id))
  })

  test('is on one page without a next one where it fits', () => {
    const page = peoplePage(reader, people.query.parse({ limit: '45' }))
    expect(page.items).toHaveLength(45)
    expect(page.next).toBeUndefined()
  })
})

describe('the colleagues that are offered', () => {
  const me = { objectionsTo: async () => new Map<string, string>() } as unknown as MeParts
  const offered = async (q: string) =>
    staff.answer.parse(await staffFor({ me }, systemActor, reader, staff.query.parse({ q, for: 'copy' })))

  test.each([
    ['', 20, 25],
    ['销售', 20, 1],
    ['王3', 3, 0],
  ])('for %j are %i, and %i more are said to be there', async (q, listed, more) => {
    const found = await offered(q)
    expect([found.items.length, found.more]).toEqual([listed, more])
  })
})
