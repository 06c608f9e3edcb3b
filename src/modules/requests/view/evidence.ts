import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { OpenCase } from '../decide-again.ts'
import { findDigestsElsewhere } from '../store-evidence.ts'
import type { EvidenceRow } from '../tables.ts'
import { evidenceWord } from './due-evidence.ts'
import { say, staffOf, whenOf, type Reader } from './reader.ts'

type File = z.output<typeof caseJson>['evidence'][number]

/** Papers that stand behind many requests by their nature: terms, contracts, consents. */
const manyTimes: readonly string[] = [
  'contractClause',
  'serviceContract',
  'programmeTerms',
  'odds',
  'termsLocked',
  'insiderExclusion',
  'principalPermission',
  'fairValue',
  'consent',
  'impactAssessment',
]

/**
 * The files of a request, each with where it came from and what was found out about it. The product compares
 * contents with those of other requests and reads nothing in them: more than that it does not say.
 */
export async function evidenceOfCase(tx: Transaction, reader: Reader, found: OpenCase): Promise<File[]> {
  const elsewhere = await findDigestsElsewhere(tx, found.request.id, found.evidence)
  const isReused = ({ kind, digest }: EvidenceRow) => !manyTimes.includes(kind) && elsewhere.has(digest)
  return found.evidence.map((file) => evidenceOf(reader, file, isReused(file)))
}

/** A file of evidence as views show it. */
export function evidenceOf(reader: Reader, file: EvidenceRow, isElsewhere = false): File {
  const { name: who } = staffOf(reader, file.added_by)
  const when = whenOf(reader, file.added_at).text
  return {
    fileId: file.id,
    name: file.name,
    mediaType: file.media_type,
    size: Number(file.bytes),
    sha256: file.digest,
    purpose: file.kind,
    purposeWord: evidenceWord(file.kind, reader.language),
    check: isElsewhere ? 'reused' : 'unchecked',
    checkText: say(reader, isElsewhere ? 'evidence.elsewhere' : 'evidence.added', { who, when }),
  }
}

/** How many files there are, and how many of them were seen before. */
export function evidenceText(reader: Reader, files: readonly File[]): string {
  const count = files.length
  if (count === 0) return say(reader, 'evidence.none')
  const again = files.filter((file) => file.check === 'reused').length
  const text = say(reader, count === 1 ? 'evidence.one' : 'evidence.count', { count })
  return again === 0 ? text : `${text} · ${say(reader, 'evidence.again', { count: again })}`
}
