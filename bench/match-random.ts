/** A seeded source of choices, so that a benchmark can be run again exactly. */
export type Random = {
  readonly below: (limit: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** Small numbers more often, as surnames and given names are spread. */
  readonly skewed: (limit: number) => number
}

/** mulberry32: small, fast and good enough to draw test data; not for keys. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(unit() * limit)
  return {
    below,
    chance: (probability) => unit() < probability,
    pick: (list) => {
      const chosen = list[below(list.length)]
      if (chosen === undefined) throw new Error('nothing to pick from')
      return chosen
    },
    skewed: (limit) => Math.floor(unit() ** 1.8 * limit),
  }
}
