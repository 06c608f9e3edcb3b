import { hash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { bodyOf, codeOf, givenBenefit, voucherCalls } from '../../../../test/setup/voucher-calls.ts'
import { ledgerDeps } from '../../../app/ledger-deps.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { inTransaction, readOnly } from '../../../platform/db/in-transaction.ts'
import type { HttpAnswer } from '../../../platform/http/answer.ts'
import { ledgerRoutes } from '../routes.ts'
import { filingPack } from './pack.ts'

let company: Company
let entityId: string

beforeAll(async () => {
  company = await testCompany()
  entityId = company.founded.entities['suzhou'] ?? ''
  company.clock.set('2026-11-10T02:00:00.000Z')
  for (const n of [1, 2, 3]) await company.store([givenBenefit(company, n, { happened_on: '2026-10-12' })])
}, 60_000)

afterAll(() => company.close())

type Given = { readonly query?: object; readonly params?: object; readonly body?: object }

async function call(who: string, id: string, given: Given): Promise<HttpAnswer> {
  const found = ledgerRoutes(ledgerDeps(company.world)).find((route) => route.operation.id === id)
  if (!found) throw new Error(`no route ${id}`)
  return found.handle({
    params: found.operation.params.parse(given.params ?? {}),
    query: found.operation.query.parse(given.query ?? {}),
    body: found.operation.body.parse(given.body ?? {}),
    actor: { ...company.actor(who), hasFreshFactor: true, hasSecondFactor: true },
    key: `http-pack-${company.world.newId('job')}`,
    at: company.world.now(),
    language: 'en',
    headers: {},
    address: '127.0.0.1',
    files: [],
  })
}

const take = (month: string, who = 'finance') =>
  call(who, 'ledger.filing_pack', { query: { entityId, month, reason: '年度审计归档' } })

type Check = { readonly code: string; readonly count: number; readonly isDone: boolean }

async function nextMonth(): Promise<{ canClose: boolean; checks: readonly Check[] }> {
  const months = bodyOf<{ next: { canClose: boolean; checks: readonly Check[] } }>(
    await call('finance', 'ledger.periods', { query: { entityId } }),
  )
  return months.next
}

const openOf = (checks: readonly Check[]) =>
  checks.filter(({ isDone }) => !isDone).map(({ code, count }) => [code, count])

async function closeOctober(): Promise<void> {
  const body = { entityId, month: '2026-10', verb: 'close', reason: '当月单据已核对完毕' }
  const { periodChangeId } = bodyOf(await call('finance', 'ledger.propose_period', { body }))
  const answered = await call('boss', 'ledger.answer_period', {
    params: { periodChangeId },
    body: { answer: 'confirm' },
  })
  expect(codeOf(answered)).toBe('answer')
}

describe('the checklist of a month', () => {
  test('says of each thing whether it is done, and what is open keeps nobody who may close it', async () => {
    const { canClose, checks } = await nextMonth()
    expect(checks.map(({ code }) => code)).toEqual([
      'books_apart',
      'entries_broken',
      'bank_unexplained',
      'orders_unanswered',
      'payments_not_shown',
      'vouchers_unnumbered',
      'vouchers_changed',
      'coverage_unsigned',
      'numbers_unfound',
      'taxes_uncharged',
      'accruals_unbooked',
      'input_tax_doubtful',
    ])
    expect(openOf(checks)).toEqual([
      ['vouchers_unnumbered', 3],
      ['coverage_unsigned', 1],
    ])
    expect(canClose).toBe(true)
  })

  test('counts the vouchers without a number that the list of vouchers shows', async () => {
    const vouchers = voucherCalls(company)
    const asked = { query: { entityId, period: '2026-10' } }
    const { items } = bodyOf<{ items: { reference: string }[] }>(await vouchers('ledger.vouchers', asked))
    const body = { entityId, reference: items[0]?.reference, number: '记-0007', on: '2026-10-31' }
    expect(codeOf(await vouchers('ledger.record_voucher', { body }))).toBe('answer')
    const { count } = bodyOf<{ count: number }>(await vouchers('ledger.vouchers', asked))
    expect(count).toBe(2)
    expect(openOf((await nextMonth()).checks)).toContainEqual(['vouchers_unnumbered', count])
  })
})

describe('the filing pack of a month', () => {
  test('is of a closed month alone', async () => {
    expect(codeOf(await take('2026-10'))).toBe('ledger.month_not_closed')
    await closeOctober()
    expect(codeOf(await take('2026-11'))).toBe('ledger.month_not_closed')
    expect((await take('2026-10')).kind).toBe('bytes')
  })

  test('holds what the month was closed on, each file with its digest, and stands in the log', async () => {
    const taken = await take('2026-10')
    if (taken.kind !== 'bytes' || !Buffer.isBuffer(taken.bytes)) throw new Error('no pack')
    const files = unzipSync(new Uint8Array(taken.bytes))
    const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as {
      files: { name: string; bytes: number; sha256: string }[]
    }
    expect(manifest.files.map(({ name }) => name)).toEqual([
      'trial-balance.csv',
      'entries.csv',
      'closing.csv',
      'vouchers.xlsx',
      'payments.csv',
    ])
    for (const { name, bytes, sha256 } of manifest.files) {
      const held = files[name] ?? new Uint8Array()
      expect([name, held.length, hash('sha256', held)]).toEqual([name, bytes, sha256])
    }
    const text = (name: string) => strFromU8(files[name] ?? new Uint8Array())
    // Three benefits of 50.00, each with its two sides.
    expect(text('trial-balance.csv')).toContain('Expense,CNY,0.00,150.00,0.00,150.00')
    const lines = text('entries.csv').trim().split('\r\n').slice(1)
    expect(lines).toHaveLength(6)
    expect(lines.every((line) => /BR-2026-000[123]/.test(line))).toBe(true)
    // The document in words, then its number by itself.
    expect(lines.filter((line) => /,"?Benefit (BR-2026-000[123]), given"?,\1,/.test(line))).toHaveLength(6)
    expect(text('closing.csv')).toMatch(/confirmed,.*Zhou Ting.*Chen Jing/)
    const entries = await readOnly(company.world.pool, [systemActor], (tx) =>
      tx.sql<{ bytes: string }>("select bytes from audit.entry where operation = 'ledger.record_pack'"),
    )
    expect(entries.at(-1)?.bytes).toContain(hash('sha256', taken.bytes))
    expect(entries.at(-1)?.bytes).toContain('年度审计归档')
  })

  test('is for those who oversee the entity, and refused in words when it is too large', async () => {
    expect((await take('2026-10', 'sales')).kind).not.toBe('bytes')
    const asked = {
      entityId,
      month: '2026-10',
      language: 'en',
      actor: systemActor,
      at: company.world.now(),
    } as const
    const found = await inTransaction(company.world.pool, [systemActor], (tx) =>
      filingPack(ledgerDeps(company.world), tx, asked, 5),
    )
    expect(isRefusal(found) && found.code).toBe('ledger.pack_too_large')
  })
})
