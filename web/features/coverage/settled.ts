import { problemOf, type OperationName } from '../../shell/api.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { queryClient } from '../../shell/queries.ts'

const names: readonly OperationName[] = [
  'coverageRuns',
  'coverageRun',
  'coverageLines',
  'coverageCandidates',
  'watchedAccounts',
]

/** Asks again for everything that an answer to a line can have changed. */
export async function refreshCoverage(): Promise<void> {
  await Promise.all(names.map((name) => queryClient.invalidateQueries({ queryKey: [name] })))
}

type Said = { readonly done: string; readonly failed: string }

/** Waits for a command, tells how it ended and asks again; true where it was done. */
export async function settled(sent: Promise<unknown>, { done, failed }: Said): Promise<boolean> {
  try {
    await sent
    tell({ tone: 'done', text: done })
    return true
  } catch (error) {
    tellProblem(problemOf(error), failed)
    return false
  } finally {
    await refreshCoverage()
  }
}
