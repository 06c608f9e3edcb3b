import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LogModel, modelCompany, modelTables } from '../../test/properties/log-model.ts'
import type { ModelTable } from '../../test/properties/log-model.ts'
import { platformSha256 as sha256, testKey, verifySignature } from '../../test/properties/signing.ts'
import { fromUtf8, toUtf8 } from './bytes.ts'
import { formatCheckpoint } from './checkpoint.ts'
import { entryBytes, parseEntry } from './entry.ts'
import type { Finding, Verification } from './finding.ts'
import { leafHash } from './merkle.ts'
import { signNote } from './note.ts'
import type { LogReaders } from './verifier.ts'
import { verifyLog } from './verifier.ts'

const { key } = testKey('aboveboard.example/log')

function verify(model: LogModel, more: Partial<LogReaders> = {}): Promise<Verification> {
  return verifyLog(model.readers(more), { sha256, verifySignature, key })
}

function rowsOf(model: LogModel, table: ModelTable): Map<string, Record<string, string | null>> {
  return model.rows.get(table) ?? new Map()
}

function rowOf(model: LogModel, table: ModelTable, id: string): Record<string, string | null> {
  const row = rowsOf(model, table).get(id)
  if (!row) throw new Error(`no ${id}`)
  return row
}

/**
 * Changes the text of an entry; with `all`, also what is stored beside it, as an insider with the database
 * would.
 */
function tamper(model: LogModel, seq: number, from: string, to: string, all: boolean): void {
  const entry = model.entries[seq]
  const text = fromUtf8(entry?.bytes ?? new Uint8Array(0)) ?? ''
  if (!entry || !text.includes(from)) throw new Error(`entry ${seq} does not say ${from}`)
  entry.bytes = toUtf8(text.replace(from, to))
  if (all) entry.leaf = leafHash(entry.bytes, sha256)
}

describe('an untouched company', () => {
  test('verifies, and the answer says how much was looked at and up to which checkpoint', async () => {
    const model = await modelCompany(10)
    const answer = await verify(model, { leaves: model.mirror() })
    expect(answer).toMatchObject({ ok: true, entries: 20, rows: 30, findings: [] })
    expect(answer.checkpoint).toMatchObject({ size: 20, at: '2026-11-25T08:31:00.000Z' })
  })

  test('verifies when it is empty, when entries wait for a number, and after a row went', async () => {
    expect(await verify(new LogModel())).toMatchObject({ ok: true, entries: 0, rows: 0, checkpoint: null })
    const model = await modelCompany(3)
    model.command([{ table: 'parties.person', id: 'per_1', set: null }])
    model.command([{ table: 'requests.request', id: 'req_1', set: { state: 'paid' } }])
    for (const entry of model.entries.slice(-2)) entry.seq = null
    expect(await verify(model)).toMatchObject({ ok: true, entries: 6, rows: 8 })
  })

  test('verifies rows whose entry is older than the newest column list', async () => {
    const model = await modelCompany(2)
    const [requests, ...others] = model.readers().tables
    if (!requests) throw new Error('no table')
    const columns = {
      1: modelTables['requests.request'],
      2: ['id', 'version', 'fresh', 'title', 'minor', 'state', 'note'],
    }
    const rows = (): { id: string; line: string }[][] =>
      [...(requests.rows() as Iterable<{ id: string; line: string }[]>)].map((batch) =>
        batch.map(({ id, line }) => ({ id, line: line.split('\t').toSpliced(2, 0, 'new').join('\t') })),
      )
    expect(
      await verify(model, { tables: [{ ...requests, current: 2, columns, rows }, ...others] }),
    ).toMatchObject({ ok: true })
  })
})

