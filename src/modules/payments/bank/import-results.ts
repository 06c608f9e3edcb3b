import { because } from '../../../kernel/because.ts'
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import type { RowChange } from '../../../platform/act/rows.ts'
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
import type { ResultEffect } from './results.ts'
import { loadOwnAccounts, ownAccountsOf, sentOrders } from './store.ts'

/** What came of a result file: rows that changed a payment, that said nothing new, and that were refused. */
export type ResultsAnswer = {
  readonly changed: readonly { readonly orderId: string; readonly number: string; readonly state: string }[]
  readonly nothingNew: number
  readonly refused: readonly Refusal[]
}

type State = {
  readonly effects: readonly ResultEffect[]
  readonly refused: readonly Refusal[]
  readonly inHand: OrdersInHand
  /** The day on which each payment was paid where the bank names none. */
  readonly paidOn: ReadonlyMap<string, LocalDate>
}

/** Takes what a bank answers to batches, payment by payment; the same file again changes nothing more. */
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
    decide,
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
  const today = deps.dayAt(call.at)
  const awaited = sent.map((row) => ({
    batch_form: row.batch_form,
    order: {
      id: row.id,
      endToEndId: row.end_to_end_id,
      account: payees.get(row.account_id)?.number ?? '',
      amount: { currency: row.currency, minor: row.minor },
      state: row.state,
      isRefunded: row.is_refunded,
      between: { from: deps.dayAt(row.sent_at ?? call.at), until: today },
    },
  }))
  const read = { accounts, isChosen: call.body.account !== undefined }
  const said = await answersIn(bytes, read, await readingsOf(tx, awaited))
  if (isRefusal(said)) return said
  await storeFile(deps.files, tx, bytes, call.at, 'application/octet-stream')
  const { effects, refused } = said
  const inHand = await lockOrders(tx, [...new Set(effects.map(({ orderId }) => orderId))].sort())
  const dues = sent.map((row): [string, LocalDate] => {
    const due = dueOn({ sentOn: deps.dayAt(row.sent_at ?? call.at), executeOn: row.execute_on })
    // The word that it was paid came today: a day that the bank was told for later was not kept.
    return [row.id, due < today ? due : today]
  })
  return { effects, refused, inHand, paidOn: new Map(dues) }
}

function decide(state: State | Refusal, call: Call<BankFileBody>): Decision<ResultsAnswer> {
  const { entityId, digest } = call.body
  const object = { type: 'bank_file', id: digest }
  if (isRefusal(state)) return { refusal: state, object, entityId }
  const { effects, refused, inHand } = state
  const changes: RowChange[] = []
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
  { orderId, to, reason, paidOn: said }: ResultEffect,
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
      return unknownRows(inHand, orderId, { at, reason: 'bank_in_hand' })
    case 'nothing':
      return []
  }
}
