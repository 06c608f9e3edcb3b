import { because } from '../../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { mayWith } from '../../access/index.ts'
import type { VoucherDeps } from './deps.ts'
import { readReference } from './make.ts'
import {
  dayObjection,
  isSameMonth,
  judgeNumber,
  knownNumbers,
  numberTaken,
  type GivenNumber,
  type KnownNumbers,
} from './numbers.ts'
import { readNumber } from './read-numbers.ts'
import { loadDocuments, loadVoucher, loadVouchersNumbered, loadVouchersOf, lockVouchers } from './store.ts'
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
      const row =
        answer.kind === 'new' &&
        newVoucher(deps, call, { entityId, number, on: given.on, ...answer.document, source: 'entry' })
      const voucherId = row ? row.row.id : answer.kind === 'known' ? answer.voucherId : ''
      return {
        answer: { voucherId, isNew: answer.kind === 'new' },
        object: { type: 'voucher', id: voucherId },
        entityId,
        changes: row ? [row] : [],
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
  const [documents, own, numbered] = await Promise.all([
    loadDocuments(tx, entityId, ids),
    loadVouchersOf(tx, entityId, ids),
    loadVouchersNumbered(tx, entityId, numbers),
  ])
  return knownNumbers({ today: deps.dayAt(at), benefits }, documents, [...own, ...numbered])
}

/** A number in the form in which it would stand on record; one that cannot be stands nowhere. */
function storedAs(given: string): string {
  const number = readNumber(given)
  return isRefusal(number) ? given : number
}

/** What a new row of a number is made of. */
export type NewVoucher = {
  readonly entityId: string
  readonly benefitId: string
  readonly documentType: string
  readonly documentId: string
  readonly number: string
  readonly on: LocalDate
  readonly source: 'entry' | 'file'
  readonly digest?: string
  readonly replaces?: string
  readonly reason?: string
}

/** The row of a number. */
export function newVoucher(deps: VoucherDeps, { actor, at }: Call<unknown>, given: NewVoucher): RowChange {
  return insertRow(voucherTable, {
    id: deps.newId('voucher'),
    entity_id: given.entityId,
    benefit_id: given.benefitId,
    document_type: given.documentType,
    document_id: given.documentId,
    number: given.number,
    voucher_date: given.on,
    source: given.source,
    digest: given.digest ?? null,
    replaces: given.replaces ?? null,
    reason: given.reason ?? null,
    recorded_by: actor.personId,
    recorded_at: at,
  })
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
      const own = row ? await loadVouchersOf(tx, entityId, [row.benefit_id]) : []
      const numbered = await loadVouchersNumbered(tx, entityId, [storedAs(call.body.number)])
      const today = deps.dayAt(call.at)
      return { row, known: knownNumbers({ today, benefits: new Map() }, [], [...own, ...numbered]) }
    },
    decide: (state, call) => decideCorrection(deps, state, call),
  }
}

function decideCorrection(
  deps: VoucherDeps,
  state: CorrectState,
  call: Call<CorrectBody>,
): Decision<RecordAnswer> {
  const { voucherId, on, reason } = call.body
  const object = { type: 'voucher', id: voucherId }
  const { row, known } = state
  if (!row) return { refusal: refuse('platform.not_found'), object }
  const entityId = row.entity_id
  const number = readNumber(call.body.number)
  const objection = entityObjection(call, 'ledger.correct_voucher', entityId)
  if (objection) return { refusal: objection, object }
  if (isRefusal(number)) return { refusal: { ...number, pointer: '/body/number' }, object, entityId }
  const refusal = correctionObjection(known, row, { number, on })
  if (refusal) return { refusal, object, entityId }
  const change = newVoucher(deps, call, {
    entityId,
    benefitId: row.benefit_id,
    documentType: row.document_type,
    documentId: row.document_id,
    number,
    on,
    reason,
    source: 'entry',
    replaces: row.id,
  })
  return {
    answer: { voucherId: change.row.id, isNew: true },
    object: { type: 'voucher', id: change.row.id },
    entityId,
    changes: [change],
    reason,
    note: { replaces: row.id, was: row.number },
  }
}

function correctionObjection(
  known: KnownNumbers,
  row: VoucherRow,
  given: { readonly number: string; readonly on: LocalDate },
): Refusal | undefined {
  const own = known.of({ benefitId: row.benefit_id, documentId: row.document_id })
  if (!own.some(({ id }) => id === row.id)) return refuse('ledger.voucher_replaced')
  if (row.number === given.number && row.voucher_date === given.on) return refuse('ledger.voucher_same')
  const twin = own.find((other) => other.id !== row.id && isSameMonth(other.voucher_date, given.on))
  return twin ? numberTaken(twin) : dayObjection(known, given, row.id)
}
