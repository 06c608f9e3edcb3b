import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { auditTexts } from '../../src/texts/web-audit.ts'
import { sharedPart } from '../properties/shared-data.ts'
import { aboveboard, ofThisData, type Ended } from './command-line.ts'
import { open, picture, words } from './screen.ts'
import { application } from './visitor.ts'

const say = words(auditTexts)

/** Bundles the evidence about a request, carries it to another folder and verifies it there. */
export async function checkBundle(page: Page, number: string): Promise<void> {
  await open(page, '/my-requests')
  await page.getByRole('main').getByRole('link').filter({ hasText: number }).click()
  await page.waitForURL(/\/requests\//)
  const requestId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const made = join(application.folder, 'made', 'evidence.json')
  const bundled = await aboveboard(['bundle', '--request', requestId, '--out', made, ...ofThisData])
  expect(bundled.code, bundled.told).toBe(0)
  const elsewhere = join(application.folder, 'elsewhere')
  await mkdir(elsewhere)
  await cp(join(application.folder, 'made'), elsewhere, { recursive: true })
  const verified = await aboveboard(['verify', '--bundle', join(elsewhere, 'evidence.json')])
  expect(verified.code, verified.told + verified.out).toBe(0)
}

/** Changes the value of a benefit as the owner of the database could, and puts it back in the end. */
export async function checkTampering(page: Page, number: string): Promise<void> {
  const before = await aboveboard(['verify', ...ofThisData])
  expect(before.code, before.told + before.out).toBe(0)
  const id = await changeValue(number, 1)
  const found = await aboveboard(['verify', '--json', ...ofThisData])
  expect(found.code).not.toBe(0)
  expect(found.out).toContain(id)
  expect(found.out).toContain('value_minor')
  await open(page, '/verification')
  await page.getByRole('button', { name: say('log.verify') }).click()
  const findings = page.getByRole('list', { name: say('log.findings') })
  await findings.waitFor({ timeout: 45_000 })
  expect(await findings.innerText()).toContain(id)
  expect(await findings.innerText()).toContain('value_minor')
  await picture(page, 'done-04b-tampering-named')
  // The page of the request itself says so as well, and no longer once it was put back and verified.
  expect(await sealOf(page, number)).toContain('被改动')
  await changeValue(number, -1)
  const again = await page.request.post('/v1/log/verifications', {
    data: {},
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  expect(again.ok(), await again.text()).toBe(true)
  await expect.poll(() => sealOf(page, number), { timeout: 45_000, interval: 1_000 }).toContain('日志完整')
}

/** What the seal on the page of a request says. */
async function sealOf(page: Page, number: string): Promise<string> {
  await open(page, `/register?q=${number}`)
  await page.getByRole('link', { name: number }).first().click()
  await page.locator('article').getByText(number).first().waitFor()
  return page
    .locator('article')
    .getByText(/核验|正在编号/)
    .last()
    .innerText()
}

/** The register of payments to physicians, where it lies beside the checkout. */
export function physicianPayments(): string | undefined {
  return sharedPart('data/cms-open-payments-iowa.csv.gz')
}

let importing: Promise<Ended> | undefined

/** Begins to import all of a real register; the other steps go on meanwhile, as they would in a company. */
export function beginImport(source: string): void {
  importing = aboveboard(['import', source, '--profile', 'cms-open-payments', ...ofThisData])
  // Whoever waits for it hears of a fault; a run that ends before is not the place for it.
  importing.catch(() => undefined)
}

/** Reads what the summary of the import says, once it has ended: every row is somewhere in it. */
export async function readSummary(): Promise<void> {
  if (importing === undefined) throw new Error('nothing is being imported')
  const { code, out, told } = await importing
  expect(code, told).toBe(0)
  const results = join(import.meta.dirname, '../../test-results')
  await mkdir(results, { recursive: true })
  await writeFile(join(results, 'import-summary.txt'), out)
  const rows = /共 (\d+) 行：登记 (\d+)，待补充 (\d+)，退回 (\d+)，重复 (\d+)，零申报与空行 (\d+)/.exec(out)
  const [all = 0, entered = 0, ...others] = (rows ?? []).slice(1).map(Number)
  expect(all, out).toBe(paymentsInIt)
  expect(others.reduce((sum, count) => sum + count, entered)).toBe(all)
  const verdicts = /按当日规则：(.+)/.exec(out)?.[1]?.match(/\d+/g)?.map(Number) ?? []
  expect(verdicts).toHaveLength(5)
  expect(verdicts.reduce((sum, count) => sum + count, 0)).toBe(entered)
  // What the rules would have stopped: forbidden, and waiting for a fact; each with its rule and clause.
  const [, stopped = ''] = out.split('规则会拦下什么、为什么：')
  expect(stopped).toMatch(/政策禁止 {2}[1-9]\d* 行，US\$[\d,.]+ {2}ORG-PAYEE .+（公司政策）/)
  expect(stopped).toMatch(/待补充 {2}[1-9]\d* 行，US\$[\d,.]+ {2}US-AKS-03 .+42 CFR 1001\.952/)
}

/** The lines of the register beside the checkout, without their head. */
const paymentsInIt = 83_572

/** Adds to the value of a benefit with the guard of the table off, and gives the row. */
async function changeValue(number: string, by: number): Promise<string> {
  const { out } = await aboveboard(['db', 'url', '--role', 'owner', ...ofThisData])
  const owner = new Client({ connectionString: out.trim() })
  await owner.connect()
  try {
    await owner.query('begin')
    await owner.query('alter table benefits.benefit disable trigger user')
    const changed = await owner.query<{ id: string }>(
      'update benefits.benefit set value_minor = value_minor + $2 where number = $1 returning id',
      [number, by],
    )
    await owner.query('alter table benefits.benefit enable trigger user')
    await owner.query('commit')
    return changed.rows[0]?.id ?? 'no row was changed'
  } finally {
    await owner.end()
  }
}
