import type { z } from 'zod'
import {
  proposalCursors,
  type checkVersion,
  type policyProposal,
  type policyProposals,
  type policyVersion,
  type policyVersions,
} from '../../contract/policy.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import { crossProblems } from './cross-checks.ts'
import {
  diffJson,
  problemsJson,
  proposalDetail,
  proposalJson,
  unreachableJson,
  storedVersion,
  versionDetail,
  versionJson,
  type DiffJson,
  type VersionReader,
} from './present.ts'
import { readKnownVersion, readVersion } from './read-version.ts'
import { loadPackRows, loadProposal, loadProposals } from './store.ts'
import type { Obtainable } from './reachable.ts'
import type { PackRow } from './tables.ts'
import { adoptionObjection, lastVersion } from './versions.ts'

// What the HTTP operations and the command line show of versions and proposals: the same answers.

/** Every version, or those of one pack, in the order of their days. */
export async function listVersions(
  tx: Transaction,
  reader: VersionReader,
  packId?: string,
): Promise<z.input<(typeof policyVersions)['answer']>['items']> {
  const rows = (await loadPackRows(tx)).filter((row) => (packId ?? row.pack_id) === row.pack_id)
  return rows.map((row) => versionJson(reader, row))
}

/** One version with its rules and its text. */
export async function showVersion(
  tx: Transaction,
  reader: VersionReader,
  versionId: string,
): Promise<z.input<(typeof policyVersion)['answer']> | undefined> {
  const row = (await loadPackRows(tx)).find((each) => each.id === versionId)
  return row && versionDetail(reader, row)
}

type Proposals = z.input<(typeof policyProposals)['answer']>

/** All proposals that wait, newest first. */
export async function listOpenProposals(tx: Transaction, reader: VersionReader): Promise<Proposals['items']> {
  const packs = await loadPackRows(tx)
  return (await loadProposals(tx, { state: 'proposed' })).map((row) => proposalJson(reader, packs, row))
}

/** A page of proposals, newest first. */
export async function listProposals(
  tx: Transaction,
  reader: VersionReader,
  { state, cursor: after, limit }: z.output<typeof policyProposals.query>,
): Promise<Proposals> {
  const packs = await loadPackRows(tx)
  const found = await loadProposals(tx, { state, after, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    items: rows.map((row) => proposalJson(reader, packs, row)),
    ...(found.length > limit && last
      ? { next: proposalCursors.write({ at: last.filed_at, id: last.id }) }
      : {}),
  }
}

/** One proposal with what it would change. */
export async function showProposal(
  tx: Transaction,
  reader: VersionReader,
  proposalId: string,
): Promise<z.input<(typeof policyProposal)['answer']> | undefined> {
  const row = await loadProposal(tx, proposalId)
  return row && proposalDetail(reader, await loadPackRows(tx), row)
}

/** A text to be checked, the day from which it should be in force, and what facts can be had at all. */
type Checked = {
  readonly content: string
  readonly from?: LocalDate | undefined
  readonly obtainable: Obtainable
}

/** What is wrong with a text, what it would change, and why it could not be proposed for its day. */
export function checkText(
  reader: Pick<VersionReader, 'language' | 'today'>,
  rows: readonly PackRow[],
  { content, from, obtainable }: Checked,
): z.input<(typeof checkVersion)['answer']> {
  const read = readVersion(content, '')
  if ('problems' in read) return { problems: problemsJson(reader, read.problems), unreachable: [] }
  const { version } = read
  const before = lastVersion(rows, version.packId)
  const { today, language } = reader
  const objection = from === undefined ? undefined : adoptionObjection(rows, version, { from, today })
  return {
    problems: problemsJson(reader, crossProblems(rows, version, from ?? today)),
    packId: version.packId,
    packVersion: version.packVersion,
    diff: diffJson(reader, before && storedVersion(before), version),
    unreachable: unreachableJson(reader, version, obtainable),
    ...(objection ? { objection: { code: objection.code, ...sayRefusal(objection, language) } } : {}),
  }
}

/** How two texts differ, each with the name of its file; their problems when one cannot be read. */
export function compareTexts(
  reader: Pick<VersionReader, 'language'>,
  before: readonly [content: string, file: string],
  after: readonly [content: string, file: string],
): DiffJson | { readonly problems: ReturnType<typeof problemsJson> } {
  const [one, two] = [readKnownVersion(...before), readKnownVersion(...after)]
  if ('problems' in one) return { problems: problemsJson(reader, one.problems) }
  if ('problems' in two) return { problems: problemsJson(reader, two.problems) }
  return diffJson(reader, one.version, two.version)
}
