import { z } from 'zod'
import type { Language } from '../../texts/text.ts'
import type { SpoiltLine } from './domain.ts'
import { spoiltLines } from './report.ts'

/** So many lines of each file are kept with their reason; the others are counted. */
const keptMax = 100

const line = z.object({ line: z.number(), code: z.string(), params: z.record(z.string(), z.string()) })
const stored = z.object({ journal: z.array(line), invoices: z.array(line) })

/** The first lines that could not be read, as a comparison keeps them. */
export function spoiltText(journal: readonly SpoiltLine[], invoices: readonly SpoiltLine[] = []): string {
  const kept = { journal: journal.slice(0, keptMax), invoices: invoices.slice(0, keptMax) }
  return JSON.stringify(kept)
}

/** Which file a line that could not be read stands in, and why in words. */
export type UnreadLine = { readonly of: 'journal' | 'invoices'; readonly line: number; readonly why: string }

/** The lines that could not be read, in words. */
export function unreadLines(text: string | null, language: Language): UnreadLine[] {
  if (text === null) return []
  const { journal, invoices } = stored.parse(JSON.parse(text))
  return [
    ...spoiltLines(journal, language).map((each) => ({ of: 'journal' as const, ...each })),
    ...spoiltLines(invoices, language).map((each) => ({ of: 'invoices' as const, ...each })),
  ]
}
