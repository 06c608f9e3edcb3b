import type { Instant } from '../../../kernel/time.ts'
import { insertRow, type RowChange } from '../../../platform/act/rows.ts'
import type { VoucherDeps } from './deps.ts'
import { entriesOf, type Piece } from './pieces.ts'
import { fixedVoucherTable } from './tables.ts'

type Fixing = {
  readonly entityId: string
  readonly piece: Piece
  readonly at: Instant
  /** The file in which it leaves, and by which reference. */
  readonly exportId?: string
  readonly reference?: string
}

/** What a voucher holds that leaves or gets its number: what is booked from now on is another one. */
export function fixingRow(
  { newId }: Pick<VoucherDeps, 'newId'>,
  { entityId, piece, at, exportId, reference }: Fixing,
): RowChange {
  const { document, period, part } = piece
  return insertRow(fixedVoucherTable, {
    id: newId('fixedVoucher'),
    entity_id: entityId,
    benefit_id: document.benefitId,
    document_type: document.documentType,
    document_id: document.documentId,
    period,
    part,
    entries: entriesOf(piece),
    export_id: piece.exportId ?? exportId ?? null,
    fixed_at: at,
    currency: piece.currency ?? null,
    reference: reference ?? null,
  })
}
