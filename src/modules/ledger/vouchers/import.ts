import { because } from '../../../kernel/because.ts'
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { rowAfter, type RowChange } from '../../../platform/act/rows.ts'
import { storeFile } from '../../../platform/files.ts'
import type { VoucherDeps } from './deps.ts'
import { judgeNumber, type KnownNumbers } from './numbers.ts'
import type { NumberProblem, ReadNumbers } from './read-numbers.ts'
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

/** How many refused rows an answer names. */
const problemsMax = 500

/**
 * Takes a file of statutory numbers: each row that can be recorded is, each that is there already counts as
 * known, and each other one is refused by itself with its reason. The same file again changes nothing.
 */
export function importVouchers(
  deps: VoucherDeps,
  files: ReadonlyMap<string, NumberFile>,
): Command<ImportNumbersBody, KnownNumbers, ImportNumbersAnswer> {
  return {
    operation: 'ledger.import_vouchers',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      const { bytes, read } = fileOf(files, call)
      // What it is was told by its content when it was read; what could not be read is refused below.
      if (!isRefusal(read)) await storeFile(deps.files, tx, bytes, call.at, 'application/octet-stream')
      return loadKnownNumbers(deps, tx, call, isRefusal(read) ? [] : read.rows)
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
  known: KnownNumbers,
  call: Call<ImportNumbersBody>,
  read: ReadNumbers | Refusal,
): Decision<ImportNumbersAnswer> {
  const { entityId, digest } = call.body
  const object = { type: 'voucher_file', id: digest }
  const objection = entityObjection(call, 'ledger.import_vouchers', entityId)
  if (objection) return { refusal: objection, object }
  if (isRefusal(read)) return { refusal: read, object, entityId }
  const changes: RowChange[] = []
  const problems = [...read.problems]
  for (const { line, ...given } of read.rows) {
    const answer = judgeNumber(known, given)
    if (answer.kind === 'refused') problems.push({ line, refusal: answer.refusal })
    if (answer.kind !== 'new') continue
    const { number, on } = given
    const row = { entityId, digest, number, on, ...answer.document, source: 'file' as const }
    const change = newVoucher(deps, call, row)
    known.note(rowAfter(voucherTable, change))
    changes.push(change)
  }
  problems.sort((a, b) => a.line - b.line)
  const rows = read.rows.length + read.problems.length
  const refused = problems.length
  const counts = { rows, recorded: changes.length, known: rows - changes.length - refused, refused }
  return {
    answer: { ...counts, problems: problems.slice(0, problemsMax) },
    object,
    entityId,
    changes,
    reason: because('ledger.voucher_numbers_arrived', { recorded: counts.recorded, rows }),
    note: { digest, ...counts },
  }
}
