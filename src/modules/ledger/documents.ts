import type { z } from 'zod'
import type { ledgerEntries } from '../../contract/ledger.ts'
import { bookedStages, documentKinds } from '../../contract/states.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { ledgerTexts } from '../../texts/ledger.ts'
import { fill, type Language } from '../../texts/text.ts'
import type { AccountLine } from './store-balances.ts'

type DocumentJson = z.output<typeof ledgerEntries.answer>['items'][number]['document']

/** What an entry was booked for, as its row and its lines say. */
export type BookedDocument = Pick<DocumentJson, 'kind' | 'id' | 'stage'> & {
  /** The line that is asked about, by which papers beside its document are found again. */
  readonly lineId: string
  readonly account: string
  readonly benefitId: string | undefined
}

/** What a document is called, and where this reader may open it. */
export type NamedDocument = {
  readonly number: string
  /** The year of a tax. */
  readonly year?: number
  /** The month of an accrual. */
  readonly month?: string
  /** Whether it stands by now: what was taken off by an entry was then put right. */
  readonly stands?: boolean
  readonly opens?: DocumentJson['opens']
}

/** A paper beside a document. */
export type BesidePaper = Omit<DocumentJson['papers'][number], 'says'>

/** Who is told: what they may not see has its number alone. */
export type DocumentReader = Actor

/** What other modules say of documents; filled in `app`. */
export type DocumentPorts = {
  /** Documents by their identifiers. */
  readonly named: (
    tx: Transaction,
    reader: DocumentReader,
    documents: readonly BookedDocument[],
  ) => Promise<ReadonlyMap<string, NamedDocument>>
  /** The papers beside them, by the line that was asked about. */
  readonly papers: (
    tx: Transaction,
    reader: DocumentReader,
    documents: readonly BookedDocument[],
  ) => Promise<ReadonlyMap<string, readonly BesidePaper[]>>
}

/** The document of a line: the only place that reads what an entry stores of it. */
export function documentOf(line: AccountLine & { readonly account: string }): BookedDocument {
  const kind = documentKinds.find((each) => each === line.document_type) ?? 'other'
  const stage = stageOf(kind, line.moved)
  return {
    kind,
    id: line.document_id,
    ...(stage === undefined ? {} : { stage }),
    lineId: line.id,
    account: line.account,
    benefitId: line.object_type === 'benefit' ? line.object_id : undefined,
  }
}

type Stage = (typeof bookedStages)[number]

/** What an entry of a benefit puts on or takes off, the furthest first. */
const stagesOfBenefit: readonly (readonly [moved: string, stage: Stage])[] = [
  ['+expense', 'given'],
  ['+commitment', 'approved'],
  ['+hold', 'asked'],
  ['-expense', 'reversed'],
  ['-commitment', 'ended'],
  ['-hold', 'ended'],
]

/** What a payment, a release, a refund, a tax or an accrual puts on; the other sign takes it off. */
const putOn: Readonly<Record<string, readonly string[]>> = {
  payment_order: ['-paid', '-tax_withheld'],
  release: ['-expense'],
  refund: ['+paid'],
  tax_charge: ['-tax_withheld', '-output_tax'],
  accrual: ['-accrual'],
  accrual_reversal: ['+accrual'],
}

function stageOf(kind: BookedDocument['kind'], moved: readonly string[]): Stage | undefined {
  const own = putOn[kind]
  if (own) return own.some((each) => moved.includes(each)) ? 'booked' : 'taken_back'
  if (kind === 'other') return undefined
  return stagesOfBenefit.find(([each]) => moved.includes(each))?.[1]
}

/** What an entry did, as its document stands by now. */
export function stageNow({ stage }: BookedDocument, named: NamedDocument | undefined): Stage | undefined {
  return stage === 'taken_back' && named?.stands === true ? 'put_right' : stage
}

/** The document behind a line, in words. */
export function documentWords(
  document: BookedDocument,
  named: NamedDocument | undefined,
  language: Language,
): string {
  const { kind, id } = document
  if (!named || kind === 'other') return fill(ledgerTexts['ledger.document.other'], language, { id })
  const { number, year = '', month = '' } = named
  const says = fill(ledgerTexts[`ledger.document.${kind}`], language, { number, year, month })
  const stage = stageNow(document, named)
  if (stage === undefined || stage === 'booked') return says
  return `${says}${fill(ledgerTexts[`ledger.stage.${stage}`], language)}`
}

/** A paper in words. */
export function paperWords({ kind, number }: BesidePaper, language: Language): string {
  return fill(ledgerTexts[`ledger.paper.${kind}`], language, { number })
}
