import type { Case } from './case-view.tsx'

/** The key of a verb's word: a review says whether a record stands, and approves nothing. */
export function wordOf(
  verb: Verb,
  item: Pick<Case, 'object'>,
): `verb.${Verb}` | 'verb.review_stands' | 'verb.review_questions' {
  if (item.object.type !== 'review') return `verb.${verb}`
  if (verb === 'approve') return 'verb.review_stands'
  return verb === 'reject' ? 'verb.review_questions' : `verb.${verb}`
}

/** A verb of the action bar. */
export type Verb = keyof Case['can'] & string

type Bar = {
  readonly primary: Verb | undefined
  readonly beside: readonly Verb[]
  readonly menu: readonly Verb[]
}

const leading: readonly Verb[] = ['approve', 'answer', 'give', 'complete', 'settle']
const order: readonly Verb[] = [
  'return',
  'reject',
  'transfer',
  'withdraw',
  'change',
  'decline',
  'remind',
  'add_signer',
  'copy',
  'cancel',
  'reverse',
]

/** The line of the buttons: its width, their words, and what a button takes beside its word. */
export type Room = {
  readonly width: number
  readonly wordOf: (verb: Verb) => string
  readonly around: (verb: Verb) => number
}

/** The button of "more" and the gap before it. */
const moreButton = 46

/** About the width of a word at 14 px. */
function widthOf(word: string): number {
  return [...word].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 14 : 7.25), 0)
}

/** Whether these buttons and "more" stand in one line. */
function fits(verbs: readonly Verb[], { width, wordOf: word, around }: Room): boolean {
  return verbs.reduce((sum, verb) => sum + widthOf(word(verb)) + around(verb), moreButton) <= width
}

/**
 * Which verbs stand where: one primary action, up to three beside it as far as the line holds them, the rest
 * behind "more". The server says what may be done; for whoever decides, an approval that is not possible
 * stays visible, disabled and with its reason.
 */
export function barOf(can: Case['can'], room?: Room): Bar {
  const offered = (verb: Verb) => can[verb] !== undefined
  const decides = can.reject?.can === true || can.return?.can === true
  const possible = leading.find((verb) => can[verb]?.can)
  const primary = possible ?? (decides && offered('approve') ? 'approve' : undefined)
  const rest = [...leading, ...order].filter((verb) => verb !== primary && offered(verb))
  const open = rest.filter((verb) => can[verb]?.can)
  const lead = primary === undefined ? [] : [primary]
  const most = open.slice(0, 3)
  const beside = room ? most.filter((_, at) => fits([...lead, ...most.slice(0, at + 1)], room)) : most
  return { primary, beside, menu: rest.filter((verb) => !beside.includes(verb)) }
}
