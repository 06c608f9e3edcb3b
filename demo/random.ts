/** A seeded source of choices: the same seed gives the same choices on every machine. */
export type Random = {
  /** A whole number from 0 to below `limit`. */
  readonly below: (limit: number) => number
  /** A whole number, both ends included. */
  readonly between: (low: number, high: number) => number
  readonly chance: (percent: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** One of `list` with the chance that `weight` gives it. */
  readonly weighted: <T>(list: readonly T[], weight: (item: T) => number) => T
}

/** Makes a source from text. Its own generator (sfc32), because Math.random has no seed. */
export function randomFrom(seed: string): Random {
  const next = sfc32(seed)
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <T>(list: readonly T[]) => itemAt(list, below(list.length))
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (percent) => next() * 100 < percent,
    pick,
    weighted: (list, weight) => {
      const total = list.reduce((sum, item) => sum + weight(item), 0)
      let left = next() * total
      for (const item of list) {
        left -= weight(item)
        if (left < 0) return item
      }
      return pick(list)
    },
  }
}

/** The item at `index`. Throws outside the list, so that a plan never holds a hole. */
export function itemAt<T>(list: readonly T[], index: number): T {
  const item = list[index]
  if (item === undefined) throw new Error(`no item ${index} in a list of ${list.length}`)
  return item
}

function sfc32(seed: string): () => number {
  const start = hashWords(seed)
  let [a, b, c, d] = start
  const next = () => {
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let i = 0; i < 15; i += 1) next()
  return next
}

function hashWords(seed: string): [number, number, number, number] {
  let hash = 0x811c9dc5
  const word = (salt: number) => {
    hash ^= salt
    for (const letter of seed) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
    return hash | 0
  }
  return [word(1), word(2), word(3), word(4)]
}
