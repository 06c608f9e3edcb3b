import { fromMoneyJson, money, type MoneyJson } from '../../../kernel/money.ts'
import type { ArchiveFile } from '../../../platform/archive.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { csvText, type Sheet, type SheetCell } from '../../../platform/sheets.ts'
import { ledgerTexts } from '../../../texts/ledger.ts'
import { packTexts } from '../../../texts/ledger-pack.ts'
import { fill, type Language } from '../../../texts/text.ts'
import { nameOf, type Organisation } from '../../access/index.ts'
import { accountName, trialBalanceOf, type Span } from '../balances.ts'
import { documentOf, documentWords, type DocumentReader } from '../documents.ts'
import { benefitsIn, type EntryPorts } from '../entries.ts'
import { verbOf } from '../periods/answer.ts'
import { listPeriodChanges } from '../periods/store.ts'
import type { MonthLine } from './store.ts'

type Column = keyof typeof packTexts extends `pack.${infer Name}` ? Name : never

/** A sheet as a file of the pack. */
export async function sheetFile(
  name: string,
  columns: readonly Column[],
  language: Language,
  rows: Sheet['rows'],
): Promise<ArchiveFile> {
  const heading = columns.map((column) => fill(packTexts[`pack.${column}`], language))
  let text = ''
  for await (const piece of csvText({ name, heading, rows })) text += piece
  return { name: `${name}.csv`, bytes: Buffer.from(text, 'utf8') }
}

type Asked = Span & { readonly language: Language }

const amount = (value: MoneyJson): SheetCell => ({ money: fromMoneyJson(value) })

/** The trial balance of the month. */
export async function trialSheet(tx: Transaction, of: Asked): Promise<ArchiveFile> {
  const { rows } = await trialBalanceOf(tx, of, of.language)
  const columns = ['account', 'currency', 'opening', 'debit', 'credit', 'closing'] as const
  return sheetFile(
    'trial-balance',
    columns,
    of.language,
    rows.map((row) => [
      row.name,
      row.currency,
      ...[row.opening, row.debit, row.credit, row.closing].map(amount),
    ]),
  )
}

/** Every line of the month with the document and the benefit behind it. */
export async function entriesSheet(
  { names, documents }: EntryPorts,
  tx: Transaction,
  lines: readonly MonthLine[],
  { language, actor }: { readonly language: Language; readonly actor: DocumentReader },
): Promise<ArchiveFile> {
  const booked = lines.map(documentOf)
  const benefits = await names(tx, actor, benefitsIn(booked))
  const named = await documents.named(tx, actor, booked)
  const columns = [
    ...(['booked_on', 'document_on', 'recorded_at', 'entry', 'account', 'form'] as const),
    ...(['currency', 'debit', 'credit', 'document', 'document_number', 'benefit', 'title'] as const),
  ]
  const rows = lines.map((line, i): SheetCell[] => {
    const [document = documentOf(line), benefit] = [booked[i], benefits.get(line.object_id)]
    const found = named.get(document.id)
    return [
      { date: line.booked_on },
      { date: line.document_on },
      line.recorded_at,
      line.entry_id,
      accountName(line.account, language),
      line.form,
      line.currency,
      ...sidesOf(line),
      documentWords(document, found, language),
      found?.number ?? document.id,
      benefit?.number ?? line.object_id,
      benefit?.title ?? '',
    ]
  })
  return sheetFile('entries', columns, language, rows)
}

function sidesOf({ currency, minor }: MonthLine): [SheetCell, SheetCell] {
  const value = BigInt(minor)
  const cell: SheetCell = { money: money(currency, value < 0n ? -value : value) }
  return value < 0n ? [null, cell] : [cell, null]
}

/** Who proposed and who answered each closing and opening of the month. */
export async function closingSheet(
  tx: Transaction,
  { entityId, until, language }: Asked,
  organisation: Organisation,
): Promise<ArchiveFile> {
  const name = (id: string | null) => {
    const person = organisation.people.get(id ?? '')
    return person ? nameOf(person, language) : (id ?? '')
  }
  const changes = (await listPeriodChanges(tx, entityId, changesMax)).filter((row) => row.until === until)
  const columns = [
    'change',
    'state',
    'reason',
    'proposed_by',
    'proposed_at',
    'answered_by',
    'answered_at',
  ] as const
  return sheetFile(
    'closing',
    columns,
    language,
    changes.map((row) => [
      fill(ledgerTexts[verbOf(row) === 'close' ? 'ledger.matter.close' : 'ledger.matter.reopen'], language, {
        month: until.slice(0, 7),
      }),
      row.state,
      row.reason,
      name(row.proposed_by),
      row.proposed_at,
      name(row.answered_by),
      row.answered_at ?? '',
    ]),
  )
}

/** More proposals about an entity's months than anybody makes. */
const changesMax = 10_000
