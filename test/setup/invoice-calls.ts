import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { homeZone } from '../../src/app/world.ts'
import { isRefusal, type Refusal } from '../../src/kernel/refusal.ts'
import { dayIn } from '../../src/kernel/time.ts'
import {
  invoiceRoutes,
  loadInvoices,
  useInvoice,
  type StandingInvoice,
} from '../../src/modules/invoices/index.ts'
import { inTransaction, readOnly } from '../../src/platform/db/in-transaction.ts'
import type { UploadedFile } from '../../src/platform/http/route.ts'
import type { Company } from './company-on.ts'
import { requestCalls, type Called, type RequestCalls, type Who } from './request-calls.ts'

/** Operations of invoices, called as the server does in the name of people of the company. */
export type InvoiceCalls = Pick<RequestCalls, 'call' | 'good' | 'codeOf' | 'close'> & {
  /** What a call of `invoices.record` carries, in the first entity. */
  readonly brought: (file: UploadedFile, typed?: object) => Called
  /** Records an invoice and gives its id. */
  readonly record: (who: Who, bytes: Buffer, typed?: object) => Promise<string>
  readonly standing: (invoiceId: string) => Promise<StandingInvoice>
  /** Uses a part of it, as a claim would. */
  readonly use: (invoiceId: string, lineId: string, minor: bigint) => Promise<Refusal | undefined>
  /** The reasons of the alerts on an invoice, oldest first. */
  readonly alertsOn: (invoiceId: string) => Promise<string[]>
  /** The alert on this invoice that nobody has answered. */
  readonly openAlert: (invoiceId: string) => Promise<string>
}

/** Calls on a company's own database, with a folder for its files. */
export function invoiceCalls(company: Company): InvoiceCalls {
  const { world } = company
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-invoices-'))
  const routes = invoiceRoutes({
    door: world.door,
    pool: world.pool,
    newId: world.newId,
    organisation: world.requests.organisation,
    dayAt: (at) => dayIn(homeZone, at),
    files: { ...world.files, folder },
  })
  const calls = requestCalls(company, routes)
  const brought = (file: UploadedFile, typed: object = {}): Called => ({
    body: { entityId: company.founded.entities['suzhou'], ...typed },
    files: [file],
  })
  const actor = company.actor('finance')
  const standing = async (invoiceId: string) => {
    const found = await readOnly(world.pool, [actor], (tx) => loadInvoices(tx, [invoiceId]))
    const one = found.get(invoiceId)
    if (!one) throw new Error(`no invoice ${invoiceId}`)
    return one
  }
  return {
    ...calls,
    brought,
    standing,
    record: async (who, bytes, typed) => {
      const done = await calls.good(who, 'invoices.record', brought({ name: 'invoice', bytes }, typed))
      return String(done['invoiceId'])
    },
    use: async (invoiceId, lineId, minor) => {
      const amount = { currency: 'CNY', minor }
      const found = await inTransaction(world.pool, [actor], (tx) => loadInvoices(tx, [invoiceId]))
      const one = found.get(invoiceId)
      if (!one) throw new Error(`no invoice ${invoiceId}`)
      const used = useInvoice(one, {
        id: world.newId('invoiceUse'),
        for: { type: 'claim_line', id: lineId },
        amount,
        personId: actor.personId,
        at: world.now(),
      })
      if (isRefusal(used)) return used
      await company.store(used.changes)
      return undefined
    },
    alertsOn: async (invoiceId) => (await standing(invoiceId)).alerts.map(({ reason }) => reason),
    openAlert: async (invoiceId) => {
      const open = (await standing(invoiceId)).alerts.find(({ answer }) => answer === null)
      if (!open) throw new Error('no open alert')
      return open.id
    },
    close: () => {
      calls.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
