import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askDeps } from '../../../test/setup/ask-deps.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { givenBenefit, registerReading } from '../../../test/setup/register-reading.ts'
import { act } from '../../platform/act/act.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { merge, personTable } from '../parties/index.ts'
import { moveBenefit, revalueBenefit } from './changes.ts'
import type { LineRecipient } from './domain.ts'
import { loadBenefits, loadCountingLines } from './store.ts'
import type { BenefitRow } from './tables.ts'

const day = '2026-11-10'
const otherDay = '2026-11-12'
let company: Company
let reading: ReturnType<typeof registerReading>
let n = 0

beforeAll(async () => {
  company = await testCompany()
  reading = registerReading(company)
  const person = (id: string) =>
    insertRow(personTable, { id, country: 'CN', merged_into: null, source: 'web', created_at: at(0) })
  await company.store(people.map(person))
}, 60_000)
afterAll(() => company.close())

const people = Array.from({ length: 13 }, (_, i) => `party_pairs${String(i).padStart(7, '0')}`)

/** Somebody who has received nothing yet. */
function somebody(): string {
  const id = people.pop()
  if (id === undefined) throw new Error('the test needs more people')
  return id
}

function at(minute: number): string {
  return `2026-11-25T02:${String(minute).padStart(2, '0')}:00.000Z`
}

/** Files 500 yuan for somebody at the dealer. */
async function file(recipient: string): Promise<string> {
  n += 1
  const id = `ben_pairs${String(n).padStart(5, '0')}`
  await company.store(
    givenBenefit(company, { minor: 50000n, on: day, form: 'gift', recipient, id, state: 'submitted' }),
  )
  return id
}

async function standing(id: string) {
  const [benefit, lines] = await readOnly(company.world.pool, [reading.all()], async (tx) => [
    (await loadBenefits(tx, [id])).get(id),
    (await loadCountingLines(tx, [id])).get(id) ?? [],
  ])
  if (!benefit) throw new Error('the benefit was stored')
  return { benefit, lines }
}

type Change = {
  readonly minute: number
  readonly recipient: LineRecipient
  readonly minor?: bigint
  readonly currency?: string
  readonly patch?: Partial<Pick<BenefitRow, 'form' | 'happened_on' | 'recipient_count'>>
}

/** Asks for it anew before it is approved, as the answer to a question does. */
async function change(id: string, { minute, recipient, minor, currency, patch }: Change): Promise<void> {
  const { benefit, lines } = await standing(id)
  const changes = revalueBenefit(benefit, {
    state: 'submitted',
    whole: { currency: currency ?? benefit.value_currency.trim(), minor: minor ?? benefit.value_minor },
    patch: { ...patch, recipient_id: recipient.recipientId },
    at: at(minute),
    lines,
    newLineId: () => `line_pairs${String(++n).padStart(6, '0')}`,
    recipients: [recipient],
    giver: { group: 'group' },
  })
  await company.store(changes)
}

/** Approved, given, and reversed: on that day. */
async function giveAndReverse(id: string, on: string): Promise<void> {
  for (const to of ['approved', 'given', 'reversed'] as const) {
    const { benefit, lines } = await standing(id)
    const lineIds = lines.map(() => `line_pairs${String(++n).padStart(6, '0')}`)
    const moved = moveBenefit(benefit, { to, at: at(50), today: on, lines, lineIds })
    if (!Array.isArray(moved)) throw new Error('it may be moved there')
    await company.store(moved)
  }
}

async function shown(partyId: string): Promise<string[][]> {
  const { rows } = await reading.linesOf(partyId)
  return rows.map(({ on, amount }) => [on, amount.currency, amount.minor])
}

/** The lines that one benefit left on the page of a customer. */
async function shownAt(partyId: string, id: string): Promise<string[][]> {
  const { benefit } = await standing(id)
  const { rows } = await reading.linesOf(partyId)
  return rows.filter(({ number }) => number === benefit.number).map(({ on, amount }) => [on, amount.minor])
}

/** What the sums of a party's page hold. */
async function sums(partyId: string): Promise<string> {
  const page = await reading.partyOf(partyId)
  return JSON.stringify([page.totals, page.byYear, page.byKind, page.byEntity])
}

const pair = (on: string, currency: string, minor: string) => [
  [on, currency, `-${minor}`],
  [on, currency, minor],
]

