import { hash } from 'node:crypto'
import type { Pool } from 'pg'
import * as contract from '../../../contract/tax.ts'
import type { IdKind } from '../../../kernel/id.ts'
import { actAlone, type Door } from '../../../platform/act/act.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { answer, forbidden, fromOutcome, type HttpAnswer } from '../../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../../platform/http/route.ts'
import { mayWith } from '../../access/index.ts'
import type { RequestDeps } from '../../requests/index.ts'
import { chargeTax } from './charge.ts'
import { digestOf, recordTaxFile, workbookOf, type Taken } from './file.ts'
import { scheduleJson } from './present.ts'
import { readYearAt, type ReadYear } from './read-year.ts'
import { setTaxYear } from './set-year.ts'

/** What the routes of taxes are made with; filled in `app`. */
export type TaxRouteDeps = {
  readonly door: Door
  readonly pool: Pool
  readonly newId: (kind: IdKind) => string
  readonly requests: Pick<RequestDeps, 'organisation' | 'policy' | 'dayOf'>
}

type Asked = HttpCall<{ readonly year: number }, { readonly entityId: string }, unknown>

/** The routes of the yearly tax schedule. */
export function taxRoutes(deps: TaxRouteDeps): Route[] {
  return [
    route(contract.taxSchedule, (call) =>
      onYear(deps, call, 'payments.tax_schedule', async (tx, read) =>
        answer(await scheduleJson(tx, call, call.query, read)),
      ),
    ),
    route(contract.setTaxYear, async ({ key, actor, at, params, body }) => {
      const call = { key, actor, at, body: { ...body, ...params } }
      return fromOutcome(await actAlone(deps.door, setTaxYear(deps.requests), call))
    }),
    route(contract.chargeTax, async ({ key, actor, at, body }) => {
      const command = chargeTax({ ...deps.requests, newId: deps.newId })
      return fromOutcome(await actAlone(deps.door, command, { key, actor, at, body }))
    }),
    route(contract.taxFile, async (call) => {
      const made = await onYear(deps, call, 'payments.tax_file', async (tx, read) => ({
        kind: 'bytes' as const,
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        fileName: `tax-${String(call.params.year)}.xlsx`,
        bytes: await workbookOf(tx, read, call.language),
      }))
      if (made.kind !== 'bytes' || !Buffer.isBuffer(made.bytes)) return made
      await noteTaken(deps, call, made.bytes)
      return made
    }),
  ]
}

/** Nobody takes a file away without its entry in the log. */
async function noteTaken(
  deps: TaxRouteDeps,
  { actor, at, params, query }: Asked & { readonly query: { readonly reason: string } },
  bytes: Buffer,
): Promise<void> {
  const digest = digestOf(bytes)
  const body = { year: params.year, entityId: query.entityId, digest, reason: query.reason }
  const call = { key: keyOf(body, at), actor, at, body }
  const noted = await actAlone(deps.door, recordTaxFile(), call)
  if (noted.kind !== 'done') throw new Error('a tax schedule was taken away without its entry')
}

/** The same file taken twice at one moment for one reason is one act; for two reasons it is two. */
function keyOf({ year, entityId, digest, reason }: Taken, at: string): string {
  return hash('sha256', JSON.stringify(['tax-file', year, entityId, digest, reason, at]))
}

async function onYear(
  deps: TaxRouteDeps,
  { actor, at, params, query }: Asked,
  operation: string,
  work: (tx: Transaction, read: ReadYear) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const { entityId } = query
  const permission = mayWith(actor, operation, { entityId })
  if (!permission.can) return forbidden(permission.refusal)
  return readOnly(deps.pool, [actor], async (tx) =>
    work(tx, await readYearAt(deps.requests, tx, { entityId, year: params.year, at })),
  )
}
