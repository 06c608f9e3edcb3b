import type { z } from 'zod'
import type { invoiceDetail } from '../../contract/invoices.ts'
import { money, toMoneyJson } from '../../kernel/money.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { sayInvoice } from '../../texts/invoices.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import type { Language } from '../../texts/text.ts'
import { nameOf } from '../access/index.ts'
import { correctObjection } from './correct.ts'
import { trustObjections, type StandingInvoice } from './objections.ts'
import { factLines, findSeen, lineOf, maySee, wordOf, type InvoiceReader } from './queries.ts'
import { factsOfRow } from './rows.ts'
import { listTied, loadChecks, loadInvoiceFiles } from './store.ts'
import type { InvoiceRow } from './tables.ts'
import { openToTyping } from './typed.ts'

type Detail = z.output<typeof invoiceDetail.answer>

/** One invoice with everything that stands beside it; undefined for whoever may not see it. */
export async function detailOf(
  tx: Transaction,
  reader: InvoiceReader,
  invoiceId: string,
): Promise<Detail | undefined> {
  const standing = await findSeen(tx, reader.actor, invoiceId)
  if (!standing) return undefined
  const { organisation, language } = reader
  const { invoice } = standing
  const entity = organisation.entities.get(invoice.entity_id)
  return {
    ...lineOf(standing, language),
    version: invoice.version,
    entity: entity ? nameOf(entity, language) : invoice.entity_id,
    recordedBy: personIn(reader)(invoice.recorded_by),
    recordedAt: invoice.recorded_at,
    facts: factLines(factsOfRow(invoice), language),
    ...(await filedOf(tx, reader, invoice)),
    ...usesOf(standing),
    objections: trustObjections(standing).map(({ refusal, stops }) => ({
      code: refusal.code,
      ...sayRefusal(refusal, language),
      stops,
    })),
    ...(await reversalOf(tx, reader.actor, invoice)),
    correction: correctionOf(reader.actor, invoice, language),
  }
}

function personIn({ organisation, language }: InvoiceReader): (personId: string) => string {
  return (personId) => {
    const found = organisation.people.get(personId)
    return found ? nameOf(found, language) : personId
  }
}

function usesOf({ invoice, uses }: StandingInvoice): Pick<Detail, 'uses'> {
  return {
    uses: uses.map((use) => ({
      for: { type: use.for_type, id: use.for_id },
      amount: toMoneyJson(money(invoice.currency, use.minor)),
    })),
  }
}

/** Its files, and what the tax authority said of it. */
async function filedOf(
  tx: Transaction,
  reader: InvoiceReader,
  invoice: InvoiceRow,
): Promise<Pick<Detail, 'files' | 'checks'>> {
  const { language } = reader
  const files = (await loadInvoiceFiles(tx, [invoice.id])).get(invoice.id) ?? []
  const checks = await loadChecks(tx, invoice.id)
  const person = personIn(reader)
  return {
    files: files.map((file) => ({
      fileId: file.id,
      readWord: wordOf(`read.${file.read_as}`, language),
      name: file.name,
      addedAt: file.added_at,
    })),
    checks: checks.map((check) => ({
      result: check.result,
      word: wordOf(`result.${check.result}`, language),
      note: check.note,
      checkedOn: check.checked_on,
      by: person(check.checked_by),
    })),
  }
}

/** What takes it back, and what it takes back itself; the sum counts also what this reader may not open. */
async function reversalOf(
  tx: Transaction,
  actor: Actor,
  invoice: InvoiceRow,
): Promise<Pick<Detail, 'reversed' | 'takenBackBy' | 'takesBack'>> {
  const { key, refers_to: refersTo, currency } = invoice
  const { redLetters, original } = await listTied(tx, { key, refersTo })
  const opened = original && maySee(actor, original) ? { invoiceId: original.id } : {}
  return {
    reversed: toMoneyJson(money(currency, invoice.reversed_minor)),
    takenBackBy: redLetters
      .filter((red) => maySee(actor, red))
      .map((red) => ({
        invoiceId: red.id,
        number: red.number,
        amount: toMoneyJson(money(red.currency, -red.total_minor)),
      })),
    ...(refersTo === null
      ? {}
      : {
          takesBack: { ...opened, number: original?.number ?? refersTo, isOnRecord: original !== undefined },
        }),
  }
}

function correctionOf(actor: Actor, invoice: InvoiceRow, language: Language): Detail['correction'] {
  const objection = correctObjection(actor, invoice)
  const { open, typed } = openToTyping(factsOfRow(invoice))
  const why = objection && sayRefusal(objection, language)
  return {
    can: objection === undefined,
    ...(why ? { why: `${why.says} ${why.wayOut}` } : {}),
    open: open.map((name) => ({ name, word: sayInvoice(`fact.${name}`, language) })),
    typed,
  }
}
