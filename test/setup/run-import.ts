import { isRefusal, type Refusal } from '../../src/kernel/refusal.ts'
import type { ImportCall, ImportDeps } from '../../src/modules/imports/deps.ts'
import type { Profile } from '../../src/modules/imports/profiles/profile.ts'
import type { ByteSource } from '../../src/platform/tables/read.ts'
import { runImport, type ImportReport } from '../../src/modules/imports/run.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { importDay, inPieces, shipped } from './import-files.ts'

/** What a test imports; what it leaves out is as in most tests. */
export type Imported = Partial<Omit<ImportCall, 'profile' | 'file'>> & {
  /** A shipped one by its name, our own register when left out. */
  readonly profile?: string | Profile
  readonly name?: string
  readonly text: string | (() => ByteSource)
  /** On the day of the clock, and not on that of the other tests. */
  readonly isToday?: boolean
}

let imports = 0

/** Imports a text: by nobody of the company, on the day of the tests, for real, under a key of its own. */
export function tryImport(deps: ImportDeps, imported: Imported): Promise<ImportReport | Refusal> {
  const { profile = 'taizhang', name = '台账.csv', text, isToday = false, ...asked } = imported
  imports++
  return runImport(deps, {
    actor: systemActor,
    ...(isToday ? {} : { today: importDay }),
    isDryRun: false,
    key: `import-of-tests-${String(imports)}`,
    language: 'zh-CN',
    ...asked,
    profile: typeof profile === 'string' ? shipped(profile) : profile,
    file: { name, open: () => (typeof text === 'string' ? inPieces(text) : text()) },
  })
}

/** Imports a text that is taken. */
export async function importText(deps: ImportDeps, imported: Imported): Promise<ImportReport> {
  const report = await tryImport(deps, imported)
  if (isRefusal(report)) throw new Error(`refused: ${report.code}`)
  return report
}

/** Lines under their heading as the text of a file. */
export function csvOf(heading: string, lines: readonly string[]): string {
  return `${[heading, ...lines].join('\n')}\n`
}
