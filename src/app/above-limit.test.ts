import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../test/setup/company.ts'
import { csvOf, importText } from '../../test/setup/run-import.ts'
import { partyPage } from '../contract/parties.ts'
import * as contract from '../contract/register.ts'
import { exportKind } from '../modules/benefits/export-file.ts'
import { registerRoutes, type RegisterRouteDeps } from '../modules/benefits/routes.ts'
import type { HttpAnswer } from '../platform/http/answer.ts'
import { runLongJob } from '../platform/jobs/long-job.ts'
import { importDeps } from './import-deps.ts'
import { registerPorts } from './routes.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-above-limit-'))
let company: Company
let deps: RegisterRouteDeps
let calls = 0

beforeAll(async () => {
  company = await testCompany()
  const { door, pool, files, newId, requests, asked } = company.world
  const ports = registerPorts(company.world)
  const kept = { ...files, folder }
  deps = { door, pool, newId, organisation: requests.organisation, files: kept, ports, asked, jobWords: {} }
})
afterAll(async () => {
  await company.close()
  rmSync(folder, { recursive: true, force: true })
})

const reader = () => company.actor('compliance', Object.values(company.founded.entities))

/** Calls an operation of the register as the server does. */
async function call(
  id: string,
  given: { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown },
): Promise<HttpAnswer> {
  const found = registerRoutes(deps).find(({ operation }) => operation.id === id)
  if (!found) throw new Error(`no route ${id}`)
  calls++
  return found.handle({
    params: found.operation.params.parse(given.params ?? {}),
    query: found.operation.query.parse(given.query ?? {}),
    body: found.operation.body.parse(given.body ?? {}),
    actor: reader(),
    key: `above-limit-${String(calls)}`,
    at: company.world.now(),
    language: 'zh-CN',
    headers: {},
    address: '127.0.0.1',
    files: [],
  })
}

function bodyOf(answer: HttpAnswer): unknown {
  if (answer.kind !== 'answer') throw new Error(`no answer: ${JSON.stringify(answer)}`)
  return answer.body
}

async function registerOf(book: string): Promise<z.output<typeof contract.register.answer>['rows']> {
  return contract.register.answer.parse(bodyOf(await call('benefits.register', { query: { book } }))).rows
}

/** The lines of an export of a book, each with what it says of the amount. */
async function exportedOf(book: string): Promise<string[][]> {
  const body = { filters: { book }, format: 'csv', reason: '季度内审抽样' }
  const { jobId } = contract.exportRegister.answer.parse(bodyOf(await call('benefits.export', { body })))
  const kind = exportKind({ ...deps, now: company.world.now })
  await runLongJob(deps.pool, [kind], jobId, company.world.now)
  const file = await call('benefits.export_file', { params: { jobId } })
  if (file.kind !== 'bytes' || !Buffer.isBuffer(file.bytes)) throw new Error(JSON.stringify(file))
  const lines = file.bytes.toString('utf8').split(/\r?\n/)
  const from = lines.findIndex((line) => line.includes('金额为下限'))
  const [heading = [], ...rows] = lines.slice(from).map((line) => line.split(','))
  const at = heading.indexOf('金额为下限')
  // Below the entries the file says what it is.
  return rows.filter(([number = '']) => /^(OB|BR)-/.test(number)).map((row) => row.slice(at - 1, at + 1))
}

describe('a value that a register of others tells only from below', () => {
  const book = 'uk-ministers'
  const heading = 'type,department,minister,date,gift,given_or_received,donor_recipient,value,outcome,source'
  const line = (on: string, minister: string, value: string) =>
    `gift,Cabinet Office,${minister},${on},Vase,Received,Acme plc,${value},,Register`

  beforeAll(async () => {
    const lines = [line('03/03/2025', '张伟', 'Above limit'), line('04/03/2025', '孙立民', '150')]
    const report = await importText(importDeps(company.world), { profile: book, text: csvOf(heading, lines) })
    expect(report).toMatchObject({ rows: 2, accepted: 2 })
  })

  test('is marked so in the register, and an exact one is not', async () => {
    expect(
      (await registerOf(book)).map(({ on, amount, isAtLeast }) => [on, amount.minor, isAtLeast]),
    ).toEqual([
      ['2025-03-04', '15000', false],
      ['2025-03-03', '14000', true],
    ])
  })

  test('is marked so in an export', async () => {
    expect(await exportedOf(book)).toEqual([
      ['150.00', 'FALSE'],
      ['140.00', 'TRUE'],
    ])
  })

  test('makes the sum on the page of whoever bears the name a sum from below', async () => {
    const pages = await Promise.all(
      [parties.buyer, parties.colleague].map((partyId) => call('parties.page', { params: { partyId } })),
    )
    const observed = pages.map((page) => partyPage.answer.parse(bodyOf(page)).observed)
    expect(observed).toMatchObject([
      [
        {
          book: expect.any(String),
          name: '张伟',
          isAtLeast: true,
          sums: [{ currency: 'GBP', minor: '14000' }],
        },
      ],
      [{ name: '孙立民', isAtLeast: false, sums: [{ currency: 'GBP', minor: '15000' }] }],
    ])
  })
})

describe('a value that our own register tells only from below', () => {
  const heading = '序号,日期,客户名称,受益人,职务,权益类型,权益内容,金额,事由,经办人'
  const dealer = '苏州恒泰精密机械有限公司'

  beforeAll(async () => {
    const lines = [
      `1,2025-03-05,${dealer},张伟,采购,礼品,台历,500元以上,拜访,王强`,
      `2,2025-03-06,${dealer},孙立民,采购,礼品,台历,35.00,拜访,王强`,
    ]
    const report = await importText(importDeps(company.world), {
      text: csvOf(heading, lines),
      actor: company.actor('compliance'),
      entityId: company.founded.entities['suzhou'],
    })
    expect(report).toMatchObject({ rows: 2, accepted: 2 })
  })

  test('is marked so in the register and in an export, and an exact one is not', async () => {
    expect(
      (await registerOf('own')).map(({ on, amount, isAtLeast }) => [on, amount.minor, isAtLeast]),
    ).toEqual([
      ['2025-03-06', '3500', false],
      ['2025-03-05', '50000', true],
    ])
    expect(await exportedOf('own')).toEqual([
      ['35.00', 'FALSE'],
      ['500.00', 'TRUE'],
    ])
  })
})
