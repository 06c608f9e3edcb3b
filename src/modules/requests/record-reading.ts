import type { Command } from '../../platform/act/command.ts'

/** A file of evidence that somebody opened. */
export type ReadingBody = {
  readonly fileId: string
  readonly digest: string
  readonly requestId: string | null
  readonly entityId: string
}

/** Records that somebody opened a file of evidence: who saw a person's papers can be asked later. */
export const recordReading: Command<ReadingBody, undefined, { readonly fileId: string }> = {
  operation: 'requests.record_download',
  load: async () => undefined,
  decide: (_, { body: { fileId, digest, requestId, entityId } }) => ({
    answer: { fileId },
    object: requestId === null ? { type: 'file', id: fileId } : { type: 'request', id: requestId },
    entityId,
    reason: null,
    note: { fileId, digest },
    changes: [],
  }),
}
