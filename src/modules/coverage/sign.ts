import type { IdKind } from '../../kernel/id.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { mayWith } from '../access/index.ts'
import { isPoolTied, poolStanding, standingText, storedPool } from './pool/standing.ts'
import { isTied, standingOf, wholeOf, type AccountStanding } from './standing.ts'
import { loadAccounts, loadCertificate, loadLines, loadRun, loadUnbooked, lockRun } from './store.ts'
import {
  certificateTable,
  type CertificateRow,
  type LineRow,
  type RunRow,
  type UnbookedRow,
} from './tables.ts'
import { unbookedStanding, unbookedText } from './unbooked/standing.ts'

/** Which comparison is certified, and in which words. */
export type SignBody = { readonly runId: string; readonly statement: string }

/** What was signed. */
export type SignAnswer = { readonly certificateId: string; readonly coverage: string }

type State = {
  readonly run: RunRow | undefined
  readonly accounts: readonly AccountStanding[]
  readonly lines: readonly LineRow[]
  readonly certificate: CertificateRow | undefined
}

type Signing = State & { readonly unbooked: readonly UnbookedRow[] }

/**
 * Signs the completeness certificate of a journal: the sums by account, the rate and what is unexplained
 * stand in the entry. Nothing is signed while the sums are not tied, lines could not be read, or somebody's
 * word waits for its second.
 */
export function signCertificate(newId: (kind: IdKind) => string): Command<SignBody, Signing, SignAnswer> {
  return {
    operation: 'coverage.sign',
    load: async (tx, [call]) => {
      const runId = call?.body.runId ?? ''
      const run = await loadRun(tx, runId)
      if (!run) return { run, accounts: [], lines: [], certificate: undefined, unbooked: [] }
      await lockRun(tx, runId)
      const lines = await loadLines(tx, runId)
      const accounts = standingOf(await loadAccounts(tx, runId), lines)
      const [certificate, unbooked] = [await loadCertificate(tx, runId), await loadUnbooked(tx, runId)]
      return { run, accounts, lines, certificate, unbooked }
    },
    decide: (state, call) => decideSigning(newId, state, call),
  }
}

function decideSigning(
  newId: (kind: IdKind) => string,
  state: Signing,
  call: Call<SignBody>,
): Decision<SignAnswer> {
  const { run, accounts } = state
  const { runId, statement } = call.body
  const object = { type: 'coverage', id: runId }
  if (!run) return { refusal: refuse('platform.not_found'), object }
  const entityId = run.entity_id
  const may = mayWith(call.actor, 'coverage.sign', { entityId })
  const refusal = may.can ? signObjection(state, call.actor.personId) : may.refusal
  if (refusal) return { refusal, object, entityId }
  const whole = wholeOf(accounts)
  const pool = storedPool(run.pool)
  const id = newId('journal')
  const change = insertRow(certificateTable, {
    id,
    entity_id: entityId,
    run_id: runId,
    spend_minor: whole.total,
    matched_minor: whole.matched,
    explained_minor: whole.explained,
    unexplained_minor: whole.unexplained,
    currency: run.currency,
    coverage: whole.coverage,
    accounts: JSON.stringify(
      accounts.map(({ row, total, matched, explained, unexplained, ordinary }) => ({
        code: row.code,
        name: row.name,
        total: String(total),
        matched: String(matched),
        explained: String(explained),
        ...(ordinary !== undefined && { ordinary: String(ordinary) }),
        unexplained: String(unexplained),
      })),
    ),
    statement,
    signed_by: call.actor.personId,
    signed_at: call.at,
    pool: pool ? standingText(poolStanding(pool, state.lines)) : null,
    ordinary_minor: whole.ordinary ?? null,
    unbooked: unbookedText(unbookedStanding(run, state.unbooked, state.lines)),
  })
  const answer = { certificateId: id, coverage: whole.coverage }
  return { answer, object, entityId, changes: [change], reason: statement, note: { sha256: run.file_sha256 } }
}

/** Why this person cannot sign now; sent with the comparison as well. */
export function signObjection(
  { run, accounts, lines, certificate }: State,
  personId: string,
): Refusal | undefined {
  if (certificate) return refuse('coverage.signed_already')
  const pool = storedPool(run?.pool ?? null)
  const unread = (run?.unread ?? 0) + (pool?.unread ?? 0)
  if (unread > 0) return refuse('coverage.lines_unread', { count: unread })
  if (!isTied(accounts, lines)) return refuse('coverage.not_tied')
  if (pool && !isPoolTied(poolStanding(pool, lines))) return refuse('coverage.not_tied')
  const waiting = lines.filter(({ state }) => state === 'waiting').length
  if (waiting > 0) return refuse('coverage.marks_wait', { count: waiting })
  // Whoever said of spend that it is no benefit does not certify that nothing is missing.
  return lines.some(({ marked_by: by }) => by === personId) ? refuse('coverage.signed_by_another') : undefined
}
