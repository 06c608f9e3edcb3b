import { problemOf, type OperationName } from '../../shell/api.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { queryClient } from '../../shell/queries.ts'

const names: readonly OperationName[] = ['inputTax', 'vouchers', 'periods', 'dimensions']

/** Waits for a document on input tax, tells how it ended, and asks again for what it can have changed. */
export async function turned(
  sent: Promise<unknown>,
  { done, failed }: { readonly done: string; readonly failed: string },
): Promise<boolean> {
  try {
    await sent
    tell({ tone: 'done', text: done })
    return true
  } catch (error) {
    tellProblem(problemOf(error), failed)
    return false
  } finally {
    await Promise.all(names.map((name) => queryClient.invalidateQueries({ queryKey: [name] })))
  }
}
