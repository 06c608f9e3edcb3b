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

/**
 * Which verbs stand where: one primary action, two or three beside it, the rest behind "more". The server
 * says what may be done; an approval that is not possible stays visible, disabled and with its reason.
 */
export function barOf(can: Case['can'], isWide: boolean): Bar {
  const offered = (verb: Verb) => can[verb] !== undefined
  const primary = leading.find((verb) => can[verb]?.can) ?? (offered('approve') ? 'approve' : undefined)
  const rest = [...leading, ...order].filter((verb) => verb !== primary && offered(verb))
  const open = rest.filter((verb) => can[verb]?.can)
  const beside = open.slice(0, isWide ? 3 : 2)
  return { primary, beside, menu: rest.filter((verb) => !beside.includes(verb)) }
}
