import { afterAll, expect, test } from 'vitest'
import { beyond, readRatchet, tightened, writeRatchet } from './ratchet.ts'
import { codeRules, migrationRules } from './rules.ts'
import { namesIn, projectSources, textOf, type Finding } from './source.ts'

const sources = projectSources()
const migrations = namesIn('db/migrations').map((path) => ({ path, text: textOf(path) }))
const ratchet = readRatchet()
const lowered: Record<string, Readonly<Record<string, number>>> = {}

const titles: Readonly<Record<keyof typeof codeRules | keyof typeof migrationRules, string>> = {
  importBorders: 'imports cross only the borders that the architecture opens',
  everyModuleIsListed: 'every module stands in the list of allowed edges',
  ownSchemaOnly: 'a module names its own tables only',
  sqlInItsPlace: 'SQL stands in stores and in the platform',
  httpInItsPlace: 'HTTP stands in routes and in the platform',
  clockInItsPlace: 'clock, chance and environment come from the platform',
  shortFunctions: 'a function has at most 60 lines',
  shortFiles: 'a file has at most 400 lines',
  shortLines: 'a line has at most 110 characters',
  plainTypes: 'no any, no exclamation mark, no enum, no default export',
  fileNames: 'files carry names that say something, in kebab-case',
  explainedExports: 'every exported function says why it is there',
  usedExports: 'what is exported is imported somewhere',
  referencedFiles: 'every file is reached from a beginning',
  refusalsHaveWords: 'every refusal has its words',
  refusalsAreUsed: 'every refusal with words can happen',
  refusalsAreTested: 'every refusal stands in the row of a test',
  refusalsInBothLanguages: 'every refusal says the same in Chinese and in English',
  noSwitch: 'nothing in the product turns a check off',
  settingsInOnePlace: 'the environment is read in one place',
  nothingLocal: 'no path of one machine and no work left over without its issue',
  wordsFromTexts: 'the screens take their sentences from the texts',
  numberedMigrations: 'migrations are numbered and named after their module',
  oneSchemaPerModule: 'a migration changes the schema of its own module',
  allowedForeignKeys: 'foreign keys point along the allowed edges',
  commentedTables: 'every table says what it holds',
}

for (const [name, rule] of Object.entries(codeRules)) hold(name, () => rule(sources))
for (const [name, rule] of Object.entries(migrationRules)) hold(name, () => rule(migrations))

/** What got better is written down at once, so that it cannot get worse again unseen. */
afterAll(() => {
  const next = { ...ratchet, ...lowered }
  if (JSON.stringify(next) !== JSON.stringify(ratchet)) writeRatchet(next)
})

function hold(name: string, find: () => readonly Finding[]): void {
  test(titleOf(name), () => {
    const findings = find()
    const known = ratchet[name] ?? {}
    lowered[name] = tightened(known, findings)
    expect(beyond(known, findings).map(({ path, line, says }) => `${path}:${line} ${says}`)).toEqual([])
  })
}

function titleOf(name: string): string {
  const found = Object.entries(titles).find(([rule]) => rule === name)
  return found?.[1] ?? name
}
