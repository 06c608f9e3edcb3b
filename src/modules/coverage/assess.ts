import type {
  AccountTotal,
  EvidenceRecord,
  Journal,
  LineState,
  ListedLine,
  Match,
  SpoiltLine,
} from './domain.ts'
import { breathe } from '../../platform/clock.ts'
import { matchRecords } from './match/match.ts'
import { offsetLines } from './offset.ts'
import { repeatsBelow } from './signs/repeats.ts'
import { signsOf, type SignContext } from './signs/score.ts'
import { commonIn, partyPasts } from './signs/vendors.ts'
import type { SignWords } from './signs/words.ts'

/** What a journal is compared with. */
export type AssessInput = {
  readonly journal: Journal
  readonly records: readonly EvidenceRecord[]
  readonly words: SignWords
  readonly ownPeople: ReadonlySet<string>
  /** Places of lines of which a person has said why they are no benefit. */
  readonly explained?: ReadonlySet<number>
  /** Lines that a person has matched by hand. */
  readonly byHand?: ReadonlySet<number>
}

/** The comparison of one journal with the register. For each account the states sum up to its total. */
export type Assessment = {
  readonly accounts: readonly AccountTotal[]
  readonly states: readonly LineState[]
  readonly matches: readonly Match[]
  /** What a person should look at, the strongest signs first. */
  readonly listed: readonly ListedLine[]
  /** Unexplained lines with weaker signs that the list has no room for. */
  readonly unlisted: readonly ListedLine[]
  /** Records that no line was found for: registered, and not in these books. */
  readonly unbooked: readonly number[]
  readonly spoilt: readonly SpoiltLine[]
}

/** From so many points on a line is looked at. */
const listedFrom = 18
/** The list holds at most one line in a hundred, but this many in a small journal. */
const listShare = 100
const listMin = 100

/**
 * Compares a journal with the records of benefits, so that the same files give the same answer. The server
 * answers others meanwhile.
 */
export async function assess(input: AssessInput): Promise<Assessment> {
  const { journal, records } = input
  const offset = offsetLines(journal)
  const isClosing = (at: number) => journal.vouchers[journal.watched[at]?.at ?? -1]?.isClosing === true
  const isSettled = (at: number) =>
    offset.has(at) || input.explained?.has(at) === true || input.byHand?.has(at) === true
  const isOpen = (at: number) => !isClosing(at) && !isSettled(at)
  await breathe()
  const matches = await matchRecords({ journal, isOpen }, records)
  const matched = new Set(matches.flatMap(({ lines }) => lines))
  const isLeft = (at: number) => isOpen(at) && !matched.has(at)
  const { listed, unlisted } = workList(await scored(input, isLeft), journal.lines)
  const unexplained = new Set([...listed, ...unlisted].map(({ at }) => at))
  const states = journal.watched.map((_, at): LineState => {
    if (matched.has(at) || input.byHand?.has(at) === true) return 'matched'
    if (input.explained?.has(at) === true) return 'explained'
    if (offset.has(at)) return 'offset'
    return unexplained.has(at) ? 'unexplained' : 'ordinary'
  })
  const used = new Set(matches.flatMap((match) => match.records))
  return {
    accounts: totals(journal, states, isClosing),
    states,
    matches,
    listed,
    unlisted,
    unbooked: records.flatMap((_, at) => (used.has(at) ? [] : [at])),
    spoilt: journal.spoilt,
  }
}

/** So many are looked at before others have their turn: some milliseconds. */
const linesAtOnce = 1_000

/** Every unmatched spend with its signs, the strongest first. */
async function scored(input: AssessInput, isLeft: (at: number) => boolean): Promise<ListedLine[]> {
  const { journal, words, ownPeople } = input
  const context: SignContext = {
    journal,
    words,
    ownPeople,
    pasts: partyPasts(journal),
    common: commonIn(journal),
    repeats: repeatsBelow(journal, isLeft),
  }
  const found: ListedLine[] = []
  for (const [at, line] of journal.watched.entries()) {
    if (at % linesAtOnce === 0) await breathe()
    if (line.minor <= 0n || !isLeft(at)) continue
    const reasons = signsOf(at, line, context)
    const score = reasons.reduce((sum, { points }) => sum + points, 0)
    if (score >= listedFrom) found.push({ at, score, reasons: reasons.sort((a, b) => b.points - a.points) })
  }
  return found.sort((a, b) => b.score - a.score || a.at - b.at)
}

function workList(found: readonly ListedLine[], lines: number) {
  const room = Math.max(listMin, Math.floor(lines / listShare))
  return { listed: found.slice(0, room), unlisted: found.slice(room) }
}

function totals(
  { accounts, watched }: Journal,
  states: readonly LineState[],
  isClosing: (at: number) => boolean,
): AccountTotal[] {
  const sums = new Map<number, { lines: number; total: bigint; sums: Record<LineState, bigint> }>()
  for (const [at, line] of watched.entries()) {
    const state = states[at]
    if (isClosing(at) || state === undefined) continue
    const own = sums.get(line.account) ?? { lines: 0, total: 0n, sums: noSums() }
    sums.set(line.account, own)
    own.lines++
    own.total += line.minor
    own.sums[state] += line.minor
  }
  return [...sums]
    .flatMap(([at, own]) => {
      const account = accounts[at]
      return account?.kind ? [{ ...account, kind: account.kind, ...own }] : []
    })
    .sort((a, b) => (a.code + a.name < b.code + b.name ? -1 : 1))
}

function noSums(): Record<LineState, bigint> {
  return { matched: 0n, offset: 0n, explained: 0n, ordinary: 0n, unexplained: 0n }
}
