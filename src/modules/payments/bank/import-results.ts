import { because } from '../../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { storeFile } from '../../../platform/files.ts'
import { mayWith } from '../../access/index.ts'
import {
  failedRows,
  lockOrders,
  paidRows,
  returnedRows,
  unknownRows,
  type OrdersInHand,
} from '../orders/outcome.ts'
import { verifiedAccounts } from './account-meant.ts'
import { answersIn, readingsOf } from '../templates/readings.ts'
import { bankReason } from './bank-words.ts'
import type { BankDeps } from './deps.ts'
import type { BankFileBody } from './import-statement.ts'
import { payeeAccounts } from './payees.ts'
import { dueOn } from './payment-days.ts'
import type { AwaitedOrder, ResultEffect, ResultEffects } from './results.ts'
import { loadOwnAccounts, ownAccountsOf, resultFilesLike, sentOrders, type SentRow } from './store.ts'
import { resultFileTable, type ResultFileRow } from './tables.ts'

/** What came of a result file: rows that changed a payment, that said nothing new, and that were refused. */
export type ResultsAnswer = {
  readonly changed: readonly { readonly orderId: string; readonly number: string; readonly state: string }[]
  readonly nothingNew: number
  readonly refused: readonly Refusal[]
  /** What a person has to know of rows that were taken for less than they say. */
  readonly told: readonly Refusal[]
}

type State = ResultEffects & {
  readonly told: readonly Refusal[]
  /** The file as it is remembered; absent where these bytes were taken before. */
  readonly file: Pick<ResultFileRow, 'rows_digest'> | undefined
  readonly inHand: OrdersInHand
  /** The day on which each payment was paid where the bank names none. */
  readonly paidOn: ReadonlyMap<string, LocalDate>
}

/**
 * Takes what a bank answers to batches, payment by payment. A file that was taken before says nothing new in
 * its rows without a number of ours: they would find the next payment in the same amount.
 */
export function importResults(
  deps: BankDeps,
  files: ReadonlyMap<string, Buffer>,
): Command<BankFileBody, State | Refusal, ResultsAnswer> {
  return {
    operation: 'bank.import_results',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      return loadState(deps, tx, call, files.get(call.body.digest) ?? Buffer.alloc(0))
    },
    decide: (state, call) => decide(deps, state, call),
  }
}

async function loadState(
  deps: BankDeps,
  tx: Transaction,
  call: Call<BankFileBody>,
  bytes: Buffer,
): Promise<State | Refusal> {
  const { entityId } = call.body
  const permission = mayWith(call.actor, 'bank.import_results', { entityId })
  if (!permission.can) return permission.refusal
  const accounts = verifiedAccounts(await ownAccountsOf(tx, entityId), call.body.account)
  if (isRefusal(accounts)) return accounts
  // A result names payments and not always the account: none of them changes from here on.
  await loadOwnAccounts(
    tx,
    accounts.map(({ id }) => id),
  )
  const meant = new Set(accounts.map(({ id }) => id))
  const sent = (await sentOrders(tx, entityId, call.at)).filter((row) => meant.has(row.batch_account_id))
  const payees = await payeeAccounts(tx, sent)
  // The day that a bank writes is that of the entity that pays, also where that is abroad.
  const organisation = await deps.requests.organisation(tx)
  const dayAt = (at: Instant) => deps.requests.dayOf(organisation, entityId, at)
  const today = dayAt(call.at)
  const awaited = sent.map((row) => ({
    batch_form: row.batch_form,
    order: awaitedOrder(dayAt, row, { account: payees.get(row.account_id)?.number ?? '', at: call.at }),
  }))
  const read = { accounts, isChosen: call.body.account !== undefined }
  const said = await answersIn(bytes, read, await readingsOf(tx, awaited))
  if (isRefusal(said)) return said
  await storeFile(deps.files, tx, bytes, call.at, 'application/octet-stream')
  const { digest } = call.body
  const { rowsDigest = digest } = said
  const like = await resultFilesLike(tx, { entityId, digest, rowsDigest })
  const taken = like[0] && dayAt(like[0].imported_at)
  const { effects, refused, told } = newIn(said, taken)
  const file = like.some((row) => row.digest === digest) ? undefined : { rows_digest: rowsDigest }
  const inHand = await lockOrders(tx, [...new Set(effects.map(({ orderId }) => orderId))].sort())
  const dues = sent.map((row): [string, LocalDate] => {
    const due = dueOn({ sentOn: dayAt(row.sent_at ?? call.at), executeOn: row.execute_on })
    // The word that it was paid came today: a day that the bank was told for later was not kept.
    return [row.id, due < today ? due : today]
  })
  return { effects, refused, told, file, inHand, paidOn: new Map(dues) }
}