/** What was done, and the findings that must name it: no more and no less. */
const tamperings: readonly {
  readonly what: string
  readonly does: (model: LogModel) => void
  readonly finds: readonly Finding[]
}[] = [
  {
    what: 'an amount raised by one 分',
    does: (model) => void (rowOf(model, 'requests.request', 'req_2')['minor'] = '1003'),
    finds: [{ kind: 'edited', table: 'requests.request', row: 'req_2', column: 'minor', entry: 4 }],
  },
  {
    what: 'one blank added to a text',
    does: (model) => void (rowOf(model, 'requests.request', 'req_2')['title'] += ' '),
    finds: [{ kind: 'edited', table: 'requests.request', row: 'req_2', column: 'title', entry: 4 }],
  },
  {
    what: 'a state turned back',
    does: (model) => void (rowOf(model, 'requests.request', 'req_2')['state'] = 'draft'),
    finds: [{ kind: 'edited', table: 'requests.request', row: 'req_2', column: 'state', entry: 5 }],
  },
  {
    what: 'an absent value made an empty one',
    does: (model) => void (rowOf(model, 'requests.request', 'req_2')['note'] = ''),
    finds: [{ kind: 'edited', table: 'requests.request', row: 'req_2', column: 'note', entry: 4 }],
  },
  {
    what: 'a personal name that the log holds only as a commitment',
    does: (model) => void (rowOf(model, 'parties.person', 'per_3')['name'] = '李 3'),
    finds: [{ kind: 'edited', table: 'parties.person', row: 'per_3', column: 'name', entry: 6 }],
  },
  {
    what: 'two columns of one row',
    does: (model) =>
      void Object.assign(rowOf(model, 'requests.request', 'req_0'), { minor: '9', version: '3' }),
    finds: [
      { kind: 'edited', table: 'requests.request', row: 'req_0', column: 'version', entry: 1 },
      { kind: 'edited', table: 'requests.request', row: 'req_0', column: 'minor', entry: 0 },
    ],
  },
  {
    what: 'a row without an entry',
    does: (model) =>
      void rowsOf(model, 'benefits.line').set('line_x', { id: 'line_x', version: '1', minor: '5' }),
    finds: [{ kind: 'inserted', table: 'benefits.line', row: 'line_x' }],
  },
  {
    what: 'a row taken out',
    does: (model) => void rowsOf(model, 'benefits.line').delete('line_1'),
    finds: [{ kind: 'deleted', table: 'benefits.line', row: 'line_1', entry: 3 }],
  },
  {
    what: 'two rows that changed places',
    does: (model) => {
      const [a, b] = [rowOf(model, 'requests.request', 'req_1'), rowOf(model, 'requests.request', 'req_2')]
      const copy = { ...a }
      Object.assign(a, b, { id: 'req_1' })
      Object.assign(b, copy, { id: 'req_2' })
    },
    finds: [
      { kind: 'moved', table: 'requests.request', row: 'req_1', entry: 3 },
      { kind: 'moved', table: 'requests.request', row: 'req_2', entry: 5 },
    ],
  },
  {
    what: 'a row that was gone and came back',
    does: (model) => {
      const row = { ...rowOf(model, 'parties.person', 'per_1') }
      model.command([{ table: 'parties.person', id: 'per_1', set: null }])
      rowsOf(model, 'parties.person').set('per_1', row)
    },
    finds: [{ kind: 'inserted', table: 'parties.person', row: 'per_1', entry: 20 }],
  },
  {
    what: 'the text of an entry',
    does: (model) => tamper(model, 7, 'per_li', 'per_wu', false),
    finds: [{ kind: 'edited', table: 'audit.entry', row: '7', column: 'bytes', entry: 7 }],
  },
  {
    what: 'an entry and its leaf, which the next checkpoint does not fit',
    does: (model) => tamper(model, 7, 'per_li', 'per_wu', true),
    finds: [{ kind: 'rewritten', table: 'audit.entry', row: '0', entry: 0 }],
  },
  {
    what: 'a later entry and its leaf: the checkpoints before it still fit',
    does: (model) => tamper(model, 17, 'per_li', 'per_wu', true),
    finds: [{ kind: 'rewritten', table: 'audit.entry', row: '16', entry: 16 }],
  },
  {
    what: 'an entry that is no entry any more',
    does: (model) => tamper(model, 7, '{', '', true),
    finds: [
      { kind: 'edited', table: 'audit.entry', row: '7', column: 'bytes', entry: 7 },
      { kind: 'inserted', table: 'benefits.line', row: 'line_3' },
      { kind: 'edited', table: 'requests.request', row: 'req_3', column: 'version', entry: 6 },
      { kind: 'edited', table: 'requests.request', row: 'req_3', column: 'state', entry: 6 },
    ],
  },
  {
    what: 'the last entries taken off',
    does: (model) => {
      model.entries.length = 18
      for (const [id, table] of [
        ['req_9', 'requests.request'],
        ['per_9', 'parties.person'],
        ['line_9', 'benefits.line'],
      ] as const) {
        rowsOf(model, table).delete(id)
      }
    },
    finds: [{ kind: 'cut', table: 'audit.entry', row: '18', entry: 18 }],
  },
  {
    what: 'an entry taken out of the middle, about a row that changed before and after',
    does: (model) => {
      model.command([{ table: 'requests.request', id: 'req_0', set: { state: 'paid' } }])
      model.entries.splice(1, 1)
      rowsOf(model, 'benefits.line').delete('line_0')
    },
    finds: [
      { kind: 'deleted', table: 'audit.entry', row: '1', entry: 1 },
      { kind: 'deleted', table: 'audit.entry', row: '20', entry: 20 },
    ],
  },
  {
    what: 'a checkpoint that another key signed',
    does: (model) => void (model.checkpoints[0] = (model.checkpoints[0] ?? '').replace('\n8\n', '\n9\n')),
    finds: [{ kind: 'edited', table: 'audit.checkpoint', row: '9', column: 'note' }],
  },
  {
    what: 'all checkpoints thrown away',
    does: (model) => void (model.checkpoints = []),
    finds: [{ kind: 'deleted', table: 'audit.checkpoint', row: '0' }],
  },
  {
    what: 'an entry slipped in under a number that is taken',
    does: (model) =>
      void model.entries.splice(4, 0, {
        ...(model.entries[3] ?? { seq: 3, bytes: toUtf8(''), leaf: toUtf8('') }),
      }),
    finds: [{ kind: 'inserted', table: 'audit.entry', row: '3', entry: 3 }],
  },
  {
    what: 'an entry with a number beyond all others',
    does: (model) =>
      void model.entries.push({
        ...(model.entries[3] ?? { bytes: toUtf8(''), leaf: toUtf8('') }),
        seq: 2 ** 52,
      }),
    finds: [{ kind: 'inserted', table: 'audit.entry', row: String(2 ** 52), entry: 2 ** 52 }],
  },
]

