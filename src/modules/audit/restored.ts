import { because } from '../../kernel/because.ts'
import type { Command } from '../../platform/act/command.ts'

/** What the log keeps of a restore: from which backup, to which moment, and what outsiders saw behind it. */
export type RestoreTold = {
  readonly backup: string
  readonly to: string
  readonly restoredAt: string
  /** Entries that outsiders had seen and that are gone. */
  readonly lost: number
}

/** Tells the log that everything in it was brought back from a backup; the first entry after a restore. */
export const restoredCommand: Command<RestoreTold, undefined, RestoreTold> = {
  operation: 'audit.restored',
  load: async () => undefined,
  decide: (_, { body }) => ({
    answer: body,
    object: { type: 'backup', id: body.backup },
    reason: because('audit.restored', { backup: body.backup, to: body.to, lost: body.lost }),
    note: { restoredAt: body.restoredAt },
    changes: [],
  }),
}