/** A payment of ours that left, as the rows of a result file are held against it. */
function awaitedOrder(
  dayAt: (at: Instant) => LocalDate,
  row: SentRow,
  { account, at }: { readonly account: string; readonly at: Instant },
): AwaitedOrder {
  const isOpen = row.state === 'sent' || row.state === 'unknown'
  return {
    id: row.id,
    endToEndId: row.end_to_end_id,
    account,
    amount: { currency: row.currency, minor: row.minor },
    state: row.state,
    isRefunded: row.is_refunded,
    between: { from: dayAt(row.sent_at ?? at), until: dayAt(at) },
    ...(isOpen ? {} : { endedOn: dayAt(row.changed_at) }),
  }
}

/** Of a file that was taken before, only what it says of payments by their numbers. */
function newIn(
  { effects, refused }: ResultEffects,
  taken: LocalDate | undefined,
): Pick<State, 'effects' | 'refused' | 'told'> {
  const isOld = ({ isNumberless }: ResultEffect) => taken !== undefined && isNumberless === true
  const old = effects.some(isOld) ? [refuse('bank.results_taken', { day: taken ?? '' })] : []
  return {
    effects: effects.map((each) => (isOld(each) ? { ...each, to: 'nothing' } : each)),
    refused,
    told: [...old, ...effects.flatMap((each) => (isOld(each) || !each.told ? [] : [each.told]))],
  }
}

function decide(
  { newId }: BankDeps,
  state: State | Refusal,
  call: Call<BankFileBody>,
): Decision<ResultsAnswer> {
  const { entityId, digest } = call.body
  const object = { type: 'bank_file', id: digest }
  if (isRefusal(state)) return { refusal: state, object, entityId }
  const { effects, refused, told, inHand } = state
  const changes: RowChange[] = state.file
    ? [
        insertRow(resultFileTable, {
          id: newId('resultFile'),
          entity_id: entityId,
          digest,
          ...state.file,
          imported_by: call.actor.personId,
          imported_at: call.at,
        }),
      ]
    : []
  for (const effect of effects) {
    const rows = rowsOf(state, effect, call.at)
    if (isRefusal(rows)) return { refusal: rows, object, entityId }
    changes.push(...rows)
  }
  const changed = effects.filter(({ to }) => to !== 'nothing')
  const counts = { changed: changed.length, rows: effects.length + refused.length }
  return {
    answer: {
      changed: changed.map(({ orderId, to }) => ({
        orderId,
        number: inHand.orders.get(orderId)?.number ?? '',
        state: to,
      })),
      nothingNew: effects.length - changed.length,
      refused,
      told,
    },
    object,
    entityId,
    changes,
    reason: because('bank.results_arrived', counts),
    note: { digest, ...counts, refused: refused.length },
  }
}

function rowsOf(
  { inHand, paidOn }: State,
  { orderId, to, reason, paidOn: said, told }: ResultEffect,
  at: Instant,
): readonly RowChange[] | Refusal {
  switch (to) {
    case 'paid': {
      const day = said ?? paidOn.get(orderId)
      if (day === undefined) throw new Error('an effect is of a payment that left')
      return paidRows(inHand, orderId, { at, paidOn: day })
    }
    case 'failed':
      return failedRows(inHand, orderId, { at, reason: bankReason(reason) })
    case 'returned':
      return returnedRows(inHand, orderId, { at, reason: bankReason(reason || '退汇') })
    case 'unknown':
      return unknownRows(inHand, orderId, { at, reason: told ? 'bank_undated' : 'bank_in_hand' })
    case 'nothing':
      return []
  }
}
