import { hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importDeps } from '../../app/import-deps.ts'
import { adoptShippedPolicies } from '../../app/policies.ts'
import { makeWorld, type World } from '../../app/world.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { randomBytes } from '../../platform/clock.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { sharedPart } from '../../../test/properties/shared-data.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { importText as importOf, tryImport } from '../../../test/setup/run-import.ts'
import { cmsFile, cmsLine } from '../../../test/setup/cms-file.ts'
import type { ImportReport } from './run.ts'
import { findObservedParties } from './observed-parties.ts'
import { partyIds } from './party-ids.ts'
import { replayRow } from './replay.ts'
import { undoImport } from './undo.ts'

let database: FreshDatabase
let pool: Pool
let world: World

beforeAll(async () => {
  database = await freshDatabase()
  pool = database.pool('app')
  world = makeWorld({
    pool,
    masterKey: Buffer.from(randomBytes(32)),
    data: '/nonexistent',
    now: tickingClock(),
    enqueue: async () => undefined,
  })
  await adoptShippedPolicies(world)
}, 60_000)
afterAll(() => database.close())

/** A clock on which no two moments are one, so that runs have an order. */
function tickingClock(): () => string {
  let at = Date.parse('2026-11-25T02:00:00.000Z')
  return () => new Date(at++).toISOString()
}

/** Whether the decision of an imported row is the same when it is taken again. */
async function replayed(benefitId: string): Promise<boolean | undefined> {
  return readOnly(pool, [systemActor], async (tx) => {
    const again = await replayRow(tx, await world.requests.policy(tx), benefitId)
    return again?.isSame
  })
}

function importText(
  profile: string,
  text: string,
  more: { isDryRun?: boolean; stopAfter?: number } = {},
): Promise<ImportReport> {
  const { isDryRun = false, stopAfter } = more
  const onProgress = async (done: number) => stopAfter === undefined || done < stopAfter
  return importOf(importDeps(world), { profile, text, isDryRun, language: 'en', onProgress })
}

async function count(sql: string, values: unknown[] = []): Promise<number> {
  const found = await pool.query<{ n: string }>(`select count(*) as n from ${sql}`, values)
  return Number(found.rows[0]?.n)
}

async function sumsOf(book: string): Promise<unknown> {
  const found = await pool.query(
    `select recipient_id, currency, sum(minor)::text as sum
from benefits.line
where book = $1
group by 1, 2
having sum(minor) <> 0
order by 1, 2`,
    [book],
  )
  return found.rows
}

function counts(report: ImportReport) {
  const { rows, accepted, held, rejected, duplicates, nil } = report
  return { rows, accepted, held, rejected, duplicates, nil }
}

const book = 'cms-open-payments'

