import { governed, type RowOf } from '../../platform/act/rows.ts'

export const runTable = governed({
  name: 'imports.run',
  bulky: ['summary', 'heading'],
  added: [
    ['heading', 'entity_id'],
    ['sheet', 'lines'],
  ],
  columns: {
    profile: 'text',
    profile_version: 'int',
    book: 'text',
    file_name: 'text',
    file_sha256: 'text',
    state: 'text',
    started_by: 'text',
    started_at: 'instant',
    finished_at: 'instant?',
    reverses: 'text?',
    rows: 'int',
    accepted: 'int',
    held: 'int',
    rejected: 'int',
    duplicates: 'int',
    nil: 'int',
    summary: 'text?',
    heading: 'text?',
    entity_id: 'text?',
    sheet: 'text?',
    lines: 'int?',
  },
})

/** One import of one file, or the undoing of one. */
export type RunRow = RowOf<typeof runTable>

export const partyTable = governed({
  name: 'imports.party',
  appendOnly: true,
  subject: 'id',
  personal: {
    name: {
      purpose: 'to find givers and recipients of a register again and to sum what they received',
      basis: 'PIPL 13(1)(6): published lawfully; 13(1)(3) for a register of one’s own',
    },
  },
  columns: { book: 'text', kind: 'text', name: 'text' },
})

/** A giver or recipient of an observed book. */
export type PartyRow = RowOf<typeof partyTable>

export const rowTable = governed({
  name: 'imports.row',
  // The digest covers them; what an entry need not repeat for each of many rows is left out.
  bulky: ['book', 'key', 'line', 'place', 'stopped_by', 'rules', 'facts', 'taken_for'],
  added: [['taken_for']],
  columns: {
    run_id: 'text',
    book: 'text',
    key: 'text',
    line: 'int',
    place: 'int',
    benefit_id: 'text',
    outcome: 'text',
    /** The rules that asked for the outcome, where it stops the benefit, each with its part (`stopName`). */
    stopped_by: 'text',
    rules: 'text',
    facts: 'text',
    decision_sha256: 'text',
    is_reversed: 'bool',
    /** The names that were taken for a known party of another name, as remarks. */
    taken_for: 'text?',
  },
})

/** What became of one imported row. */
export type ImportedRow = RowOf<typeof rowTable>

export const problemTable = governed({
  name: 'imports.problem',
  appendOnly: true,
  bulky: ['remarks', 'cells'],
  columns: { run_id: 'text', line: 'int', kind: 'text', remarks: 'text', cells: 'text' },
})

/** A row that could not enter. */
export type ProblemRow = RowOf<typeof problemTable>

export const undoProposalTable = governed({
  name: 'imports.undo_proposal',
  columns: {
    run_id: 'text',
    reason: 'text',
    state: 'text',
    asked_by: 'text',
    asked_at: 'instant',
    answered_by: 'text?',
    answered_at: 'instant?',
  },
})

/** That an import of our own history is to be undone. */
export type UndoProposalRow = RowOf<typeof undoProposalTable>

export const correctionTable = governed({
  name: 'imports.correction',
  appendOnly: true,
  // They quote cells of the file, as the row that they correct does.
  bulky: ['what', 'remarks'],
  columns: {
    run_id: 'text',
    problem_id: 'text',
    what: 'text',
    reason: 'text',
    result: 'text',
    remarks: 'text',
    benefit_id: 'text?',
    cells_sha256: 'text',
    corrected_by: 'text',
    corrected_at: 'instant',
  },
})

/** How a row that could not enter was put right, and what came of it. */
export type CorrectionRow = RowOf<typeof correctionTable>
