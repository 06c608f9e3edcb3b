import { refuse, isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { readStoredFile } from '../../../platform/files.ts'
import type { Organisation } from '../../access/index.ts'
import { monthOf } from '../periods/months.ts'
import type { VoucherDeps } from './deps.ts'
import { fileNameOf, type FileKind } from './file.ts'
import { readNumbers, type ReadNumbers } from './read-numbers.ts'
import { loadOwnFiles } from './store.ts'
import type { VoucherExportRow } from './tables.ts'

type Given = {
  readonly entityId: string
  readonly digest: string
  readonly read: ReadNumbers | Refusal
}

/**
 * Why a file of statutory numbers is one of our own vouchers. Two layouts have our running place where
 * importers want a number (凭证号), so a file that comes back as it left, or saved anew, would number each of
 * its documents falsely.
 */
export async function ownFileObjection(
  deps: Pick<VoucherDeps, 'files' | 'organisation'>,
  tx: Transaction,
  { entityId, digest, read }: Given,
): Promise<Refusal | undefined> {
  const rows = isRefusal(read) ? [] : read.rows
  const periods = [...new Set(rows.map(({ on }) => monthOf(on)))].sort()
  const files = await loadOwnFiles(tx, entityId, { digest, periods })
  const same = files.find((file) => file.digest === digest)
  if (same) return refuse('ledger.voucher_file_is_ours', await namesOf(deps, tx, same))
  const places = placesOf(rows)
  if (places === undefined) return undefined
  const highest = Math.max(...places.values())
  for (const file of files.filter(({ vouchers }) => highest <= vouchers)) {
    if (await holdsAll(deps, tx, file, places))
      return refuse('ledger.voucher_numbers_are_places', await namesOf(deps, tx, file))
  }
  return undefined
}

/** The figures that a file gives to each reference; none where they cannot be places of a file of ours. */
function placesOf(rows: ReadNumbers['rows']): ReadonlyMap<string, number> | undefined {
  const places = new Map<string, number>()
  for (const { reference, number } of rows) {
    const figures = Number(/^\D*?0*(\d+)$/.exec(number)?.[1] ?? Number.NaN)
    // A place counts the lines of one voucher, and those of a second currency are another one.
    if (Number.isNaN(figures)) return undefined
    places.set(`${reference} ${figures}`, figures)
  }
  return places.size === 0 ? undefined : places
}

/** True where each reference has in a file of ours the place that it is given as its number. */
async function holdsAll(
  deps: Pick<VoucherDeps, 'files'>,
  tx: Transaction,
  file: VoucherExportRow,
  places: ReadonlyMap<string, number>,
): Promise<boolean> {
  const bytes = await readStoredFile(deps.files, tx, file.digest)
  // Our own layout has no column of numbers, and is refused by itself.
  const read = bytes && (await readNumbers(bytes))
  if (read === undefined || isRefusal(read)) return false
  const own = placesOf(read.rows)
  return own !== undefined && [...places.keys()].every((key) => own.has(key))
}

async function namesOf(
  deps: { readonly organisation: (tx: Transaction) => Promise<Organisation> },
  tx: Transaction,
  file: VoucherExportRow,
) {
  const code = (await deps.organisation(tx)).entities.get(file.entity_id)?.code ?? ''
  const name = fileNameOf({ ...file, code, kind: file.kind as FileKind })
  return { file: name, day: file.exported_at.slice(0, 10) }
}
