import { addressOf, answerOf, unreachable, type Answer, type Given, type OperationName } from './api.ts'

/**
 * Sends files with the fields of an operation that takes them, as a form does. Throws an error that carries a
 * `Problem`.
 */
export async function sendFiles<Name extends OperationName>(
  name: Name,
  given: Given<Name>,
  files: readonly File[],
): Promise<Answer<Name>> {
  const form = new FormData()
  for (const [key, value] of Object.entries(given.body ?? {}))
    if (value !== undefined) form.append(key, String(value))
  for (const file of files) form.append('files', file, file.name)
  const headers = { accept: 'application/json', 'idempotency-key': crypto.randomUUID() }
  const sent = { method: 'POST', headers, body: form, credentials: 'same-origin' } as const
  const response = await fetch(addressOf(name, given), sent).catch(() => {
    throw unreachable()
  })
  return (await answerOf(response)) as Answer<Name> // the server checked it against the same contract
}
