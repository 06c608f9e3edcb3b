import { factsJson } from '../../../contract/facts.ts'
import { isSayable } from '../../../contract/said-facts.ts'

/** A fact that a profile adds to rows, and whose register it reads. */
type Added = { readonly path: string; readonly value: unknown }

/**
 * What keeps a fact of a profile from ever counting; undefined where it fits. The engine lays aside what is
 * no fact, and in a register of ours what only records may say: a profile that holds it would seem to state
 * what no decision hears.
 */
export function misfitOf({ path, value }: Added, book: 'observed' | 'own'): string | undefined {
  if (book === 'own' && !isSayable(path)) return `${path} comes from records alone`
  const read = factsJson.safeParse(nested({ asOf: '2026-01-01' }, path.split('.'), value))
  return read.success ? undefined : `${path} cannot be ${JSON.stringify(value)}`
}

function nested(target: object, [name, ...rest]: readonly string[], value: unknown): object {
  if (name === undefined) return target
  return { ...target, [name]: rest.length === 0 ? value : nested({}, rest, value) }
}
