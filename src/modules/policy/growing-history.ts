import type { HistoryLine } from '../../contract/facts.ts'

/** The earlier benefits of one subject while more are added, as an import does row by row. */
export type GrowingHistory = {
  /** Given to the rules as the history of a fact. It grows while it is in use, and only through `append`. */
  readonly lines: HistoryLine[]
  readonly append: (line: HistoryLine) => void
  /** Takes the last line back, when what it stands for was not stored. */
  readonly takeBack: () => void
}

type Places = Map<string, number[]>

/** Where the lines of each giver group stand, for the histories that keep it. */
const placesIn = new WeakMap<readonly HistoryLine[], Places>()

/** An empty history that knows where the lines of each giver group stand. */
export function growingHistory(): GrowingHistory {
  const lines: HistoryLine[] = []
  const places: Places = new Map()
  placesIn.set(lines, places)
  return {
    lines,
    append: (line) => {
      const group = line.giverGroup ?? unnamed
      const known = places.get(group)
      if (known) known.push(lines.length)
      else places.set(group, [lines.length])
      lines.push(line)
    },
    takeBack: () => {
      const line = lines.pop()
      if (line) places.get(line.giverGroup ?? unnamed)?.pop()
    },
  }
}

const unnamed = ''

/**
 * Where the lines stand that may be of a giver group, in their order; undefined when the history does not
 * know, or when lines of nobody named may be of any. A busy recipient has thousands of lines and few of one
 * giver.
 */
export function placesOfGroup(history: readonly HistoryLine[], group: string): readonly number[] | undefined {
  const places = placesIn.get(history)
  if (!places || places.get(unnamed)?.length) return undefined
  return places.get(group) ?? none
}

const none: readonly number[] = []
