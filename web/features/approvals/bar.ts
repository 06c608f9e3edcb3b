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

/** How wide a line of buttons is on a phone, and how much of it there is. */
export type Room = { readonly width: number; readonly wordOf: (verb: Verb) => string }

/** What a button takes beside its word: icon, distances and border; and the one of "more". */
const aroundWord = 57
const moreButton = 46

/** About the width of a button with this word at 14 px, and of the gap beside it. */
function widthOf(word: string): number {
  return [...word].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 14 : 7.25), aroundWord)
}

/** Whether these buttons and "more" stand in one line. */
function fits(verbs: readonly Verb[], { width, wordOf: word }: Room): boolean {
  return verbs.reduce((sum, verb) => sum + widthOf(word(verb)), moreButton) <= width
}

/**
 * Which verbs stand where: one primary action, up to three beside it, the rest behind "more"; on a phone as
 * many as its line holds. The server says what may be done; an approval that is not possible stays visible,
 * disabled and with its reason.
 */
export function barOf(can: Case['can'], room?: Room): Bar {
  const offered = (verb: Verb) => can[verb] !== undefined
  const primary = leading.find((verb) => can[verb]?.can) ?? (offered('approve') ? 'approve' : undefined)
  const rest = [...leading, ...order].filter((verb) => verb !== primary && offered(verb))
  const open = rest.filter((verb) => can[verb]?.can)
  const lead = primary === undefined ? [] : [primary]
  const most = open.slice(0, room ? 2 : 3)
  const beside = room ? most.filter((_, at) => fits([...lead, ...most.slice(0, at + 1)], room)) : most
  return { primary, beside, menu: rest.filter((verb) => !beside.includes(verb)) }
}
