import { hash } from 'node:crypto'
import * as carried from '../../../contract/dimensions.ts'
import * as contract from '../../../contract/vouchers.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { type Door } from '../../../platform/act/act.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { readStoredFile } from '../../../platform/files.ts'
import {
  answer,
  forbidden,
  fromOutcome,
  notFound,
  refused,
  type HttpAnswer,
} from '../../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../../platform/http/route.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Language } from '../../../texts/text.ts'
import { mayWith } from '../../access/index.ts'
import { setChart } from './chart-commands.ts'
import { setInputTax } from '../input-tax/commands.ts'
import type { InputTaxDeps } from '../input-tax/deps.ts'
import { inputTaxList } from '../input-tax/queries.ts'
import { turnBackInputTax } from '../input-tax/turn-back.ts'
import { turnOutInputTax } from '../input-tax/turn-out.ts'
import { setAccountDimensions, setDimensionCode } from './dimension-commands.ts'
import { dimensionList } from './dimension-queries.ts'
import type { VoucherDeps } from './deps.ts'
import { exportVouchers, recordVoucherDownload } from './export.ts'
import { fileNameOf, fileShapes, type FileKind } from './file.ts'
import { importCodes, type ImportCodesAnswer } from './import-codes.ts'
import { importVouchers, type ImportNumbersAnswer } from './import.ts'
import { chartList, exportList, voucherList } from './queries.ts'
import { readCodes } from './read-codes.ts'
import { readNumbers } from './read-numbers.ts'
import { correctVoucher, recordVoucher } from './record.ts'
import { actOn } from '../../../platform/http/act-on.ts'
import { loadExport } from './store.ts'

/** What the routes of vouchers are made with; filled in `app`. */
export type VoucherRouteDeps = VoucherDeps & InputTaxDeps & { readonly door: Door }

type AnyCall = HttpCall<unknown, unknown, unknown>

/** The routes of accounting vouchers and of the chart behind them. */
export function voucherRoutes(deps: VoucherRouteDeps): Route[] {
  return [
    route(contract.vouchers, (call) =>
      reading(deps, call, { operation: 'ledger.vouchers', entityId: call.query.entityId }, (tx) =>
        voucherList(deps, tx, call.language, call.query),
      ),
    ),
    route(contract.exportVouchers, async (call) =>
      fromOutcome(await actOn(deps, exportVouchers(deps), call, call.body)),
    ),
    route(contract.voucherExports, (call) =>
      reading(
        deps,
        call,
        { operation: 'ledger.voucher_exports', entityId: call.query.entityId },
        async (tx) =>
          exportList(tx, { organisation: await deps.organisation(tx), language: call.language }, call.query),
      ),
    ),
    route(contract.voucherFile, (call) => fileOf(deps, call, call.params.exportId)),
    route(contract.recordVoucher, async (call) =>
      fromOutcome(await actOn(deps, recordVoucher(deps), call, call.body)),
    ),
    route(contract.correctVoucher, async (call) =>
      fromOutcome(await actOn(deps, correctVoucher(deps), call, { ...call.params, ...call.body })),
    ),
    route(contract.importVouchers, (call) => importing(deps, call, call.body.entityId)),
    route(contract.chart, (call) =>
      reading(deps, call, { operation: 'ledger.chart', entityId: call.query.entityId }, (tx) =>
        chartList(tx, call.query.entityId),
      ),
    ),
    route(contract.setChart, async (call) => fromOutcome(await actOn(deps, setChart, call, call.body))),
    ...dimensionRoutes(deps),
  ]
}

function dimensionRoutes(deps: VoucherRouteDeps): Route[] {
  return [
    route(carried.dimensions, (call) =>
      reading(deps, call, { operation: 'ledger.dimensions', entityId: call.query.entityId }, (tx) =>
        dimensionList(deps, tx, { language: call.language, can: mayCode(call) }, call.query),
      ),
    ),
    route(carried.setAccountDimensions, async (call) =>
      fromOutcome(await actOn(deps, setAccountDimensions, call, call.body)),
    ),
    route(carried.setDimensionCode, async (call) =>
      fromOutcome(await actOn(deps, setDimensionCode(deps), call, call.body)),
    ),
    route(carried.inputTax, (call) =>
      reading(deps, call, { operation: 'ledger.input_tax', entityId: call.query.entityId }, (tx) => {
        const reader = {
          language: call.language,
          can: mayWith(call.actor, 'ledger.set_input_tax', call.query).can,
          canTurnOut: mayWith(call.actor, 'ledger.turn_out_input_tax', call.query).can,
          personId: call.actor.personId,
          today: deps.dayAt(call.at),
        }
        return inputTaxList(deps, tx, reader, call.query)
      }),
    ),
    route(carried.turnOutInputTax, async (call) =>
      fromOutcome(await actOn(deps, turnOutInputTax(deps), call, call.body)),
    ),
    route(carried.turnBackInputTax, async (call) =>
      fromOutcome(await actOn(deps, turnBackInputTax(deps), call, { ...call.params, ...call.body })),
    ),
    route(carried.setInputTax, async (call) => fromOutcome(await actOn(deps, setInputTax, call, call.body))),
    route(carried.importDimensionCodes, (call) => importingCodes(deps, call, call.body)),
  ]
}

