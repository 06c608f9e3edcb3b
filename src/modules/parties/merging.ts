import { refuse, type Refusal } from '../../kernel/refusal.ts'

/** What a party needs to have to be merged: customers and people alike. */
export type Mergeable = {
  readonly id: string
  readonly merged_into: string | null
  readonly credit_code?: string | null
}

/**
 * Decides that `gone` is the same party as `kept`. A merge is a pointer and nothing else: lines, benefits and
 * sums keep the identifier that they were written with, and are read by the survivor's (`withMerged`). So a
 * merge changes no past decision, and a split brings back exactly what was there.
 */
export function decideMerge<Row extends Mergeable>(kept: Row, gone: Row, reason: string): Row | Refusal {
  if (kept.id === gone.id) return refuse('parties.merge_with_itself')
  if (kept.merged_into !== null || gone.merged_into !== null) return refuse('parties.merge_needs_survivors')
  if (reason.trim() === '') return refuse('parties.reason_missing', {}, '/body/reason')
  const codes = [kept.credit_code, gone.credit_code]
  if (codes.every((code) => typeof code === 'string') && codes[0] !== codes[1]) {
    return refuse('parties.merge_codes_differ', { kept: codes[0] ?? '', gone: codes[1] ?? '' })
  }
  return { ...gone, merged_into: kept.id }
}

/**
 * Decides that a merged party is one of its own after all. `holderOfCode` is another party that holds its
 * credit code today; two living parties with one code cannot be.
 */
export function decideSplit<Row extends Mergeable>(
  row: Row,
  reason: string,
  holderOfCode: string | undefined,
): Row | Refusal {
  if (row.merged_into === null) return refuse('parties.not_merged')
  if (reason.trim() === '') return refuse('parties.reason_missing', {}, '/body/reason')
  if (holderOfCode !== undefined && holderOfCode !== row.id) return refuse('parties.split_code_taken')
  return { ...row, merged_into: null }
}

/** The party that `id` stands for after all merges; `id` itself when it is not known. Throws on a circle. */
export function survivorOf(rows: ReadonlyMap<string, Mergeable>, id: string): string {
  const seen = new Set<string>()
  let at = id
  for (let next = rows.get(at)?.merged_into; typeof next === 'string'; next = rows.get(at)?.merged_into) {
    if (seen.has(at)) throw new Error(`party ${id} is merged in a circle`)
    seen.add(at)
    at = next
  }
  return at
}

/** All identifiers whose benefits count for the party that `id` stands for, the survivor first. */
export function membersOf(rows: ReadonlyMap<string, Mergeable>, id: string): string[] {
  const survivor = survivorOf(rows, id)
  const others = [...rows.keys()].filter(
    (other) => other !== survivor && survivorOf(rows, other) === survivor,
  )
  return [survivor, ...others.sort()]
}
