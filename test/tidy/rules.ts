import { importBorders, everyModuleIsListed } from './rules/borders.ts'
import {
  allowedForeignKeys,
  commentedTables,
  numberedMigrations,
  oneSchemaPerModule,
} from './rules/database.ts'
import {
  explainedExports,
  fileNames,
  plainTypes,
  shortFiles,
  shortFunctions,
  shortLines,
} from './rules/form.ts'
import { clockInItsPlace, httpInItsPlace, ownSchemaOnly, sqlInItsPlace } from './rules/places.ts'
import {
  refusalsAreTested,
  refusalsAreUsed,
  refusalsHaveWords,
  refusalsInBothLanguages,
} from './rules/refusals.ts'
import { referencedFiles, usedExports } from './rules/use.ts'
import { noSwitch, nothingLocal, settingsInOnePlace, wordsFromTexts } from './rules/words.ts'

/** The rules on code, each under the name that the ratchet uses. */
export const codeRules = {
  importBorders,
  everyModuleIsListed,
  sqlInItsPlace,
  ownSchemaOnly,
  httpInItsPlace,
  clockInItsPlace,
  shortFunctions,
  shortFiles,
  shortLines,
  plainTypes,
  fileNames,
  explainedExports,
  usedExports,
  referencedFiles,
  refusalsHaveWords,
  refusalsAreUsed,
  refusalsAreTested,
  refusalsInBothLanguages,
  noSwitch,
  settingsInOnePlace,
  nothingLocal,
  wordsFromTexts,
} as const

/** The rules on migrations. */
export const migrationRules = {
  numberedMigrations,
  oneSchemaPerModule,
  allowedForeignKeys,
  commentedTables,
} as const
