import { hash } from 'node:crypto'
import type { Pool } from 'pg'
import { invoiceBuyers, stateInvoiceBuyer } from '../../contract/invoice-buyers.ts'
import * as contract from '../../contract/invoices.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import { act, type Door } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { readStoredFile } from '../../platform/files.ts'
import { answer, fromOutcome, notFound, refused, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route, type UploadedFile } from '../../platform/http/route.ts'
import { addInvoiceFile } from './add-file.ts'
import { answerAlert } from './answer-alert.ts'
import { correctInvoice } from './correct.ts'
import type { InvoiceDeps } from './deps.ts'
import type { ReadInvoice } from './domain.ts'
import { checkInvoice } from './official-check.ts'
import { detailOf } from './detail.ts'
import { alertsOf, findSeen, listOf, readViewWithKnown, type InvoiceReader } from './queries.ts'
import { readInvoice } from './readers/read-invoice.ts'
import { recordReading } from './record-reading.ts'
import { recordInvoice } from './record.ts'
import type { BroughtFile } from './rows.ts'
import { stateBuyer } from './state-buyer.ts'
import { loadBuyers, loadInvoiceFiles } from './store.ts'
import { run } from '../../platform/http/act-on.ts'
import { unreadable } from './unreadable.ts'

/** What the routes of invoices are made with; filled in `app`. */
export type InvoiceRouteDeps = InvoiceDeps & { readonly door: Door; readonly pool: Pool }

type AnyCall = HttpCall<unknown, unknown, unknown>

/** The routes of invoices. */
export function invoiceRoutes(deps: InvoiceRouteDeps): Route[] {
  return [...bringRoutes(deps), ...readRoutes(deps), ...workRoutes(deps)]
}

function bringRoutes(deps: InvoiceRouteDeps): Route[] {
  return [
    route(contract.readInvoiceFile, async (call) => {
      const brought = await broughtBy(call.files)
      if (isRefusal(brought)) return refused(brought)
      const { actor, language } = call
      return answer(
        await readOnly(deps.pool, [actor], (tx) => readViewWithKnown(tx, actor, brought.read, language)),
      )
    }),
    route(contract.recordInvoice, async (call) => {
      const brought = await broughtBy(call.files)
      const { entityId, ...typed } = call.body
      if (isRefusal(brought))
        return run(deps, unreadable('invoices.record', brought), call, { entityId, typed })
      const { readings, contents, file } = brought
      return run(deps, recordInvoice(deps, readings, contents), call, { entityId, file, typed })
    }),
    route(contract.addInvoiceFile, async (call) => {
      const brought = await broughtBy(call.files)
      const { invoiceId } = call.params
      if (isRefusal(brought))
        return run(deps, unreadable('invoices.add_file', brought, invoiceId), call, { invoiceId })
      const { readings, contents, file } = brought
      const body = { invoiceId, file }
      return run(deps, addInvoiceFile(deps, readings, contents), call, body)
    }),
    route(contract.correctInvoice, (call) => {
      const { reason, ...typed } = call.body
      return run(deps, correctInvoice(deps), call, { ...call.params, reason, typed })
    }),
  ]
}

function readRoutes(deps: InvoiceRouteDeps): Route[] {
  const reading = <T>(call: AnyCall, work: (tx: Transaction, reader: InvoiceReader) => Promise<T>) =>
    readOnly(deps.pool, [call.actor], async (tx) => {
      const organisation = await deps.organisation(tx)
      return work(tx, { actor: call.actor, organisation, language: call.language })
    })
  return [
    route(contract.invoices, async (call) =>
      answer(await reading(call, (tx, reader) => listOf(tx, reader, call.query))),
    ),
    route(contract.invoiceDetail, async (call) => {
      const found = await reading(call, (tx, reader) => detailOf(tx, reader, call.params.invoiceId))
      return found ? answer(found) : notFound()
    }),
    route(contract.invoiceAlerts, async (call) => {
      const { open, after } = call.query
      const page = { isOpen: open === undefined ? undefined : open === 'yes', after }
      return answer(await reading(call, (tx, reader) => alertsOf(tx, reader, page)))
    }),
    route(invoiceBuyers, async (call) => {
      const rows = await reading(call, (tx) => loadBuyers(tx, call.actor.entityIds))
      const items = [...rows.values()].map((row) => ({
        entityId: row.entity_id,
        title: row.title,
        taxNumber: row.tax_number,
      }))
      return answer({ items })
    }),
    route(contract.invoiceFile, (call) => fileOf(deps, call)),
  ]
}

async function fileOf(
  deps: InvoiceRouteDeps,
  call: HttpCall<{ readonly invoiceId: string; readonly fileId: string }, unknown, unknown>,
): Promise<HttpAnswer> {
  const { actor, at, params } = call
  const found = await readOnly(deps.pool, [actor], async (tx) => {
    if (!(await findSeen(tx, actor, params.invoiceId))) return undefined
    const files = (await loadInvoiceFiles(tx, [params.invoiceId])).get(params.invoiceId) ?? []
    const file = files.find(({ id }) => id === params.fileId)
    const bytes = file && (await readStoredFile(deps.files, tx, file.digest))
    return file && bytes ? { file, bytes } : undefined
  })
  if (!found) return notFound()
  const { digest, entity_id: entityId, media_type: mediaType, name: fileName } = found.file
  const body = { ...params, digest, entityId }
  const key = `reading-${params.fileId}-${actor.personId}-${at}`
  const [outcome] = await act(deps.door, recordReading, [{ key, actor, at, body }])
  if (!outcome) throw new Error('the door gave no outcome')
  return outcome.kind === 'done'
    ? { kind: 'bytes', mediaType, fileName, bytes: found.bytes }
    : fromOutcome(outcome)
}

function workRoutes(deps: InvoiceRouteDeps): Route[] {
  return [
    route(contract.checkInvoice, async (call) => {
      const [first, ...more] = call.files
      if (more.length > 0) return refused(refuse('invoices.file_needed', { count: call.files.length }))
      const proof = first && { name: first.name, digest: hash('sha256', first.bytes) }
      const contents = new Map(first && proof ? [[proof.digest, first.bytes]] : [])
      return run(deps, checkInvoice(deps, contents), call, { ...call.params, ...call.body, proof })
    }),
    route(contract.answerInvoiceAlert, (call) =>
      run(deps, answerAlert, call, { ...call.params, ...call.body }),
    ),
    route(stateInvoiceBuyer, (call) => run(deps, stateBuyer(deps), call, call.body)),
  ]
}

type Brought = {
  readonly file: BroughtFile
  readonly read: ReadInvoice
  readonly readings: ReadonlyMap<string, ReadInvoice>
  readonly contents: ReadonlyMap<string, Buffer>
}

/**
 * Reads the one file of a call before the write door: reading may take a moment, and no lock waits for
 * it.
 */
async function broughtBy(files: readonly UploadedFile[]): Promise<Brought | Refusal> {
  const [first] = files
  if (!first || files.length > 1) return refuse('invoices.file_needed', { count: files.length })
  const read = await readInvoice(first.bytes)
  if (isRefusal(read)) return read
  const file = { name: first.name, digest: hash('sha256', first.bytes) }
  return {
    file,
    read,
    readings: new Map([[file.digest, read]]),
    contents: new Map([[file.digest, first.bytes]]),
  }
}
