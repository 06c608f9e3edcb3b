import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch } from '../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { proveBooks } from '../modules/ledger/index.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { benefitTable } from '../modules/benefits/index.ts'
import type { RowChange } from '../platform/act/rows.ts'
import type { Transaction } from '../platform/db/transaction.ts'
import { bookingPort, booksBehind } from './booking.ts'
import { openBooks } from './open-books.ts'

let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

/** What the books hold of everything, by account. */
async function balances(): Promise<Record<string, bigint>> {
  return readOnly(company.world.pool, [systemActor], async (tx) => {
    const rows = await tx.sql<{ account: string; minor: string }>(
      `select account, sum(minor)::text as minor from ledger.line group by account having sum(minor) <> 0`,
    )
    return Object.fromEntries(rows.map(({ account, minor }) => [account, BigInt(minor)]))
  })
}

const prove = () =>
  readOnly(company.world.pool, [systemActor], (tx) => proveBooks(tx, booksBehind, () => true))

async function filed(proposal: Record<string, unknown> = lunch): Promise<string> {
  const { requestId } = await calls.good('sales', 'requests.submit', { body: { proposal } })
  return String(requestId)
}

async function versionOf(requestId: string): Promise<number> {
  return Number((await calls.good('sales', 'requests.detail', { params: { requestId } }))['version'])
}

async function asOwner(statement: string): Promise<void> {
  await company.database.pool('owner', 1).query(`begin; set local app.entities to '*'; ${statement}; commit`)
}

describe('the books', () => {
  test('hold what is asked for, a commitment once approved, and spend once given', async () => {
    const requestId = await filed({ ...lunch, happensOn: '2026-11-25' })
    expect(await balances()).toEqual({ hold: 18_000n, control: -18_000n })
    await calls.approve(requestId)
    expect(await balances()).toEqual({ commitment: 18_000n, control: -18_000n })
    const fileIds = [await calls.upload('sales', 'agenda')]
    const body = { version: await versionOf(requestId), givenOn: '2026-11-25', fileIds }
    await calls.good('sales', 'requests.give', { params: { requestId }, body })
    expect(await balances()).toEqual({ expense: 18_000n, payable: -18_000n })
    expect(await prove()).toMatchObject({ apart: [], broken: [], isWhole: true })
  })

  test('stand in the log under the command that they come from, with the request as document', async () => {
    const requestId = await filed()
    await calls.approve(requestId)
    const { rows } = await company.database
      .pool('owner', 1)
      .query<{ bytes: string }>(
        `select bytes from audit.entry where operation = 'approvals.approve' order by id desc limit 1`,
      )
    const logged: { table: string; new: Record<string, string> }[] = JSON.parse(rows[0]?.bytes ?? '').rows
    const booked = logged.filter(({ table }) => table.startsWith('ledger.'))
    expect(booked.map((row) => row.table)).toEqual(['ledger.entry', 'ledger.line', 'ledger.line'])
    expect(booked[0]?.new).toMatchObject({ document_id: requestId, document_type: 'request', lines: '2' })
  })

  test('release what is withdrawn, cancelled or expires', async () => {
    const before = await balances()
    const requestId = await filed()
    await calls.approve(requestId)
    const body = { version: await versionOf(requestId), text: '客户改期' }
    await calls.good('sales', 'requests.cancel', { params: { requestId }, body })
    expect(await balances()).toEqual(before)
    expect(await prove()).toMatchObject({ apart: [], broken: [] })
  })
})

test('a change that means nothing for the books costs no turn and asks nothing', () => {
  const port = bookingPort({ newId: company.world.newId, organisations: company.world.organisations })
  const untouchable = new Proxy({}, { get: () => fail('the database was asked') })
  const row = {
    id: 'ben_a',
    version: 1,
    book: 'own',
    direction: 'received',
    source: 'web',
    entity_id: 'ent_a',
  }
  const received = { table: benefitTable, row: { ...row, state: 'submitted', value_minor: 1n } }
  const changes = [received] as unknown as readonly RowChange[]
  // What others gave us asks nothing of the transaction, and gives no promise to wait for.
  expect(port(untouchable as Transaction, [{ changes, at: '2026-11-25T01:00:00.000Z' }])).toBeUndefined()
})

function fail(why: string): never {
  throw new Error(why)
}

describe('the proof', () => {
  test('names a benefit that somebody changed past the books, with both amounts', async () => {
    const requestId = await filed()
    await calls.approve(requestId)
    const of = `(select benefit_id from requests.request where id = '${requestId}')`
    await asOwner(`update benefits.benefit set value_minor = 18001 where id = ${of}`)
    const { apart } = await prove()
    expect(apart.map(({ account, register, books, minor }) => [account, register, books, minor])).toEqual([
      ['commitment', 18_001n, 18_000n, 1n],
      ['control', -18_001n, -18_000n, -1n],
    ])
    await asOwner(`update benefits.benefit set value_minor = 18000 where id = ${of}`)
    expect((await prove()).apart).toEqual([])
  })

  test('names what the books hold for something that the register does not have', async () => {
    const forged = (object: string) => `alter table ledger.entry disable trigger no_change;
update ledger.entry set object_id = ${object}; alter table ledger.entry enable trigger no_change`
    await asOwner(forged(`'x' || object_id`))
    const { apart } = await prove()
    expect(apart.some(({ objectId, register }) => objectId.startsWith('x') && register === 0n)).toBe(true)
    expect(apart.some(({ objectId, books }) => !objectId.startsWith('x') && books === 0n)).toBe(true)
    await asOwner(forged('substr(object_id, 2)'))
  })

  test('names an entry that was torn past the constraints', async () => {
    const tear = (by: string) => `alter table ledger.line disable trigger no_change;
update ledger.line set minor = minor ${by} where position = 1;
alter table ledger.line enable trigger no_change`
    await asOwner(tear('+ 1'))
    expect((await prove()).broken.length).toBeGreaterThan(3)
    await asOwner(tear('- 1'))
    expect((await prove()).broken).toEqual([])
  })
})

describe('books that are opened later than the register', () => {
  test('take up what was promised and given before, once, by commands that stand in the log', async () => {
    const was = await balances()
    await asOwner(`alter table ledger.line disable trigger no_change; delete from ledger.line;
alter table ledger.line enable trigger no_change; alter table ledger.entry disable trigger no_change;
delete from ledger.entry; alter table ledger.entry enable trigger no_change`)
    expect((await prove()).apart.length).toBeGreaterThan(0)
    await openBooks(company.world)
    expect(await balances()).toEqual(was)
    expect(await prove()).toMatchObject({ apart: [], broken: [] })
    const entries = async () => {
      const { rows } = await company.database
        .pool('owner', 1)
        .query<{ count: string }>(`select count(*) from audit.entry where operation = 'ledger.open_books'`)
      return Number(rows[0]?.count)
    }
    expect(await entries()).toBe(1)
    await openBooks(company.world)
    expect(await entries()).toBe(1)
  })
})
