import type { LocalDate } from '../../kernel/time.ts'
import type { AuthorityMatrix } from './authority.ts'
import { matrixId } from './domain.ts'
import { idleCells } from './idle-cells.ts'
import { checkPacks } from './pack-checks.ts'
import { packProblem, type PackProblem } from './problem.ts'
import { readKnownVersion, type ReadVersion } from './read-version.ts'
import type { PackRow } from './tables.ts'

/**
 * What stands between a version and the other packs from its first day on: a rule id is in force once, and a
 * cell of the matrix that records at once is reached.
 */
export function crossProblems(
  rows: readonly PackRow[],
  version: ReadVersion,
  from: LocalDate,
): PackProblem[] {
  if ('matrix' in version.loaded) return cellProblems(rows, version, version.loaded.matrix, from)
  const own = version.loaded.pack.pack
  const beside = rows.filter((row) => row.pack_id !== version.packId && row.pack_id !== matrixId)
  return beside
    .filter((row) => holdsFrom(row, from))
    .flatMap((row) => {
      const read = readKnownVersion(row.content, row.pack_id)
      if (!('version' in read) || !('pack' in read.version.loaded)) return []
      // The version stands last, so that whatever meets another is found at its own rule.
      const problems = checkPacks([read.version.loaded.pack.pack, own])
      return problems.map((problem) => ({ ...problem, line: version.lineOf(problem.path) }))
    })
}

function cellProblems(
  rows: readonly PackRow[],
  version: ReadVersion,
  matrix: AuthorityMatrix,
  from: LocalDate,
): PackProblem[] {
  const packs = rows
    .filter((row) => row.pack_id !== matrixId && row.effective_from <= from && holdsFrom(row, from))
    .flatMap((row) => {
      const read = readKnownVersion(row.content, row.pack_id)
      return 'version' in read && 'pack' in read.version.loaded ? [read.version.loaded.pack.pack] : []
    })
  return idleCells(matrix, packs, from).map(({ cell, kinds }) => {
    const path = ['cells', cell, 'registerOnly']
    const problem = packProblem({ file: version.packId, path }, 'problem.cell_idle', {
      kinds: kinds.join(', '),
    })
    return { ...problem, line: version.lineOf(path) }
  })
}

/** True when a version is in force on some day from `day` on; one that was called off never is. */
function holdsFrom({ effective_from, effective_to }: PackRow, day: LocalDate): boolean {
  return effective_to === null || (effective_to >= day && effective_from <= effective_to)
}
