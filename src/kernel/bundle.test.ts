import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { modelCompany, modelTables } from '../../test/properties/log-model.ts'
import type { LogModel, ModelTable } from '../../test/properties/log-model.ts'
import { platformSha256 as sha256, testKey, verifySignature } from '../../test/properties/signing.ts'
import { formatBundle, sealText } from './bundle.ts'
import type { BundleParts } from './bundle.ts'
import { verifyBundle } from './bundle-verifier.ts'
import type { BundleVerification, Trusted } from './bundle-verifier.ts'
import { formatCheckpoint, openCheckpoint } from './checkpoint.ts'
import { sha256 as pureSha256 } from './hash.ts'
import { consistencyProof, inclusionProof } from './merkle-tree.ts'
import { formatNoteKey, signNote } from './note.ts'

const { key, sign } = testKey('aboveboard.example/log')
const tools = { sha256, verifySignature }

/** Everything about request 2: two entries out of twenty. */
async function partsOf(model: LogModel): Promise<BundleParts> {
  const size = model.entries.length
  const node = model.nodes()
  const rowOf = (table: ModelTable, id: string) => {
    const values = model.rows.get(table)?.get(id)
    if (!values) throw new Error(`no ${id}`)
    return { table, id, line: model.line(table, values) }
  }
  const earlier = await Promise.all(
    model.checkpoints.slice(0, 2).map(async (note) => {
      const old = await openCheckpoint(note, key, verifySignature)
      return { note, path: await consistencyProof(old?.size ?? 0, size, node, sha256) }
    }),
  )
  const entries = await Promise.all(
    [4, 5].map(async (seq) => ({
      seq,
      bytes: model.entries[seq]?.bytes ?? new Uint8Array(0),
      path: await inclusionProof(seq, size, node, sha256),
    })),
  )
  return {
    at: '2026-11-25T09:00:00.000Z',
    scope: { request: 'req_2' },
    checkpoint: model.checkpoints.at(-1) ?? '',
    earlier,
    entries,
    tables: Object.entries(modelTables).map(([table, columns]) => ({
      table,
      current: 1,
      columns: { 1: columns },
    })),
    rows: [
      rowOf('parties.person', 'per_2'),
      rowOf('benefits.line', 'line_2'),
      rowOf('requests.request', 'req_2'),
    ],
    files: [],
  }
}

let model: LogModel
let parts: BundleParts
let text: string

beforeAll(async () => {
  model = await modelCompany(10)
  parts = await partsOf(model)
  text = await formatBundle(parts, key, sign, sha256)
})

const check = (bundle: string, trusted?: Trusted): Promise<BundleVerification> =>
  verifyBundle(bundle, tools, trusted)
const seal = (changed: Partial<BundleParts>): Promise<string> =>
  formatBundle({ ...parts, ...changed }, key, sign, sha256)

describe('a bundle', () => {
  test('verifies by itself, without database or network, and says what it is about', async () => {
    const answer = await check(text)
    expect(answer).toMatchObject({
      trust: 'none',
      key: formatNoteKey(key),
      scope: { request: 'req_2' },
      files: [],
    })
    expect(answer.verification).toMatchObject({
      ok: true,
      entries: 2,
      rows: 3,
      findings: [],
      checkpoint: { size: 20 },
    })
  })

  test("verifies with the pure hash as with the platform's", async () => {
    expect(await verifyBundle(text, { sha256: pureSha256, verifySignature })).toEqual(await check(text))
  })

  test('fits the key and every checkpoint that an outsider kept and that it was made for', async () => {
    expect(await check(text, { key, checkpoints: [model.checkpoints.at(-1) ?? ''] })).toMatchObject({
      trust: 'same',
    })
    for (const checkpoint of model.checkpoints.slice(0, 2)) {
      expect(await check(text, { key, checkpoints: [checkpoint] })).toMatchObject({
        trust: 'consistent',
        verification: { ok: true },
      })
    }
  })

  test('is not ok when it has no proof from the checkpoint that the outsider holds', async () => {
    const unlinked = await seal({ earlier: [] })
    expect(await check(unlinked, { checkpoints: [model.checkpoints[0] ?? ''] })).toMatchObject({
      trust: 'unlinked',
      verification: { ok: false, findings: [] },
    })
    expect(await check(text, { checkpoints: ['no note'] })).toMatchObject({
      trust: 'unlinked',
      verification: { ok: false },
    })
  })

  test('is linked by any of many checkpoints, also where the newest is newer than it', async () => {
    const note = async (size: number) =>
      signNote(formatCheckpoint({ origin: key.name, size, root: new Uint8Array(32) }), key, sign)
    const newer = await note(21)
    const older = model.checkpoints[0] ?? ''
    expect(await check(text, { checkpoints: [newer, older] })).toMatchObject({
      trust: 'consistent',
      verification: { ok: true },
    })
    expect(await check(text, { checkpoints: [newer, 'no note'] })).toMatchObject({ trust: 'unlinked' })
    expect(await check(text, { checkpoints: [older, await note(20)] })).toMatchObject({ trust: 'broken' })
  })

  test.each([8, 16, 20])('shows another history than the outsider saw at size %s', async (size) => {
    const body = formatCheckpoint({ origin: key.name, size, root: new Uint8Array(32) })
    const answer = await check(text, { checkpoints: [await signNote(body, key, sign)] })
    expect(answer).toMatchObject({
      trust: 'broken',
      verification: { ok: false, findings: [{ kind: 'rewritten' }] },
    })
  })

  test('does not pass under another key than the reader trusts', async () => {
    const other = testKey('aboveboard.example/other')
    const answer = await check(text, { key: other.key })
    expect(answer.verification).toMatchObject({
      ok: false,
      findings: [{ kind: 'edited', table: 'bundle', row: 'key' }],
    })
  })
})

