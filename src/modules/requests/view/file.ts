import { isRefusal } from '../../../kernel/refusal.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { readStoredFile, type FileStore } from '../../../platform/files.ts'
import { notFound, type HttpAnswer } from '../../../platform/http/answer.ts'
import { findCase } from '../queries.ts'
import { loadFiles } from '../store.ts'
import type { ViewDeps } from './deps.ts'
import type { Reader } from './reader.ts'

/** The bytes of a file for whoever may see its request; its uploader may see it before it is filed. */
export async function fileOf(
  deps: ViewDeps,
  store: FileStore,
  tx: Transaction,
  reader: Reader,
  fileId: string,
): Promise<HttpAnswer> {
  const file = (await loadFiles(tx, [fileId])).get(fileId)
  if (!file) return notFound()
  const isOwn = file.added_by === reader.actor.personId
  if (!isOwn && (file.request_id === null || isRefusal(await findCase(deps, tx, reader, file.request_id)))) {
    return notFound()
  }
  const bytes = await readStoredFile(store, tx, file.digest)
  return bytes ? { kind: 'bytes', mediaType: file.media_type, fileName: file.name, bytes } : notFound()
}
