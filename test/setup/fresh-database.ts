import { inject } from 'vitest'
import { databaseCopy, type FreshDatabase } from './database-copy.ts'
import { testServer } from './test-server.ts'

export type { FreshDatabase } from './database-copy.ts'

/** Copies the template database for the test file that asks. */
export async function freshDatabase(): Promise<FreshDatabase> {
  return databaseCopy(await testServer(inject('testRun')))
}