describe("a bundle that someone with the seal's key changed", () => {
  const line = (changed: string): BundleParts['rows'][number] => ({
    table: 'parties.person',
    id: 'per_2',
    line: changed,
  })

  test('names the column of an edited row', async () => {
    const [person, ...others] = parts.rows
    const edited = await seal({ rows: [line(person?.line.replace('staff', 'buyer') ?? ''), ...others] })
    expect((await check(edited)).verification.findings).toEqual([
      { kind: 'edited', table: 'parties.person', row: 'per_2', column: 'kind', entry: 4 },
    ])
  })

  test('names the entry whose text, number or proof does not lead to the checkpoint', async () => {
    const [first, second] = parts.entries
    if (!first || !second) throw new Error('two entries')
    const named = [{ kind: 'edited', table: 'audit.entry', row: '4', entry: 4 }]
    const bytes = first.bytes.map((byte, i) => (i === 10 ? byte ^ 1 : byte))
    for (const bad of [
      { ...first, bytes },
      { ...first, path: [] },
      { ...first, path: second.path },
    ]) {
      expect((await check(await seal({ entries: [bad, second], rows: [] }))).verification.findings).toEqual(
        named,
      )
    }
    const renumbered = await seal({ entries: [{ ...first, seq: 6 }, second], rows: [] })
    expect((await check(renumbered)).verification.findings).toMatchObject([{ kind: 'edited', row: '6' }])
    const doubled = await seal({ entries: [first, first, second], rows: [] })
    expect((await check(doubled)).verification.findings).toMatchObject([{ kind: 'inserted', row: '4' }])
  })

  test('names a row that no entry knows, and one whose first entry was left out', async () => {
    const unknown = { table: 'benefits.line', id: 'line_x', line: 'line_x\t1\treq_2\t5' }
    expect((await check(await seal({ rows: [unknown] }))).verification.findings).toEqual([
      { kind: 'inserted', table: 'benefits.line', row: 'line_x' },
    ])
    const request = parts.rows.filter(({ table }) => table === 'requests.request')
    expect(
      (await check(await seal({ entries: parts.entries.slice(1), rows: request }))).verification.findings,
    ).toEqual([{ kind: 'deleted', table: 'audit.entry', row: '5', entry: 5 }])
  })

  test('names a file whose digest nothing in it names, and accepts one that an entry names', async () => {
    const named = /"digest":"([0-9a-f]{64})"/.exec(text.replaceAll('\\', ''))?.[1] ?? ''
    const files = [
      { name: 'invoice.pdf', sha256: named, bytes: 5 },
      { name: 'x.pdf', sha256: 'a'.repeat(64), bytes: 5 },
    ]
    expect((await check(await seal({ files }))).verification.findings).toEqual([
      { kind: 'inserted', table: 'bundle.file', row: 'x.pdf' },
    ])
  })

  test("names an earlier checkpoint that does not lead to the bundle's", async () => {
    const [first] = parts.earlier
    if (!first) throw new Error('an earlier checkpoint')
    const broken = await seal({ earlier: [{ ...first, path: first.path.slice(1) }] })
    expect((await check(broken)).verification.findings).toMatchObject([
      { kind: 'edited', table: 'audit.checkpoint', row: '8' },
    ])
  })
})

describe('a bundle that was changed on the way', () => {
  test('is found out in any single letter', async () => {
    let reached = 0
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.constantFrom('0', 'a', 'Z', '"', '\n', ' ', ''),
        async (at, letter) => {
          const changed = text.slice(0, at) + letter + text.slice(at + 1)
          if (changed === text) return
          reached += 1
          const { verification } = await check(changed)
          expect(verification.ok).toBe(false)
          expect(verification.findings.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 2_000 },
    )
    expect(reached).toBeGreaterThan(1_500)
  })

  test('is found out when a line is left out, doubled, swapped with the next or added', async () => {
    const lines = text.slice(0, -1).split('\n')
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? ''
      const next = lines[i + 1]
      const variants = [
        lines.toSpliced(i, 1),
        lines.toSpliced(i, 0, line),
        lines.toSpliced(i, 0, '{"later":{}}'),
      ]
      if (next !== undefined) variants.push(lines.toSpliced(i, 2, next, line))
      for (const changed of variants)
        expect((await check(`${changed.join('\n')}\n`)).verification.ok).toBe(false)
    }
  })

  test('is found out when its scope is changed, even under a seal of another bundle', async () => {
    const other = await seal({ scope: { request: 'req_3' } })
    const body = text.slice(0, text.lastIndexOf('{"seal"'))
    const mixed = body + other.slice(other.lastIndexOf('{"seal"'))
    expect((await check(mixed)).verification.findings).toEqual([
      { kind: 'edited', table: 'bundle', row: 'seal' },
    ])
  })

  test.each([
    '',
    '\n',
    '{}',
    'null',
    '[]',
    '{"seal":"x"}\n',
    '{"manifest":null}\n',
    '{"__proto__":{}}\n',
    '\0',
  ])('and %j is none at all', async (nonsense) => {
    expect((await check(nonsense)).verification.ok).toBe(false)
  })

  test('any text at all gives an answer, never an error', async () => {
    const anyLine = fc.oneof(fc.json(), fc.string(), fc.constantFrom(...text.split('\n')))
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { maxLength: 12 }), async (lines) => {
        expect((await check(`${lines.join('\n')}\n`)).verification.ok).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test('a seal is never a checkpoint', async () => {
    const forged = await signNote(sealText(key.name, 20, 'x', sha256), key, sign)
    expect(await openCheckpoint(forged, key, verifySignature)).toBeUndefined()
  })
})
