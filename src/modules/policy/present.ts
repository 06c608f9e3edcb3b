import type { z } from 'zod'
import type { checkVersion, policyProposal, policyVersion, policyVersions } from '../../contract/policy.ts'
import { formatMoment } from '../../kernel/format.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { timeAgo } from '../../kernel/relative-time.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { policyTexts } from '../../texts/policy.ts'
import { versionTexts, fieldWord } from '../../texts/policy-versions.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import { fill, type Language, type TextValue } from '../../texts/text.ts'
import { authorise, staffRefOf, type Organisation } from '../access/index.ts'
import { isStale } from './domain.ts'
import { diffVersions, type FieldDiff } from './diff.ts'
import { factName } from './explain.ts'
import type { PackProblem } from './problem.ts'
import { answererObjection } from './proposals.ts'
import { readKnownVersion, type ReadVersion } from './read-version.ts'
import { lawsOf } from './spoken.ts'
import { unreachableRules, type Obtainable } from './reachable.ts'
import type { PackRow, ProposalRow } from './tables.ts'
import { lastVersion, stateOn } from './versions.ts'

/** For whom and as of when versions are put into words. */
export type VersionReader = {
  readonly actor: Actor
  readonly language: Language
  readonly now: Instant
  readonly today: LocalDate
  readonly zone: string
  readonly organisation: Organisation
}

type VersionJson = z.input<(typeof policyVersions)['answer']>['items'][number]
type ProposalJson = z.input<(typeof policyProposal)['answer']>['proposal']
/** How two versions differ, in the reader's language. */
export type DiffJson = z.input<(typeof policyProposal)['answer']>['diff']

function say(
  reader: Pick<VersionReader, 'language'>,
  key: keyof typeof versionTexts,
  params: Record<string, TextValue> = {},
): string {
  return fill(versionTexts[key], reader.language, params)
}

/** A moment as the reader sees it. */
export function whenOf({ zone, now, language }: VersionReader, at: Instant) {
  return { at, text: formatMoment(at, zone, now), ago: timeAgo(at, { now, zone, language }) }
}

/** A person by name; what came with the product or from the command line by its word. */
function nameOf(reader: VersionReader, personId: string): string {
  if (personId === 'system') return say(reader, 'command_line')
  const { organisation, language, today } = reader
  return staffRefOf({ organisation, language, today, personId }, personId).name
}

/** What a stored version says. It was checked when it was adopted, so it can be read. */
export function storedVersion(row: Pick<PackRow, 'content' | 'pack_id'>): ReadVersion {
  const read = readKnownVersion(row.content, row.pack_id)
  if ('problems' in read) throw new Error(`the stored version of ${row.pack_id} cannot be read`)
  return read.version
}

/** One version with its days. */
export function versionJson(reader: VersionReader, row: PackRow): VersionJson {
  const { title, loaded } = storedVersion(row)
  const pack = 'pack' in loaded ? loaded.pack.pack : undefined
  const state = stateOn(row, reader.today)
  return {
    versionId: row.id,
    packId: row.pack_id,
    packVersion: row.pack_version,
    title: fill(title, reader.language),
    kind: pack ? 'pack' : 'matrix',
    ...(pack ? { jurisdiction: pack.jurisdiction, reviewedOn: pack.reviewed_on } : {}),
    rules: pack?.rules.length ?? 0,
    isStale: pack ? isStale(pack, reader.today) : false,
    from: row.effective_from,
    ...(row.effective_to === null ? {} : { until: row.effective_to }),
    state,
    word: say(reader, `version.${state}`),
    sha256: row.sha256,
    adoptedBy: nameOf(reader, row.adopted_by),
    adopted: whenOf(reader, row.adopted_at),
  }
}

/** One version with its rules and its text. */
export function versionDetail(
  reader: VersionReader,
  row: PackRow,
): z.input<(typeof policyVersion)['answer']> {
  const { loaded } = storedVersion(row)
  const rules = 'pack' in loaded ? loaded.pack.pack.rules : []
  return {
    version: versionJson(reader, row),
    rules: rules.map((rule) => ({
      ruleId: rule.id,
      ...(rule.part === undefined ? {} : { part: rule.part }),
      title: fill(rule.title, reader.language),
      clause: lawsOf(rule, reader.language),
      from: rule.effective.from,
      ...(rule.effective.to === undefined ? {} : { until: rule.effective.to }),
    })),
    content: row.content,
  }
}

/** How a version differs from the one that it follows. */
export function diffJson(
  reader: Pick<VersionReader, 'language'>,
  before: ReadVersion | undefined,
  after: ReadVersion | undefined,
): DiffJson {
  const { rules, other } = diffVersions(before, after)
  return {
    ...(before ? { against: before.packVersion } : {}),
    rules: rules.map(({ change, ruleId, part, title, fields }) => ({
      change,
      word: say(reader, `change.${change}`),
      ruleId,
      ...(part === undefined ? {} : { part }),
      title: fill(title, reader.language),
      fields: fields.map((field) => fieldJson(reader, field)),
    })),
    other: other.map((field) => fieldJson(reader, field)),
  }
}

