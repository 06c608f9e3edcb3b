import { problemOf, type OperationName } from '../../shell/api.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { queryClient } from '../../shell/queries.ts'

const names: readonly OperationName[] = [
  'orderQueue',
  'payables',
  'payableClaims',
  'reconciliation',
  'bankLines',
  'bankTemplates',
  'bankTemplate',
  'refundable',
  'claims',
  'myClaims',
  'claimable',
  'exceptions',
  'exceptionPayees',
  'releases',
  'releasable',
  'myAccount',
  'staffAccounts',
  'me',
  'invoiceDetail',
  'requestDetail',
  'myRequests',
  'trialBalance',
  'ledgerEntries',
  'periods',
]

type Said = { readonly done: string; readonly failed: string }

/**
 * Waits for a command, tells how it ended, and asks again for all that it can have changed: also after a
 * refusal, which often means that somebody else was quicker. True where it was done.
 */
export async function settled(sent: Promise<unknown>, { done, failed }: Said): Promise<boolean> {
  try {
    await sent
    tell({ tone: 'done', text: done })
    return true
  } catch (error) {
    tellProblem(problemOf(error), failed)
    return false
  } finally {
    await askAgain()
  }
}

/** Asks again for all that an act about a payment can have changed. */
export async function askAgain(): Promise<void> {
  await Promise.all(names.map((name) => queryClient.invalidateQueries({ queryKey: [name] })))
}
