import { actAlone, type Door } from '../../platform/act/act.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { updateRow } from '../../platform/act/rows.ts'
import {
  saidOf,
  stillWaiting,
  type Gone,
  type Matter,
  type MatterReader,
  type MattersPort,
} from '../../platform/matters.ts'
import { versionTexts } from '../../texts/policy-versions.ts'
import { fill } from '../../texts/text.ts'
import { answerable, type Organisation } from '../access/index.ts'
import { proposalDetail, proposalJson, type VersionReader } from './present.ts'
import { answerProposal, answererObjection } from './proposals.ts'
import type { FilingDeps } from './two-persons.ts'
import { loadPackRows, loadProposal, loadProposals, lockVersions } from './store.ts'
import { proposalTable, type PackRow, type ProposalRow } from './tables.ts'

type Deps = FilingDeps & { readonly door: Door; readonly zone: string }

/** Proposals for the policy, in the inbox of compliance and the general manager. */
export function proposalMatters(deps: Deps): MattersPort {
  return {
    type: 'policy_proposal',
    describe: async (tx, reader, ids) => {
      const rows = await loadPackRows(tx)
      const organisation = await deps.organisation(tx)
      const found = (await Promise.all(ids.map((id) => loadProposal(tx, id)))).filter(
        (row) => row !== undefined,
      )
      const seen = readerOf(deps, reader, organisation)
      return new Map(found.map((row) => [row.id, matterOf(seen, rows, row)]))
    },
    answer: (call, proposalId, answer) =>
      actAlone(deps.door, answerProposal(deps), { ...call, body: { proposalId, ...saidOf(answer) } }),
    waiting: async (tx, ids, at) => {
      await lockVersions(tx)
      const open = (await loadProposals(tx, { state: 'proposed' })).filter(({ id }) => ids.includes(id))
      const rows = open.some(({ content }) => content === null) ? await loadPackRows(tx) : []
      return stillWaiting(open, (row) => ({
        ended: (state) => updateRow(proposalTable, row, { state }),
        gone: goneOf(rows, row, deps.dayAt(at)),
      }))
    },
  }
}

/** A version begins ahead, and ends ahead: what waited past its day can only be proposed anew. */
function goneOf(rows: readonly PackRow[], row: ProposalRow, today: LocalDate): Gone | undefined {
  const { content, day, pack_id: packId, pack_version: version } = row
  if (content !== null) return day <= today ? 'day_passed' : undefined
  const ending = rows.find((each) => each.pack_id === packId && each.pack_version === version)
  if (!ending || ending.effective_to !== null) return 'changed'
  const isCalledOff = today < ending.effective_from && day < ending.effective_from
  return day < today && !isCalledOff ? 'day_passed' : undefined
}

function readerOf(deps: Deps, { actor, now }: MatterReader, organisation: Organisation): VersionReader {
  return { actor, language: actor.language, now, today: deps.dayAt(now), zone: deps.zone, organisation }
}

function matterOf(reader: VersionReader, rows: readonly PackRow[], row: ProposalRow): Matter {
  const shown = proposalJson(reader, rows, row)
  const { diff } = proposalDetail(reader, rows, row)
  const { actor, language } = reader
  return {
    version: row.version,
    kind: fill(versionTexts['matter.kind'], language),
    title: shown.says,
    heading: `${shown.title} ${shown.packVersion}`,
    reason: shown.reason,
    facts: [{ name: fill(versionTexts['matter.day'], language), text: shown.day }],
    changes: [
      ...diff.rules.flatMap(({ title, word, fields }) =>
        fields.length === 0
          ? [{ name: title, before: '', after: word }]
          : fields.map((field) => ({
              name: `${title} · ${field.word}`,
              before: field.was ?? '',
              after: field.now ?? '',
            })),
      ),
      ...diff.other.map((field) => ({ name: field.word, before: field.was ?? '', after: field.now ?? '' })),
    ],
    ...answerable(reader, 'policy.answer', () => answererObjection(row, actor)),
  }
}
