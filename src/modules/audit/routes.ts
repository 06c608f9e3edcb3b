import type { z } from 'zod'
import * as contract from '../../contract/log.ts'
import { toHex } from '../../kernel/bytes.ts'
import type { IdKind } from '../../kernel/id.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import { act, type Door } from '../../platform/act/act.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { answer, fromOutcome, notFound, refused, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import { findLongJob, findOpenJob } from '../../platform/jobs/long-job.ts'
import type { Language } from '../../texts/text.ts'
import { mayWith, organisationIn, type OrganisationCache } from '../access/index.ts'
import { administrationPage } from './administration.ts'
import { continuations, pathOf } from './proofs.ts'
import { entryJson, stateJson, verificationJson, type LogReader, type ProofJson } from './screen.ts'
import { lastCheckpoint } from './store-log.ts'
import {
  findByNumber,
  findVerification,
  lastVerification,
  listEntries,
  loadNumbering,
  type ListedEntry,
} from './store-screen.ts'
import { loadSinks } from './store-sinks.ts'
import { startVerificationCommand, verificationKind } from './verification-job.ts'

/** What the routes of the log are made with. */
export type AuditRouteDeps = {
  readonly door: Door
  readonly newId: (kind: IdKind) => string
  readonly organisation: OrganisationCache
  /** Where people work, for moments without an entity. */
  readonly zone: string
  /** Whether the reader may see this object's detail, and with it the bytes of an entry about it. */
  readonly mayRead: (
    tx: Transaction,
    actor: Actor,
    object: { readonly type: string; readonly id: string },
  ) => Promise<boolean>
}

/** Binds the operations of the log. */
export function auditRoutes(deps: AuditRouteDeps): Route[] {
  const start = startVerificationCommand(deps.newId)
  return [
    route(contract.logState, (call) => reading(deps, call, (tx, reader) => stateOf(deps, tx, reader))),
    route(contract.startVerification, async ({ key, actor, at }) => {
      const [outcome] = await act(deps.door, start, [{ key, actor, at, body: {} }])
      if (!outcome) throw new Error('the door gave no outcome')
      return fromOutcome(outcome)
    }),
    route(contract.verificationResult, async (call) => {
      const job = await findLongJob(deps.door.pool, call.params.jobId)
      if (job?.kind !== verificationKind) return notFound()
      return reading(deps, call, async (tx, reader) =>
        answer(verificationJson(reader, job, await findVerification(tx, job.id))),
      )
    }),
    route(contract.administration, (call) =>
      reading(deps, call, async (tx, reader) => answer(await administrationPage(tx, reader, call.query))),
    ),
    route(contract.logEntries, (call) =>
      reading(deps, call, async (tx, reader) => answer(await entriesPage(tx, reader, call.query))),
    ),
    route(contract.entryProof, (call) =>
      reading(deps, call, (tx, reader) => proofOf(deps, tx, reader, call.params.number)),
    ),
    route(contract.logConsistency, (call) =>
      reading(deps, call, (tx) => continuationOf(tx, call.query.from)),
    ),
  ]
}

type AnyCall = HttpCall<unknown, unknown, unknown>

function reading(
  deps: AuditRouteDeps,
  call: AnyCall & { readonly at: Instant; readonly language: Language },
  work: (tx: Transaction, reader: LogReader) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const { actor, at: now, language } = call
  return readOnly(deps.door.pool, [actor], async (tx) => {
    const organisation = await organisationIn(tx, deps.organisation)
    return work(tx, { actor, language, now, zone: deps.zone, organisation })
  })
}

async function stateOf(deps: AuditRouteDeps, tx: Transaction, reader: LogReader): Promise<HttpAnswer> {
  return answer(
    stateJson(reader, {
      numbering: await loadNumbering(tx),
      checkpoint: await lastCheckpoint(tx),
      sinks: await loadSinks(tx.client),
      last: await lastVerification(tx),
      running: await findOpenJob(deps.door.pool, verificationKind),
    }),
  )
}

const pageSize = 50
const above = 2n ** 62n

type PageQuery = z.output<typeof contract.logEntries.query>

async function entriesPage(tx: Transaction, reader: LogReader, query: PageQuery) {
  const { objectId, cursor } = query
  const before = cursor === undefined ? above : BigInt(cursor[0])
  const filter = { objectId, onlyRefused: query.onlyRefused === 'yes', before, limit: pageSize + 1 }
  const found = await listEntries(tx, filter)
  const shown = found.slice(0, pageSize)
  const last = shown.at(-1)
  const rows = shown.map((entry) => entryJson(reader, entry))
  return found.length > pageSize && last
    ? { rows, next: contract.entryCursors.write([String(last.id)]) }
    : { rows }
}

async function proofOf(
  deps: AuditRouteDeps,
  tx: Transaction,
  reader: LogReader,
  number: number,
): Promise<HttpAnswer> {
  const checkpoint = await lastCheckpoint(tx)
  const size = Number(checkpoint?.size ?? 0n)
  if (!checkpoint || number >= size) return refused(refuse('audit.not_numbered_yet', { number }))
  const entry = await findByNumber(tx, number)
  if (!entry || !(await mayReadEntry(deps, tx, reader.actor, entry))) return notFound()
  const path = await pathOf(tx, number, size)
  const proof: ProofJson = {
    entry: entryJson(reader, entry),
    bytes: entry.bytes,
    leafHash: toHex(entry.hash),
    path: path.map(toHex),
    size,
    root: toHex(checkpoint.root),
    note: checkpoint.note,
    at: checkpoint.at,
  }
  return answer(proof)
}

/** Hashes only: what anybody may check who holds a checkpoint. */
async function continuationOf(tx: Transaction, from: number): Promise<HttpAnswer> {
  const checkpoint = await lastCheckpoint(tx)
  const size = Number(checkpoint?.size ?? 0n)
  if (!checkpoint || from > size) return refused(refuse('audit.beyond_checkpoint', { from, size }))
  const [path = []] = await continuations(tx, [from], size)
  const { root, note, at } = checkpoint
  return answer({ from, path: path.map(toHex), size, root: toHex(root), note, at })
}

/**
 * The bytes show reason and amounts: to those who audit, to whoever acted, and to whoever may see the
 * object.
 */
async function mayReadEntry(
  deps: AuditRouteDeps,
  tx: Transaction,
  actor: Actor,
  entry: ListedEntry,
): Promise<boolean> {
  if (entry.person_id === actor.personId || mayWith(actor, 'audit.entries', {}).can) return true
  return deps.mayRead(tx, actor, { type: entry.object_type, id: entry.object_id })
}
