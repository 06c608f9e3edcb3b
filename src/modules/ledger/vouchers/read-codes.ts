import { dimensionKinds } from '../../../contract/states.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import { readTable } from '../../../platform/tables/read-table.ts'
import { readLimits, type ByteSource, type ReadRow } from '../../../platform/tables/read.ts'
import { dimensionTexts } from '../../../texts/dimensions.ts'
import { noSubject, type DimensionKind } from './dimensions.ts'

/** A row of a list of codes: its kind, ours by identifier or name, and the code of the finance system. */
export type CodeRow = {
  readonly line: number
  readonly kind: DimensionKind
  readonly subject: string
  readonly code: string
}

/** A row that cannot be taken, and why. */
export type CodeProblem = { readonly line: number; readonly refusal: Refusal }

/** What a list of codes says, row by row. */
export type ReadCodes = { readonly rows: readonly CodeRow[]; readonly problems: readonly CodeProblem[] }

/** A group has fewer customers, vendors and people than this in one finance system. */
const codeRowsMax = 20_000

const headings = {
  kind: ['类别', '核算类别', '核算项目', '辅助核算', '类型', 'kind'],
  subject: ['对象', '名称', '我方编号', '编号或名称', 'subject', 'name', 'id', 'our id', 'our id or name'],
  code: ['编码', '代码', '财务编码', 'code'],
} as const

type Places = Readonly<Record<keyof typeof headings, number>>

/** Without a heading the columns are in this order: what is pasted often has none. */
const inOrder: Places = { kind: 0, subject: 1, code: 2 }

/** Reads a CSV or XLSX file, or pasted text, of codes: kind, ours by identifier or name, code. */
export async function readCodes(bytes: Uint8Array): Promise<ReadCodes | Refusal> {
  const rows: CodeRow[] = []
  const problems: CodeProblem[] = []
  let places: Places | undefined
  for await (const read of readTable(inOnePiece(bytes), { encodings: ['utf-8', 'gb18030'], limits })) {
    if (read.kind === 'stopped') return read.refusal
    if (read.kind === 'opened') continue
    if (read.kind === 'broken') {
      problems.push({ line: read.line, refusal: refuse('ledger.voucher_line_unreadable') })
      continue
    }
    if (read.cells.every((cell) => cell.trim() === '')) continue
    if (places === undefined) {
      const found = placesIn(read.cells)
      places = found ?? inOrder
      if (found) continue
    }
    const row = rowOf(read, places)
    if (isRefusal(row)) problems.push({ line: read.line, refusal: row })
    else rows.push(row)
    if (rows.length + problems.length > codeRowsMax)
      return refuse('ledger.dimension_file_too_long', { limit: codeRowsMax })
  }
  return rows.length + problems.length === 0 ? refuse('ledger.dimension_file_empty') : { rows, problems }
}

async function* inOnePiece(bytes: Uint8Array): ByteSource {
  yield bytes
}

const limits = { ...readLimits, fileBytes: 20 * 1024 * 1024, unpackedBytes: 200 * 1024 * 1024 }

function placesIn(cells: readonly string[]): Places | undefined {
  const plain = cells.map((cell) => cell.replaceAll('\ufeff', '').trim().toLowerCase())
  const placeOf = (field: keyof typeof headings) =>
    headings[field].map((heading) => plain.indexOf(heading)).find((place) => place !== -1)
  const [kind, subject, code] = [placeOf('kind'), placeOf('subject'), placeOf('code')]
  if (kind === undefined || subject === undefined || code === undefined) return undefined
  return { kind, subject, code }
}

function rowOf(read: ReadRow, places: Places): CodeRow | Refusal {
  const at = (field: keyof Places) => (read.cells[places[field]] ?? '').replaceAll('\ufeff', '').trim()
  for (const field of ['kind', 'subject', 'code'] as const) {
    if (read.faults?.has(places[field])) return refuse('ledger.voucher_cell_error', { column: field })
  }
  const [named, subject, code] = [at('kind'), at('subject'), at('code')]
  const kind = kindCalled(named)
  if (kind === undefined) return refuse('ledger.dimension_kind_unknown', { found: named.slice(0, 40) })
  if (subject === '') return refuse('ledger.dimension_subject_missing')
  if (code === '') return refuse('ledger.dimension_code_wrong', { found: '' })
  return { line: read.line, kind, subject: isNone(subject) ? noSubject : subject, code }
}

/** A kind by our name for it, or by its word in either language. */
function kindCalled(text: string): DimensionKind | undefined {
  const plain = text.trim().toLowerCase()
  return dimensionKinds.find((kind) => {
    const { zh, en } = dimensionTexts[`dimension.${kind}`]
    return kind === plain || zh === plain || en === plain
  })
}

function isNone(subject: string): boolean {
  return ['无', '（无）', '(none)'].includes(subject)
}