describe('an import of a register of others', () => {
  it('says in a dry run what it would store, and stores nothing', async () => {
    const report = await importText(book, cmsFile(40), { isDryRun: true })
    expect(counts(report)).toEqual({ rows: 40, accepted: 40, held: 0, rejected: 0, duplicates: 0, nil: 0 })
    expect(report.runId).toBeUndefined()
    expect(await count('imports.run')).toBe(0)
    expect(await count('benefits.benefit')).toBe(0)
    expect(await count('imports.party')).toBe(0)
  })

  it('stores each row with its verdict, its line and its entry, and counts as the dry run did', async () => {
    const dry = await importText(book, cmsFile(40), { isDryRun: true })
    const entries = await count(`audit.entry where operation = 'imports.store_rows'`)
    const report = await importText(book, cmsFile(40))
    expect({ ...report, runId: undefined }).toEqual({ ...dry, runId: undefined })
    expect(await count('benefits.benefit where book = $1', [book])).toBe(40)
    expect(await count('benefits.line where book = $1', [book])).toBe(40)
    expect(await count('imports.row where run_id = $1', [report.runId])).toBe(40)
    expect(await count(`audit.entry where operation = 'imports.store_rows'`)).toBe(entries + 40)
    expect(await count(`benefits.benefit where book = $1 and state = 'given'`, [book])).toBe(40)
  })

  it('takes the same file again as duplicates and enters nothing twice', async () => {
    const again = await importText(book, cmsFile(40))
    expect(counts(again)).toEqual({ rows: 40, accepted: 0, held: 0, rejected: 0, duplicates: 40, nil: 0 })
    expect(await count('benefits.benefit where book = $1', [book])).toBe(40)
  })

  it('decides each row on the sums of the days before, whatever the order of the lines', async () => {
    const late = cmsLine({ id: 'a1', physician: '900', value: '9.00', day: '10/02/2013' })
    const early = cmsLine({ id: 'a2', physician: '900', value: '95.00', day: '09/01/2013' })
    await importText(book, cmsFile(0, [late, early]))
    const found = await pool.query<{ rules: string; key: string }>(
      `select key, rules from imports.row where key like '%:a_' order by key`,
    )
    // $9 alone stays under the figure of a single item; with the $95 of the month before the year is over it.
    expect(found.rows.map((row) => row.rules.includes('US-OP-01'))).toEqual([true, true])
    const alone = await importText(
      'cms-open-payments',
      cmsFile(0, [cmsLine({ id: 'a3', physician: '901', value: '9.00', day: '10/02/2013' })]),
    )
    expect(alone.accepted).toBe(1)
    const [row] = (await pool.query<{ rules: string }>(`select rules from imports.row where key like '%:a3'`))
      .rows
    expect(row?.rules).toBe('')
  })

  it('says what the rules of the day would have stopped, by which clause, and how much it was', async () => {
    const gift = cmsLine({ id: 'b1', physician: '910', value: '60.00', nature: 'Gift', rail: cash })
    const third = cmsLine({ id: 'b2', physician: '911', value: '500.00', thirdParty: 'A Practice LLC' })
    const report = await importText(book, cmsFile(0, [gift, third]))
    expect(report.outcomes.prohibit).toBe(2)
    const byRule = Object.fromEntries(report.stopped.map((rule) => [rule.ruleId, rule]))
    expect(byRule['ORG-CASH']).toMatchObject({ rows: 1, sums: [{ currency: 'USD', minor: '6000' }] })
    expect(byRule['US-AKS-03']?.clause).toContain('1001.952')
    expect(byRule['ORG-PAYEE']).toMatchObject({ outcome: 'prohibit', rows: 1 })
    expect(byRule['ORG-PAYEE']?.text).not.toBe('')
  })

  it('keeps the record of a forbidden row, and enough of each other to take its decision again', async () => {
    expect(await count(`benefits.benefit where outcome = 'prohibit' and decision_id is null`)).toBe(0)
    const ids = await pool.query<{ benefit_id: string }>('select benefit_id from imports.row order by id')
    for (const { benefit_id: id } of ids.rows) {
      expect(await replayed(id)).toBe(true)
    }
    expect(ids.rows.length).toBeGreaterThan(40)
  })
})

const cash = 'Cash or cash equivalent'

describe('undoing an import', () => {
  it('takes exactly its own rows off the sums, removes nothing, and lets the file enter again', async () => {
    const before = await sumsOf(book)
    const benefits = await count('benefits.benefit')
    const file = cmsFile(0, [
      cmsLine({ id: 'u1', physician: '900', value: '12.34', day: '11/02/2013' }),
      cmsLine({ id: 'u2', physician: '920', value: '500.00', day: '11/03/2013' }),
    ])
    const report = await importText(book, file)
    expect(await sumsOf(book)).not.toEqual(before)
    const deps = importDeps(world)
    const given = { runId: report.runId ?? '', actor: systemActor, reason: '文件有误', key: 'undo-one' }
    expect(await undoImport(deps, given)).toMatchObject({ reversed: 2 })
    expect(await sumsOf(book)).toEqual(before)
    expect(await count('benefits.benefit')).toBe(benefits + 2)
    expect(await count(`imports.run where id = $1 and state = 'undone'`, [report.runId])).toBe(1)
    expect(await undoImport(deps, { ...given, key: 'undo-two' })).toMatchObject({
      code: 'imports.undone_already',
    })
    expect(counts(await importText(book, file))).toMatchObject({ rows: 2, accepted: 2, duplicates: 0 })
  })

  it('stopped in between or killed, goes on when asked again, and counts all that it reversed', async () => {
    const before = await sumsOf(book)
    const ids = Array.from({ length: 900 }, (_, i) => `s${String(i)}`)
    const report = await importText(
      book,
      cmsFile(
        0,
        ids.map((id) => cmsLine({ id, value: '1.00' })),
      ),
    )
    const runId = report.runId ?? ''
    const deps = importDeps(world)
    const given = { runId, actor: systemActor, reason: '文件有误' }
    const first = await undoImport(deps, { ...given, key: 'undo-stop', onProgress: async () => false })
    expect(first).toMatchObject({ state: 'cancelled', reversed: 400 })
    const killed = undoImport(deps, {
      ...given,
      key: 'undo-kill',
      onProgress: () => Promise.reject(new Error('killed')),
    })
    await expect(killed).rejects.toThrow('killed')
    expect(await importText(book, cmsFile(0, [cmsLine({ id: 's-other' })])).catch(String)).toContain(
      'book_busy',
    )
    const last = await undoImport(deps, { ...given, key: 'undo-rest' })
    expect(last).toMatchObject({ state: 'done', reversed: 900 })
    expect(await count(`imports.run where reverses = $1 and rows = 900 and accepted = 900`, [runId])).toBe(1)
    expect(await sumsOf(book)).toEqual(before)
  })

  it('changes no decision that counted what it took off', async () => {
    const first = cmsLine({ id: 'v1', physician: '951', value: '95.00', day: '12/01/2013' })
    const second = cmsLine({ id: 'v2', physician: '951', value: '9.00', day: '12/02/2013' })
    const report = await importText(book, cmsFile(0, [first]))
    await importText(book, cmsFile(0, [second]))
    const rowOf = (key: string) =>
      pool.query<{ benefit_id: string; rules: string }>(
        `select benefit_id, rules from imports.row where key like '%' || $1`,
        [key],
      )
    const later = (await rowOf(':v2')).rows[0]
    const given = { runId: report.runId ?? '', actor: systemActor, reason: '文件有误', key: 'undo-counted' }
    expect(await undoImport(importDeps(world), given)).toMatchObject({ reversed: 1 })
    expect(await replayed(later?.benefit_id ?? '')).toBe(true)
    const alone = cmsLine({ id: 'v3', physician: '951', value: '9.00', day: '12/02/2014' })
    await importText(book, cmsFile(0, [alone]))
    expect((await rowOf(':v3')).rows[0]?.rules).not.toBe(later?.rules)
  })

  it('is refused for a run that does not exist and for an undoing', async () => {
    const deps = importDeps(world)
    const of = (runId: string, key: string) =>
      undoImport(deps, { reason: '文件有误', runId, actor: systemActor, key })
    expect(await of('imp_nobody', 'undo-none')).toMatchObject({ code: 'imports.run_unknown' })
    const undo = await pool.query<{ id: string }>('select id from imports.run where reverses is not null')
    expect(await of(undo.rows[0]?.id ?? '', 'undo-undo')).toMatchObject({ code: 'imports.is_an_undo' })
  })
})

