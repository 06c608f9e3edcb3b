import type { EvidenceRecord, Match, WatchedLine } from '../domain.ts'
import type { Open, Used } from './match.ts'
import { coreOf, saysWho } from './names.ts'
import { bookedWithin, dayNumber, fits } from './score.ts'

/**
 * How many parts are tried together. Among more, some would sum up to any amount by chance, and a hidden
 * spend would find a set of honest dinners to stand for.
 */
const bounds = { candidates: 12, parts: 4, apart: 45, instalments: 3 } as const

const claimed = /^(entertainment|gift|meeting|travel|promotion)$/

/** Several benefits of one person in one line: a claim for the month. */
export function mergedClaims(open: Open, records: readonly EvidenceRecord[], used: Used): Match[] {
  const byName = recordsByName(records)
  const found: Match[] = []
  const amountOf = (record: number) => records[record]?.minor ?? 0n
  for (const [at, line] of open.journal.watched.entries()) {
    if (used.lines.has(at) || !open.isOpen(at) || line.minor <= 0n || !claimed.test(line.kind)) continue
    const tax = open.journal.vouchers[line.at]?.tax ?? 0n
    const totals = tax > 0n ? [line.minor, line.minor + tax] : [line.minor]
    for (const name of namesOf(line, open)) {
      const near = (byName.get(name) ?? []).filter((record) => isNear(records[record], line, used, record))
      const candidates = near.slice(0, bounds.candidates)
      const set = firstOf(totals, (total) => subsetOf(candidates, amountOf, total, bounds.parts))
      if (!set) continue
      for (const record of set) used.records.add(record)
      used.lines.add(at)
      const reasons = [{ code: 'match.sum_of_records', points: 60, params: { count: set.length, name } }]
      found.push({ records: set, lines: [at], score: 60, reasons })
      break
    }
  }
  return found
}

function firstOf<From, To>(all: readonly From[], find: (each: From) => To | undefined): To | undefined {
  for (const each of all) {
    const found = find(each)
    if (found !== undefined) return found
  }
  return undefined
}

/** One benefit that is booked in several vouchers. */
export function instalments(open: Open, records: readonly EvidenceRecord[], used: Used): Match[] {
  const byName = new Map<string, number[]>()
  for (const [at, line] of open.journal.watched.entries()) {
    if (used.lines.has(at) || !open.isOpen(at) || line.minor <= 0n) continue
    for (const name of namesOf(line, open)) {
      const list = byName.get(name)
      if (list) list.push(at)
      else byName.set(name, [at])
    }
  }
  const found: Match[] = []
  const lineAt = (at: number) => open.journal.watched[at]
  for (const [index, record] of records.entries()) {
    if (used.records.has(index) || record.isConverted) continue
    for (const key of keysOf(record)) {
      const candidates = (byName.get(key) ?? []).filter((at) => {
        const line = lineAt(at)
        return line !== undefined && !used.lines.has(at) && fits(record, line.kind) && isWithin(record, line)
      })
      const set = subsetOf(
        candidates.slice(0, bounds.candidates),
        (at) => lineAt(at)?.minor ?? 0n,
        record.minor,
        bounds.instalments,
      )
      if (!set) continue
      for (const at of set) used.lines.add(at)
      used.records.add(index)
      const reasons = [{ code: 'match.sum_of_lines', points: 60, params: { count: set.length, name: key } }]
      found.push({ records: [index], lines: set, score: 60, reasons })
      break
    }
  }
  return found
}

function recordsByName(records: readonly EvidenceRecord[]): Map<string, number[]> {
  const byName = new Map<string, number[]>()
  for (const [at, record] of records.entries()) {
    for (const key of keysOf(record)) {
      const list = byName.get(key)
      if (list) list.push(at)
      else byName.set(key, [at])
    }
  }
  return byName
}

function keysOf({ kind, names }: EvidenceRecord): string[] {
  // Neither an accrual nor a tax that is turned out is part of what anybody claimed or was paid.
  if (kind === 'accrual' || kind === 'input_tax') return []
  return [
    ...new Set(
      names.flatMap(({ role, name }) => {
        if (role === 'vendor') return saysWho(coreOf(name)) ? coreOf(name) : []
        return role === 'customer' ? coreOf(name) : name
      }),
    ),
  ]
}

/** Names that a line says in columns of their own; those in its text only count for single matches. */
function namesOf(line: WatchedLine, { journal }: Open): string[] {
  const voucher = journal.vouchers[line.at]
  const parties = [line.party, voucher?.party ?? ''].filter((name) => name !== '').map(coreOf)
  const staff = [line.staff, voucher?.staff ?? ''].filter((name) => name !== '')
  return [...new Set([...staff, ...parties])]
}

function isNear(record: EvidenceRecord | undefined, line: WatchedLine, used: Used, at: number): boolean {
  if (!record || used.records.has(at) || record.isConverted) return false
  if (record.minor > line.minor || !fits(record, line.kind)) return false
  const days = dayNumber(line.day) - dayNumber(record.day)
  return days >= -5 && days <= bounds.apart
}

function isWithin(record: EvidenceRecord, line: WatchedLine): boolean {
  const days = dayNumber(line.day) - dayNumber(record.day)
  return line.minor < record.minor && days >= -bookedWithin.before && days <= bookedWithin.after
}

/** Two or more of the candidates that sum up to the total exactly, the smaller set first. */
function subsetOf(
  candidates: readonly number[],
  amountOf: (candidate: number) => bigint,
  total: bigint,
  partsMax: number,
): number[] | undefined {
  for (let parts = 2; parts <= partsMax; parts++) {
    const found = pickSum(candidates, amountOf, total, parts, 0)
    if (found) return found
  }
  return undefined
}

function pickSum(
  candidates: readonly number[],
  amountOf: (candidate: number) => bigint,
  left: bigint,
  parts: number,
  from: number,
): number[] | undefined {
  for (let i = from; i < candidates.length; i++) {
    const candidate = candidates[i]
    if (candidate === undefined) continue
    const rest = left - amountOf(candidate)
    if (parts === 1) {
      if (rest === 0n) return [candidate]
    } else if (rest > 0n) {
      const found = pickSum(candidates, amountOf, rest, parts - 1, i + 1)
      if (found) return [candidate, ...found]
    }
  }
  return undefined
}
