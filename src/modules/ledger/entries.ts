import { entryCursors } from '../../contract/ledger.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Language } from '../../texts/text.ts'
import {
  documentOf,
  documentWords,
  paperWords,
  stageNow,
  type BookedDocument,
  type DocumentPorts,
  type DocumentReader,
} from './documents.ts'
import { listLines, type AccountLine, type LinesWanted } from './store-balances.ts'

/** What a reader is told of a benefit that an entry stands for. */
export type NamedBenefit = { readonly number: string; readonly title: string; readonly requestId?: string }

/** Names benefits by their identifiers, with the request where the reader may open it. Filled in `app`. */
export type NamesPort = (
  tx: Transaction,
  reader: DocumentReader,
  benefitIds: readonly string[],
) => Promise<ReadonlyMap<string, NamedBenefit>>

/** What entries are told with: what they are booked for, and which benefits they stand for. */
export type EntryPorts = { readonly names: NamesPort; readonly documents: DocumentPorts }

type Asked = Omit<LinesWanted, 'max'> & {
  readonly limit: number
  readonly reader: DocumentReader
  readonly language: Language
}

/** A page of the lines of one account, each with the document that it was booked for. */
export async function entriesOf({ names, documents }: EntryPorts, tx: Transaction, asked: Asked) {
  const { reader, language, limit, account } = asked
  const lines = await listLines(tx, { ...asked, max: limit + 1 })
  const shown = lines.slice(0, limit)
  const booked = shown.map((line) => documentOf({ ...line, account }))
  const [benefits, named, papers] = await Promise.all([
    names(tx, reader, benefitsIn(booked)),
    documents.named(tx, reader, booked),
    documents.papers(tx, reader, booked),
  ])
  const last = lines.length > limit ? shown.at(-1) : undefined
  const documentJson = (document: BookedDocument) => {
    const { kind, id } = document
    const found = named.get(id)
    const stage = stageNow(document, found)
    return {
      kind,
      id,
      number: found?.number ?? id,
      ...(stage === undefined ? {} : { stage }),
      says: documentWords(document, found, language),
      ...(found?.opens === undefined ? {} : { opens: found.opens }),
      papers: (papers.get(document.lineId) ?? []).map((paper) => ({
        ...paper,
        says: paperWords(paper, language),
      })),
    }
  }
  return {
    items: shown.flatMap((line, i) => {
      const [document, benefit] = [booked[i], benefits.get(line.object_id)]
      if (!document) return []
      return {
        ...lineJson(line),
        document: documentJson(document),
        ...(benefit ? { benefit: { benefitId: line.object_id, ...benefit } } : {}),
      }
    }),
    ...(last ? { next: entryCursors.write({ on: last.booked_on, id: last.id }) } : {}),
  }
}

/** The benefits that entries stand for, each once. */
export function benefitsIn(documents: readonly BookedDocument[]): string[] {
  return [...new Set(documents.flatMap(({ benefitId }) => benefitId ?? []))]
}

function lineJson(line: AccountLine) {
  const { currency, minor } = line
  return {
    entryId: line.entry_id,
    bookedOn: line.booked_on,
    documentOn: line.document_on,
    recordedAt: line.recorded_at,
    isLate: line.booked_on !== line.document_on,
    form: line.form,
    amount: { currency, minor },
  }
}