describe('the parties of a register of others', () => {
  const heading = 'type,department,minister,date,gift,given_or_received,donor_recipient,value,outcome,source'
  const line = (date: string, donor: string) =>
    `gift,Cabinet Office,Jo Bloggs,${date},Vase,Received,${donor},150,,Register`
  const text = (...lines: string[]) => [heading, ...lines].join('\n')
  const minister = { kind: 'person', name: 'Jo Bloggs', ids: {} } as const
  const ministers = 'uk-ministers'

  it('stand under ids from which nobody can tell a name without the key of the installation', async () => {
    await importText(ministers, text(line('03/03/2025', 'Acme plc')))
    const parties = await pool.query<{ id: string; name: string }>(
      'select id, name from imports.party where book = $1 order by name',
      [ministers],
    )
    expect(parties.rows.map(({ name }) => name)).toEqual(['Acme plc', 'Cabinet Office', 'Jo Bloggs'])
    const guessed = ['acme plc', 'jo bloggs'].map((name) => hash('sha256', name).slice(0, 24))
    const lines = await pool.query('select row_to_json(line) as line from benefits.line as line')
    const rows = await pool.query('select facts from imports.row')
    const written = JSON.stringify([parties.rows, lines.rows, rows.rows])
    for (const digest of guessed) expect(written).not.toContain(digest)
    const another = partyIds(Buffer.alloc(32, 3))
    expect(parties.rows.map(({ id }) => id)).not.toContain(another.idOf(ministers, minister))
    expect(another.olderIdOf(ministers, minister)).toContain(guessed[1])
  })

  it('keep the id that an earlier version gave them, and with it their one sum', async () => {
    const { partyIds: ids } = importDeps(world)
    const baker = { kind: 'entity', name: 'Baker & Sons', ids: {} } as const
    const older = ids.olderIdOf(ministers, baker)
    await database
      .pool('owner', 1)
      .query(`insert into imports.party (id, version, book, kind, name) values ($1, 1, $2, 'entity', $3)`, [
        older,
        ministers,
        baker.name,
      ])
    await importText(ministers, text(line('04/03/2025', 'Baker & Sons'), line('05/03/2025', 'BAKER  & Sons')))
    const found = await pool.query(
      `select distinct giver_group from benefits.line where book = $1 and happened_on > '2025-03-03'`,
      [ministers],
    )
    expect(found.rows).toEqual([{ giver_group: older }])
    const asked = { kind: 'organisation', names: [baker.name, 'Acme plc'], codes: [] } as const
    const known = await readOnly(pool, [systemActor], (tx) =>
      findObservedParties(tx, ids, [ministers], asked),
    )
    expect(known.map(({ name }) => name).toSorted()).toEqual(['Acme plc', 'Baker & Sons'])
  })
})

