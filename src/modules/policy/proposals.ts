import { wordsOr } from '../../kernel/because.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision, Refused } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { OpenRound } from '../../platform/rounds.ts'
import type { Organisation } from '../access/index.ts'
import { crossProblems } from './cross-checks.ts'
import type { PackProblem } from './problem.ts'
import { readKnownVersion, readVersion } from './read-version.ts'
import { loadPackRows, loadProposals, lockVersions } from './store.ts'
import { packTable, proposalTable, type PackRow, type ProposalRow } from './tables.ts'
import {
  answeredColumns,
  confirmerObjection,
  filedColumns,
  laidBefore,
  roundEnded,
  type FilingDeps,
  type Said,
} from './two-persons.ts'
import { adoptionChanges, adoptionObjection, endChanges, endObjection } from './versions.ts'

/** A version to be adopted: its whole text, and the first day on which it is in force. */
export type ProposeBody = { readonly content: string; readonly from: LocalDate; readonly reason: string }

/** A version to be ended, by its id, with its last day. */
export type EndBody = { readonly versionId: string; readonly on: LocalDate; readonly reason: string }

/** What somebody says to a proposal. */
export type AnswerBody = Said & { readonly proposalId: string }

/** `proposed` still waits for somebody, `confirmed` is adopted or ended, `declined` is over. */
export type Proposed = { readonly proposalId: string; readonly state: 'proposed' | 'confirmed' | 'declined' }

/** Versions and open proposals under their lock, kept up to date while the items of a set are decided. */
type State = {
  rows: readonly PackRow[]
  proposals: readonly ProposalRow[]
  readonly organisation: Organisation
  readonly rounds: ReadonlyMap<string, OpenRound>
}

async function lockedState(
  deps: FilingDeps,
  tx: Transaction,
  proposalIds: readonly string[] = [],
): Promise<State> {
  await lockVersions(tx)
  return {
    rows: await loadPackRows(tx),
    proposals: await loadProposals(tx, { state: 'proposed' }),
    organisation: await deps.organisation(tx),
    rounds: await deps.rounds.load(tx, 'policy_proposal', proposalIds),
  }
}

/** The first of the two persons: checks the text with its cases and lays it before the second. */
export function proposeVersion(deps: FilingDeps): Command<ProposeBody, State, Proposed> {
  return {
    operation: 'policy.propose',
    load: (tx) => lockedState(deps, tx),
    decide: (state, call) => {
      const { content, from, reason } = call.body
      const read = readVersion(content, '')
      if ('problems' in read) return refusedText(read.problems)
      const { version } = read
      const objection =
        openObjection(state, version.packId) ??
        adoptionObjection(state.rows, version, { from, today: deps.dayAt(call.at) })
      if (objection) return refusedAbout(version.packId, objection)
      const problems = crossProblems(state.rows, version, from)
      if (problems.length > 0) return refusedText(problems)
      return filed(deps, state, call, {
        kind: 'adopt',
        pack_id: version.packId,
        pack_version: version.packVersion,
        sha256: version.sha256,
        content,
        day: from,
        reason,
      })
    },
  }
}

/** Proposes the last day of a version; one that has not begun is called off by a day before its first. */
export function proposeEnd(deps: FilingDeps): Command<EndBody, State, Proposed> {
  return {
    operation: 'policy.propose_end',
    load: (tx) => lockedState(deps, tx),
    decide: (state, call) => {
      const { versionId, on, reason } = call.body
      const row = state.rows.find((each) => each.id === versionId)
      if (!row) return refusedAbout(versionId, refuse('policy.no_such_version', { version: versionId }))
      const objection =
        openObjection(state, row.pack_id) ??
        endObjection(state.rows, row, {
          on,
          today: deps.dayAt(call.at),
          companyPacks: companyPacks(state.rows),
        })
      if (objection) return refusedAbout(row.pack_id, objection)
      const { pack_id, pack_version, sha256 } = row
      return filed(deps, state, call, {
        kind: 'end',
        pack_id,
        pack_version,
        sha256,
        content: null,
        day: on,
        reason,
      })
    },
  }
}

function openObjection(state: State, packId: string): Refusal | undefined {
  const open = state.proposals.some((each) => each.pack_id === packId && each.state === 'proposed')
  return open ? refuse('policy.proposal_open', { pack: packId }) : undefined
}

type Wanted = Pick<ProposalRow, 'kind' | 'pack_id' | 'pack_version' | 'sha256' | 'content' | 'day' | 'reason'>

function filed(deps: FilingDeps, state: State, call: Call<unknown>, wanted: Wanted): Decision<Proposed> {
  const id = deps.newId('packVersion')
  const change = insertRow(proposalTable, { ...wanted, id, ...filedColumns(call) })
  noteChanges(state, [change])
  const { kind, pack_id, pack_version, sha256, day } = wanted
  const object = { type: 'policy_proposal', id }
  const before = { object, role: 'compliance', roles: ['compliance', 'general_manager'] } as const
  const round = laidBefore(deps, state.organisation, call, before)
  return {
    answer: { proposalId: id, state: 'proposed' },
    object,
    changes: [change, ...round],
    reason: wanted.reason,
    note: { kind, pack: pack_id, version: pack_version, sha256, day },
  }
}