describe("behind the application's back", () => {
  test.each(tamperings.map((one) => [one.what, one] as const))(
    '%s is found and named, and nothing else is',
    async (_, one) => {
      const model = await modelCompany(10)
      one.does(model)
      const answer = await verify(model)
      expect(answer.findings).toEqual(one.finds)
      expect(answer.ok).toBe(false)
    },
  )

  test("a log made anew with its own key shows against an outsider's checkpoint and mirror", async () => {
    const model = await modelCompany(10)
    const outside = model.checkpoints.at(-1) ?? ''
    const leaves = model.mirror()
    tamper(model, 7, 'per_li', 'per_wu', true)
    model.checkpoints = []
    await model.checkpoint()
    expect(await verify(model)).toMatchObject({ ok: true })
    const checkpoints = [...model.checkpoints, outside]
    const rewritten = { kind: 'rewritten', table: 'audit.entry' }
    expect((await verify(model, { leaves })).findings).toEqual([{ ...rewritten, row: '7', entry: 7 }])
    const seen = await verify(model, { checkpoints: [outside] })
    expect(seen.findings).toEqual([{ ...rewritten, row: '0', entry: 0 }])
    expect(await verify(model, { checkpoints })).toMatchObject({ ok: false })
  })

  test('a cut tail shows against the mirror even when every checkpoint was cut with it', async () => {
    const model = await modelCompany(10)
    const leaves = model.mirror()
    model.entries.length = 8
    model.checkpoints.length = 1
    const log = (await verify(model, { leaves, tables: [] })).findings.filter(
      ({ table }) => table === 'audit.entry',
    )
    expect(log).toEqual([{ kind: 'cut', table: 'audit.entry', row: '8', entry: 8 }])
  })

  test('entries that changed places show as moved, and one pushed in between as inserted', async () => {
    const model = await modelCompany(10)
    const leaves = model.mirror()
    const [a, b] = [model.entries[12], model.entries[15]]
    if (!a || !b) throw new Error('the model has 20 entries')
    model.entries[12] = { ...b, seq: 12 }
    model.entries[15] = { ...a, seq: 15 }
    const moved = (await verify(model, { leaves })).findings.filter(
      ({ kind, table }) => kind === 'moved' && table === 'audit.entry',
    )
    expect(moved.map(({ entry }) => entry)).toEqual(expect.arrayContaining([12, 15]))
  })

  test("an outsider's checkpoint that is larger than the log shows an old backup", async () => {
    const model = await modelCompany(10)
    const backup = await modelCompany(4)
    const answer = await verify(backup, { checkpoints: [...backup.checkpoints, ...model.checkpoints] })
    expect(answer.findings).toEqual([{ kind: 'cut', table: 'audit.entry', row: '8', entry: 8 }])
    expect(answer.checkpoint?.size).toBe(8)
  })

  test('a checkpoint of another log is not ours, even when our key signed it', async () => {
    const model = await modelCompany(1)
    const { sign } = testKey('aboveboard.example/log')
    const text = formatCheckpoint({ origin: 'else.example', size: 2, root: model.tree().root() })
    const note = await signNote(text, key, sign)
    const checkpoints = [...model.checkpoints, note]
    expect((await verify(model, { checkpoints })).findings).toMatchObject([{ kind: 'edited', row: '2' }])
  })

  test('any single change of any value of any row is found in its column', async () => {
    const reached = { edited: 0 }
    const anyPlace = fc.record({
      table: fc.constantFrom<ModelTable>('requests.request', 'parties.person', 'benefits.line'),
      row: fc.nat(5),
      column: fc.nat(5),
      value: fc.option(fc.string({ unit: 'binary' })),
    })
    await fc.assert(
      fc.asyncProperty(anyPlace, async ({ table, row, column, value }) => {
        const model = await modelCompany(6)
        const id = [...rowsOf(model, table).keys()][row] ?? ''
        const columns = modelTables[table].slice(1)
        const name = columns[column % columns.length] ?? ''
        const values = rowOf(model, table, id)
        const before = model.line(table, values)
        values[name] = value
        const answer = await verify(model)
        if (model.line(table, values) === before) expect(answer.ok).toBe(true)
        else {
          reached.edited += 1
          expect(answer.findings).toMatchObject([{ kind: 'edited', table, row: id, column: name }])
        }
      }),
      { numRuns: 200 },
    )
    expect(reached.edited).toBeGreaterThan(150)
  })
})

