import { because } from '../../../kernel/because.ts'
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { rowAfter, type RowChange } from '../../../platform/act/rows.ts'
import { storeFile } from '../../../platform/files.ts'
import type { VoucherDeps } from './deps.ts'
import { judgeNumber, type KnownNumbers } from './numbers.ts'
import type { NumberProblem, ReadNumbers } from './read-numbers.ts'
import { ownFileObjection } from './own-file.ts'
import { entityObjection, loadKnownNumbers, newVoucher } from './record.ts'
import { voucherTable } from './tables.ts'

/** A file of statutory numbers; its digest stands for its bytes in the hash of the body. */
export type ImportNumbersBody = { readonly entityId: string; readonly digest: string; readonly name: string }

/** The file itself, and what was read from it. */
export type NumberFile = { readonly bytes: Buffer; readonly read: ReadNumbers | Refusal }

/** What came of a file: `recorded + known + problems = rows`. */
export type ImportNumbersAnswer = {
  readonly rows: number
  readonly recorded: number
  readonly known: number
  readonly refused: number
  /** The first of the refused rows. */
  readonly problems: readonly NumberProblem[]
}

/** What is on record, and why the file is one of our own. */
type Known = { readonly numbers: KnownNumbers; readonly own: Refusal | undefined }

/** How many refused rows an answer names. */
const problemsMax = 500

/**
 * Takes a file of statutory numbers: each row that can be recorded is, each that is there already counts as
 * known, and each other one is refused by itself with its reason. The same file again changes nothing.
 */
export function importVouchers(
  deps: VoucherDeps,
  files: ReadonlyMap<string, NumberFile>,
): Command<ImportNumbersBody, Known, ImportNumbersAnswer> {
  return {
    operation: 'ledger.import_vouchers',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      const { bytes, read } = fileOf(files, call)
      const own = await ownFileObjection(deps, tx, { ...call.body, read })
      // What it is was told by its content when it was read; what could not be read is refused below.
      if (!own && !isRefusal(read))
        await storeFile(deps.files, tx, bytes, call.at, 'application/octet-stream')
      const numbers = await loadKnownNumbers(deps, tx, call, own || isRefusal(read) ? [] : read.rows)
      return { numbers, own }
    },
    decide: (known, call) => decideFile(deps, known, call, fileOf(files, call).read),
  }
}

function fileOf(files: ReadonlyMap<string, NumberFile>, { body }: Call<ImportNumbersBody>): NumberFile {
  const file = files.get(body.digest)
  if (!file) throw new Error('a file that is handed in has its content')
  return file
}

function decideFile(
  deps: VoucherDeps,
  { numbers: known, own }: Known,
  call: Call<ImportNumbersBody>,
  read: ReadNumbers | Refusal,
): Decision<ImportNumbersAnswer> {
  const { entityId, digest } = call.body
  const object = { type: 'voucher_file', id: digest }
  const objection = entityObjection(call, 'ledger.import_vouchers', entityId)
  if (objection) return { refusal: objection, object }
  if (own) return { refusal: own, object, entityId }
  if (isRefusal(read)) return { refusal: read, object, entityId }
  const changes: RowChange[] = []
  let recorded = 0
  const problems = [...read.problems]
  for (const { line, ...given } of read.rows) {
    const answer = judgeNumber(known, given)
    if (answer.kind === 'refused') problems.push({ line, refusal: answer.refusal })
    if (answer.kind !== 'new') continue
    const { number, on } = given
    const { piece } = answer
    const made = newVoucher(deps, call, { entityId, digest, number, on, piece, source: 'file' })
    const [row] = made
    if (row) known.note(piece, rowAfter(voucherTable, row))
    changes.push(...made)
    recorded += 1
  }
  problems.sort((a, b) => a.line - b.line)
  const rows = read.rows.length + read.problems.length
  const refused = problems.length
  const counts = { rows, recorded, known: rows - recorded - refused, refused }
  return {
    answer: { ...counts, problems: problems.slice(0, problemsMax) },
    object,
    entityId,
    changes,
    reason: because('ledger.voucher_numbers_arrived', { recorded: counts.recorded, rows }),
    note: { digest, ...counts },
  }
}
