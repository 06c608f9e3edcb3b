import type { z } from 'zod'
import {
  invoiceAlertCursors,
  invoiceCursors,
  type invoiceAlerts,
  type invoices,
  type readInvoiceFile,
} from '../../contract/invoices.ts'
import { money, toDecimal, toMoneyJson } from '../../kernel/money.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { invoicesTexts, sayInvoice } from '../../texts/invoices.ts'
import { fill, type Language, type Sentence } from '../../texts/text.ts'
import { entitiesFor, mayWith, nameOf, type Organisation } from '../access/index.ts'
import {
  isFromOriginal,
  keyOf,
  neededFacts,
  type FactName,
  type ReadInvoice,
  type SourcedFacts,
} from './domain.ts'
import { leftOf, type StandingInvoice } from './objections.ts'
import { factsOfRow } from './rows.ts'
import { findKnown, loadInvoices } from './store.ts'
import { listAlerts, listInvoices, type AlertPage, type InvoicePage } from './store-list.ts'
import type { InvoiceRow } from './tables.ts'

/** Who reads invoices, and in which language. */
export type InvoiceReader = {
  readonly actor: Actor
  readonly organisation: Organisation
  readonly language: Language
}

type ReadView = z.output<typeof readInvoiceFile.answer>

/** The same with the invoice as it stands on record, where the reader may see it. */
export async function readViewWithKnown(
  tx: Transaction,
  actor: Actor,
  read: ReadInvoice,
  language: Language,
): Promise<ReadView> {
  const view = readView(read, language)
  if (read.facts.number === undefined) return view
  const key = keyOf(read.facts)
  const known = (await findKnown(tx, [key])).get(key)
  const standing = known && (await findSeen(tx, actor, known.id))
  if (!standing) return view
  return { ...view, known: { invoiceId: standing.invoice.id, left: toMoneyJson(leftOf(standing.invoice)) } }
}

/** What a file says, before anything is kept: the facts in words, and what has to be typed. */
export function readView(read: ReadInvoice, language: Language): ReadView {
  const sources = Object.fromEntries(Object.keys(read.facts).map((name) => [name, read.source ?? 'typed']))
  const missing = neededFacts.filter((name) => read.facts[name] === undefined)
  return {
    readAs: read.readAs,
    readWord: sayInvoice(`read.${read.readAs}`, language),
    facts: factLines({ facts: read.facts, sources }, language),
    ...(read.facts.total === undefined
      ? {}
      : { total: toMoneyJson(money(read.facts.currency ?? 'CNY', read.facts.total)) }),
    missing: missing.map((name) => ({ name, word: sayInvoice(`fact.${name}`, language) })),
    ...(read.unread === undefined ? {} : { unread: sayInvoice(`unread.${read.unread}`, language) }),
  }
}

/** The facts in the reader's words, each with its source. */
export function factLines({ facts, sources }: SourcedFacts, language: Language): ReadView['facts'] {
  return (Object.entries(facts) as [FactName, unknown][])
    .filter(([name]) => name !== 'discount')
    .map(([name, value]) => {
      const source = sources[name] ?? 'typed'
      return {
        name,
        word: sayInvoice(`fact.${name}`, language),
        text: textOf(name, value, facts.currency, language),
        source,
        sourceWord: sayInvoice(`source.${source}`, language),
      }
    })
}

function textOf(name: FactName, value: unknown, currency: string | undefined, language: Language): string {
  if (typeof value === 'bigint') return toDecimal(money(currency ?? 'CNY', value))
  if (Array.isArray(value)) return value.join(sayInvoice('separator', language))
  return name === 'kind' ? wordOf(`kind.${String(value)}`, language) : String(value)
}

/** A word that the database holds the list of; one without words keeps its identifier. */
export function wordOf(key: string, language: Language): string {
  const words: Readonly<Record<string, Sentence | undefined>> = invoicesTexts
  const word = words[key]
  return word ? fill(word, language) : key
}