describe('an entry', () => {
  const entry = {
    v: 1,
    op: 'requests.submit',
    at: '2026-11-25T08:30:00.000Z',
    actor: { via: 'web' },
    key: 'k',
    object: { type: 'request', id: 'req_1' },
    outcome: 'done',
    rows: [],
  } as const

  test('reads back what was written, and its bytes do not depend on the order of its keys', () => {
    expect(parseEntry(entryBytes(entry))).toEqual(entry)
    const turned = Object.fromEntries(Object.entries(entry).reverse()) as unknown as typeof entry
    expect(entryBytes(turned)).toEqual(entryBytes(entry))
  })

  const row = { table: 't', id: 'i', version: 1, digest: 'a'.repeat(64) }
  test.each([
    ['no object', '[]'],
    ['no JSON', '{'],
    ['another version', JSON.stringify({ ...entry, v: 2 })],
    ['no operation', JSON.stringify({ ...entry, op: undefined })],
    ['no way in', JSON.stringify({ ...entry, actor: {} })],
    ['an unknown outcome', JSON.stringify({ ...entry, outcome: 'maybe' })],
    ['a refusal without code', JSON.stringify({ ...entry, refusal: {} })],
    ['an object without id', JSON.stringify({ ...entry, object: { type: 'x' } })],
    ['rows that are no list', JSON.stringify({ ...entry, rows: {} })],
    ['a short digest', JSON.stringify({ ...entry, rows: [{ ...row, digest: 'a'.repeat(63) }] })],
    ['a digest in capitals', JSON.stringify({ ...entry, rows: [{ ...row, digest: 'A'.repeat(64) }] })],
    ['version nought', JSON.stringify({ ...entry, rows: [{ ...row, version: 0 }] })],
    ['a number as value', JSON.stringify({ ...entry, rows: [{ ...row, new: { a: 1 } }] })],
  ])('with %s is none', (_, text) => {
    expect(parseEntry(toUtf8(text))).toBeUndefined()
  })

  test('of bytes that are no UTF-8 is none, and unknown keys do no harm', () => {
    expect(parseEntry(Uint8Array.of(0xff))).toBeUndefined()
    expect(
      parseEntry(
        toUtf8(JSON.stringify({ ...entry, later: 1, rows: [{ ...row, new: { a: null, b: { c: 'd' } } }] })),
      ),
    ).toBeDefined()
  })
})
