/** What a text of notes holds. */
export type NoteFile = {
  /** Whole notes, newest first. */
  readonly notes: readonly string[]
  /** Pieces that a crash or a full disk left of a note: they say nothing, neither good nor bad. */
  readonly torn: number
}

/**
 * The notes of a text that has one or more of them. A note begins where a line names the log and the next
 * one a number of entries, so that a note that was cut short costs itself alone and never those after it.
 */
export function readNotes(text: string): NoteFile {
  const pieces = piecesOf(text.replaceAll('\r\n', '\n')).filter((piece) => piece.trim() !== '')
  const notes = pieces.filter((piece) => !isTorn(piece)).map((piece) => `${piece.trimEnd()}\n`)
  return { notes: notes.reverse(), torn: pieces.length - notes.length }
}

/**
 * What of the end of a file of notes stays before another note is written behind it, and what is missing
 * there: notes are parted by an empty line. `isMended` tells that something torn is left out.
 */
export function wholeEnd(end: string): {
  readonly keep: string
  readonly missing: string
  readonly isMended: boolean
} {
  const last = piecesOf(end).at(-1) ?? ''
  if (last.trim() !== '' && isTorn(last)) {
    return { keep: end.slice(0, end.length - last.length), missing: '', isMended: true }
  }
  const breaks = end === '' ? 2 : end.length - end.trimEnd().length
  return { keep: end, missing: '\n'.repeat(Math.max(0, 2 - breaks)), isMended: false }
}

/** Cut before each beginning of a note; what stands before the first one is a piece as well. */
function piecesOf(text: string): string[] {
  const names = new Set([...text.matchAll(/^— ([^ \n]+) /gm)].map(([, name = '']) => name))
  const begins = [...names].flatMap((name) => placesOf(text, `${name}\n`)).sort((a, b) => a - b)
  const first = begins[0]
  if (first === undefined) return text === '' ? [] : [text]
  const pieces = begins.flatMap((at, i) => parted(text.slice(at, begins[i + 1] ?? text.length)))
  return first === 0 ? pieces : [text.slice(0, first), ...pieces]
}

/** A note and the beginning of another that broke off before it named its log. */
function parted(piece: string): string[] {
  const note = /^[^]*?\n\n(?:— [^\n]*(?:\n|$))+\n*/.exec(piece)?.[0] ?? piece
  return note.length === piece.length ? [piece] : [note, piece.slice(note.length)]
}

function placesOf(text: string, line: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(line); at >= 0; at = text.indexOf(line, at + line.length)) {
    if (/^\d/.test(text.slice(at + line.length, at + line.length + 1))) places.push(at)
  }
  return places
}

/** Key id and signature, 68 bytes in base64. */
const wholeSignature = /\n\n(?:— [^\n]+\n)*— [^ \n]+ [^ \n]{92,}\n*$/

/** A note ends with a signature of full length. Other damage is no tear; a verification tells it. */
function isTorn(piece: string): boolean {
  return !wholeSignature.test(piece)
}