/** The second of the two persons. A confirmed version is stored, and the one before it gets its last day. */
export function answerProposal(deps: FilingDeps): Command<AnswerBody, State, Proposed> {
  return {
    operation: 'policy.answer',
    load: (tx, calls) =>
      lockedState(
        deps,
        tx,
        calls.map((call) => call.body.proposalId),
      ),
    decide: (state, call) => {
      const { proposalId, answer } = call.body
      const proposal = state.proposals.find((each) => each.id === proposalId)
      const object = { type: 'policy_proposal', id: proposalId }
      if (!proposal || proposal.state !== 'proposed')
        return { refusal: refuse('policy.proposal_not_open'), object }
      const changes = answer === 'decline' ? declined(proposal, call) : confirmed(deps, state, proposal, call)
      if (isRefusal(changes)) return { refusal: changes, object }
      noteChanges(state, changes)
      const [after] = changes.filter((change) => change.table.name === proposalTable.name)
      const now = stateIn(after?.row['state'])
      const { pack_id, pack_version, sha256, day, kind } = proposal
      return {
        answer: { proposalId, state: now },
        object,
        changes: [...changes, ...roundEnded(state.rounds.get(proposalId), call, now)],
        note: { kind, pack: pack_id, version: pack_version, sha256, day },
        reason: wordsOr(call.body.reason, proposal.reason),
      }
    },
  }
}

function stateIn(text: unknown): Proposed['state'] {
  return text === 'confirmed' || text === 'declined' ? text : 'proposed'
}

function declined(proposal: ProposalRow, call: Call<unknown>): RowChange[] {
  return [updateRow(proposalTable, proposal, answeredColumns(call, 'declined'))]
}

function confirmed(
  deps: FilingDeps,
  state: State,
  proposal: ProposalRow,
  call: Call<unknown>,
): RowChange[] | Refusal {
  const { actor, at } = call
  const objection = answererObjection(proposal, actor)
  if (objection) return objection
  // Nobody of compliance stands behind what the command line laid down: the first who confirms does.
  if (proposal.first_by === null) return [updateRow(proposalTable, proposal, { first_by: actor.personId })]
  const effect = effectOf(state, proposal, { today: deps.dayAt(at), by: actor.personId, at })
  if (isRefusal(effect)) return effect
  return [updateRow(proposalTable, proposal, answeredColumns(call, 'confirmed')), ...effect]
}

/** Whether the person may confirm; sent to the screen with the proposal. */
export function answererObjection(proposal: ProposalRow, actor: Actor): Refusal | undefined {
  const objection = confirmerObjection(proposal, actor, 'policy.second_person_needed')
  if (objection) return objection
  const isOfCompliance = actor.roles.includes('compliance')
  return proposal.first_by === null && !isOfCompliance ? refuse('policy.compliance_first') : undefined
}

type Effecting = { readonly today: LocalDate; readonly by: string; readonly at: Instant }

/** What a confirmation changes, decided again: days pass, and other versions may have come between. */
function effectOf(
  { rows }: State,
  proposal: ProposalRow,
  { today, by, at }: Effecting,
): RowChange[] | Refusal {
  const { content, day: from } = proposal
  if (content === null) {
    const row = rows.find((each) => isOf(proposal, each))
    if (!row) return refuse('policy.no_such_version', { version: proposal.pack_version })
    const end = { on: from, today, companyPacks: companyPacks(rows) }
    return endObjection(rows, row, end) ?? endChanges(rows, row, from)
  }
  const read = readVersion(content, '')
  if ('problems' in read) return problemRefusal(read.problems)
  const objection = adoptionObjection(rows, read.version, { from, today })
  if (objection) return objection
  const problems = crossProblems(rows, read.version, from)
  if (problems.length > 0) return problemRefusal(problems)
  return adoptionChanges(rows, read.version, { from, by, at })
}

function isOf(proposal: ProposalRow, row: PackRow): boolean {
  return row.pack_id === proposal.pack_id && row.pack_version === proposal.pack_version
}

/** The packs of the company itself, which go on for ever. */
function companyPacks(rows: readonly PackRow[]): Set<string> {
  return new Set(rows.filter(isCompanys).map((row) => row.pack_id))
}

function isCompanys(row: PackRow): boolean {
  const read = readKnownVersion(row.content, row.pack_id)
  if ('problems' in read || 'matrix' in read.version.loaded) return false
  return read.version.loaded.pack.pack.jurisdiction === 'ORG'
}

function refusedText(problems: readonly PackProblem[]): Refused {
  return { refusal: problemRefusal(problems), object: { type: 'policy', id: 'text' } }
}

function refusedAbout(id: string, refusal: Refusal): Refused {
  return { refusal, object: { type: 'policy', id } }
}

/** The first problem in words; the check shows them all. */
function problemRefusal(problems: readonly PackProblem[]): Refusal {
  const [first] = problems
  const rule = first?.rule === undefined ? '' : `${first.rule} · `
  return refuse('policy.text_has_problems', {
    count: problems.length,
    line: first?.line ?? 1,
    first_zh: rule + (first?.message.zh ?? ''),
    first_en: rule + (first?.message.en ?? ''),
  })
}

/** Keeps the state up to date for the next item of the set. */
function noteChanges(state: State, changes: readonly RowChange[]): void {
  const after = <Row extends { readonly id: string }>(list: readonly Row[], name: string): Row[] => {
    const changed = changes.filter((change) => change.table.name === name).map((change) => change.row)
    const ids = new Set(changed.map((row) => row.id))
    // A row after its change has the columns of its table.
    return [...list.filter((row) => !ids.has(row.id)), ...(changed as unknown as Row[])]
  }
  state.rows = after(state.rows, packTable.name)
  state.proposals = after(state.proposals, proposalTable.name)
}
