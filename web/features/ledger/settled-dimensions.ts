import { queryClient } from '../../shell/queries.ts'

/** For which entity something is changed, and why; not before a reason is written. */
export type Why = { readonly entityId: string; readonly reason: string; readonly isReady: boolean }

/** After a change the list is read again, with what the vouchers still lack. */
export async function settledDimensions(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['dimensions'] })
}
