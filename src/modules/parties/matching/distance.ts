/**
 * Edits between two strings: insert, leave out, replace, swap neighbours. Stops counting above `max`
 * and then answers `max + 1`, because how far beyond does not matter to a search.
 */
export function editDistance(one: string, other: string, max = 6): number {
  if (one === other) return 0
  if (Math.abs(one.length - other.length) > max) return max + 1
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    let least = i
    for (let j = 1; j <= other.length; j += 1) {
      const same = one.charCodeAt(i - 1) === other.charCodeAt(j - 1)
      let cost = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (isSwap(one, other, i, j)) cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    if (least > max) return max + 1
    before = last
    last = row
  }
  return Math.min(last[other.length] ?? 0, max + 1)
}

function isSwap(one: string, other: string, i: number, j: number): boolean {
  return (
    i > 1 &&
    j > 1 &&
    one.charCodeAt(i - 1) === other.charCodeAt(j - 2) &&
    one.charCodeAt(i - 2) === other.charCodeAt(j - 1)
  )
}

/** True when the signs of `short` stand in `long` in the same order, beginning with the first. */
export function isAbbreviation(short: string, long: string): boolean {
  if (short.length < 2 || short.length >= long.length || short.charAt(0) !== long.charAt(0)) return false
  let at = 0
  for (const sign of long) if (at < short.length && sign === short.charAt(at)) at += 1
  return at === short.length
}
