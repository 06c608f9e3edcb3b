import { because } from '../../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { mayWith } from '../../access/index.ts'
import type { VoucherDeps } from './deps.ts'
import { fixingRow } from './fix.ts'
import { readReference } from './make.ts'
import {
  dayObjection,
  judgeNumber,
  knownNumbers,
  tooEarly,
  type GivenNumber,
  type KnownNumbers,
} from './numbers.ts'
import { documentsIn } from './of-month.ts'
import { byPlace, type Piece } from './pieces.ts'
import { readNumber } from './read-numbers.ts'
import { bookedPieces, vouchersAmong } from './standings.ts'
import { loadVoucher, loadVouchersNumbered, lockVouchers } from './store.ts'
import { voucherTable, type VoucherRow } from './tables.ts'

/** One statutory number, as somebody enters it. */
export type RecordBody = GivenNumber & { readonly entityId: string }

/** What became of a number: recorded now, or on record already. */
export type RecordAnswer = { readonly voucherId: string; readonly isNew: boolean }

/** Records one statutory number for a document of ours. */
export function recordVoucher(deps: VoucherDeps): Command<RecordBody, KnownNumbers, RecordAnswer> {
  return {
    operation: 'ledger.record_voucher',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      return loadKnownNumbers(deps, tx, call, [call.body])
    },
    decide: (known, call) => {
      const { entityId, ...given } = call.body
      const object = { type: 'voucher', id: 'none' }
      const number = readNumber(given.number)
      const objection = entityObjection(call, 'ledger.record_voucher', entityId)
      if (objection) return { refusal: objection, object }
      if (isRefusal(number)) return { refusal: { ...number, pointer: '/body/number' }, object }
      const answer = judgeNumber(known, { ...given, number })
      if (answer.kind === 'refused') return { refusal: answer.refusal, object, entityId }
      const changes =
        answer.kind === 'new'
          ? newVoucher(deps, call, { entityId, number, on: given.on, piece: answer.piece, source: 'entry' })
          : []
      const voucherId = answer.kind === 'known' ? answer.voucherId : (changes[0]?.row.id ?? '')
      return {
        answer: { voucherId, isNew: answer.kind === 'new' },
        object: { type: 'voucher', id: voucherId },
        entityId,
        changes,
        reason: because('ledger.voucher_numbered', { reference: given.reference, number }),
      }
    },
  }
}

/** Why a person cannot do this for an entity: it must be one that they serve. */
export function entityObjection(
  { actor }: Pick<Call<unknown>, 'actor'>,
  operation: string,
  entityId: string,
): Refusal | undefined {
  const permission = mayWith(actor, operation, { entityId })
  return permission.can ? undefined : permission.refusal
}

/** What is on record of the benefits and numbers that are given, under the lock of the entity. */
export async function loadKnownNumbers(
  deps: VoucherDeps,
  tx: Transaction,
  { body, at }: Call<{ readonly entityId: string }>,
  given: readonly GivenNumber[],
): Promise<KnownNumbers> {
  const { entityId } = body
  await lockVouchers(tx, [entityId])
  const registered = given.map(({ reference }) => readReference(reference).number)
  const benefits = await deps.benefitsNumbered(tx, [...new Set(registered)].sort())
  const ids = [...new Set(benefits.values())].sort()
  const numbers = [...new Set(given.map(({ number }) => storedAs(number)))].sort()
  const [pieces, numbered] = await Promise.all([
    bookedPieces(tx, entityId, ids),
    loadVouchersNumbered(tx, entityId, numbers),
  ])
  const vouchers = await vouchersAmong(tx, entityId, pieces, deps.benefitsOf)
  const documentNumbers = await deps.documentNumbers(tx, documentsIn(pieces.map(({ document }) => document)))
  return knownNumbers({ today: deps.dayAt(at), benefits, documentNumbers }, vouchers, numbered)
}

/** A number in the form in which it would stand on record; one that cannot be stands nowhere. */
function storedAs(given: string): string {
  const number = readNumber(given)
  return isRefusal(number) ? given : number
}

/** What a new row of a number is made of. */
export type NewVoucher = {
  readonly entityId: string
  readonly piece: Piece
  readonly number: string
  readonly on: LocalDate
  readonly source: 'entry' | 'file'
  readonly digest?: string
  readonly replaces?: string
  readonly reason?: string
}

