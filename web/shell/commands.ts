import { call, problemOf, type Answer, type Given, type OperationName } from './api.ts'

let ask: (() => Promise<boolean>) | undefined

/** Tells where a fresh second factor is asked for; the layout does it once. */
export function askForFactorWith(dialog: () => Promise<boolean>): void {
  ask = dialog
}

/** Asks for a fresh second factor before something that needs one; false where it was not shown. */
export async function showFactor(): Promise<boolean> {
  return ask ? ask() : false
}

/**
 * Sends a command. Where the server wants a fresh second factor it asks for one and repeats the command with
 * the same key, so that nothing can happen twice.
 */
export async function command<Name extends OperationName>(
  name: Name,
  given: Given<Name>,
  options: { readonly key?: string; readonly keepalive?: boolean } = {},
): Promise<Answer<Name>> {
  const key = options.key ?? crypto.randomUUID()
  try {
    return await call(name, given, { ...options, key })
  } catch (error) {
    if (problemOf(error).code !== 'access.fresh_factor_needed' || !ask) throw error
    if (!(await ask())) throw error
    return call(name, given, { ...options, key })
  }
}
