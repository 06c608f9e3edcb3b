import type { LocalDate } from '../../../kernel/time.ts'
import { accountKind, counterKind, isLeftOut, type AccountVocabulary, type CounterKind } from '../accounts.ts'
import type { Account, Journal, JournalLine, LeftOut, Voucher, WatchedLine } from '../domain.ts'

type Known = {
  readonly at: number
  readonly account: Account
  readonly counter: CounterKind
  /** What is debited to it, where nobody looks at it and it is no account of the balance sheet. */
  readonly leftOut: { -readonly [Key in keyof LeftOut]: LeftOut[Key] } | undefined
}

/** Gathers the watched lines of a journal, and of the others what their vouchers say. */
export function journalCollector(vocabulary: AccountVocabulary) {
  const { accounts, known, accountOf } = accountsKnown(vocabulary)
  const vouchers: Voucher[] = []
  const numbered = new Map<string, number>()
  const unnumbered = new Map<string, number>()
  const watched: WatchedLine[] = []
  const text = interner()
  let last: { readonly key: string; readonly at: number } = { key: '', at: -1 }
  let from: LocalDate | undefined
  let to: LocalDate | undefined

  /** Numbers of vouchers begin anew each month; without a number the lines of a day that follow are one. */
  const voucherOf = ({ voucher, day }: JournalLine): number => {
    const key = `${day.slice(0, 7)} ${voucher === '' ? day : voucher}`
    if (key === last.key) return last.at
    const places = voucher === '' ? unnumbered : numbered
    let at = places.get(key)
    if (at === undefined) {
      at = vouchers.push(newVoucher()) - 1
      places.set(key, at)
    }
    last = { key, at }
    return at
  }
  return {
    add: (line: JournalLine): void => {
      if (from === undefined || line.day < from) from = line.day
      if (to === undefined || line.day > to) to = line.day
      const {
        at: account,
        account: { kind },
        counter,
        leftOut,
      } = accountOf(line)
      const at = voucherOf(line)
      const voucher = vouchers[at]
      if (voucher) note(voucher, line, counter, text)
      if (leftOut && line.minor > 0n) {
        leftOut.lines++
        leftOut.debit += line.minor
      }
      if (kind === undefined) return
      watched.push(kept(line, { account, kind, at }, text))
    },
    done: (): Pick<
      Journal,
      'accounts' | 'watched' | 'vouchers' | 'numbered' | 'leftOut' | 'from' | 'to'
    > => ({
      accounts,
      watched,
      vouchers,
      numbered,
      leftOut: leftOutOf(known),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    }),
  }
}

/** The accounts of a journal as they come, each judged once. */
function accountsKnown(vocabulary: AccountVocabulary) {
  const accounts: Account[] = []
  const known = new Map<string, Known>()
  const accountOf = ({ code, name }: JournalLine): Known => {
    const key = `${code}\t${name}`
    const found = known.get(key)
    if (found) return found
    const kind = accountKind(vocabulary, code, name)
    const account: Account = { code, name, ...(!isLeftOut(kind) && { kind }) }
    const isUnwatched = kind === 'never' || kind === 'unknown'
    const made: Known = {
      at: accounts.push(account) - 1,
      account,
      counter: counterKind(code, name),
      leftOut: isUnwatched ? { code, name, why: kind, lines: 0, debit: 0n } : undefined,
    }
    known.set(key, made)
    return made
  }
  return { accounts, known, accountOf }
}

/** What was debited to accounts that nobody looks at, the most first. */
function leftOutOf(known: ReadonlyMap<string, Known>): LeftOut[] {
  return [...known.values()]
    .flatMap(({ leftOut }) => (leftOut && leftOut.debit > 0n ? [leftOut] : []))
    .toSorted((a, b) => (a.debit === b.debit ? 0 : a.debit < b.debit ? 1 : -1))
}

/** The line with texts of its own. */
function kept(
  line: JournalLine,
  of: Pick<WatchedLine, 'account' | 'kind' | 'at'>,
  text: (value: string) => string,
): WatchedLine {
  return {
    ...line,
    ...of,
    code: text(line.code),
    name: text(line.name),
    party: text(line.party),
    staff: text(line.staff),
    unit: text(line.unit),
    text: text(line.text),
    day: text(line.day),
    voucher: text(line.voucher),
  }
}

function newVoucher(): Voucher {
  return {
    isCash: false,
    isAdvance: false,
    isAccrual: false,
    isClosing: false,
    tax: 0n,
    debit: 0n,
    party: '',
    staff: '',
  }
}

function note(
  voucher: Voucher,
  line: JournalLine,
  counter: CounterKind,
  text: (value: string) => string,
): void {
  if (line.minor > 0n) voucher.debit += line.minor
  if (counter === 'cash' && line.minor < 0n) voucher.isCash = true
  else if (counter === 'advance' && line.minor < 0n) voucher.isAdvance = true
  else if (counter === 'accrual' && line.minor < 0n) voucher.isAccrual = true
  else if (counter === 'profit') voucher.isClosing = true
  else if (counter === 'tax' && line.minor > 0n) voucher.tax += line.minor
  if (line.party !== '' && voucher.party === '') voucher.party = text(line.party)
  if (line.staff !== '' && voucher.staff === '') voucher.staff = text(line.staff)
}

/**
 * Cells are cut from a large text and keep it alive; names come many times. Each is kept once, as a text of
 * its own.
 */
function interner(): (value: string) => string {
  const kept = new Map<string, string>()
  return (value) => {
    const found = kept.get(value)
    if (found !== undefined) return found
    const own = Buffer.from(value).toString()
    kept.set(own, own)
    return own
  }
}
