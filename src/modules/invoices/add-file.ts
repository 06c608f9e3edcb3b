import { because } from '../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { rowAfter, updateRow } from '../../platform/act/rows.ts'
import { storeFile, type StoredFile } from '../../platform/files.ts'
import { mayWith } from '../access/index.ts'
import type { InvoiceDeps } from './deps.ts'
import {
  keyOf,
  sumsObjection,
  isSameFact,
  type FactName,
  type FactSource,
  type InvoiceFacts,
  type ReadInvoice,
  type SourcedFacts,
} from './domain.ts'
import type { StandingInvoice } from './objections.ts'
import { loadRedLetters, originalObjection, reversals, type RedLetters } from './red-letters.ts'
import { alertRow, factColumns, factsOfRow, fileRow, type BroughtFile, type Readings } from './rows.ts'
import { loadInvoices } from './store.ts'
import { invoiceTable, type InvoiceRow } from './tables.ts'

/** Another file of an invoice that is on record. */
export type AddFileBody = { readonly invoiceId: string; readonly file: BroughtFile }

type State = {
  readonly files: ReadonlyMap<string, StoredFile | Refusal>
  readonly invoices: Map<string, StandingInvoice>
  readonly red: RedLetters
}

type Added = { readonly invoiceId: string }

/** Adds files to invoices: an electronic original confirms what was typed, and takes its place. */
export function addInvoiceFile(
  deps: InvoiceDeps,
  readings: Readings,
  contents: ReadonlyMap<string, Buffer>,
): Command<AddFileBody, State, Added> {
  return {
    operation: 'invoices.add_file',
    load: async (tx, calls) => {
      const files = new Map<string, StoredFile | Refusal>()
      for (const { body, at } of calls) {
        const { digest } = body.file
        const [bytes, read] = [contents.get(digest), readings.get(digest)]
        if (bytes && read) files.set(digest, await storeFile(deps.files, tx, bytes, at, read.mediaType))
      }
      const invoices = await loadInvoices(
        tx,
        calls.map(({ body }) => body.invoiceId),
      )
      // The original of a red letter may be the first that says what it takes back.
      const standing = [...invoices.values()].flatMap(({ invoice }) => invoice.refers_to ?? [])
      const said = calls.flatMap(({ body }) => readings.get(body.file.digest)?.facts.refersTo ?? [])
      return { files, invoices, red: await loadRedLetters(tx, [...standing, ...said]) }
    },
    decide: (state, call) => decideAdd(deps, readings, state, call),
  }
}

function decideAdd(
  deps: InvoiceDeps,
  readings: Readings,
  state: State,
  { body, actor, at }: Call<AddFileBody>,
): Decision<Added> {
  const object = { type: 'invoice', id: body.invoiceId }
  const standing = state.invoices.get(body.invoiceId)
  if (!standing) return { refusal: refuse('platform.not_found'), object }
  const { invoice } = standing
  const owned = { ownerId: invoice.recorded_by, entityId: invoice.entity_id }
  const permission = mayWith(actor, 'invoices.add_file', owned)
  if (!permission.can) return { refusal: permission.refusal, object }
  const stored = state.files.get(body.file.digest)
  const read = readings.get(body.file.digest)
  if (!read || !stored || isRefusal(stored)) throw new Error('a file that cannot be read is refused before')
  const by = { personId: actor.personId, at }
  const file = { id: deps.newId('file'), name: body.file.name, readAs: read.readAs, stored }
  const confirmed = confirmedFacts(invoice, read, state.red)
  if (isRefusal(confirmed)) {
    const about = { invoiceId: invoice.id, entityId: invoice.entity_id, reason: 'facts_differ' } as const
    const detail = { digest: stored.digest, total: read.facts.total?.toString() ?? '' }
    const isLie = confirmed.code === 'invoices.original_differs'
    const changes = isLie
      ? [fileRow(invoice, file, by), alertRow(deps.newId('alert'), about, detail, by).change]
      : []
    return { refusal: confirmed, object, entityId: invoice.entity_id, changes }
  }
  const change = updateRow(invoiceTable, invoice, {
    ...factColumns(confirmed),
    ...(outranks(read.source, JSON.parse(invoice.sources).number) ? { file_digest: stored.digest } : {}),
  })
  const after = rowAfter(invoiceTable, change)
  state.invoices.set(invoice.id, { ...standing, invoice: after })
  return {
    answer: { invoiceId: invoice.id },
    object,
    entityId: invoice.entity_id,
    reason: because('invoices.brought', { as: read.readAs }),
    changes: [
      change,
      fileRow(invoice, file, by),
      ...reversals(deps, state.red, { before: invoice, after }, by),
    ],
  }
}

const ranks: readonly (FactSource | undefined)[] = [undefined, 'typed', 'qr', 'ofd', 'xml']

function outranks(one: FactSource | undefined, other: FactSource | undefined): boolean {
  return ranks.indexOf(one) > ranks.indexOf(other)
}

/** What a claim was judged by: an original that says it otherwise is not taken behind its back. */
const judged = ['sellerName', 'sellerTax', 'buyerName', 'buyerTax', 'items'] as const

function saysOther(stood: InvoiceFacts, said: InvoiceFacts): boolean {
  return judged.some((name) => {
    const [before, now] = [stood[name], said[name]]
    if (before === undefined || now === undefined) return false
    return name === 'items' ? !holdsAll(said.items, stood.items) : !isSameFact(name, before, now)
  })
}

/** Whether each name that was typed stands within one that the original has, which says more of it. */
function holdsAll(original: readonly string[] = [], typed: readonly string[] = []): boolean {
  return typed.every((name) => original.some((item) => item.includes(name.trim())))
}

/**
 * The facts of an invoice after another file of it was read: each from its best source. A file of another
 * invoice is refused, and so is one that says another total or day: then somebody typed, or printed, what
 * is not true.
 */
function confirmedFacts(invoice: InvoiceRow, read: ReadInvoice, red: RedLetters): SourcedFacts | Refusal {
  const { facts, sources } = factsOfRow(invoice)
  const said = read.facts
  if (said.number === undefined) return { facts, sources }
  if (said.number !== invoice.number || keyOf({ ...facts, ...said }) !== invoice.key)
    return refuse('invoices.file_of_another', { number: invoice.number, other: said.number })
  const isOther =
    (said.currency !== undefined && said.currency !== invoice.currency.trim()) ||
    (invoice.used_minor > 0n && saysOther(facts, said)) ||
    (said.total !== undefined && said.total !== invoice.total_minor) ||
    (said.issuedOn !== undefined && said.issuedOn !== invoice.issued_on) ||
    (said.net !== undefined && invoice.net_minor !== null && said.net !== invoice.net_minor)
  if (isOther) return refuse('invoices.original_differs', { number: invoice.number })
  const merged: Record<string, unknown> = { ...facts }
  const from: Partial<Record<FactName, FactSource>> = { ...sources }
  for (const name of Object.keys(said) as FactName[]) {
    if (read.source === undefined || !outranks(read.source, sources[name])) continue
    merged[name] = said[name]
    from[name] = read.source
  }
  const joined = { facts: merged as SourcedFacts['facts'], sources: from }
  if (sumsObjection(joined.facts)) return refuse('invoices.original_differs', { number: invoice.number })
  return originalObjection(red, joined.facts) ?? joined
}
