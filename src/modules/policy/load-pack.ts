import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CanonicalValue } from '../../kernel/canonical.ts'
import type { LoadedPack } from './domain.ts'
import { checkPack, checkPacks } from './pack-checks.ts'
import { packSchema } from './pack-schema.ts'
import { packProblem, type PackProblem } from './problem.ts'
import { hashOf } from './record.ts'
import { readYaml, shapeProblems, type YamlText } from './yaml-text.ts'

/** Packs that may be used, or everything that is wrong with them at once. */
export type LoadedPacks =
  { readonly packs: readonly LoadedPack[] } | { readonly problems: readonly PackProblem[] }

/** Reads one pack from its text. `file` only names it in problems. */
export function loadPack(text: string, file: string): LoadedPacks {
  const yaml = readYaml(text, file)
  return 'problems' in yaml ? yaml : packFrom(yaml.read, file)
}

/** The pack of a YAML text that was read. */
export function packFrom(read: YamlText, file: string): LoadedPacks {
  const parsed = packSchema.safeParse(read.content)
  if (!parsed.success) return { problems: shapeProblems(packSchema, read, file) }
  const problems = checkPack(file, parsed.data)
  if (problems.length > 0)
    return { problems: problems.map((problem) => ({ ...problem, line: read.lineOf(problem.path) })) }
  try {
    return { packs: [{ pack: parsed.data, sha256: hashOf(parsed.data as unknown as CanonicalValue) }] }
  } catch (fault) {
    const words = fault instanceof Error ? fault.message : String(fault)
    return { problems: [{ ...packProblem({ file, path: [] }, 'problem.one_key', { words }), line: 1 }] }
  }
}

/** Reads every pack of a folder; the authority matrix is none. Throws when the folder cannot be read. */
export async function loadPackFolder(folder: string): Promise<LoadedPacks> {
  const names = (await readdir(folder)).filter(
    (name) => /\.ya?ml$/.test(name) && !name.startsWith('authority'),
  )
  const packs: LoadedPack[] = []
  const problems: PackProblem[] = []
  for (const name of names.sort()) {
    const loaded = loadPack(await readFile(join(folder, name), 'utf8'), name)
    if ('problems' in loaded) problems.push(...loaded.problems)
    else packs.push(...loaded.packs)
  }
  if (packs.length === 0 && problems.length === 0) {
    problems.push(packProblem({ file: folder, path: [] }, 'problem.no_pack'))
  }
  problems.push(...checkPacks(packs.map(({ pack }) => pack)))
  return problems.length > 0 ? { problems } : { packs }
}