type List = z.output<typeof invoices.answer>
type Line = List['items'][number]

const pageSize = 50

/** Invoices that the reader brought, or whose entity they watch over, the newest first. */
export async function listOf(
  tx: Transaction,
  { actor, language }: InvoiceReader,
  page: Omit<InvoicePage, 'limit'>,
): Promise<List> {
  const sight = { personId: actor.personId, entityIds: entitiesFor(actor, 'invoices.list') }
  const rows = await listInvoices(tx, sight, { ...page, limit: pageSize + 1 })
  const shown = rows.slice(0, pageSize)
  const standings = await loadInvoices(
    tx,
    shown.map((row) => row.id),
  )
  const last = shown.at(-1)
  return {
    items: shown.flatMap((row) => {
      const standing = standings.get(row.id)
      return standing ? [lineOf(standing, language)] : []
    }),
    ...(rows.length > pageSize && last
      ? { next: invoiceCursors.write({ on: last.issued_on, id: last.id }) }
      : {}),
  }
}

/** What a list says of an invoice. */
export function lineOf({ invoice, alerts }: StandingInvoice, language: Language): Line {
  // The database holds the list of states, so the text is one of them.
  const check = invoice.check_state as Line['check']
  return {
    invoiceId: invoice.id,
    number: invoice.number,
    ...(invoice.code === null ? {} : { code: invoice.code }),
    ...(invoice.seller_name === null ? {} : { seller: invoice.seller_name }),
    issuedOn: invoice.issued_on,
    total: toMoneyJson(money(invoice.currency, invoice.total_minor)),
    left: toMoneyJson(leftOf(invoice)),
    check,
    checkWord: sayInvoice(`check.${check}`, language),
    isFromOriginal: isFromOriginal(factsOfRow(invoice).sources),
    hasOpenAlert: alerts.some((alert) => alert.answer === null),
  }
}

/** The invoice for a reader who may see it; undefined for everybody else. */
export async function findSeen(
  tx: Transaction,
  actor: Actor,
  invoiceId: string,
): Promise<StandingInvoice | undefined> {
  const standing = (await loadInvoices(tx, [invoiceId])).get(invoiceId)
  return standing && maySee(actor, standing.invoice) ? standing : undefined
}

/** Whether a reader may open an invoice: whoever brought it, and those who watch over its entity. */
export function maySee(
  actor: Actor,
  { recorded_by: ownerId, entity_id: entityId }: Pick<InvoiceRow, 'recorded_by' | 'entity_id'>,
): boolean {
  return mayWith(actor, 'invoices.detail', { ownerId, entityId }).can
}

type Alerts = z.output<typeof invoiceAlerts.answer>

/** The alerts of the entities that the reader watches over, the newest first. */
export async function alertsOf(
  tx: Transaction,
  { actor, organisation, language }: InvoiceReader,
  page: Omit<AlertPage, 'limit'>,
): Promise<Alerts> {
  const entityIds = entitiesFor(actor, 'invoices.alerts')
  const rows = await listAlerts(tx, entityIds, { ...page, limit: pageSize + 1 })
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  const person = (personId: string) => {
    const found = organisation.people.get(personId)
    return found ? nameOf(found, language) : personId
  }
  return {
    items: shown.map((row) => ({
      alertId: row.id,
      invoiceId: row.invoice_id,
      reason: row.reason,
      word: wordOf(`alert.${row.reason}`, language),
      raisedBy: person(row.raised_by),
      raisedAt: row.raised_at,
      ...(row.answer === null ? {} : { answer: row.answer }),
      ...(row.answered_by === null ? {} : { answeredBy: person(row.answered_by) }),
    })),
    ...(rows.length > pageSize && last
      ? { next: invoiceAlertCursors.write({ at: last.raised_at, id: last.id }) }
      : {}),
  }
}
