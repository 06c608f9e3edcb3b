import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { updateRow, type RowChange } from '../../platform/act/rows.ts'
import { evidenceTable, type EvidenceRow } from './tables.ts'

/**
 * The files that this person uploaded and nobody has withdrawn, among those that were named; of those that
 * came with a request, only with that one.
 */
export function ownFiles(
  files: ReadonlyMap<string, EvidenceRow>,
  personId: string,
  ids: readonly string[] = [],
  requestId?: string,
): EvidenceRow[] {
  return ids.flatMap((id) => {
    const file = files.get(id)
    if (!file || file.added_by !== personId || file.withdrawn_at !== null) return []
    return isFree(file, requestId) ? [file] : []
  })
}

/** Evidence of another request proves nothing here: it stays with the request that it came with. */
export function usedElsewhere(
  files: ReadonlyMap<string, EvidenceRow>,
  personId: string,
  ids: readonly string[] = [],
  requestId?: string,
  pointer = '/body/fileIds',
): Refusal | undefined {
  const used = ids
    .flatMap((id) => files.get(id) ?? [])
    .find((file) => file.added_by === personId && !isFree(file, requestId))
  return used && refuse('requests.file_used', { name: used.name }, pointer)
}

function isFree(file: EvidenceRow, requestId: string | undefined): boolean {
  return file.request_id === null || file.request_id === requestId
}

/** What the files prove, as the policy names it (`docs.agenda` is `agenda`). */
export function kindsOf(files: readonly EvidenceRow[]): string[] {
  return [...new Set(files.map((file) => file.kind))].sort()
}

/** Ties uploaded files to their request; with it they belong to its entity, whichever they were uploaded in. */
export function attachEvidence(
  files: readonly EvidenceRow[],
  request: { readonly id: string; readonly entity_id: string },
): RowChange[] {
  return files
    .filter((file) => file.request_id !== request.id)
    .map((file) => updateRow(evidenceTable, file, { request_id: request.id, entity_id: request.entity_id }))
}
