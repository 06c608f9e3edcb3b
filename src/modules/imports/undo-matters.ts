import { formatMoney } from '../../kernel/format.ts'
import { actAlone } from '../../platform/act/act.ts'
import { updateRow } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { stillWaiting, type Matter, type MatterReader, type MattersPort } from '../../platform/matters.ts'
import { importTexts } from '../../texts/imports.ts'
import { fill, type Language } from '../../texts/text.ts'
import { answerable, nameOf } from '../access/index.ts'
import { sumOf } from '../benefits/index.ts'
import type { ImportDeps } from './deps.ts'
import { undoJob } from './jobs.ts'
import { listBenefitsOf, loadRun } from './store.ts'
import { loadUndoProposals } from './store-undo.ts'
import { undoProposalTable } from './tables.ts'
import { answerObjection, answerUndo, loadProposed, undoType, type Proposed } from './undo-second.ts'

/** Imports of our own history that are to be undone, in the inbox of whoever confirms it. */
export function undoMatters(deps: ImportDeps): MattersPort {
  return {
    type: undoType,
    describe: async (tx, reader, ids) => {
      const found = await loadProposed(deps, tx, ids, reader.now)
      const matters = new Map<string, Matter>()
      for (const [id, proposed] of found) matters.set(id, await matterOf(tx, reader, proposed))
      return matters
    },
    answer: (call, proposalId, answer) =>
      actAlone(deps.door, answerUndo(deps, undoJob(deps)), { ...call, body: { proposalId, ...answer } }),
    waiting: async (tx, ids) => {
      const rows = await loadUndoProposals(tx, ids)
      const runs = new Map<string, string | undefined>()
      for (const { run_id: runId } of rows) runs.set(runId, (await loadRun(tx, runId))?.state)
      return stillWaiting(rows, (row) => ({
        loggedUnder: { type: 'import', id: row.run_id },
        ended: (state) => updateRow(undoProposalTable, row, { state }),
        // With nothing left in the sums it was undone by one person meanwhile.
        gone: runs.get(row.run_id) === 'undone' ? 'changed' : undefined,
      }))
    },
  }
}

type Word = Extract<keyof typeof importTexts, `import.undo.${string}`>

async function matterOf(tx: Transaction, reader: MatterReader, proposed: Proposed): Promise<Matter> {
  const { actor, now } = reader
  const { language } = actor
  const { proposal, run, undoing } = proposed
  const say = (key: Word, params: Readonly<Record<string, string | number>> = {}) =>
    fill(importTexts[key], language, params)
  const benefitIds = await listBenefitsOf(tx, run.id)
  const sums = (await sumOf(tx, benefitIds)).map((sum) => formatMoney(sum)).join(' · ')
  const entity = undoing.organisation.entities.get(run.entity_id ?? '')
  return {
    version: proposal.version,
    kind: say('import.undo.kind'),
    title: say('import.undo.title', { file: run.file_name }),
    heading: run.file_name,
    reason: proposal.reason,
    loggedUnder: { type: 'import', id: run.id },
    facts: [
      { name: say('import.undo.file'), text: run.file_name },
      ...(entity ? [{ name: say('import.undo.entity'), text: nameOf(entity, language) }] : []),
      { name: say('import.undo.by'), text: nameOfStaff(proposed, language) },
      { name: say('import.undo.benefits'), text: String(benefitIds.length) },
    ],
    changes: [{ name: say('import.undo.sums'), before: sums, after: say('import.undo.nothing') }],
    ...answerable(reader, 'imports.answer_undo', () => answerObjection(proposed, actor, now)),
  }
}

/** Whoever imported it; the product itself for the command line. */
function nameOfStaff({ run, undoing }: Proposed, language: Language): string {
  const person = undoing.organisation.people.get(run.started_by)
  return person ? nameOf(person, language) : run.started_by
}
