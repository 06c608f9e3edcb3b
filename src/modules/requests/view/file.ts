import { isRefusal } from '../../../kernel/refusal.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { readStoredFile, type FileStore } from '../../../platform/files.ts'
import type { HttpAnswer } from '../../../platform/http/answer.ts'
import { findCase } from '../queries.ts'
import { loadFiles } from '../store.ts'
import type { EvidenceRow } from '../tables.ts'
import type { ViewDeps } from './deps.ts'
import type { Reader } from './reader.ts'

/** A file with its bytes, for whoever may see its request; its uploader may see it before it is filed. */
export async function fileOf(
  deps: ViewDeps,
  store: FileStore,
  tx: Transaction,
  reader: Reader,
  fileId: string,
): Promise<{ readonly file: EvidenceRow; readonly answer: HttpAnswer } | undefined> {
  const file = (await loadFiles(tx, [fileId])).get(fileId)
  if (!file) return undefined
  const isOwn = file.added_by === reader.actor.personId
  if (!isOwn && (file.request_id === null || isRefusal(await findCase(deps, tx, reader, file.request_id)))) {
    return undefined
  }
  const bytes = await readStoredFile(store, tx, file.digest)
  const { media_type: mediaType, name: fileName } = file
  return bytes && { file, answer: { kind: 'bytes', mediaType, fileName, bytes } }
}
