import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { bookedPair, givenBenefit } from '../../../../test/setup/voucher-calls.ts'
import { periodDeps } from '../../../app/ledger-deps.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { inTransaction } from '../../../platform/db/in-transaction.ts'
import { blockersOf, type CheckPort, type CheckPorts } from './deps.ts'

let company: Company
let own: string
let other: string

beforeAll(async () => {
  company = await testCompany()
  own = company.founded.entities['suzhou'] ?? ''
  other = Object.values(company.founded.entities).find((id) => id !== own) ?? ''
}, 180_000)

afterAll(() => company.close())

/** What a command that closes October of an entity finds in its way. */
const found = (entityId: string, instead: Partial<CheckPorts> = {}) => {
  const shipped = periodDeps(company.world)
  const deps = { ...shipped, checks: { ...shipped.checks, ...instead } }
  const of = { entityId, month: '2026-10', until: '2026-10-31' }
  return inTransaction(company.world.pool, [systemActor], (tx) => blockersOf(deps, tx, of))
}

test('a month is judged on one moment: what is booked between two looks blocks nothing', async () => {
  let n = 0
  const looksTwice: CheckPort = async (tx) => {
    const count = async () => {
      const [row] = await tx.sql<{ n: string }>('select count(*)::text as n from ledger.entry')
      return Number(row?.n)
    }
    const before = await count()
    await company.store([givenBenefit(company, ++n, { happened_on: '2026-10-12' })])
    return (await count()) - before
  }
  expect(await found(own, { books_apart: looksTwice })).toEqual([])
  expect(n).toBe(1)
})

test('the fault of one entity keeps no other from closing its months', async () => {
  expect(other).not.toBe('')
  const of = { id: 'ben_voucher0009', entity_id: other }
  await company.store([givenBenefit(company, 9, of)])
  const pair = bookedPair(company, {
    n: 'torn',
    entityId: other,
    benefitId: of.id,
    document: { type: 'benefit', id: of.id },
    on: '2026-10-12',
    minor: 1n,
    accounts: ['payable', 'paid'],
  })
  await company.store(pair)
  const sql = `alter table ledger.line disable trigger no_change;
update ledger.line set minor = minor + 1 where entry_id = 'led_vouchertorn' and position = 1;
alter table ledger.line enable trigger no_change`
  const owner = company.database.pool('owner', 1)
  await owner.query(`begin; set local app.entities to '*'; ${sql}; commit`)
  const codes = async (entityId: string) => (await found(entityId)).map(({ code }) => code)
  expect(await codes(other)).toContain('entries_broken')
  expect(await codes(own)).toEqual([])
})
