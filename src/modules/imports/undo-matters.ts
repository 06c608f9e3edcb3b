import { formatMoney } from '../../kernel/format.ts'
import { act } from '../../platform/act/act.ts'
import { updateRow } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Matter, MatterReader, MattersPort, WaitingProposal } from '../../platform/matters.ts'
import { importTexts } from '../../texts/imports.ts'
import { fill, type Language } from '../../texts/text.ts'
import { authorise, nameOf } from '../access/index.ts'
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
    answer: async (call, proposalId, answer) => {
      const command = answerUndo(deps, undoJob(deps))
      const [outcome] = await act(deps.door, command, [{ ...call, body: { proposalId, ...answer } }])
      if (!outcome) throw new Error('every item of a set has its outcome')
      return outcome
    },
    waiting: async (tx, ids) => {
      const open = (await loadUndoProposals(tx, ids)).filter(({ state }) => state === 'proposed')
      const found = new Map<string, WaitingProposal>()
      for (const row of open) {
        const run = await loadRun(tx, row.run_id)
        found.set(row.id, {
          loggedUnder: { type: 'import', id: row.run_id },
          ended: (state) => updateRow(undoProposalTable, row, { state }),
          // With nothing left in the sums it was undone by one person meanwhile.
          gone: run?.state === 'undone' ? 'changed' : undefined,
        })
      }
      return found
    },
  }
}

type Word = Extract<keyof typeof importTexts, `import.undo.${string}`>

async function matterOf(tx: Transaction, { actor, now }: MatterReader, proposed: Proposed): Promise<Matter> {
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
    objection:
      authorise({ ...actor, hasFreshFactor: true }, 'imports.answer_undo') ??
      answerObjection(proposed, actor, now),
    needsFactor: !actor.hasFreshFactor,
  }
}

/** Whoever imported it; the product itself for the command line. */
function nameOfStaff({ run, undoing }: Proposed, language: Language): string {
  const person = undoing.organisation.people.get(run.started_by)
  return person ? nameOf(person, language) : run.started_by
}
