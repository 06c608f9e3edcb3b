import { createHash } from 'node:crypto'
import { toDecimal } from '../../src/kernel/money.ts'
import type { Transfer } from '../../src/modules/payments/bank/transfer.ts'
import { camtFile, decimal, paymentDetails, type CamtEntry } from './bank-files.ts'

/** What the bank makes of one payment. `late` times out and is paid some days later. */
export type Fate = 'paid' | 'no_balance' | 'name_differs' | 'late' | 'never_confirmed' | 'sent_back'

/** What comes back over the line: the status of HTTP says only that something came. */
export type Answer = { readonly status: number; readonly body: string; readonly signature?: string }

type Held = { readonly transfer: Transfer; readonly digest: string; state: string; reason: string }

/** What a test may turn about the bank. */
type Mood = { keys: string[]; clockOffMs: number; calls: number; limit: number }

type Bank = {
  readonly fates: Readonly<Record<string, Fate>>
  readonly held: Map<string, Held>
  readonly entries: CamtEntry[]
  readonly mood: Mood
}

/** A bank that behaves as badly as banks do. */
export type BankSimulator = {
  readonly mood: Mood
  /** Takes a batch; the answer speaks of the file alone, HTTP 200 whatever becomes of the payments. */
  readonly upload: (transfers: readonly Transfer[], now?: number) => Answer
  /** Late payments are paid, unconfirmed ones expire, returned ones come back. */
  readonly passDays: () => void
  /** What the bank takes for itself. */
  readonly addFee: (yuan: string) => void
  /** What somebody paid without us. */
  readonly addForeign: (yuan: string) => void
  /** The result of each payment, as a file. */
  readonly resultFile: () => string
  readonly statement: () => Uint8Array
  /** How often the money of a number left: the figure that must never be two. */
  readonly paidTimes: (number: string) => number
}

/** Opens a bank with an account of 10,000,000.00; payments without a fate of their own are paid. */
export function bankSimulator(fates: Readonly<Record<string, Fate>> = {}): BankSimulator {
  const mood: Mood = { keys: ['key-1'], clockOffMs: 0, calls: 0, limit: Number.POSITIVE_INFINITY }
  const bank: Bank = { fates, held: new Map(), entries: [], mood }
  return {
    mood,
    upload: (transfers, now = 0) => upload(bank, transfers, now),
    passDays: () => passDays(bank),
    addFee: (yuan) => void bank.entries.push({ amount: yuan, family: 'CHRG', ref: 'F' }),
    addForeign: (yuan) => {
      const details = paymentDetails('08', { id: 'HAND-1', name: '陌生公司', account: '9999000011112222' })
      bank.entries.push({ amount: yuan, details, ref: 'H' })
    },
    resultFile: () => resultFile(bank),
    statement: () => statement(bank),
    paidTimes: (number) =>
      bank.entries.filter(({ side, details }) => side !== 'CRDT' && details?.includes(`>${number}<`)).length,
  }
}

function upload(bank: Bank, transfers: readonly Transfer[], now: number): Answer {
  const { mood } = bank
  mood.calls++
  if (mood.calls > mood.limit) return signed(mood, '{"code":"20000","sub_code":"FREQUENCY_LIMITED"}')
  if (Math.abs(now - mood.clockOffMs) > 300_000) return { status: 401, body: '{"code":"SIGN_ERROR"}' }
  const isAnyRefused = transfers.map((transfer) => take(bank, transfer)).includes('编号重复')
  const said = isAnyRefused ? { code: '40004', msg: 'Business Failed' } : { code: '10000', msg: 'Success' }
  return signed(mood, JSON.stringify(said))
}

/** The same number with the same content is the same payment; with other content it is refused. */
function take({ fates, held, entries }: Bank, transfer: Transfer): string {
  const digest = digestOf(transfer)
  const known = held.get(transfer.endToEndId)
  if (known) return known.digest === digest ? known.state : '编号重复'
  const each: Held = { transfer, digest, state: '处理中', reason: '' }
  held.set(transfer.endToEndId, each)
  const fate = fates[transfer.endToEndId] ?? 'paid'
  if (fate === 'paid' || fate === 'sent_back') pay(entries, each)
  if (fate === 'no_balance') fail(each, '余额不足')
  if (fate === 'name_differs') fail(each, '户名与账号不符')
  return each.state
}

function pay(entries: CamtEntry[], each: Held): void {
  if (each.state === '成功') return
  each.state = '成功'
  entries.push(paymentEntry(each.transfer))
}

function fail(each: Held, reason: string): void {
  each.state = '失败'
  each.reason = reason
}

function passDays({ fates, held, entries }: Bank): void {
  for (const each of held.values()) {
    const fate = fates[each.transfer.endToEndId]
    if (fate === 'late') pay(entries, each)
    if (fate === 'never_confirmed') fail(each, '超时未确认')
    if (fate !== 'sent_back' || each.state === '退汇') continue
    each.state = '退汇'
    entries.push({ ...paymentEntry(each.transfer), side: 'CRDT', family: 'RRTN', ref: 'R' })
  }
}

function resultFile({ held }: Bank): string {
  const rows = [...held.values()].map(({ transfer, state, reason }) => {
    const { endToEndId, payee, amount } = transfer
    return [endToEndId, payee.number, payee.holder, toDecimal(amount), state, reason].join(',')
  })
  return ['客户业务编号,收款账号,收款户名,金额,处理状态,失败原因', ...rows, ''].join('\r\n')
}

const opening = 1_000_000_000n

function statement({ entries }: Bank): Uint8Array {
  const closing = entries.reduce((sum, { amount, side }) => {
    const minor = BigInt(amount.replace('.', ''))
    return side === 'CRDT' ? sum + minor : sum - minor
  }, opening)
  return camtFile('08', [{ opening: decimal(opening), closing: decimal(closing), entries }])
}

function digestOf({ endToEndId, payee, amount }: Transfer): string {
  const content = [endToEndId, payee.number, payee.holder, amount.currency, amount.minor.toString()]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

function paymentEntry({ endToEndId: id, amount, payee }: Transfer): CamtEntry {
  const details = paymentDetails('08', { id, name: payee.holder, account: payee.number })
  return { amount: toDecimal(amount), details, ref: id.slice(-10) }
}

function signed({ keys }: Mood, body: string): Answer {
  const signature = createHash('sha256')
    .update(`${keys.at(-1)}${body}`)
    .digest('hex')
  return { status: 200, body, signature }
}
