import { updateRow, type RowChange } from '../../platform/act/rows.ts'
import { evidenceTable, type EvidenceRow } from './tables.ts'

/** The files that this person uploaded and nobody has withdrawn, among those that were named. */
export function ownFiles(
  files: ReadonlyMap<string, EvidenceRow>,
  personId: string,
  ids: readonly string[] = [],
): EvidenceRow[] {
  return ids.flatMap((id) => {
    const file = files.get(id)
    return file && file.added_by === personId && file.withdrawn_at === null ? [file] : []
  })
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
