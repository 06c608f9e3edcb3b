import { isRefusal, type Refusal } from '../../kernel/refusal.ts'

/** A file as bytes; who reads it from disk or from an upload is not the reader's business. */
export type ByteSource = AsyncIterable<Uint8Array>

/** A sheet of a workbook that was left out. */
export type OtherSheet = { readonly name: string; readonly isHidden: boolean }

/** What the reader found out about the file before its first row. */
export type Opened = {
  readonly kind: 'opened'
  readonly format: 'csv' | 'xlsx'
  readonly compressed: boolean
  /** Text encoding of a CSV file. */
  readonly encoding?: string
  readonly delimiter?: string
  /** The sheet of a workbook that is read. */
  readonly sheet?: string
  /** The other sheets that hold something: they are not read. */
  readonly otherSheets?: readonly OtherSheet[]
  /** The workbook counts days from 1904, so bare day numbers mean other days. */
  readonly base1904: boolean
}

/** One line with its cells as text; `faults` names cells that hold no readable value, by column. */
export type ReadRow = {
  readonly kind: 'row'
  /** Line of a text file, row of a sheet: what a person sees on opening the file. */
  readonly line: number
  readonly cells: readonly string[]
  readonly faults?: ReadonlyMap<number, string>
  /**
   * Cells of a workbook that hold whole numbers of ten digits or more: identifiers that a spreadsheet took
   * for numbers. It keeps fifteen digits and no leading zeros, so the rest is gone.
   */
  readonly longNumbers?: ReadonlySet<number>
}

/** A line whose cells cannot be told apart; `code` is a key of the import problems. */
export type BrokenLine = {
  readonly kind: 'broken'
  readonly line: number
  readonly code: string
  readonly text: string
}

/** The file as a whole cannot be read (further). */
export type ReadStopped = { readonly kind: 'stopped'; readonly refusal: Refusal }

export type Read = Opened | ReadRow | BrokenLine | ReadStopped

/** How much a reader takes before it stops: a small file can unpack into one that fills the disk. */
export type ReadLimits = {
  /** Bytes of the file as given. */
  readonly fileBytes: number
  /** Bytes after unpacking, all parts together. */
  readonly unpackedBytes: number
  /** Unpacked to packed size, looked at beyond the first 16 MB; deflate itself ends at about 1,030. */
  readonly ratio: number
  /** Entries of one archive. */
  readonly entries: number
}

/** 2 GB of text is some 15 million rows; a workbook is held packed in memory, hence `fileBytes`. */
export const readLimits: ReadLimits = {
  fileBytes: 200 * 1024 * 1024,
  unpackedBytes: 2 * 1024 * 1024 * 1024,
  ratio: 250,
  entries: 2_000,
}

/** Leaves the nested readers of one file; `stoppedBy` turns it back into an answer at the top. */
export function stopReading(refusal: Refusal): never {
  throw new Error(refusal.code, { cause: refusal })
}

/** The refusal that stopped the reading, or undefined for a real fault. */
export function stoppedBy(error: unknown): Refusal | undefined {
  return error instanceof Error && isRefusal(error.cause) ? error.cause : undefined
}
