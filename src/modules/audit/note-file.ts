/** What a text of notes holds. */
export type NoteFile = {
  /** Notes, newest first; whether one of them was changed is for a verification to tell. */
  readonly notes: readonly string[]
  /** Beginnings of notes that a crash or a full disk left: they say nothing, neither good nor bad. */
  readonly torn: number
  /** Pieces of text that are no notes, such as the words of a letter around one. */
  readonly foreign: number
}

/**
 * The notes of a text that has one or more of them. A note begins where a line names the log and the next
 * one a number of entries, so that a note that was cut short costs itself alone and never those after it.
 */
export function readNotes(text: string): NoteFile {
  const lines = withPlainBreaks(text)
  const names = namesIn(lines)
  const pieces = piecesOf(lines, names).map((piece) => ({ piece, kind: kindOf(piece, names) }))
  const notes = pieces.filter(({ kind }) => kind === 'note').map(({ piece }) => `${piece.trimEnd()}\n`)
  const count = (wanted: PieceKind) => pieces.filter(({ kind }) => kind === wanted).length
  return { notes: notes.reverse(), torn: count('torn'), foreign: count('foreign') }
}

/** How a file of notes ends: with a whole note, with one that was cut short, or with something else. */
export type NoteFileEnd = {
  readonly kind: 'whole' | 'torn' | 'unread'
  /** What stays. Only the beginning of a note at the very end is ever left out. */
  readonly keep: string
  /** What is missing before another note: notes are parted by an empty line. */
  readonly missing: string
}

/** The end of a file of notes before another note of the log `name` is written behind it. */
export function endOfNotes(end: string, name: string): NoteFileEnd {
  const lines = withPlainBreaks(end)
  const names = [...new Set([...namesIn(lines), name])]
  const last = piecesOf(lines, names).at(-1)
  const kind = last === undefined ? 'note' : kindOf(last, names)
  // A torn end that was changed since, for instance its line breaks, is not what a crash left.
  if (last !== undefined && kind === 'torn' && end.endsWith(last)) {
    return { kind: 'torn', keep: end.slice(0, end.length - last.length), missing: '' }
  }
  const isWhole = last === undefined || (kind === 'note' && wholeSignature.test(last))
  const breaks = end === '' ? 2 : (/\s*$/.exec(end)?.[0] ?? '').split('\n').length - 1
  return { kind: isWhole ? 'whole' : 'unread', keep: end, missing: '\n'.repeat(Math.max(0, 2 - breaks)) }
}

function withPlainBreaks(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

/** The names of logs that sign in this text. */
function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/^— ([^ \n]+) /gm)].map(([, name = '']) => name))]
}

/** Cut before each beginning of a note; what stands before the first one is a piece as well. */
function piecesOf(text: string, names: readonly string[]): string[] {
  const begins = names.flatMap((name) => placesOf(text, `${name}\n`)).sort((a, b) => a - b)
  const pieces = begins.flatMap((at, i) => parted(text.slice(at, begins[i + 1] ?? text.length)))
  return [text.slice(0, begins[0] ?? text.length), ...pieces].filter((piece) => piece.trim() !== '')
}

/** A note and what stands behind it, such as another that broke off before it named its log. */
function parted(piece: string): string[] {
  const note = /^[^]*?\n\n(?:— [^\n]*(?:\n|$))+\n*/.exec(piece)?.[0] ?? piece
  return [note, piece.slice(note.length)]
}

function placesOf(text: string, line: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(line); at >= 0; at = text.indexOf(line, at + line.length)) {
    if (/^\d/.test(text.slice(at + line.length, at + line.length + 1))) places.push(at)
  }
  return places
}

type PieceKind = 'note' | 'torn' | 'foreign'

function kindOf(piece: string, names: readonly string[]): PieceKind {
  if (names.some((name) => isBeginning(piece, name))) return 'torn'
  return names.some((name) => piece.startsWith(`${name}\n`)) ? 'note' : 'foreign'
}

/** Key id and signature, 68 bytes in base64. */
const signatureLength = 92

const wholeSignature = /\n\n(?:— [^\n]+\n)*— [^ \n]+ [^ \n]{92,}\n*$/

/** True for what is less than a note of this log and can go on to be one: nothing else is ever torn. */
function isBeginning(piece: string, name: string): boolean {
  const split = piece.indexOf('\n\n')
  if (split < 0) return isTextBeginning(piece, name)
  const signature = piece.slice(split + 2)
  const head = `— ${name} `
  // The dash takes three bytes: cut within them, it reads as one or two signs of replacement.
  const isHead = head.startsWith(signature) || /^\ufffd{1,2}$/.test(signature)
  const encoded = signature.slice(head.length)
  const isShort = signature.startsWith(head) && encoded.length < signatureLength && base64.test(encoded)
  return isTextBeginning(piece.slice(0, split + 1), name) && (isHead || isShort)
}

const base64 = /^[A-Za-z0-9+/=]*$/

/** The lines of a checkpoint's text after the name of its log, up to each that may be the last begun. */
const sizeLine = /^\d+$/
const rootBegun = /^\d+\n(?:[A-Za-z0-9+/=]{0,43}|[A-Za-z0-9+/=]{44}\n?)$/
const timeBegun = /^\d+\n[A-Za-z0-9+/=]{44}\n(?:at?|at [\d:.TZ-]{0,24}|at [\d:.TZ-]{24}\n)$/

function isTextBeginning(text: string, name: string): boolean {
  const head = `${name}\n`
  if (head.startsWith(text)) return true
  const rest = text.slice(head.length)
  return text.startsWith(head) && [sizeLine, rootBegun, timeBegun].some((shape) => shape.test(rest))
}