/** Answers a query about one entity for somebody who serves it. */
async function reading(
  deps: VoucherRouteDeps,
  { actor }: AnyCall,
  { operation, entityId }: { readonly operation: string; readonly entityId: string },
  query: (tx: Transaction) => Promise<unknown>,
): Promise<HttpAnswer> {
  const permission = mayWith(actor, operation, { entityId })
  if (!permission.can) return forbidden(permission.refusal)
  return readOnly(deps.door.pool, [actor], async (tx) => answer(await query(tx)))
}

async function importing(deps: VoucherRouteDeps, call: AnyCall, entityId: string): Promise<HttpAnswer> {
  const [file] = call.files
  if (!file) return refused(refuse('ledger.no_voucher_file'))
  const { bytes, name } = file
  const digest = hash('sha256', bytes)
  const files = new Map([[digest, { bytes, read: await readNumbers(bytes) }]])
  const body = { entityId, digest, name: name.slice(0, 200) }
  const outcome = await actOn(deps, importVouchers(deps, files), call, body)
  if (outcome.kind !== 'done') return fromOutcome(outcome)
  return fromOutcome({ ...outcome, answer: inWords(outcome.answer, call.language) })
}

async function importingCodes(
  deps: VoucherRouteDeps,
  call: AnyCall,
  { entityId, reason }: { readonly entityId: string; readonly reason: string },
): Promise<HttpAnswer> {
  const [file] = call.files
  if (!file) return refused(refuse('ledger.no_code_file'))
  const digest = hash('sha256', file.bytes)
  const lists = new Map([[digest, await readCodes(file.bytes)]])
  const outcome = await actOn(deps, importCodes(deps, lists), call, { entityId, digest, reason })
  if (outcome.kind !== 'done') return fromOutcome(outcome)
  return fromOutcome({ ...outcome, answer: inWords(outcome.answer, call.language) })
}

function inWords({ problems, ...counts }: ImportNumbersAnswer | ImportCodesAnswer, language: Language) {
  return {
    ...counts,
    problems: problems.map(({ line, refusal }) => {
      const { says, wayOut } = sayRefusal(refusal, language)
      return { line, code: refusal.code, reason: says, repair: wayOut }
    }),
  }
}

/** The file, for whoever serves its entity; each time it is taken stands in the log. */
async function fileOf(deps: VoucherRouteDeps, call: AnyCall, exportId: string): Promise<HttpAnswer> {
  const { pool } = deps.door
  const found = await readOnly(pool, [call.actor], async (tx) => {
    const row = await loadExport(tx, exportId)
    const entity = row && (await deps.organisation(tx)).entities.get(row.entity_id)
    return row && { row, code: entity?.code ?? '' }
  })
  if (!found || !mayTake(call.actor, found.row.entity_id)) return notFound()
  const { digest, entity_id: entityId } = found.row
  const kind = found.row.kind as FileKind
  const taken = { ...call, key: `vouchers-${exportId}-${call.actor.personId}-${call.at}` }
  const outcome = await actOn(deps, recordVoucherDownload, taken, { exportId, entityId, digest })
  if (outcome.kind !== 'done') return fromOutcome(outcome)
  const bytes = await readOnly(pool, [call.actor], (tx) => readStoredFile(deps.files, tx, digest))
  const fileName = fileNameOf({ ...found.row, code: found.code, kind })
  return bytes ? { kind: 'bytes', mediaType: fileShapes[kind].mediaType, fileName, bytes } : notFound()
}

function mayTake(actor: Actor, entityId: string): boolean {
  return mayWith(actor, 'ledger.voucher_file', { entityId }).can
}

function mayCode({ actor, query: { entityId } }: HttpCall<unknown, { readonly entityId: string }, unknown>) {
  return mayWith(actor, 'ledger.set_dimension_code', { entityId }).can
}
