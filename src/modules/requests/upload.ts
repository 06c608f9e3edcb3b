import { because } from '../../kernel/because.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { storeFile, type FileStore, type StoredFile } from '../../platform/files.ts'
import type { RequestDeps } from './deps.ts'
import { evidenceTable, type EvidenceRow } from './tables.ts'

/** Files as they came. The bytes stay out of the idempotency hash: their digests stand for them. */
export type UploadBody = {
  readonly purpose: string
  readonly files: readonly { readonly name: string; readonly digest: string }[]
}

/** An uploaded file, as JSON can carry it. */
export type UploadedEvidence = Omit<EvidenceRow, 'bytes' | 'version'> & { readonly bytes: number }

/** What became of each content, by its digest. */
type State = ReadonlyMap<string, StoredFile | Refusal>

/** Stores evidence, encrypted and named by its digest, before or after the request is filed. */
export function uploadCommand(
  deps: RequestDeps,
  store: FileStore,
  contents: ReadonlyMap<string, Buffer>,
): Command<UploadBody, State, { readonly files: readonly UploadedEvidence[] }> {
  return {
    operation: 'requests.upload',
    load: async (tx, calls) => {
      const stored = new Map<string, StoredFile | Refusal>()
      for (const { body, at } of calls) {
        for (const { digest } of body.files) {
          if (stored.has(digest)) continue
          const bytes = contents.get(digest)
          if (!bytes) throw new Error('an uploaded file has its content')
          stored.set(digest, await storeFile(store, tx, bytes, at))
        }
      }
      return stored
    },
    decide: (stored, call) => {
      const object = { type: 'file', id: call.body.files[0]?.digest ?? '' }
      const mine = call.body.files.map((file) => stored.get(file.digest))
      const refusal = mine.find((file): file is Refusal => file !== undefined && 'refused' in file)
      if (refusal) return { refusal, object }
      const rows = call.body.files.map((file, i) => evidenceRow(deps, call, file.name, mine[i]))
      return {
        answer: { files: rows },
        object,
        entityId: call.actor.entityIds[0] ?? '',
        reason: because('requests.evidence_of', { purpose: call.body.purpose }),
        changes: rows.map((row) => insertRow(evidenceTable, { ...row, bytes: BigInt(row.bytes) })),
      }
    },
  }
}

function evidenceRow(
  deps: RequestDeps,
  call: {
    readonly actor: { readonly personId: string; readonly entityIds: readonly string[] }
    at: string
    body: UploadBody
  },
  name: string,
  stored: StoredFile | Refusal | undefined,
): UploadedEvidence {
  if (!stored || 'refused' in stored) throw new Error('a refused file has no row')
  return {
    id: deps.newId('file'),
    entity_id: call.actor.entityIds[0] ?? '',
    request_id: null,
    kind: call.body.purpose,
    name: name.slice(0, 200),
    digest: stored.digest,
    media_type: stored.mediaType,
    bytes: stored.bytes,
    added_by: call.actor.personId,
    added_at: call.at,
    withdrawn_at: null,
  }
}