describe('an import that is told to stop', () => {
  it('keeps what entered, says that it stopped, and goes on when the file comes again', async () => {
    const file = cmsFile(700, [], 'stop')
    const stopped = await importText(book, file, { stopAfter: 1 })
    expect(stopped.state).toBe('cancelled')
    expect(stopped.accepted).toBeGreaterThan(0)
    expect(stopped.accepted).toBeLessThan(700)
    expect(counts(stopped).rows).toBe(stopped.accepted)
    const rest = await importText(book, file)
    expect(rest).toMatchObject({ accepted: 700 - stopped.accepted, duplicates: stopped.accepted })
    expect(await count(`benefits.benefit where source = 'import:${book}' and number is null`)).toBe(0)
  })
})

describe('rows that cannot enter', () => {
  const heading = 'type,department,minister,date,gift,given_or_received,donor_recipient,value,outcome,source'
  const row = (date: string, gift: string, direction: string, other: string, value: string) =>
    `gift,Cabinet Office,Jo Bloggs,${date},${gift},${direction},${other},${value},,Register`

  const bad = [
    ['a day that does not exist', row('31/02/2025', 'Vase', 'Received', 'A Plc', '150'), 'rejected'],
    ['a day without a year', row('3 March', 'Vase', 'Received', 'A Plc', '150'), 'rejected'],
    ['a day in the future', row('03/03/2031', 'Vase', 'Received', 'A Plc', '150'), 'rejected'],
    ['a negative value', row('03/03/2025', 'Vase', 'Received', 'A Plc', '-150'), 'rejected'],
    ['two amounts in a cell', row('03/03/2025', 'Vase', 'Received', 'A Plc', '150 and 90'), 'rejected'],
    ['a value that is no amount', row('03/03/2025', 'Vase', 'Received', 'A Plc', 'lots'), 'rejected'],
    ['an unknown direction', row('03/03/2025', 'Vase', 'Sideways', 'A Plc', '150'), 'rejected'],
    ['a cell too many', `${row('03/03/2025', 'Vase', 'Received', 'A Plc', '150')},extra`, 'rejected'],
    ['text after a closing quote', row('03/03/2025', '"Vase"x', 'Received', 'A Plc', '150'), 'rejected'],
    ['letters that are none', row('03/03/2025', 'Vase \ufffd', 'Received', 'A Plc', '150'), 'rejected'],
    ['no other party', row('03/03/2025', 'Vase', 'Received', '', '150'), 'held'],
    ['no value', row('03/03/2025', 'Vase', 'Received', 'A Plc', ''), 'held'],
    ['a value that is not said', row('03/03/2025', 'Vase', 'Received', 'A Plc', 'unknown'), 'held'],
  ] as const

  it.each(bad)('%s is kept with its reason and changes no sum', async (_, line, kind) => {
    const before = await sumsOf('uk-ministers')
    const report = await importText('uk-ministers', `${heading}\n${line}\n`)
    expect(report).toMatchObject({ rows: 1, accepted: 0, [kind]: 1 })
    const listed = kind === 'held' ? report.holds : report.rejections
    expect(listed[0]?.reason).not.toBe('')
    expect(listed[0]?.repair).not.toBe('')
    expect(await count('imports.problem where run_id = $1 and kind = $2', [report.runId, kind])).toBe(1)
    expect(await sumsOf('uk-ministers')).toEqual(before)
  })

  it('leave nothing behind when the file as a whole cannot be read', async () => {
    const runs = await count('imports.run')
    const refused = await tryImport(importDeps(world), { profile: 'uk-ministers', text: 'a,b\n1,2\n' })
    expect(refused).toMatchObject({ code: 'imports.columns_missing' })
    expect(await count('imports.run')).toBe(runs)
  })
})

const files = [
  ['cms-open-payments', 'data/cms-open-payments-iowa.csv.gz', 83_572],
  ['uk-ministers', 'data/uk-ministers-gifts.csv', 391],
] as const

describe.each(files)('the real file of %s', (profile, name, rows) => {
  const path = sharedPart(name) ?? ''
  it.skipIf(path === '')(
    `adds up to its ${rows} rows, dropping none`,
    async () => {
      const report = await importOf(importDeps(world), {
        profile,
        name,
        text: () => createReadStream(path),
        // The bench stores the large one; here its rows are counted and decided.
        isDryRun: rows > 1_000,
      })
      const { accepted, held, rejected, duplicates, nil, outcomes } = report
      expect(report.rows).toBe(rows)
      expect(accepted + held + rejected + duplicates + nil).toBe(rows)
      expect(Object.values(outcomes).reduce((sum, n) => sum + n, 0)).toBe(accepted)
      expect(report.stopped.every((rule) => rule.rows > 0 && rule.title !== '')).toBe(true)
      expect(report.stopped.length).toBeGreaterThan(0)
      if (profile === 'uk-ministers') expect(nil).toBe(201)
    },
    240_000,
  )
})
