import { because } from '../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, rowAfter } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { storeFile, type StoredFile } from '../../platform/files.ts'
import { mayWith } from '../access/index.ts'
import { abroadNumber, alikeAlerts, alikeAmong } from './alike.ts'
import type { InvoiceDeps } from './deps.ts'
import { factsObjection, joinFacts, keyOf, type ReadInvoice, type SourcedFacts } from './domain.ts'
import { knownAlert, knownRefusal } from './known.ts'
import { loadRedLetters, originalObjection, reversals, takenBack, type RedLetters } from './red-letters.ts'
import { factColumns, fileRow, type BroughtFile, type Readings } from './rows.ts'
import { findAlike, findKnown, type AlikeInvoice, type KnownInvoice } from './store.ts'
import { invoiceTable } from './tables.ts'
import { factsTyped, type TypedFacts } from './typed.ts'

/** An invoice as somebody brings it: its file, and what they typed from it. */
export type RecordBody = { readonly entityId: string; readonly file: BroughtFile; readonly typed: TypedFacts }

type Recorded = { readonly invoiceId: string }

type State = {
  readonly files: ReadonlyMap<string, StoredFile | Refusal>
  readonly known: Map<string, KnownInvoice>
  readonly red: RedLetters
  /** Invoices from abroad with a number that is brought now. */
  readonly alike: AlikeInvoice[]
}

/** Records invoices; each number once in the group, whoever brings it. */
export function recordInvoice(deps: InvoiceDeps, readings: Readings, contents: ReadonlyMap<string, Buffer>) {
  const command: Command<RecordBody, State, Recorded> = {
    operation: 'invoices.record',
    load: (tx, calls) => loadForRecord(deps, tx, readings, contents, calls),
    decide: (state, call) => decideRecord(deps, readings, state, call),
    constraints: {
      // Somebody brought it between our look and our row.
      number_is_unique: ({ body, at }) => {
        const number = readingOf(readings, body.file).facts.number ?? body.typed.number ?? ''
        const refusal = refuse('invoices.number_known', { number, on: at.slice(0, 10) })
        return { refusal, object: { type: 'invoice', id: 'new' } }
      },
    },
  }
  return command
}

async function loadForRecord(
  deps: InvoiceDeps,
  tx: Transaction,
  readings: Readings,
  contents: ReadonlyMap<string, Buffer>,
  calls: readonly Call<RecordBody>[],
): Promise<State> {
  const files = new Map<string, StoredFile | Refusal>()
  for (const { body, at } of calls) {
    const { digest } = body.file
    const bytes = contents.get(digest)
    const read = readings.get(digest)
    if (bytes && read && !files.has(digest))
      files.set(digest, await storeFile(deps.files, tx, bytes, at, read.mediaType))
  }
  const facts = calls.flatMap(({ body }) => {
    const joined = joinedOf(readings, body)
    return isRefusal(joined) ? [] : [joined.facts]
  })
  const keys = facts.map(keyOf)
  const red = await loadRedLetters(tx, [...keys, ...facts.flatMap(({ refersTo }) => refersTo ?? [])])
  const alike = await findAlike(
    tx,
    facts.flatMap((one) => abroadNumber(one) ?? []),
  )
  return { files, red, alike, known: await findKnown(tx, keys) }
}

function joinedOf(readings: Readings, { file, typed }: RecordBody): SourcedFacts | Refusal {
  return joinFacts(readingOf(readings, file), factsTyped(typed))
}

function readingOf(readings: Readings, { digest }: BroughtFile): ReadInvoice {
  const read = readings.get(digest)
  if (!read) throw new Error('a file that cannot be read is refused before')
  return read
}

function decideRecord(
  deps: InvoiceDeps,
  readings: Readings,
  state: State,
  call: Call<RecordBody>,
): Decision<Recorded> {
  const { body, actor, at } = call
  const id = deps.newId('invoice')
  const object = { type: 'invoice', id }
  const permission = mayWith(actor, 'invoices.record', { entityId: body.entityId })
  if (!permission.can) return { refusal: permission.refusal, object }
  const joined = joinedOf(readings, body)
  if (isRefusal(joined)) return { refusal: joined, object }
  const objection = factsObjection(joined, deps.dayAt(at)) ?? originalObjection(state.red, joined.facts)
  if (objection) return { refusal: objection, object }
  const known = state.known.get(keyOf(joined.facts))
  if (known) {
    const brought = { entityId: body.entityId, facts: joined.facts, digest: body.file.digest }
    const alert = knownAlert(deps, known, brought, { personId: actor.personId, at })
    const refusal = knownRefusal(known, brought)
    return { refusal, object: { type: 'invoice', id: known.id }, entityId: body.entityId, changes: alert }
  }
  const stored = state.files.get(body.file.digest)
  if (!stored || isRefusal(stored)) return { refusal: stored ?? refuse('platform.file_empty'), object }
  const columns = factColumns(joined)
  const invoice = insertRow(invoiceTable, {
    id,
    entity_id: body.entityId,
    ...columns,
    file_digest: stored.digest,
    check_state: 'unchecked',
    used_minor: 0n,
    reversed_minor: takenBack(state.red, { id, ...columns }),
    recorded_by: actor.personId,
    recorded_at: at,
  })
  const row = rowAfter(invoiceTable, invoice)
  state.known.set(row.key, { ...row })
  state.red.originals.set(row.key, row)
  const among = alikeAmong(state.alike, row.key, joined.facts)
  state.alike.push(row)
  const brought = { id, entityId: body.entityId, total: row.total_minor, digest: body.file.digest }
  const read = readingOf(readings, body.file)
  const by = { personId: actor.personId, at }
  const file = { id: deps.newId('file'), name: body.file.name, readAs: read.readAs, stored }
  return {
    answer: { invoiceId: id },
    object,
    entityId: body.entityId,
    reason: because('invoices.brought', { as: read.readAs }),
    changes: [
      invoice,
      fileRow(row, file, by),
      ...reversals(deps, state.red, { after: row }, by),
      ...alikeAlerts(deps, among, brought, by),
    ],
  }
}