describe('what was asked for otherwise before it was given, and reversed', () => {
  test('stands with whoever received it, and with nobody for whom it was asked before', async () => {
    const [before, after] = [somebody(), somebody()]
    const nothing = await sums(before)
    const id = await file(before)
    await change(id, { minute: 1, recipient: { recipientId: after, orgId: parties.dealer } })
    await giveAndReverse(id, day)
    expect(await shown(before)).toEqual([])
    expect(await sums(before)).toBe(nothing)
    expect(await shown(after)).toEqual(pair(day, 'CNY', '50000'))
    expect(await shownAt(parties.dealer, id)).toEqual([
      [day, '-50000'],
      [day, '50000'],
    ])
  })

  test('stands on the day on which it was given, also where it was reversed later', async () => {
    for (const reversedOn of [otherDay, '2026-11-20']) {
      const recipientId = somebody()
      const id = await file(recipientId)
      const to = { recipientId, orgId: parties.dealer }
      await change(id, { minute: 1, recipient: to, patch: { happened_on: otherDay } })
      await giveAndReverse(id, reversedOn)
      expect(await shown(recipientId)).toEqual([
        [reversedOn, 'CNY', '-50000'],
        [otherDay, 'CNY', '50000'],
      ])
    }
  })

  test('stands as the kind that it was', async () => {
    const recipientId = somebody()
    const id = await file(recipientId)
    const to = { recipientId, orgId: parties.dealer }
    await change(id, { minute: 1, recipient: to, patch: { form: 'meal' } })
    await giveAndReverse(id, day)
    expect(await shown(recipientId)).toEqual(pair(day, 'CNY', '50000'))
    expect((await reading.linesOf(recipientId, { kind: 'gift' })).rows).toEqual([])
    expect((await reading.linesOf(recipientId, { kind: 'meal' })).rows).toHaveLength(2)
  })

  test('stands in the currency and with the amount that it had at last', async () => {
    const recipientId = somebody()
    const id = await file(recipientId)
    const recipient = { recipientId, orgId: parties.dealer }
    await change(id, { minute: 1, recipient, currency: 'USD', minor: 7000n })
    await change(id, { minute: 2, recipient, currency: 'CNY', minor: 49000n })
    await giveAndReverse(id, day)
    expect(await shown(recipientId)).toEqual(pair(day, 'CNY', '49000'))
  })

  test('stands with the employer of then, the share of those without a name as well', async () => {
    const recipientId = somebody()
    const id = await file(recipientId)
    const change3 = { patch: { recipient_count: 3 }, minor: 60000n }
    await change(id, { minute: 1, recipient: { recipientId, orgId: parties.dealer }, ...change3 })
    await change(id, { minute: 2, recipient: { recipientId, orgId: parties.bureau }, ...change3 })
    await giveAndReverse(id, day)
    expect(await shownAt(parties.dealer, id)).toEqual([])
    const shares = (await shownAt(parties.bureau, id)).map(([, minor]) => Number(minor))
    expect(shares.toSorted((a, b) => a - b)).toEqual([-40000, -20000, 20000, 40000])
    expect(await shown(recipientId)).toEqual(pair(day, 'CNY', '20000'))
  })

  test('stands nowhere where it came to be worth nothing', async () => {
    const recipientId = somebody()
    const id = await file(recipientId)
    await change(id, { minute: 1, recipient: { recipientId, orgId: parties.dealer }, minor: 0n })
    await giveAndReverse(id, day)
    expect(await shown(recipientId)).toEqual([])
  })

  test('stands with the record that is kept, where the recipient was recorded twice', async () => {
    const [kept, gone, before] = [somebody(), somebody(), somebody()]
    const id = await file(before)
    await change(id, { minute: 1, recipient: { recipientId: gone, orgId: parties.dealer } })
    await giveAndReverse(id, day)
    const body = { keptId: kept, goneId: gone, reason: '同一人' }
    const call = { key: 'pairs-merge', actor: company.actor('compliance'), body, at: at(55) }
    expect(await act(company.world.door, merge(askDeps), [call])).toMatchObject([{ kind: 'done' }])
    expect(await shown(kept)).toEqual(pair(day, 'CNY', '50000'))
    expect(await shown(before)).toEqual([])
  })
})

test('what was reversed on its own day stays as a pair', async () => {
  const recipientId = somebody()
  const id = await file(recipientId)
  await giveAndReverse(id, day)
  expect(await shown(recipientId)).toEqual(pair(day, 'CNY', '50000'))
})
