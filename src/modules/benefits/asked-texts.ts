/** The texts that were asked for and not yet looked at, to keep those that many titles hold. */
export type AskedTexts = {
  readonly note: (text: string | undefined) => void
  /** Takes the text that waits longest; undefined where none waits. */
  readonly take: () => string | undefined
}

/** More wait only where people ask faster than one text in a second; those who come later are not noted. */
const mostWaiting = 100

/** Remembers texts in memory: nobody's search is written down, unless thousands of titles hold the text. */
export function askedTexts(): AskedTexts {
  const waiting = new Set<string>()
  return {
    note: (text) => {
      const part = text?.trim() ?? ''
      if (part !== '' && waiting.size < mostWaiting) waiting.add(part)
    },
    take: () => {
      const [part] = waiting
      if (part !== undefined) waiting.delete(part)
      return part
    },
  }
}
