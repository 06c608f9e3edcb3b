import type { LocalDate } from '../../../kernel/time.ts'
import type { AccountKind, Journal, WatchedLine } from '../domain.ts'

/** What the journal itself shows of one party. */
export type PartyPast = {
  vouchers: number
  readonly kinds: Set<AccountKind>
  first: LocalDate
  last: LocalDate
}

/** Whom a line pays: named in it, or on the other side of its voucher. */
export function payeeOf(line: WatchedLine, journal: Journal): string {
  return line.party !== '' ? line.party : (journal.vouchers[line.at]?.party ?? '')
}

/** How often each party was paid for something that is looked at, and in which accounts. */
export function partyPasts(journal: Journal): Map<string, PartyPast> {
  const pasts = new Map<string, PartyPast>()
  const counted = new Map<string, number>()
  for (const line of journal.watched) {
    if (line.minor <= 0n) continue
    const name = payeeOf(line, journal)
    if (name === '') continue
    const past = pasts.get(name) ?? { vouchers: 0, kinds: new Set(), first: line.day, last: line.day }
    pasts.set(name, past)
    past.kinds.add(line.kind)
    if (line.day < past.first) past.first = line.day
    if (line.day > past.last) past.last = line.day
    if (counted.get(name) === line.at) continue
    counted.set(name, line.at)
    past.vouchers++
  }
  return pasts
}

/** What is common in a journal: the less a text or a round sum stands out, the less it says. */
export type Common = {
  /** How many lines of the account have a text of that pattern. */
  readonly textCount: (line: WatchedLine) => number
  /** Of the lines of that kind of account, how many in a thousand are whole thousands. */
  readonly roundPerMille: (kind: AccountKind) => number
  /** The middle amount of that kind of account. */
  readonly middle: (kind: AccountKind) => bigint
  readonly lines: (kind: AccountKind) => number
}

/** Counts what is common. */
export function commonIn(journal: Journal): Common {
  const texts = new Map<string, number>()
  const byKind = new Map<AccountKind, { lines: number; round: number; amounts: bigint[] }>()
  for (const line of journal.watched) {
    if (line.minor <= 0n || journal.vouchers[line.at]?.isClosing === true) continue
    const pattern = patternOf(line)
    texts.set(pattern, (texts.get(pattern) ?? 0) + 1)
    const own = byKind.get(line.kind) ?? { lines: 0, round: 0, amounts: [] }
    byKind.set(line.kind, own)
    own.lines++
    if (isWholeThousand(line.minor)) own.round++
    own.amounts.push(line.minor)
  }
  const middles = new Map([...byKind].map(([kind, { amounts }]) => [kind, middleOf(amounts)]))
  return {
    textCount: (line) => texts.get(patternOf(line)) ?? 0,
    roundPerMille: (kind) => {
      const own = byKind.get(kind)
      return own === undefined || own.lines === 0 ? 0 : Math.round((own.round * 1_000) / own.lines)
    },
    middle: (kind) => middles.get(kind) ?? 0n,
    lines: (kind) => byKind.get(kind)?.lines ?? 0,
  }
}

/** Whole thousands of yuan, from two thousand on. */
export function isWholeThousand(minor: bigint): boolean {
  return minor >= 200_000n && minor % 100_000n === 0n
}

/** A text without its numbers and the names that stand in columns of their own. */
function patternOf({ text, staff, party, kind }: WatchedLine): string {
  let bare = text
  for (const name of [staff, party]) if (name !== '') bare = bare.replaceAll(name, '')
  return `${kind} ${bare.replace(/[0-9０-９a-z\-_.#/年月日号\s]/gi, '')}`
}

function middleOf(amounts: bigint[]): bigint {
  amounts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return amounts[amounts.length >> 1] ?? 0n
}
