import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import type { CanonicalValue } from '../../kernel/canonical.ts'
import type { LoadedPack } from './domain.ts'
import { checkPack, checkPacks, type PackProblem } from './pack-checks.ts'
import { packSchema } from './pack-schema.ts'
import { hashOf } from './record.ts'

/** Packs that may be used, or everything that is wrong with them at once. */
export type LoadedPacks =
  { readonly packs: readonly LoadedPack[] } | { readonly problems: readonly PackProblem[] }

/** Reads one pack from its text. `file` only names it in problems. */
export function loadPack(text: string, file: string): LoadedPacks {
  const document = parseDocument(text, { prettyErrors: true })
  if (document.errors.length > 0) {
    return { problems: document.errors.map((error) => ({ file, path: '', message: error.message })) }
  }
  const content: unknown = document.toJS()
  const parsed = packSchema.safeParse(content)
  if (!parsed.success) {
    return { problems: parsed.error.issues.map((issue) => shapeProblem(file, content, issue)) }
  }
  const problems = checkPack(file, parsed.data)
  if (problems.length > 0) return { problems }
  return { packs: [{ pack: parsed.data, sha256: hashOf(parsed.data as unknown as CanonicalValue) }] }
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
    problems.push({ file: folder, path: '', message: 'no policy pack in this folder' })
  }
  problems.push(...checkPacks(packs.map(({ pack }) => pack)))
  return problems.length > 0 ? { problems } : { packs }
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string }

function shapeProblem(file: string, content: unknown, issue: Issue): PackProblem {
  const path = issue.path.map(String).join('.')
  const rule = ruleAt(content, issue.path)
  return { file, path, message: issue.message, ...(rule === undefined ? {} : { rule }) }
}

function ruleAt(content: unknown, path: readonly PropertyKey[]): string | undefined {
  if (path[0] !== 'rules' || typeof path[1] !== 'number') return undefined
  if (typeof content !== 'object' || content === null || !('rules' in content)) return undefined
  const rules: unknown = content.rules
  const rule: unknown = Array.isArray(rules) ? rules[path[1]] : undefined
  return typeof rule === 'object' && rule !== null && 'id' in rule ? String(rule.id) : undefined
}

/** One line for a problem: file, rule, place, what is wrong. */
export function problemLine(problem: PackProblem): string {
  return [problem.file, problem.rule, problem.path].filter(Boolean).join(' · ') + `: ${problem.message}`
}
