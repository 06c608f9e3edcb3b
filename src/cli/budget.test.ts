import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { apiCalls, type ApiCalls } from '../../test/setup/api-calls.ts'
import { confirmChange } from '../../test/setup/budget-calls.ts'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { commandsOn, runCommand } from '../../test/setup/run-command.ts'
import { budgetCommand } from './budget.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-cli-budget-'))
let company: Company
let api: ApiCalls

beforeAll(async () => {
  company = await testCompany()
  api = apiCalls(company.world)
  await commandsOn(company.database, folder, Buffer.alloc(32, 3))
}, 180_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  await company.close()
  rmSync(folder, { recursive: true, force: true })
})

const run = (...args: readonly string[]) => runCommand(budgetCommand, ...args)

/** A proposal with everything that it needs, of which a test changes a part. */
const proposal = (changed: Readonly<Record<string, string>> = {}) => {
  const parts = {
    entity: 'SZ',
    name: 'Hospitality',
    period: '2026-Q4',
    planned: '120,000.50',
    form: 'meal',
    answer: 'step',
    reason: 'Agreed in the budget round',
    ...changed,
  }
  return ['propose', ...Object.entries(parts).flatMap(([name, text]) => [`--${name}`, text])]
}

const answered = (json: unknown) => json as { changeId: string; budgetId: string }

async function listed() {
  const { json } = await run('list', '--year', '2026')
  return (json as { items: Readonly<Record<string, unknown>>[] }).items
}

describe('budgets at the command line', () => {
  test('none is told as no limit, and agrees with the books', async () => {
    expect(await run('list', '--year', '2026')).toMatchObject({ code: 0, json: { items: [] } })
    expect((await run('check', '--year', '2026')).json).toEqual({ agrees: true, budgets: 0, apart: [] })
  })

  test('one that is proposed counts once a person of finance has confirmed it', async () => {
    const made = await run(...proposal())
    expect(made, made.told).toMatchObject({ code: 0 })
    const { changeId, budgetId } = answered(made.json)
    expect(made.words).toContain(changeId)
    expect(await listed()).toEqual([])
    await confirmChange(company, api, changeId)
    expect(await listed()).toMatchObject([
      { entity: 'SZ', budgetId, period: '2026-Q4', planned: { currency: 'CNY', minor: '12000050' } },
    ])
    expect((await run('list', '--year', '2026')).words).toContain(`planned ¥120,000.50`)
  })

  test('it is changed and ended by its identifier, each by two people', async () => {
    const [before] = await listed()
    const budget = String(before?.['budgetId'])
    const more = await run(...proposal({ budget, planned: '150000' }))
    await confirmChange(company, api, answered(more.json).changeId)
    expect(await listed()).toMatchObject([{ budgetId: budget, planned: { minor: '15000000' } }])
    const end = await run('end', '--entity', 'SZ', '--budget', budget, '--reason', 'Not needed any more')
    expect(end, end.told).toMatchObject({ code: 0 })
    await confirmChange(company, api, answered(end.json).changeId)
    expect(await listed()).toEqual([])
  })

  test('one may be demanded where none covers a benefit', async () => {
    const asked = ['demand', '--entity', 'SZ', '--answer', 'warn', '--reason', 'All spend is planned']
    const { changeId } = answered((await run(...asked)).json)
    await confirmChange(company, api, changeId)
    expect(await run(...asked)).toMatchObject({ code: 1, json: { refused: 'budgets.nothing_changes' } })
  })

  test.for<[given: readonly string[], says: RegExp]>([
    [proposal({ planned: '12.345' }), /no amount in CNY/],
    [proposal({ planned: '-1' }), /--planned/],
    [proposal({ period: '2026-13' }), /--period/],
    [proposal({ form: 'yacht' }), /--form/],
    [proposal({ answer: 'free' }), /--answer/],
    [proposal({ reason: 'no' }), /--reason/],
    [proposal({ unit: 'MOON' }), /no unit MOON/],
    [proposal({ entity: 'MOON' }), /MOON/],
    [['propose', '--entity', 'SZ'], /is missing/],
    [['list', '--year', '26'], /four figures/],
    [['make'], /budget list, check/],
  ])('%j is refused in words', async ([given, says]) => {
    expect(await run(...given)).toMatchObject({ code: 2, told: expect.stringMatching(says) })
    expect(await listed()).toEqual([])
  })

  test('a budget that does not exist is not ended', async () => {
    const asked = ['end', '--entity', 'SZ', '--budget', 'bud_nothing', '--reason', 'There is none']
    expect(await run(...asked)).toMatchObject({ code: 2, json: { refused: 'budgets.unknown' } })
  })
})
