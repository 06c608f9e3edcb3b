import type { Pool } from 'pg'
import { verificationJob } from '../modules/audit/index.ts'
import { exportKind, type RegisterRouteDeps } from '../modules/benefits/index.ts'
import { coverageKind, coverageKindName } from '../modules/coverage/index.ts'
import { importKind, importKindName, jobSentence } from '../modules/imports/index.ts'
import type { LongJobKind } from '../platform/jobs/long-job.ts'
import { coverageTexts } from '../texts/coverage.ts'
import { importTexts } from '../texts/imports.ts'
import { fill } from '../texts/index.ts'
import { governedTables } from './governed.ts'
import { coverageDeps } from './coverage-deps.ts'
import { importDeps } from './import-deps.ts'
import type { World } from './world.ts'

/** The kinds of long work that this version can run, from every module that has one. */
export function longJobKinds(
  world: World,
  pools: { readonly auditor: Pool; readonly worker: Pool; readonly sinkFolder: string },
): LongJobKind[] {
  const { door, files, newId, now, ring } = world
  return [
    exportKind({ door, files, newId, now, organisation: world.requests.organisation }),
    importKind({ ...importDeps(world), files }),
    coverageKind(coverageDeps(world)),
    verificationJob({ ...pools, ring, tables: governedTables, now }),
  ]
}

/** What modules say of their own long work; the register knows the words of its exports itself. */
export const jobWords: RegisterRouteDeps['jobWords'] = {
  [coverageKindName]: {
    title: ({ language }) => fill(coverageTexts['coverage.job.title'], language),
    result: ({ language }) => fill(coverageTexts['coverage.job.result'], language),
  },
  [importKindName]: {
    title: ({ language }) => fill(importTexts['import.job.title'], language),
    result: ({ language }, job) => jobSentence(job.result, language),
  },
}
