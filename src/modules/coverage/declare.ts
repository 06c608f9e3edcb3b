import { because } from '../../kernel/because.ts'
import type { IdKind } from '../../kernel/id.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { updateRow } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { FeedEntry } from '../../platform/feed.ts'
import { coverageTexts } from '../../texts/coverage.ts'
import { fill } from '../../texts/text.ts'
import { loadBenefits, type BenefitRow } from '../benefits/index.ts'
import { draftChange, loadRequests } from '../requests/index.ts'
import { isToTheCent, loadState, objection, type State } from './marks.ts'
import { confirmedFrom } from './standing.ts'
import { loadAccounts, loadCertificate, loadDeclared, loadRun } from './store.ts'
import { lineTable, type AccountRow, type LineRow, type RunRow } from './tables.ts'

/** From which line a benefit is declared late. */
export type DeclareBody = { readonly runId: string; readonly lineId: string }

/** The draft that is to be filled in and filed. */
export type DeclareAnswer = { readonly lineId: string; readonly requestId: string }

type Begun = State & { readonly accounts: readonly AccountRow[] }

/**
 * Begins the late declaration of what a line shows: a draft of whoever asks, with amount, day and everything
 * that the books say. The line names it, and is matched to the benefit as soon as it is filed.
 */
export function declareLine(newId: (kind: IdKind) => string): Command<DeclareBody, Begun, DeclareAnswer> {
  return {
    operation: 'coverage.declare',
    load: async (tx, [call]) => {
      const { runId = '', lineId = '' } = call?.body ?? {}
      return { ...(await loadState(tx, runId, lineId)), accounts: await loadAccounts(tx, runId) }
    },
    decide: (state, call) => decideDeclare(newId, state, call),
  }
}

function decideDeclare(
  newId: (kind: IdKind) => string,
  state: Begun,
  call: Call<DeclareBody>,
): Decision<DeclareAnswer> {
  const { lineId } = call.body
  const object = { type: 'coverage_line', id: lineId }
  const { line, run } = state
  const refusal = objection(state, call, 'coverage.declare')
  if (refusal || !line || !run) return { refusal: refusal ?? refuse('platform.not_found'), object }
  const entityId = run.entity_id
  if (line.state !== 'open') return { refusal: refuse('coverage.line_settled'), object, entityId }
  const requestId = newId('request')
  const reason = wordsOf(line, state.accounts, call)
  const draft = draftChange(requestId, call, {
    entityId,
    direction: 'given',
    amount: { currency: run.currency, minor: String(line.minor) },
    happensOn: line.happened_on,
    reason,
  })
  if (isRefusal(draft)) return { refusal: draft, object, entityId }
  const change = updateRow(lineTable, line, {
    state: 'declared',
    request_id: requestId,
    reason,
    marked_by: call.actor.personId,
    marked_at: call.at,
  })
  return {
    answer: { lineId, requestId },
    object,
    entityId,
    changes: [change, draft],
    reason: because('coverage.declares_late', { line: line.line }),
  }
}

/** What the books say of it, as the reason with which the form opens; whoever files it puts it right. */
function wordsOf(line: LineRow, accounts: readonly AccountRow[], { actor }: Call<unknown>): string {
  const account = accounts.find(({ place }) => place === line.account)
  const say = (key: keyof typeof coverageTexts, value: string | null) =>
    value === null || value === '' ? [] : [fill(coverageTexts[key], actor.language, { value })]
  return [
    ...say('coverage.says.text', line.text),
    ...say('coverage.says.payee', line.payee),
    ...say('coverage.says.staff', line.staff),
    ...say('coverage.says.voucher', line.voucher),
    ...say('coverage.says.account', account ? `${account.code} ${account.name}`.trim() : null),
    ...say('coverage.says.invoice', line.invoice_number),
  ]
    .join(actor.language === 'zh-CN' ? '；' : '; ')
    .slice(0, 1_000)
}

/** The request that an entry of the log tells to be filed; undefined for all others. */
export function filedRequest(
  entry: FeedEntry & { readonly object: { readonly type: string; readonly id: string } },
): string | undefined {
  const { operation, refusal, object } = entry
  return operation === 'requests.submit' && refusal === undefined ? object.id : undefined
}

/** Whether a line waits for the benefit of this request. */
export async function isDeclared(tx: Transaction, requestId: string): Promise<boolean> {
  return (await loadDeclared(tx, requestId)).some(({ state }) => state === 'declared')
}

/** Which request was filed. */
export type BindBody = { readonly requestId: string }

type Bindable = {
  readonly lines: readonly LineRow[]
  readonly benefit: BenefitRow | undefined
  readonly runs: ReadonlyMap<string, RunRow>
  readonly signed: ReadonlySet<RunRow['id']>
}

/**
 * Matches the lines from which a request was declared late to the benefit that it became. A large line waits
 * for compliance where the benefit comes to another amount. What is signed stays as it was signed.
 */
export const bindDeclared: Command<BindBody, Bindable, { readonly lines: number }> = {
  operation: 'coverage.bind',
  load: async (tx, [call]) => {
    const requestId = call?.body.requestId ?? ''
    const requests = await loadRequests(tx, [requestId])
    const lines = await loadDeclared(tx, requestId)
    const signed = new Set<string>()
    const runs = new Map<string, RunRow>()
    for (const { run_id: runId } of lines) {
      const run = await loadRun(tx, runId)
      if (run) runs.set(runId, run)
      if (await loadCertificate(tx, runId)) signed.add(runId)
    }
    const benefitId = requests.get(requestId)?.benefit_id ?? ''
    const benefits = await loadBenefits(tx, benefitId === '' ? [] : [benefitId])
    return { lines, signed, runs, benefit: benefits.get(benefitId) }
  },
  decide: ({ lines, signed, runs, benefit }, { body }) => {
    const object = { type: 'request', id: body.requestId }
    const bound = lines.filter(({ state, run_id: runId }) => state === 'declared' && !signed.has(runId))
    const [first] = bound
    const changes = benefit ? bound.map((line) => bindChange(line, benefit, runs.get(line.run_id))) : []
    return {
      answer: { lines: changes.length },
      object,
      ...(first && { entityId: first.entity_id }),
      changes,
      reason: because('coverage.bound', { lines: changes.length }),
    }
  },
}

function bindChange(line: LineRow, benefit: BenefitRow, run: RunRow | undefined) {
  const isPlain = run !== undefined && isToTheCent(benefit, line, run)
  const state = line.minor >= confirmedFrom && !isPlain ? 'waiting' : 'matched'
  return updateRow(lineTable, line, { state, benefit_id: benefit.id })
}
