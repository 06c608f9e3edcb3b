import { systemActor } from '../../src/platform/act/actor.ts'
import { act } from '../../src/platform/act/act.ts'
import type { Command } from '../../src/platform/act/command.ts'
import { insertRow } from '../../src/platform/act/rows.ts'
import { undoProposalTable } from '../../src/modules/imports/tables.ts'
import type { World } from '../../src/app/world.ts'

/** Stands for the two people who let an import of our own history be undone. */
export async function confirmUndo(
  { door, newId, now }: Pick<World, 'door' | 'newId' | 'now'>,
  runId = '',
): Promise<void> {
  const at = now()
  const command: Command<null, undefined, null> = {
    operation: 'test.confirm_undo',
    load: async () => undefined,
    decide: () => ({
      answer: null,
      object: { type: 'import', id: runId },
      reason: '文件有误',
      changes: [
        insertRow(undoProposalTable, {
          id: newId('reversal'),
          run_id: runId,
          reason: '文件有误',
          state: 'confirmed',
          asked_by: 'per_asks',
          asked_at: at,
          answered_by: 'per_confirms',
          answered_at: at,
        }),
      ],
    }),
  }
  const call = { key: `confirm-${runId}`, actor: systemActor, body: null, at }
  const [outcome] = await act({ ...door, authorise: () => undefined }, command, [call])
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
}
