import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { csvOf, importText, tryImport, type Imported } from '../../../test/setup/run-import.ts'
import { importDeps } from '../../app/import-deps.ts'
import { reportLines } from '../../cli/import-report.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { reportOf } from './present.ts'
import type { ImportReport } from './run.ts'
import { loadRun } from './store.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
})
afterAll(() => company.close())

const heading = 'type,department,minister,date,gift,given_or_received,donor_recipient,value,outcome,source'
const line = (on: string, direction: string, other: string) =>
  `gift,Cabinet Office,Jo Bloggs,${on},Vase,${direction},${other},150,,Register`

/** A gift to somebody abroad, which Art. 6 forbids, and two to the country's own minister: Art. 1 and 2. */
const linesOf = (year: string) => [
  line(`03/03/${year}`, 'Given', 'President of Ruritania'),
  line(`04/03/${year}`, 'Received', 'Acme plc'),
  line(`05/03/${year}`, 'Received', 'Baker plc'),
]

const asked = (year: string): Imported => ({
  profile: 'uk-ministers',
  name: `${year}.csv`,
  text: csvOf(heading, linesOf(year)),
  language: 'en',
})

const abroad = ['gifts', 'No gifts or money to foreign officials', 'Bribery Act 2010, Art. 6', 1]
const home = ['own-gifts', 'No gifts or money to public officials', 'Bribery Act 2010, Art. 1, 2', 2]

type Told = Pick<ImportReport['stopped'][number], 'ruleId' | 'part' | 'title' | 'clause' | 'rows'>

function briberyIn({ stopped }: { readonly stopped: readonly Told[] }): unknown[] {
  return stopped
    .filter(({ ruleId }) => ruleId === 'UK-BA-01')
    .map(({ part, title, clause, rows }) => [part, title, clause, rows])
}

const storedReport = (runId: string, language: 'zh' | 'en') =>
  readOnly(company.world.pool, [company.actor('compliance')], async (tx) => {
    const run = await loadRun(tx, runId)
    const said = JSON.parse(run?.summary ?? '{}') as Readonly<Record<string, unknown>>
    return reportOf(said[language])
  })

test('the summary counts the parts of a rule each for itself and tells the law of each', async () => {
  const report = await importText(importDeps(company.world), asked('2023'))
  expect(briberyIn(report)).toEqual([home, abroad])
  const stored = await storedReport(report.runId ?? '', 'zh')
  expect(stored && briberyIn(stored)).toEqual([
    ['own-gifts', '不得向公职人员给予财物', expect.stringContaining('Bribery Act 2010'), 2],
    ['gifts', '不得向外国公职人员给予财物', expect.stringContaining('Bribery Act 2010'), 1],
  ])
  const told = reportLines(report, { seconds: 1, language: 'en', isDryRun: false })
  const bribery = told.filter((each) => each.includes('UK-BA-01'))
  expect(bribery).toHaveLength(2)
  expect(bribery[0]).toMatch(
    / 2 rows, .*UK-BA-01\/own-gifts No gifts or money to public officials: .*Art\. 1, 2/,
  )
  expect(bribery[1]).toMatch(/ 1 rows, .*UK-BA-01\/gifts No gifts or money to foreign officials: .*Art\. 6/)
})

/** Breaks an import off after its rows are stored, as a kill would. */
async function brokenOff(year: string): Promise<void> {
  const onProgress = () => Promise.reject(new Error('the machine went down'))
  const started = tryImport(importDeps(company.world), { ...asked(year), onProgress })
  await expect(started).rejects.toThrow('went down')
}

test('an import that goes on after a kill tells the parts of the rows that were stored before', async () => {
  await brokenOff('2024')
  const report = await importText(importDeps(company.world), asked('2024'))
  expect(report).toMatchObject({ isResumed: true, accepted: 3 })
  expect(briberyIn(report)).toEqual([home, abroad])
})

test('rows stored by a build that kept no part are told as before', async () => {
  await brokenOff('2025')
  await company.world.pool.query(
    `update imports.row set stopped_by = regexp_replace(stopped_by, '/[a-z-]*', '', 'g')
where run_id in (select id from imports.run where state = 'running')`,
  )
  const report = await importText(importDeps(company.world), asked('2025'))
  expect(report).toMatchObject({ isResumed: true, accepted: 3 })
  expect(briberyIn(report)).toEqual([[undefined, abroad[1], abroad[2], 3]])
})
