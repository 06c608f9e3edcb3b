import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, rowAfter, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { storeFile, type StoredFile } from '../../platform/files.ts'
import { mayWith } from '../access/index.ts'
import type { InvoiceDeps } from './deps.ts'
import type { StandingInvoice } from './objections.ts'
import { alertRow, fileRow, type BroughtFile } from './rows.ts'
import { loadInvoices } from './store.ts'
import { invoiceTable, officialCheckTable, type InvoiceRow } from './tables.ts'

/** What the service of the tax authority said, when it was asked, and the file that proves it. */
export type CheckBody = {
  readonly invoiceId: string
  readonly result: 'matches' | 'differs' | 'not_found' | 'voided' | 'reversed'
  readonly checkedOn: LocalDate
  readonly note: string
  readonly proof?: BroughtFile | undefined
}

type State = {
  readonly invoices: Map<string, StandingInvoice>
  readonly files: ReadonlyMap<string, StoredFile | Refusal>
}

type Checked = { readonly invoiceId: string }

/**
 * Records official checks. A negative one opens an alert and stops every use; a later good one sets the state
 * right, and the alert stays for compliance to answer.
 */
export function checkInvoice(
  deps: InvoiceDeps,
  contents: ReadonlyMap<string, Buffer>,
): Command<CheckBody, State, Checked> {
  return {
    operation: 'invoices.check',
    load: async (tx, calls) => {
      const files = new Map<string, StoredFile | Refusal>()
      for (const { body, at } of calls) {
        const bytes = body.proof && contents.get(body.proof.digest)
        if (body.proof && bytes) files.set(body.proof.digest, await storeFile(deps.files, tx, bytes, at))
      }
      const ids = calls.map(({ body }) => body.invoiceId)
      return { files, invoices: await loadInvoices(tx, ids) }
    },
    decide: (state, call) => decideCheck(deps, state, call),
  }
}

function decideCheck(deps: InvoiceDeps, state: State, call: Call<CheckBody>): Decision<Checked> {
  const { body, actor, at } = call
  const object = { type: 'invoice', id: body.invoiceId }
  const standing = state.invoices.get(body.invoiceId)
  if (!standing) return { refusal: refuse('platform.not_found'), object }
  const { invoice } = standing
  const permission = mayWith(actor, 'invoices.check', { entityId: invoice.entity_id })
  if (!permission.can) return { refusal: permission.refusal, object }
  const proof = body.proof && state.files.get(body.proof.digest)
  if (isRefusal(proof)) return { refusal: proof, object }
  const refusal = checkObjection(invoice, actor.personId, body.checkedOn, deps.dayAt(at))
  if (refusal) return { refusal, object }
  const isGood = body.result === 'matches'
  const change = updateRow(invoiceTable, invoice, { check_state: isGood ? 'good' : 'bad' })
  state.invoices.set(invoice.id, { ...standing, invoice: rowAfter(invoiceTable, change) })
  const checked = insertRow(officialCheckTable, {
    id: deps.newId('document'),
    entity_id: invoice.entity_id,
    invoice_id: invoice.id,
    result: body.result,
    note: body.note,
    proof_digest: proof?.digest ?? null,
    checked_on: body.checkedOn,
    checked_by: actor.personId,
    recorded_at: at,
  })
  return {
    answer: { invoiceId: invoice.id },
    object,
    entityId: invoice.entity_id,
    reason: body.note,
    note: { result: body.result },
    changes: [change, checked, ...besides(deps, invoice, call, proof)],
  }
}

/** Whoever brought an invoice does not say themselves that it is good. */
function checkObjection(
  invoice: InvoiceRow,
  personId: string,
  checkedOn: LocalDate,
  today: LocalDate,
): Refusal | undefined {
  if (invoice.recorded_by === personId) return refuse('invoices.own_check', { number: invoice.number })
  if (checkedOn > today) return refuse('invoices.checked_later', { day: checkedOn }, '/body/checkedOn')
  return undefined
}

function besides(
  deps: InvoiceDeps,
  invoice: InvoiceRow,
  { body, actor, at }: Call<CheckBody>,
  stored: StoredFile | undefined,
): RowChange[] {
  const by = { personId: actor.personId, at }
  const name = body.proof?.name ?? ''
  const file = stored ? [fileRow(invoice, { id: deps.newId('file'), name, readAs: 'proof', stored }, by)] : []
  if (body.result === 'matches') return file
  const about = { invoiceId: invoice.id, entityId: invoice.entity_id, reason: 'check_negative' } as const
  return [...file, alertRow(deps.newId('alert'), about, { result: body.result }, by).change]
}
