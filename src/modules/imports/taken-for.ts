import { isNameOnRecord } from '../parties/index.ts'
import type { Remark, RowParty } from './domain.ts'
import type { Found } from './own-parties.ts'

/** A name of a row and whom it stands for. */
type Named = { readonly party: RowParty | undefined; readonly found: Found | undefined }

/**
 * The remarks on names that were taken for a known party of another name: a short form, pinyin, a former name
 * or a title. Whoever imports must see them, for the register shows the name on record alone.
 */
export function takenFor(named: readonly Named[]): Remark[] {
  return named.flatMap(({ party, found }): Remark[] => {
    const name = found && 'name' in found ? found.name : undefined
    if (!party || party.name === '' || name === undefined || isNameOnRecord(party.name, name)) return []
    return [{ field: '', code: 'party.taken_for', params: { text: party.name, name } }]
  })
}

/** The remarks of several parts of a line, each once. */
export function eachOnce(remarks: readonly Remark[]): Remark[] {
  return [...new Map(remarks.map((remark) => [JSON.stringify(remark), remark])).values()]
}

/** The remarks as their column holds them. */
export function takenText(remarks: readonly Remark[]): string | null {
  return remarks.length === 0 ? null : JSON.stringify(remarks)
}

/** See `takenText`. */
export function readTaken(text: string | null): readonly Remark[] {
  // The column is written by this module alone.
  return text === null ? [] : (JSON.parse(text) as readonly Remark[])
}
