import { because } from '../../../kernel/because.ts'
import { isRefusal, refuse } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { storeFile } from '../../../platform/files.ts'
import { lacksCode, missingCodes, type MissingCode } from './dimensions.ts'
import type { VoucherDeps } from './deps.ts'
import { fileNameOf, fileShapes, voucherFile, type FileKind } from './file.ts'
import { fixingRow } from './fix.ts'
import type { LayoutId } from './layouts.ts'
import { leftBefore, type LeftBefore } from './left.ts'
import { missingObjection } from './missing.ts'
import { vouchersOf, type MonthVoucher } from './of-month.ts'
import { entityObjection } from './record.ts'
import { lockVouchers } from './store.ts'
import { voucherExportTable } from './tables.ts'

/** Which vouchers of a month leave, in which shape, and why. */
export type ExportBody = {
  readonly entityId: string
  /** `YYYY-MM`. */
  readonly period: string
  readonly layout: LayoutId
  readonly kind: FileKind
  /** All vouchers of the month, or those whose statutory number is not on record yet. */
  readonly selection: 'unnumbered' | 'all'
  /** Leaves out what lacks a code of the finance system, document by document, instead of refusing all. */
  readonly holds?: boolean | undefined
  readonly reason: string
}

/** The file that was made. */
export type ExportAnswer = {
  readonly exportId: string
  readonly vouchers: number
  /** How many were left out, because a code of the finance system is missing. */
  readonly held: number
  readonly digest: string
  readonly fileName: string
  /** How many of them left in earlier files already, file by file. */
  readonly leftBefore: readonly LeftBefore[]
}

/** The most vouchers of one file: a spreadsheet still opens it, and a finance system still takes it. */
const vouchersMax = 20_000

type Made = {
  readonly vouchers: readonly MonthVoucher[]
  readonly leftBefore: readonly LeftBefore[]
  readonly held: number
  readonly missing: readonly MissingCode[]
  readonly digest: string | undefined
  readonly code: string
}

/** Makes a file of accounting vouchers, keeps it, and notes its digest in the log. */
export function exportVouchers(
  deps: VoucherDeps,
  limit = vouchersMax,
): Command<ExportBody, Made, ExportAnswer> {
  return {
    operation: 'ledger.export_vouchers',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      const { body, at } = call
      const entity = (await deps.organisation(tx)).entities.get(body.entityId)
      const code = entity?.code ?? ''
      if (!entity || entityObjection(call, 'ledger.export_vouchers', entity.id))
        return { vouchers: [], leftBefore: [], held: 0, missing: [], digest: undefined, code }
      const all = await lockedVouchers(deps, tx, body)
      const [missing, vouchers] = [missingCodes(all), complete(all)]
      const held = all.length - vouchers.length
      const left = await leftBefore(tx, { entityId: entity.id, code }, vouchers)
      const made = { vouchers, leftBefore: left, held, missing, digest: undefined, code }
      if (held > 0 && body.holds !== true) return made
      if (vouchers.length === 0 || vouchers.length > limit) return made
      const bytes = await voucherFile({ ...body, vouchers, entity: { code, name: entity.name_zh } })
      const stored = await storeFile(deps.files, tx, bytes, at, fileShapes[body.kind].mediaType)
      if (isRefusal(stored)) throw new Error(`a file of vouchers is no file: ${stored.code}`)
      return { ...made, digest: stored.digest }
    },
    decide: (state, call) => decideExport(deps, state, call, limit),
  }
}

/**
 * The vouchers that lack no code, nor does another one that waits to leave with them: what a document booked
 * in two currencies leaves as a whole, or the books would show a payment in one and its expense in neither.
 */
function complete(all: readonly MonthVoucher[]): MonthVoucher[] {
  const together = ({ piece, benefitId, documentId }: MonthVoucher) =>
    piece.isFixed ? piece : `${benefitId} ${documentId}`
  const lacking = new Set(all.filter(lacksCode).map(together))
  return all.filter((voucher) => !lacking.has(together(voucher)))
}

function decideExport(
  deps: VoucherDeps,
  { vouchers: leaving, leftBefore: before, held, missing, digest, code }: Made,
  call: Call<ExportBody>,
  limit: number,
): Decision<ExportAnswer> {
  const { entityId, period, layout, kind, selection, reason } = call.body
  const id = deps.newId('export')
  const vouchers = leaving.length
  const object = { type: 'voucher_export', id }
  const objection = entityObjection(call, 'ledger.export_vouchers', entityId)
  if (objection) return { refusal: objection, object }
  if (held > 0 && (call.body.holds !== true || vouchers === 0))
    return { refusal: missingObjection(missing, held), object, entityId }
  if (vouchers === 0) return { refusal: refuse('ledger.no_vouchers', { period }), object, entityId }
  if (digest === undefined)
    return { refusal: refuse('ledger.too_many_vouchers', { limit }), object, entityId }
  const row = insertRow(voucherExportTable, {
    id,
    entity_id: entityId,
    period,
    layout,
    kind,
    selection,
    vouchers,
    digest,
    reason,
    exported_by: call.actor.personId,
    exported_at: call.at,
    fixes: true,
  })
  // Of an earlier build one piece may hold two currencies, and has two vouchers.
  const open = new Map(leaving.map(({ piece, reference: as }) => [piece, as]))
  const fixing = [...open].flatMap(([piece, as]) =>
    piece.isFixed || piece.number
      ? []
      : [fixingRow(deps, { entityId, piece, at: call.at, exportId: id, reference: as })],
  )
  const fileName = fileNameOf({ code, period, layout, kind })
  return {
    answer: { exportId: id, vouchers, held, digest, fileName, leftBefore: before },
    object,
    entityId,
    changes: [row, ...fixing],
    reason,
    note: { period, layout, kind, selection, vouchers, digest, ...(held > 0 && { held }) },
  }
}

/** The vouchers that leave: what comes up meanwhile waits, and then sees that this file has left. */
async function lockedVouchers(deps: VoucherDeps, tx: Transaction, body: ExportBody): Promise<MonthVoucher[]> {
  await lockVouchers(tx, [body.entityId])
  return vouchersOf(deps, tx, body)
}

/** Logs that somebody took a file of vouchers, before the bytes leave. */
export const recordVoucherDownload: Command<
  { readonly exportId: string; readonly entityId: string; readonly digest: string },
  undefined,
  { readonly digest: string }
> = {
  operation: 'ledger.record_download',
  load: async () => undefined,
  decide: (_, { body }) => ({
    answer: { digest: body.digest },
    object: { type: 'voucher_export', id: body.exportId },
    entityId: body.entityId,
    reason: because('ledger.takes_vouchers', { export: body.exportId }),
    changes: [],
    note: { digest: body.digest },
  }),
}
