import { z } from 'zod'
import type { exportRegister } from '../../contract/register.ts'
import { registerTotals } from '../../contract/register.ts'
import { refuse, isRefusal, type Refusal } from '../../kernel/refusal.ts'
import type { IdKind } from '../../kernel/id.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command } from '../../platform/act/command.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { addLongJob, longJobQueue } from '../../platform/jobs/long-job.ts'
import { dayFor, type Organisation } from '../access/index.ts'
import { selectionOf, type AskedFilters } from './selection.ts'
import { sightOf } from './sight.ts'
import { countUpTo } from './store-register.ts'

/** What exports are started with; filled in `app`. */
export type ExportDeps = {
  readonly newId: (kind: IdKind) => string
  readonly organisation: (tx: Transaction) => Promise<Organisation>
}

/** The kind of the long job that writes the file. */
export const exportKindName = 'register_export'

/** The most rows of one file: about 10 MB, which every spreadsheet opens. More is asked for in parts. */
export const exportRowsMax = 50_000

/** What the long job reads: the question, and who asked it with which reach at that moment. */
export const exportInput = z.object({
  filters: z.record(z.string(), z.string()),
  format: z.enum(['csv', 'xlsx']),
  reason: z.string(),
  person: z.object({
    personId: z.string(),
    accountId: z.string(),
    roles: z.array(z.string()),
    entityIds: z.array(z.string()),
    roleEntities: z.record(z.string(), z.array(z.string())).default({}),
    language: z.enum(['zh-CN', 'en']),
  }),
  total: z.int(),
  askedAt: z.string(),
})

export type ExportInput = z.output<typeof exportInput>

type ExportBody = z.output<typeof exportRegister.body>
type Prepared = { readonly jobId: string; readonly total: number } | { readonly refusal: Refusal }
type State = ReadonlyMap<Call<ExportBody>, Prepared>

/**
 * Starts an export: counts the selection, makes the visible job and enqueues it. The log keeps who asks, the
 * filters and the reason; a second entry follows with the digest of the file.
 */
export function startExport(deps: ExportDeps): Command<ExportBody, State, { jobId: string }> {
  return {
    operation: 'benefits.export',
    load: async (tx, calls) => {
      const state = new Map<Call<ExportBody>, Prepared>()
      for (const call of calls) state.set(call, await prepare(deps, tx, call))
      return state
    },
    decide: (state, call) => {
      const prepared = state.get(call)
      const { filters, format, reason } = call.body
      if (!prepared || 'refusal' in prepared) {
        const refusal = prepared?.refusal ?? refuse('platform.not_found')
        return { refusal, object: { type: 'export', id: 'none' }, note: { filters, format } }
      }
      const { jobId, total } = prepared
      return {
        answer: { jobId },
        object: { type: 'export', id: jobId },
        changes: [],
        reason,
        note: { filters, format, rows: total },
        jobs: [{ queue: longJobQueue, data: { id: jobId } }],
      }
    },
  }
}

async function prepare(deps: ExportDeps, tx: Transaction, call: Call<ExportBody>): Promise<Prepared> {
  const { body, actor, at } = call
  const asked = readFilters(body.filters)
  if (isRefusal(asked)) return { refusal: asked }
  const organisation = await deps.organisation(tx)
  const { filter, sight } = await whatIsExported(tx, organisation, actor, asked, at)
  const total = await countUpTo(tx, filter, sight, exportRowsMax + 1)
  if (total > exportRowsMax) return { refusal: refuse('benefits.export_too_large', { limit: exportRowsMax }) }
  const jobId = deps.newId('job')
  const { personId, accountId, roles, entityIds, language } = actor
  const roleEntities = actor.roleEntities ?? {}
  const person = { personId, accountId, roles, entityIds, roleEntities, language }
  const { filters, format, reason } = body
  const input = { filters, format, reason, person, total, askedAt: at }
  if (!tx.isReadOnly) {
    await addLongJob(tx, { id: jobId, kind: exportKindName, startedBy: personId, entityIds, input, now: at })
  }
  return { jobId, total }
}

/**
 * The filters of an export as the register reads them from the URL; the first one that cannot be read is
 * named.
 */
export function readFilters(filters: Readonly<Record<string, string>>): AskedFilters | Refusal {
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''))
  const read = registerTotals.query.safeParse(given)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const name = unknown ?? String(issue?.path[0] ?? '')
  return refuse('benefits.export_filter_wrong', { name }, '/body/filters')
}

/** The rows of an export: the selection as of that moment, within what the reader may export. */
export async function whatIsExported(
  tx: Transaction,
  organisation: Organisation,
  actor: Actor,
  asked: AskedFilters,
  at: Instant,
) {
  const today = dayFor(organisation, actor.personId, at)
  return {
    today,
    filter: await selectionOf(tx, asked, today),
    sight: sightOf(actor, organisation, today, 'benefits.export'),
  }
}
