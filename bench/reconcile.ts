import process from 'node:process'
import { matchLines, type Verdict } from '../src/modules/payments/bank/matching.ts'
import { reconcileSample, type ReconcileSample, type Truth } from './reconcile-sample.ts'
import type { Figure } from './match.ts'

/** What a run of the labelled set brought. */
export type ReconcileRound = {
  readonly seconds: number
  /** Share of the lines that are payments of ours, going out or coming back, which found just their own. */
  readonly matched: number
  /** Lines that were matched with a payment that they are not. */
  readonly wrong: number
  /** Lines that are no payment of ours and were called something else than what they are. */
  readonly misnamed: number
  /** Lines left to a person, by what was done to them. */
  readonly asked: Readonly<Record<string, number>>
}

/** Matches the sample and compares each verdict with its label. */
export function reconcileRound({ orders, lines }: ReconcileSample): ReconcileRound {
  const started = process.hrtime.bigint()
  const verdicts = matchLines(
    lines.map(({ line }) => line),
    orders,
  )
  const seconds = Number(process.hrtime.bigint() - started) / 1e9
  const judged = lines.map(({ truth }, i) => ({ truth, verdict: verdicts[i] }))
  const ours = judged.filter(({ truth }) => isMatch(truth))
  const asked: Record<string, number> = {}
  for (const { truth, verdict } of judged) {
    if (verdict?.kind === 'ask') asked[truth.damage] = (asked[truth.damage] ?? 0) + 1
  }
  return {
    seconds,
    matched: ours.filter(({ truth, verdict }) => isRight(truth, verdict)).length / ours.length,
    wrong: judged.filter(({ truth, verdict }) => isMatch(verdict) && !isRight(truth, verdict)).length,
    misnamed: judged.filter(({ truth, verdict }) => isMisnamed(truth, verdict)).length,
    asked,
  }
}

function isMatch(each: { readonly kind: string } | undefined): boolean {
  return each?.kind === 'paid' || each?.kind === 'returned'
}

function isRight(truth: Truth, verdict: Verdict | undefined): boolean {
  if (verdict?.kind !== 'paid' && verdict?.kind !== 'returned') return false
  return verdict.kind === truth.kind && verdict.orders.toSorted().join() === truth.orders.toSorted().join()
}

/** A line of a class of its own that is called another class; asking a person is no mistake. */
function isMisnamed(truth: Truth, verdict: Verdict | undefined): boolean {
  return !isMatch(truth) && !isMatch(verdict) && verdict?.kind !== 'ask' && verdict?.kind !== truth.kind
}

const lineCount = 10_000

function main(): void {
  const round = reconcileRound(reconcileSample(20_261_129, lineCount))
  const figures: Figure[] = [
    figure('reconcile.seconds', round.seconds, 's', { limit: 5, isMost: true }),
    figure('reconcile.matched', round.matched, 'share', { limit: 0.97, isMost: false }),
    figure('reconcile.wrong', round.wrong, 'lines', { limit: 0, isMost: true }),
    figure('reconcile.misnamed', round.misnamed, 'lines', { limit: 0, isMost: true }),
  ]
  for (const each of figures) process.stdout.write(`${JSON.stringify(each)}\n`)
  process.stderr.write(`${JSON.stringify({ lines: lineCount, leftToAPerson: round.asked })}\n`)
  if (!figures.every(({ holds }) => holds)) process.exitCode = 1
}

function figure(
  name: string,
  value: number,
  unit: string,
  { limit, isMost }: { readonly limit: number; readonly isMost: boolean },
): Figure {
  const holds = isMost ? value <= limit : value >= limit
  return { name, value, unit, limit, ratio: limit === 0 ? value : value / limit, holds }
}

if (import.meta.main) main()
