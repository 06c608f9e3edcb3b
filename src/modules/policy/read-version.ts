import { hash } from 'node:crypto'
import type { AuthorityMatrix } from './authority.ts'
import { runCases } from './cases.ts'
import { matrixId, type Both, type LoadedPack } from './domain.ts'
import { matrixFrom } from './load-authority.ts'
import { packFrom } from './load-pack.ts'
import { packProblem, type PackProblem, type Place } from './problem.ts'
import { readYaml, type YamlText } from './yaml-text.ts'

/** A version of a pack or of the authority matrix, as its text says. */
export type ReadVersion = {
  readonly packId: string
  readonly packVersion: string
  readonly sha256: string
  readonly content: string
  readonly title: Both
  /** The line of a place in the text. */
  readonly lineOf: (path: Place) => number
  /** One of the two, by what the text holds. */
  readonly loaded: { readonly pack: LoadedPack } | { readonly matrix: AuthorityMatrix }
}

/** A version that may be used, or everything that is wrong with it, each with its line. */
export type VersionText = { readonly version: ReadVersion } | { readonly problems: readonly PackProblem[] }

/** What the authority matrix is called, which has no title of its own. */
const matrixTitle: Both = { zh: '审批权限表', en: 'Authority matrix' }

/** Reads a pack or the authority matrix from its text and runs the cases of the pack. */
export function readVersion(content: string, file: string): VersionText {
  const yaml = readYaml(content, file)
  if ('problems' in yaml) return yaml
  const found = versionFrom(yaml.read, content, file)
  if ('problems' in found || 'matrix' in found.version.loaded) return found
  const problems = caseProblems(found.version.loaded.pack, yaml.read, file)
  return problems.length > 0 ? { problems } : found
}

/** Stored texts are read again and again and never change; there are a few dozen of them at most. */
const known = new Map<string, VersionText>()
const knownMax = 60

/** The same without running cases, for a text that passed them when it was adopted. */
export function readKnownVersion(content: string, file: string): VersionText {
  const found = known.get(content)
  if (found) return found
  const yaml = readYaml(content, file)
  const read = 'problems' in yaml ? yaml : versionFrom(yaml.read, content, file)
  const [oldest] = known.keys()
  if (known.size >= knownMax && oldest !== undefined) known.delete(oldest)
  known.set(content, read)
  return read
}

function versionFrom(read: YamlText, content: string, file: string): VersionText {
  const top = read.content
  if (!isRecord(top) || !('pack' in top || 'authority' in top)) {
    return { problems: [{ ...packProblem({ file, path: [] }, 'problem.nothing'), line: 1 }] }
  }
  return 'authority' in top ? matrixVersion(read, content, file) : packVersion(read, content, file)
}

function matrixVersion(read: YamlText, content: string, file: string): VersionText {
  const found = matrixFrom(read, file)
  if ('problems' in found) return found
  const { matrix } = found
  const sha256 = hash('sha256', content)
  const named = { packId: matrixId, packVersion: matrix.version, title: matrixTitle }
  return { version: { ...named, sha256, content, lineOf: read.lineOf, loaded: { matrix } } }
}

function packVersion(read: YamlText, content: string, file: string): VersionText {
  const found = packFrom(read, file)
  if ('problems' in found) return found
  const [pack] = found.packs
  if (!pack) throw new Error('a pack without problems is one pack')
  const { pack: packId, version, title } = pack.pack
  const named = { packId, packVersion: version, title }
  return { version: { ...named, sha256: pack.sha256, content, lineOf: read.lineOf, loaded: { pack } } }
}

function caseProblems(pack: LoadedPack, read: YamlText, file: string): PackProblem[] {
  return runCases(pack).map((failure) => {
    const path = ['rules', failure.ruleAt, 'cases', failure.case]
    const { rule, wanted, got } = failure
    return { ...packProblem({ file, path, rule }, 'problem.case', { wanted, got }), line: read.lineOf(path) }
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
