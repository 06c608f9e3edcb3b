import { Ban, Check, CircleHelp, ListChecks, TriangleAlert } from 'lucide-react'
import { classes } from './classes.ts'

/** The five outcomes of a decision. */
type Outcome = 'prohibit' | 'hold' | 'escalate' | 'allow_with_conditions' | 'allow'

type Look = { readonly icon: typeof Ban; readonly text: string; readonly tint: string; readonly line: string }

/** How each outcome looks; the word always stands beside the icon, so colour is never alone. */
export const outcomeLooks: Readonly<Record<Outcome, Look>> = {
  prohibit: { icon: Ban, text: 'text-block', tint: 'bg-block-tint', line: 'border-block-line' },
  hold: { icon: CircleHelp, text: 'text-info', tint: 'bg-info-tint', line: 'border-info-line' },
  escalate: { icon: TriangleAlert, text: 'text-warn', tint: 'bg-warn-tint', line: 'border-warn-line' },
  allow_with_conditions: {
    icon: ListChecks,
    text: 'text-pass',
    tint: 'bg-pass-tint',
    line: 'border-pass-line',
  },
  allow: { icon: Check, text: 'text-pass', tint: 'bg-pass-tint', line: 'border-pass-line' },
}

/** The verdict in a list: icon and short word. */
export function VerdictBadge({ outcome, word }: { readonly outcome: Outcome; readonly word: string }) {
  const look = outcomeLooks[outcome]
  const Icon = look.icon
  return (
    <span
      className={classes(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-meta font-medium',
        look.text,
        look.tint,
      )}
    >
      <Icon aria-hidden="true" size={13} strokeWidth={2.25} />
      {word}
    </span>
  )
}
