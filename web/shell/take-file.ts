import { addressOf, problemOf, unreachable, type Given, type OperationName } from './api.ts'
import { showFactor } from './commands.ts'

/**
 * Takes a file that an operation answers and hands it to the browser under a name. Where the server wants a
 * fresh second factor it is asked for once. Throws an error that carries a `Problem`.
 */
export async function takeFile<Name extends OperationName>(
  name: Name,
  given: Given<Name>,
  fileName: string,
): Promise<void> {
  const address = addressOf(name, given)
  const blob = await bytesOf(address).catch(async (error: unknown) => {
    if (problemOf(error).code !== 'access.fresh_factor_needed' || !(await showFactor())) throw error
    return bytesOf(address)
  })
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}

async function bytesOf(address: string): Promise<Blob> {
  const response = await fetch(address, { credentials: 'same-origin' }).catch(() => {
    throw unreachable()
  })
  if (response.ok) return response.blob()
  const problem: unknown = await response.json().catch(() => ({ status: response.status }))
  throw Object.assign(new Error('no file'), { problem })
}