function fieldJson({ language }: Pick<VersionReader, 'language'>, diff: FieldDiff) {
  return { ...diff, word: fill(fieldWord(diff.field), language) }
}

/** What is wrong in a text, line by line. */
export function problemsJson(
  { language }: Pick<VersionReader, 'language'>,
  problems: readonly PackProblem[],
): z.input<(typeof checkVersion)['answer']>['problems'] {
  return problems.map(({ line = 1, rule, path, message }) => ({
    line,
    ...(rule === undefined ? {} : { rule }),
    path: path.join('.'),
    says: fill(message, language),
  }))
}

/** The rules of a version that cannot do their work yet, each with the facts to blame. */
export function unreachableJson(
  reader: Pick<VersionReader, 'language'>,
  { loaded }: ReadVersion,
  obtainable: Obtainable,
): z.input<(typeof checkVersion)['answer']>['unreachable'] {
  if (!('pack' in loaded)) return []
  const { language } = reader
  return unreachableRules(loaded.pack.pack, obtainable).map(({ rule, how, row, facts }) => ({
    ruleId: rule.id,
    ...(rule.part === undefined ? {} : { part: rule.part }),
    title: fill(rule.title, language),
    how,
    ...(row === undefined ? {} : { row }),
    says: say(reader, `unreachable.${how}`, {
      row: row ?? 0,
      facts: facts
        .map((path) => factName(path, language))
        .join(fill(policyTexts['policy.list.separator'], language)),
    }),
  }))
}

/** One proposal, and whether the reader may confirm it. */
export function proposalJson(
  reader: VersionReader,
  rows: readonly PackRow[],
  row: ProposalRow,
): ProposalJson {
  const title = fill(titleOf(rows, row), reader.language)
  const facts = { title, version: row.pack_version, day: row.day }
  const state = stateIn(row)
  const word = row.state === 'proposed' && row.first_by === null ? 'laid_down' : state
  return {
    proposalId: row.id,
    kind: row.kind === 'end' ? 'end' : 'adopt',
    packId: row.pack_id,
    packVersion: row.pack_version,
    title,
    day: row.day,
    reason: row.reason,
    state,
    says: `${say(reader, sentenceOf(rows, row), facts)} · ${say(reader, `proposal.${word}`)}`,
    filedBy: nameOf(reader, row.filed_by),
    filed: whenOf(reader, row.filed_at),
    ...(row.first_by === null ? {} : { firstBy: nameOf(reader, row.first_by) }),
    ...(row.answered_by === null ? {} : { answeredBy: nameOf(reader, row.answered_by) }),
    ...(row.answered_at === null ? {} : { answered: whenOf(reader, row.answered_at) }),
    confirm: mayConfirm(reader, row),
  }
}

function sentenceOf(rows: readonly PackRow[], row: ProposalRow) {
  if (row.kind === 'adopt') return 'proposal.adopt'
  const target = targetOf(rows, row)
  return target && row.day < target.effective_from ? 'proposal.call_off' : 'proposal.end'
}

function targetOf(rows: readonly PackRow[], row: ProposalRow): PackRow | undefined {
  return rows.find((each) => each.pack_id === row.pack_id && each.pack_version === row.pack_version)
}

function titleOf(rows: readonly PackRow[], row: ProposalRow) {
  const content = row.content ?? targetOf(rows, row)?.content
  return content === undefined
    ? { zh: row.pack_id, en: row.pack_id }
    : storedVersion({ content, pack_id: row.pack_id }).title
}

function stateIn({ state }: ProposalRow): ProposalJson['state'] {
  // The database holds the list of states.
  return state as ProposalJson['state']
}

function mayConfirm(reader: VersionReader, row: ProposalRow): ProposalJson['confirm'] {
  const { actor, language } = reader
  const no = (refusal: Refusal) => ({ can: false as const, why: sayRefusal(refusal, language).says })
  const factor = authorise({ ...actor, hasFreshFactor: true }, 'policy.answer')
  if (factor) return no(factor)
  if (row.state !== 'proposed') return { can: false, why: say(reader, `proposal.${stateIn(row)}`) }
  const objection = answererObjection(row, actor)
  return objection ? no(objection) : { can: true, needsReason: false, needsFactor: !actor.hasFreshFactor }
}

/** One proposal with the version that it would bring, against the one that it would end. */
export function proposalDetail(
  reader: VersionReader,
  rows: readonly PackRow[],
  row: ProposalRow,
): z.input<(typeof policyProposal)['answer']> {
  const target = targetOf(rows, row)
  const others = rows.filter((each) => each !== target)
  const follows = lastVersion(others, row.pack_id)
  const [before, after] =
    row.content === null
      ? [target, target && row.day < target.effective_from ? follows : undefined]
      : [follows, { content: row.content, pack_id: row.pack_id }]
  return {
    proposal: proposalJson(reader, rows, row),
    diff: diffJson(reader, before && storedVersion(before), after && storedVersion(after)),
    ...(row.content === null ? {} : { content: row.content }),
  }
}