/** The row of a number, and what its voucher holds from now on where that was open. */
export function newVoucher(
  deps: Pick<VoucherDeps, 'newId'>,
  { actor, at }: Pick<Call<unknown>, 'actor' | 'at'>,
  given: NewVoucher,
): RowChange[] {
  const { entityId, piece } = given
  const { document, period, part } = piece
  const row = insertRow(voucherTable, {
    id: deps.newId('voucher'),
    entity_id: entityId,
    benefit_id: document.benefitId,
    document_type: document.documentType,
    document_id: document.documentId,
    number: given.number,
    voucher_date: given.on,
    source: given.source,
    digest: given.digest ?? null,
    replaces: given.replaces ?? null,
    reason: given.reason ?? null,
    recorded_by: actor.personId,
    recorded_at: at,
    period,
    part,
  })
  return piece.isFixed ? [row] : [row, fixingRow(deps, { entityId, piece, at })]
}

/** A number that takes the place of one on record, and why. */
export type CorrectBody = {
  readonly voucherId: string
  readonly number: string
  readonly on: LocalDate
  readonly reason: string
}

type CorrectState = { readonly row: VoucherRow | undefined; readonly known: KnownNumbers }

/** Puts a recorded number right by a further row; the earlier one stays on record. */
export function correctVoucher(deps: VoucherDeps): Command<CorrectBody, CorrectState, RecordAnswer> {
  return {
    operation: 'ledger.correct_voucher',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      const row = await loadVoucher(tx, call.body.voucherId)
      const entityId = row?.entity_id ?? ''
      await lockVouchers(tx, [entityId])
      const pieces = row ? await bookedPieces(tx, entityId, [row.benefit_id]) : []
      const numbered = await loadVouchersNumbered(tx, entityId, [storedAs(call.body.number)])
      const today = deps.dayAt(call.at)
      // A correction names its row, and neither a benefit nor a document.
      const unnamed = { benefits: new Map(), documentNumbers: new Map() }
      return { row, known: knownNumbers({ today, ...unnamed }, pieces, numbered) }
    },
    decide: (state, call) => decideCorrection(deps, state, call),
  }
}

function decideCorrection(
  deps: VoucherDeps,
  state: CorrectState,
  call: Call<CorrectBody>,
): Decision<RecordAnswer> {
  const { voucherId: replaced, on, reason } = call.body
  const object = { type: 'voucher', id: replaced }
  const { row, known } = state
  if (!row) return { refusal: refuse('platform.not_found'), object }
  const entityId = row.entity_id
  const number = readNumber(call.body.number)
  const objection = entityObjection(call, 'ledger.correct_voucher', entityId)
  if (objection) return { refusal: objection, object }
  if (isRefusal(number)) return { refusal: { ...number, pointer: '/body/number' }, object, entityId }
  // One of an earlier build is of the first voucher that it covers, and names it from now on.
  const piece = known
    .piecesOf(row.benefit_id)
    .toSorted(byPlace)
    .find((each) => each.number?.id === row.id)
  const refusal = correctionObjection(known, { row, piece }, { number, on })
  if (refusal || !piece) return { refusal: refusal ?? refuse('ledger.voucher_replaced'), object, entityId }
  const given = { entityId, piece, number, on, reason, source: 'entry', replaces: row.id } as const
  const changes = newVoucher(deps, call, given)
  const voucherId = changes[0]?.row.id ?? ''
  return {
    answer: { voucherId, isNew: true },
    object: { type: 'voucher', id: voucherId },
    entityId,
    changes,
    reason,
    note: { replaces: row.id, was: row.number },
  }
}

function correctionObjection(
  known: KnownNumbers,
  { row, piece }: { readonly row: VoucherRow; readonly piece: Piece | undefined },
  given: { readonly number: string; readonly on: LocalDate },
): Refusal | undefined {
  if (!piece) return refuse('ledger.voucher_replaced')
  if (row.number === given.number && row.voucher_date === given.on) return refuse('ledger.voucher_same')
  return given.on < piece.firstOn ? tooEarly(piece, given.on) : dayObjection(known, given, row.id)
}
